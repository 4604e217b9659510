"""Sheet 超编消化: people above quota, and the years in which retirement absorbs them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Final

from zhifa_alloc.drafts.figure_words import tell
from zhifa_alloc.drafts.frame import framed
from zhifa_alloc.drafts.surplus import Forecast, forecasts
from zhifa_alloc.drafts.terms import APPROVED, DOMAIN, QUOTA_TYPE
from zhifa_alloc.schema.draft import Draft
from zhifa_alloc.schema.page import Block, CellValue, Column, Lines, Mark, Page, Table

SHEET_SURPLUS: Final = "超编消化"
_SUMMARY: Final = (
    Column(DOMAIN, width=16),
    Column(QUOTA_TYPE, width=20),
    Column(APPROVED, "number", 18),
    Column("在编人数", "number", 12),
    Column("超编人数", "number", 12),
    Column("出生年月或\n性别不详", "number", 12),
    Column("已到退休\n年龄", "number", 12),
    Column("预计消化", "centre", 22),
)
_YEARLY: Final = (
    Column(DOMAIN, width=16),
    Column(QUOTA_TYPE, width=20),
    Column("年份", width=18),
    Column("当年到龄\n退休", "number", 12),
    Column("年末在编", "number", 12),
    Column("年末超编", "number", 12),
)


def surplus_pages(draft: Draft) -> tuple[Page, ...]:
    """Return the sheet; none where nobody is above quota."""
    found = forecasts(draft)
    if not found:
        return ()
    blocks: list[Block] = [Lines((tell("surplus.mode", mode=draft.case.parameters.surplus),))]
    blocks += [Lines((tell("surplus.summary"),), "heading"), _summary_table(found)]
    blocks.append(Lines((tell("surplus.by_year"),), "heading"))
    if draft.case.base_date is None:
        blocks.append(Lines((tell("surplus.no_date"),)))
    else:
        blocks.append(_yearly_table(found))
    return (framed(SHEET_SURPLUS, tell("surplus.title"), tuple(blocks), notes=tuple(_notes(draft, found))),)


def _notes(draft: Draft, found: tuple[Forecast, ...]) -> Iterator[str]:
    if draft.case.base_date is not None:
        yield tell("surplus.note_start", date=draft.case.base_date.isoformat())
    for name in ("law", "out_only"):
        yield tell(f"surplus.note_{name}")
    women: Counter[str] = Counter()
    for one in found:
        women.update(one.women)
    yield tell("surplus.note_women", **{key: women[key] for key in ("cadres", "workers", "as_men")})
    if any(one.unknown for one in found):
        yield tell("surplus.note_unknown", count=sum(one.unknown for one in found))
    if any(one.overdue for one in found):
        yield tell("surplus.note_overdue", count=sum(one.overdue for one in found))


def _summary_table(found: tuple[Forecast, ...]) -> Table:
    rows = tuple(
        (
            one.domain,
            one.quota_type,
            one.approved,
            one.people,
            one.above,
            one.unknown,
            one.overdue,
            _outcome(one),
        )
        for one in found
    )
    return Table(_SUMMARY, rows)


def _outcome(one: Forecast) -> str:
    if one.absorbed_in is not None:
        return tell("surplus.absorbed", year=one.absorbed_in)
    left = one.years[-1].above if one.years else one.above
    return tell("surplus.not_seen", count=left)


def _yearly_table(found: tuple[Forecast, ...]) -> Table:
    rows: list[tuple[CellValue, ...]] = []
    marks: dict[tuple[int, int], Mark] = {}
    for one in found:
        for number, year in enumerate(one.years):
            name = tell("surplus.first_year", year=year.year) if number == 0 else str(year.year)
            if year.above == 0:
                marks[len(rows), len(_YEARLY) - 1] = "good"
            rows.append((one.domain, one.quota_type, name, year.retiring, year.people, year.above))
    return Table(_YEARLY, tuple(rows), marks=marks)
