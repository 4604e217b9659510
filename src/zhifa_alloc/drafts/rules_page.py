"""Sheets 规则检查 and 提醒: what every rule found in the draft, and what the check of the input found."""

from __future__ import annotations

from typing import Final

from zhifa_alloc.drafts.frame import framed, say
from zhifa_alloc.drafts.terms import SHEET_FINDINGS, SHEET_RULES
from zhifa_alloc.rules import RULES
from zhifa_alloc.rules.rule import NOTICES
from zhifa_alloc.schema.draft import Draft, RuleResult, RuleStatus
from zhifa_alloc.schema.page import CellValue, Column, Mark, Page, Table
from zhifa_alloc.text.phrasebook import phrasebook
from zhifa_alloc.text.sentences import finding_part, place_sentence

SHEET_PLACES: Final = "规则明细"
_MARKS: Final[dict[RuleStatus, Mark]] = {"ok": "good", "warn": "warn", "broken": "bad"}
_WEIGHTS: Final[dict[RuleStatus, int]] = {"broken": 0, "warn": 1, "ok": 2}
_STATUS_COLUMN: Final = 4
_RULE_COLUMNS: Final = (
    Column("序号", "number", 6),
    Column("规则", width=22),
    Column("要求", "text", 54),
    Column("依据", "text", 28),
    Column("结果", width=9),
    Column("处数", "number", 8),
)
_PLACE_COLUMNS: Final = (
    Column("序号", "number", 6),
    Column("规则", width=24),
    Column("情况", "text", 96),
)
_FINDING_COLUMNS: Final = (
    Column("序号", "number", 6),
    Column("代码", "key", 8),
    Column("程度", width=8),
    Column("位置", "text", 26),
    Column("现有内容", "text", 16),
    Column("情况", "text", 44),
    Column("怎么改", "text", 40),
)


def rules_pages(draft: Draft) -> tuple[Page, ...]:
    """Return 规则检查, every rule with its outcome, and 规则明细 with each place in words where there is any."""
    table = _rule_table(draft.rules)
    if not any(result.places for result in draft.rules):
        return (framed(SHEET_RULES, say("rules.title"), (table,)),)
    return (
        framed(SHEET_RULES, say("rules.title"), (table,), notes=(say("rules.see_places"),)),
        framed(SHEET_PLACES, say("rules.places"), (_place_table(draft.rules),)),
    )


def findings_page(draft: Draft) -> Page:
    """Return 提醒: warnings and notes of the input, each with its cell and how to mend it."""
    text = phrasebook("zh")
    rows: tuple[tuple[CellValue, ...], ...] = tuple(
        (
            number,
            one.code,
            say(f"severity.{one.severity.value}"),
            "!".join(part for part in (one.where.sheet, one.where.cell) if part),
            one.value,
            finding_part(one, "message", text),
            finding_part(one, "fix", text),
        )
        for number, one in enumerate(draft.findings, start=1)
    )
    return framed(SHEET_FINDINGS, say("findings.title"), (Table(_FINDING_COLUMNS, rows, filter=True),))


def by_weight(results: tuple[RuleResult, ...]) -> tuple[RuleResult, ...]:
    """Put broken rules first, then those that warn; equals keep the printed order."""
    return tuple(sorted(results, key=lambda result: _WEIGHTS[result.status]))


def _rule_table(results: tuple[RuleResult, ...]) -> Table:
    text = phrasebook("zh")
    laws = {rule.id: rule.law for rule in RULES}
    ordered = by_weight(results)
    rows = tuple(
        (
            number,
            text.say(f"rules.titles.{result.rule}"),
            text.say(f"rules.sentences.{result.rule}"),
            text.say(f"rules.laws.{laws[result.rule]}"),
            say(f"status.{result.status}"),
            sum(place.code not in NOTICES for place in result.places),
        )
        for number, result in enumerate(ordered, start=1)
    )
    marks = {(row, _STATUS_COLUMN): _MARKS[result.status] for row, result in enumerate(ordered)}
    return Table(_RULE_COLUMNS, rows, marks=marks)


def _place_table(results: tuple[RuleResult, ...]) -> Table:
    text = phrasebook("zh")
    places = [(result.rule, place) for result in by_weight(results) for place in result.places]
    rows = tuple(
        (number, text.say(f"rules.titles.{rule}"), place_sentence(place, text))
        for number, (rule, place) in enumerate(places, start=1)
    )
    return Table(_PLACE_COLUMNS, rows)
