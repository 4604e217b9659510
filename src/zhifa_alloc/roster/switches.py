"""``规则:名称`` = ``停用：理由``, ``提醒：理由``, ``不符``, ``启用`` in 参数: which rule is meant, what of it, and why."""

from __future__ import annotations

import re
from typing import Final, TypeAlias

from zhifa_alloc.schema.figures import plain_text
from zhifa_alloc.schema.spelling import fold, nearest, tidy
from zhifa_alloc.schema.switches import REMINDERS, SWITCH_PREFIX, SWITCHABLE, SwitchKind
from zhifa_alloc.text.phrasebook import phrasebook

Setting: TypeAlias = tuple[SwitchKind, str]
"""What becomes of a rule, and why (empty where no reason is given)."""
_WORDS: Final[dict[SwitchKind, re.Pattern[str]]] = {
    "switches": re.compile(r"停用\s*[:：,，;；]?\s*(.*)", re.DOTALL),
    "lowered": re.compile(r"提醒(?:\s*[:：,，;；]\s*|$)(.*)", re.DOTALL),
    "raised": re.compile(r"不符(?:\s*[:：,，;；]\s*|$)(.*)", re.DOTALL),
}
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


def setting_of(rule: str, value: object) -> Setting | None:
    """Return what a value makes of a rule; None where the rule stays as it is.

    Raises:
        ValueError: the value is none of 停用, 提醒, 不符, 启用.
    """
    text = tidy(plain_text(value))
    for kind, words in _WORDS.items():
        if found := words.fullmatch(text):
            return None if _stays(rule, kind) else (kind, found[1].strip())
    if text == _ON:
        return None
    raise ValueError(text)


def _stays(rule: str, kind: SwitchKind) -> bool:
    """Say whether a rule is that already: 提醒 of one that only warns, 不符 of one that can be broken."""
    return (kind == "lowered" and rule in REMINDERS) or (kind == "raised" and rule not in REMINDERS)


def _word(name: str) -> str:
    return tidy(re.split("[:：]", name, maxsplit=1)[1])


def _titles() -> dict[str, str]:
    return {key: str(title) for key, title in phrasebook("zh").section("rules.titles").items()}
