"""The page for the inspectors (督查): counts and dates by 主管部门, 领域, 区 and 环节, and nobody's name.

One page shows where every domain stands in every district; a second sheet gives the figures of each.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Final

from zhifa_alloc.handover.clock import Clock
from zhifa_alloc.handover.forms import DOMAIN
from zhifa_alloc.handover.ledger import Item, Ledger, State
from zhifa_alloc.handover.ledger_frame import STANDING, LedgerFrame, say
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
DETAIL_NAME: Final = "督查明细"
FEW: Final = "<3"
"""Stands for one or two people wherever a count leaves the department (contract, section 5)."""
HIDDEN: Final = "—"
"""Stands for a sum that would tell a count that is not told."""
_LEAST: Final = 3
_COUNTS: Final = (
    Column("编制\n（名）", "number", 8),
    Column("人员\n（人）", "number", 8),
    Column("有异议\n（人）", "number", 8),
    Column("未答复\n（人）", "number", 8),
)
_DETAIL: Final = (
    Column(DEPARTMENT, "text", 24),
    Column(DOMAIN, width=13),
    Column(DISTRICT, width=10),
    Column(STEP, width=10),
    Column(STATE, width=9),
    Column(SENT_ON, "date", 12),
    Column(DEADLINE, "date", 12),
    Column(DAYS_LEFT, "number", 8),
    Column(COMPLETED, "date", 12),
    *_COUNTS,
)


def inspection_book(ledger: Ledger, draft: Draft, clock: Clock) -> Book:
    """Draw up the inspectors' workbook, which holds these two sheets and nothing of the ledger."""
    frame = LedgerFrame(draft.plan_id, clock)
    said = (("格式", INSPECTION_FORMAT), ("方案编号", draft.plan_id), ("程序版本", draft.version))
    pages = (*inspection_pages(frame, ledger), marks_page(said, STANDING))
    return Book(say("titles.inspection_book"), pages, STANDING)


def inspection_pages(frame: LedgerFrame, ledger: Ledger) -> tuple[Page, Page]:
    """Draw up the page that shows all at once, and the figures behind it."""
    domains = {name: place for place, name in enumerate(dict.fromkeys(item.domain for item in ledger.items))}
    items = sorted(ledger.items, key=lambda item: domains[item.domain])
    notes = (say("lines.inspection"), _states(items))
    overview = _overview(items, [state.district for state in ledger.districts], frame.clock)
    overview_page = frame.page(INSPECTION_NAME, say("titles.inspection"), (overview,), notes)
    return (
        replace(overview_page, single=True),
        frame.page(DETAIL_NAME, say("titles.inspection_detail"), (_detail(items, frame.clock),), notes[:1]),
    )


def few(count: int) -> int | str:
    """Return a count of people as it may leave the department; nobody at all gives nobody away."""
    return FEW if 0 < count < _LEAST else count


def sum_of(counts: Iterable[int]) -> int | str:
    """Add up counts that are told one by one; where one of them is hidden, so is the sum, which would tell it."""
    known = tuple(counts)
    return HIDDEN if any(few(count) == FEW for count in known) else few(sum(known))


def _overview(items: Sequence[Item], districts: Sequence[str], clock: Clock) -> Table:
    """One row a domain and step, one column a district: how far it is, and how late."""
    groups: dict[tuple[str, str, str], dict[str, Item]] = {}
    for item in items:
        groups.setdefault((item.department, item.domain, item.step.value), {})[item.district] = item
    rows = tuple(_overview_row(key, group, districts, clock) for key, group in groups.items())
    marks: dict[tuple[int, int], Mark] = {
        (row, 4 + column): "bad"
        for row, group in enumerate(groups.values())
        for column, district in enumerate(districts)
        if district in group and _is_late(group[district], clock)
    }
    columns = (
        Column(DEPARTMENT, "text", 20),
        Column(DOMAIN, width=10),
        Column(STEP, width=9),
        Column(DEADLINE, "date", 11),
        *(Column(district, width=9) for district in districts),
        *_COUNTS,
    )
    return Table(columns, rows, marks=marks)


def _overview_row(
    key: tuple[str, str, str], group: dict[str, Item], districts: Sequence[str], clock: Clock
) -> tuple[CellValue, ...]:
    deadlines = {item.deadline for item in group.values()}
    people = zip(*map(_people, group.values()), strict=True)
    return (
        *key,
        next(iter(deadlines)) if len(deadlines) == 1 else None,
        *(_told(group.get(district), clock) for district in districts),
        sum(item.posts for item in group.values()),
        *map(sum_of, people),
    )


def _told(item: Item | None, clock: Clock) -> str:
    if item is None:
        return HIDDEN
    left = item.days_left(clock.day)
    late = say("inspection.late", days=-left) if left is not None and left < 0 else ""
    done = item.signed.completed
    return item.state.value + (f" {done.month}-{done.day}" if done else late)


def _is_late(item: Item, clock: Clock) -> bool:
    return (item.days_left(clock.day) or 0) < 0


def _detail(items: Sequence[Item], clock: Clock) -> Table:
    marks: dict[tuple[int, int], Mark] = {
        (row, column): "bad"
        for row, item in enumerate(items)
        for column, header in enumerate(_DETAIL)
        if header.header in (STATE, DAYS_LEFT) and _is_late(item, clock)
    }
    return Table(_DETAIL, tuple(_detail_row(item, clock) for item in items), marks=marks)


def _detail_row(item: Item, clock: Clock) -> tuple[CellValue, ...]:
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


def _states(items: Sequence[Item]) -> str:
    return say("inspection.states", told="；".join(_states_by_step(items)))


def _states_by_step(items: Sequence[Item]) -> Iterator[str]:
    counts = Counter((item.step.value, item.state) for item in items)
    for step in dict.fromkeys(item.step.value for item in items):
        found = "，".join(f"{state.value}{counts[step, state]}" for state in State if counts[step, state])
        yield f"{step}：{found}"
