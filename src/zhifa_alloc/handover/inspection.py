"""The page for the inspectors (督查): counts and dates by 主管部门, 领域, 区 and 环节, and nobody's name."""

from __future__ import annotations

from collections import Counter
from typing import Final

from zhifa_alloc.handover.clock import Clock
from zhifa_alloc.handover.forms import DOMAIN
from zhifa_alloc.handover.frame import say as say_handover
from zhifa_alloc.handover.ledger import Item, Ledger, State
from zhifa_alloc.handover.ledger_frame import LedgerFrame, say
from zhifa_alloc.handover.registers import (
    COMPLETED,
    DAYS_LEFT,
    DEADLINE,
    DEPARTMENT,
    DISTRICT,
    SENT_ON,
    STATE,
    STEP,
)
from zhifa_alloc.handover.reply import INSPECTION_FORMAT, marks_page
from zhifa_alloc.schema.draft import Draft
from zhifa_alloc.schema.page import Book, CellValue, Column, Mark, Page, Table

INSPECTION_NAME: Final = "督查"
FEW: Final = "<3"
"""Stands for one or two people wherever a count leaves the department (contract, section 5)."""
_LEAST: Final = 3

_COLUMNS: Final = (
    Column(DEPARTMENT, "text", 16),
    Column(DOMAIN, width=13),
    Column(DISTRICT, width=10),
    Column(STEP, width=10),
    Column(STATE, width=9),
    Column(SENT_ON, "date", 12),
    Column(DEADLINE, "date", 12),
    Column(DAYS_LEFT, "number", 8),
    Column(COMPLETED, "date", 12),
    Column("编制（名）", "number", 9),
    Column("人员（人）", "number", 9),
    Column("有异议（人）", "number", 9),
    Column("未答复（人）", "number", 9),
)
_PEOPLE_FROM: Final = 10
"""From this column on, counts are of people."""


def inspection_book(ledger: Ledger, draft: Draft, clock: Clock) -> Book:
    """Draw up the inspectors' workbook, which holds this one page and nothing of the ledger."""
    frame = LedgerFrame(draft.plan_id, clock)
    marks = marks_page(
        (("格式", INSPECTION_FORMAT), ("方案编号", draft.plan_id), ("程序版本", draft.version)),
        (say_handover("standing.gap"), say_handover("standing.fixed")),
    )
    return Book(say("titles.inspection_book"), (inspection_page(frame, ledger), marks))


def inspection_page(frame: LedgerFrame, ledger: Ledger) -> Page:
    """Draw up one row for each item, ordered by 主管部门, with a total where it gives nobody away."""
    domains = {name: place for place, name in enumerate(dict.fromkeys(item.domain for item in ledger.items))}
    items = sorted(ledger.items, key=lambda item: domains[item.domain])
    rows = tuple(_row(item, frame.clock) for item in items)
    marks: dict[tuple[int, int], Mark] = {}
    for place, item in enumerate(items):
        if (item.days_left(frame.clock.day) or 0) < 0:
            marks |= {(place, column): "bad" for column in (4, 7)}
    table = Table(_COLUMNS, rows, _total(items), marks)
    return frame.page(
        INSPECTION_NAME, say("titles.inspection"), (table,), (say("lines.inspection"), _states(items))
    )


def few(count: int) -> int | str:
    """Return a count of people as it may leave the department; nobody at all gives nobody away."""
    return FEW if 0 < count < _LEAST else count


def _row(item: Item, clock: Clock) -> tuple[CellValue, ...]:
    return (
        item.department,
        item.domain,
        item.district,
        item.step.value,
        item.state.value,
        item.sent,
        item.deadline,
        item.days_left(clock.day),
        item.signed.completed,
        item.posts,
        *map(few, _people(item)),
    )


def _people(item: Item) -> tuple[int, int, int]:
    return item.tally.people, item.tally.objected, item.tally.pending


def _total(items: list[Item]) -> tuple[CellValue, ...]:
    """Add up posts and people of one step; a total beside a hidden count would tell the count."""
    own = [item for item in items if item.step is items[0].step]
    columns = zip(*map(_people, own), strict=True) if own else ()
    sums: list[CellValue] = [
        None if any(few(count) == FEW for count in column) else sum(column) for column in map(tuple, columns)
    ]
    blank = [None] * (_PEOPLE_FROM - 2)
    label = say("inspection.total", step=items[0].step.value) if items else ""
    return (label, *blank, sum(item.posts for item in own), *(sums or [0, 0, 0]))


def _states(items: list[Item]) -> str:
    counts = Counter((item.step.value, item.state) for item in items)
    steps = dict.fromkeys(item.step.value for item in items)
    told = (
        f"{step}："
        + "，".join(f"{state.value}{counts[step, state]}" for state in State if counts[step, state])
        for step in steps
    )
    return say("inspection.states", told="；".join(told))
