"""Parameters and weights in words, as the sheets echo them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from typing import Final

from zhifa_alloc.drafts.frame import say
from zhifa_alloc.schema.case import Case, WeightRow
from zhifa_alloc.schema.page import CellValue
from zhifa_alloc.schema.parameters import Parameters
from zhifa_alloc.schema.switches import SWITCH_KINDS, SWITCH_PREFIX, SwitchKind
from zhifa_alloc.text.phrasebook import phrasebook

_WORDS: Final[dict[SwitchKind, str]] = {
    "switches": "words.switched_off",
    "lowered": "words.lowered",
    "raised": "words.raised_why",
}
_WITHOUT_REASON: Final = "words.raised"
"""Only a rule that is raised needs no reason."""


def parameter_texts(parameters: Parameters) -> dict[str, str]:
    """Return every parameter in force, by the name users write; empty text where none is set."""
    texts = {}
    for name, field in Parameters.model_fields.items():
        if field.alias:
            texts[field.alias] = _text(getattr(parameters, name))
    for word, meaning in sorted(parameters.statuses.items()):
        texts[f"状态:{word}"] = meaning
    return texts | dict(_rule_texts(parameters))


def _rule_texts(parameters: Parameters) -> Iterator[tuple[str, str]]:
    """Yield what the office made of rules: switched off, lowered, raised."""
    titles = phrasebook("zh").section("rules.titles")
    for kind in SWITCH_KINDS:
        for rule, reason in sorted(getattr(parameters, kind).items()):
            words = _WORDS[kind] if reason else _WITHOUT_REASON
            yield f"{SWITCH_PREFIX}{titles[rule]}", say(words, reason=reason)


def parameter_rows(case: Case) -> tuple[tuple[CellValue, ...], ...]:
    """Return rows of name and value: parameters, base date in force, weights as read."""
    texts = parameter_texts(case.parameters)
    texts["每队最少编制"] = str(case.parameters.team_quota_floor)
    if case.base_date is not None:
        texts["基准日"] = case.base_date.isoformat()
    rows = [(name, text or "—") for name, text in texts.items()]
    return (*rows, *_weight_rows(case), *_range_rows(case))


def weight_text(row: WeightRow) -> str:
    """Return a row of weights as the user wrote it, or as fractions of one where the program assumed it."""
    if row.as_read:
        return "、".join(f"{factor} {text}" for factor, text in row.as_read)
    return "、".join(f"{factor} {weight}" for factor, weight in row.weights)


def _weight_rows(case: Case) -> Iterator[tuple[str, str]]:
    for row in case.weights:
        yield f"权重 {row.domain}", weight_text(row) or "—"


def _range_rows(case: Case) -> Iterator[tuple[str, str]]:
    for row in case.weight_ranges:
        yield f"权重范围 {row.factor}", f"{_percent(row.low)}—{_percent(row.high)}"


def _percent(part: Fraction) -> str:
    return f"{float(part * 100):g}%"


def _text(value: object) -> str:
    match value:
        case None:
            return ""
        case tuple():
            return "、".join(map(str, value))
        case date():
            return value.isoformat()
        case _:
            return str(value)
