"""docs/问题代码.md, from the same sentences that ``check`` and ``explain`` print."""

from __future__ import annotations

import re
from itertools import groupby
from typing import Final

from zhifa_alloc.schema.codes import CATALOGUE
from zhifa_alloc.text import phrasebook

_PLACEHOLDER: Final = re.compile(r"\{\w+\}")
_GROUPS: Final = {
    "1": "单元格本身",
    "2": "行与行、表与表、文件与文件之间",
    "3": "值得看一眼",
    "4": "说明",
    "5": "区里交回的工作簿",
    "6": "从上一稿沿用的改动、区里意见的处理",
}
_SEVERITIES: Final = {"error": "错误", "warning": "提醒", "note": "说明"}
_PARTS: Final = {"message": "问题", "why": "为什么", "example": "例子", "fix": "怎么改"}
_HEAD: Final = """\
# 问题代码

`zhifa-alloc check`、`plan`、`collect` 报出的每个代码：是什么、为什么、例子、怎么改。终端上也可以查：`zhifa-alloc explain E104`。
E 开头是错误，改正后才能测算；W 开头是提醒，N 开头是说明，都不挡测算。本页由程序自己的文字生成（`python -m pages`），请勿手改。
"""


def codes_page() -> str:
    """Return the page."""
    parts = [_HEAD]
    for group, codes in groupby(sorted(CATALOGUE, key=_place), key=lambda code: code[1]):
        parts.append(f"## {_GROUPS[group]}\n")
        parts += [_entry(code) for code in codes]
    return "\n".join(parts)


def _place(code: str) -> tuple[str, int, str]:
    return (code[1], "EWN".index(code[0]), code)


def _entry(code: str) -> str:
    say = phrasebook("zh")
    lines = [f"### {code} {say.say(f'findings.{code}.title')}（{_SEVERITIES[CATALOGUE[code]]}）\n"]
    for part, label in _PARTS.items():
        sentence = _PLACEHOLDER.sub("…", say.template(f"findings.{code}.{part}"))
        lines.append(f"- {label}：{sentence}")
    return "\n".join(lines) + "\n"
