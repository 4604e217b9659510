"""The quota sheets: 编制分配表 (岗编分离), 编制划转表 (整体划转), and the joint one of mixed pools.

In 岗编分离 the posts are assigned and stay on the city's books; in 整体划转 the city's total falls by
what is handed over, type by type. Types are never netted against each other, nor one domain's vacancies
against another's surplus.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from zhifa_alloc.handover.audience import Audience
from zhifa_alloc.handover.frame import Frame, say
from zhifa_alloc.handover.portion import Pool, Portion
from zhifa_alloc.schema.page import CellValue, Column, Kind, Mark, Page, Table
from zhifa_alloc.schema.terms import MODE_SECONDED, MODE_TRANSFERRED

SUBTOTAL: Final = "小计"
TOTAL: Final = "合计"
VACANT: Final = "空编(+)"
SURPLUS: Final = "超编(−)"
STAFF: Final = "实有人数"
UPPER_LEVEL_TYPES: Final = ("行政编制", "政法专项编制", "行政执法专项编制")
"""Types that a city cannot move to another level by itself (2007 central notice on quota control)."""


@dataclass(frozen=True, slots=True)
class QuotaForm:
    """A quota sheet by mode: its name (also its title), the header of the district's posts."""

    name: str
    posts: str


QUOTA_FORMS: Final[Mapping[tuple[str, ...], QuotaForm]] = {
    (MODE_SECONDED,): QuotaForm("编制分配表", "分配数"),
    (MODE_TRANSFERRED,): QuotaForm("编制划转表", "划转数"),
    (MODE_SECONDED, MODE_TRANSFERRED): QuotaForm("编制分配划转表", "分配（划转）数"),
}


@dataclass(frozen=True, slots=True)
class _Row:
    """One pool with its numbers in the order of the table."""

    number: int
    pool: Pool

    @property
    def vacant(self) -> int | None:
        staff = self.pool.headcount
        return None if staff is None else max(0, self.pool.quota - staff)

    @property
    def surplus(self) -> int | None:
        staff = self.pool.headcount
        return None if staff is None else max(0, staff - self.pool.quota)


@dataclass(frozen=True, slots=True)
class _QuotaColumn:
    header: str
    width: float
    kind: Kind = "centre"
    counts: bool = False
    editable: bool = False


_OWN: Final = (
    _QuotaColumn("序号", 5, "number"),
    _QuotaColumn("执法领域", 10),
    _QuotaColumn("原单位", 27, "text"),
    _QuotaColumn("接收单位", 15, "text"),
    _QuotaColumn("编制类型", 17),
)
_CITY: Final = (
    _QuotaColumn("核定编制数", 8, "number"),
    _QuotaColumn("市级保留", 8, "number"),
)
_COUNTS: Final = (
    _QuotaColumn("", 9, "number", counts=True),
    _QuotaColumn(STAFF, 8, "number", counts=True),
    _QuotaColumn(VACANT, 7, "number", counts=True),
    _QuotaColumn(SURPLUS, 7, "number", counts=True),
)
_TO_FILL: Final = (
    _QuotaColumn("领导职数(正/副)", 9, editable=True),
    _QuotaColumn("内设机构数", 8, editable=True),
    _QuotaColumn("批准文号", 19, "text"),
)
_NOTE: Final = _QuotaColumn("备注", 15, "text")
_COLUMNS: Final[Mapping[Audience, tuple[_QuotaColumn, ...]]] = {
    Audience.CONSULTED: (*_OWN, *_COUNTS, _NOTE),
    Audience.SIGNING: (*_OWN, *_CITY, *_COUNTS, *_TO_FILL, _NOTE),
}
"""核定 and 留用 of the whole city stand only on what is signed."""
QUOTA_HEADERS: Final = tuple(column.header for column in _COLUMNS[Audience.SIGNING] if column.header)
"""Every column that a quota sheet may have, but the district's posts, which are called after the form."""


def quota_pages(frame: Frame) -> tuple[Page, ...]:
    """Draw up one quota sheet for each 划转方式 among the district's pools."""
    found = dict.fromkeys(pool.modes for pool in frame.portion.pools)
    return tuple(_quota_page(frame, modes) for modes in QUOTA_FORMS if modes in found)


def _quota_page(frame: Frame, modes: tuple[str, ...]) -> Page:
    form = QUOTA_FORMS[modes]
    pools = tuple(pool for pool in frame.portion.pools if pool.modes == modes)
    table = _quota_table(frame, form, pools)
    notes = _notes(frame.portion, modes, pools)
    return frame.page(form.name, form.name, (frame.head("名"), table), modes, notes)


