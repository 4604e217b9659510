"""``规则:名称`` = ``停用：理由`` in 参数: which rule is meant, and why it is switched off."""

from __future__ import annotations

import re
from typing import Final

from zhifa_alloc.schema.figures import plain_text
from zhifa_alloc.schema.spelling import fold, nearest, tidy
from zhifa_alloc.schema.switches import SWITCH_PREFIX, SWITCHABLE
from zhifa_alloc.text.phrasebook import phrasebook

_OFF: Final = re.compile(r"停用\s*[:：,，;；]?\s*(.*)", re.DOTALL)
_ON: Final = "启用"


def is_switch(name: str) -> bool:
    """Say whether a parameter's name means a rule."""
    return fold(name).startswith(fold(SWITCH_PREFIX))


def rule_meant(name: str) -> str | None:
    """Return the id of the rule that ``规则:名称`` names, by its title or its id; None where there is none."""
    word = fold(_word(name))
    return next((key for key, title in _titles().items() if word in (fold(title), fold(key))), None)


def likely_rule(name: str) -> str:
    """Return the title nearest to what was written, to be asked; empty where none is near."""
    return nearest(_word(name), tuple(_titles().values()))


def switchable_titles() -> str:
    """Return the titles of the rules that may be switched off, joined."""
    return "、".join(title for key, title in _titles().items() if key in SWITCHABLE)


def switch_reason(value: object) -> str | None:
    """Return why the rule is switched off: empty where no reason is given, None where it stays on.

    Raises:
        ValueError: the value is neither 停用 nor 启用.
    """
    text = tidy(plain_text(value))
    found = _OFF.fullmatch(text)
    if found is not None:
        return found[1].strip()
    if text == _ON:
        return None
    raise ValueError(text)


def _word(name: str) -> str:
    return tidy(re.split("[:：]", name, maxsplit=1)[1])


def _titles() -> dict[str, str]:
    return {key: str(title) for key, title in phrasebook("zh").section("rules.titles").items()}