def _quota_table(frame: Frame, form: QuotaForm, pools: tuple[Pool, ...]) -> Table:
    shown = _COLUMNS[frame.audience]
    types = tuple(dict.fromkeys(pool.quota_type for pool in pools))
    rows: list[tuple[CellValue, ...]] = []
    marks: dict[tuple[int, int], Mark] = {}
    number = 0
    for quota_type in types:
        group = [pool for pool in pools if pool.quota_type == quota_type]
        for pool in group:
            number += 1
            rows.append(tuple(_cell(_Row(number, pool), column, frame.portion) for column in shown))
        marks.update({(len(rows), place): "strong" for place in range(len(shown))})
        rows.append(_sum_row(shown, group, (SUBTOTAL, quota_type)))
    return Table(
        columns=tuple(_column(column, form) for column in shown),
        rows=tuple(rows),
        total=_sum_row(shown, pools, (TOTAL, "")),
        marks=marks,
    )


def _column(column: _QuotaColumn, form: QuotaForm) -> Column:
    return Column(column.header or form.posts, column.kind, column.width, editable=column.editable)


def _cell(row: _Row, column: _QuotaColumn, portion: Portion) -> CellValue:
    pool = row.pool
    cells: Mapping[str, CellValue] = {
        "序号": row.number,
        "执法领域": pool.domain,
        "原单位": _units(pool),
        "接收单位": portion.body_of(pool.domain),
        "编制类型": pool.quota_type,
        "核定编制数": pool.approved,
        "市级保留": pool.reserve,
        "": pool.quota,
        STAFF: pool.headcount,
        VACANT: row.vacant,
        SURPLUS: row.surplus,
        "领导职数(正/副)": None,
        "内设机构数": None,
        "批准文号": portion.parameters.approval_number,
        "备注": "；".join(_remarks(pool, portion)),
    }
    return cells[column.header]


def _sum_row(
    shown: tuple[_QuotaColumn, ...], pools: Iterable[Pool], label: tuple[str, str]
) -> tuple[CellValue, ...]:
    rows = [_Row(0, pool) for pool in pools]
    sums: Mapping[str, CellValue] = {
        "执法领域": label[0],
        "编制类型": label[1],
        "": sum(row.pool.quota for row in rows),
        STAFF: _sum(row.pool.headcount for row in rows),
        VACANT: _sum(row.vacant for row in rows),
        SURPLUS: _sum(row.surplus for row in rows),
    }
    return tuple(sums.get(column.header) for column in shown)


def _sum(values: Iterable[int | None]) -> int | None:
    """Add up what is known; None if nothing is."""
    known = [value for value in values if value is not None]
    return sum(known) if known else None


def _units(pool: Pool) -> str:
    """Name the units of a pool together, with their modes where these differ."""
    mixed = len(pool.modes) > 1
    names = [
        say("posts.unit_with_mode", unit=unit, mode=mode) if mixed else unit for unit, mode in pool.units
    ]
    return names[0] if len(names) == 1 else say("posts.units_joined", units="、".join(names))


def _remarks(pool: Pool, portion: Portion) -> Iterator[str]:
    if pool.domain in portion.received:
        yield say("posts.received")
    if pool.staff is None:
        yield say("people.awaited_short")
    if len(pool.modes) > 1:
        yield say("posts.mixed_row")
    if len(pool.modes) > 1 and pool.staff:
        yield "、".join(
            say("posts.mixed_staff", mode=mode, count=pool.staff.get(mode, 0)) for mode in pool.modes
        )
    if MODE_TRANSFERRED in pool.modes and pool.quota_type in UPPER_LEVEL_TYPES:
        yield say("posts.upper_level_row")


def _notes(portion: Portion, modes: tuple[str, ...], pools: tuple[Pool, ...]) -> Iterator[str]:
    if modes == (MODE_SECONDED,):
        yield say("posts.city_total_stays")
    elif modes == (MODE_TRANSFERRED,):
        yield say("posts.city_total_falls", falls="、".join(_falls(pools)))
    else:
        yield say("posts.mixed")
    if any(len(pool.units) > 1 for pool in pools):
        yield say("posts.joined")
    if MODE_TRANSFERRED in modes and any(pool.quota_type in UPPER_LEVEL_TYPES for pool in pools):
        yield say("posts.upper_level")
    awaited = tuple(dict.fromkeys(pool.domain for pool in pools if pool.domain in portion.awaited))
    if awaited:
        yield say("people.awaited", domains="、".join(awaited))
    yield say("posts.not_netted")


def _falls(pools: tuple[Pool, ...]) -> Iterator[str]:
    for quota_type in dict.fromkeys(pool.quota_type for pool in pools):
        count = sum(pool.quota for pool in pools if pool.quota_type == quota_type)
        yield say("posts.fall", quota_type=quota_type, count=count)
