"""Who sees what: for each audience, the only columns of a person that may reach it.

A sheet names its columns by header; a header that the audience may not see is a fault of the program
and stops it. Nothing is ever written and then hidden. The table is section 5 of the contract,
"Who sees what"; what is not named there for an audience is not allowed to it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from zhifa_alloc.handover.audience import Audience
from zhifa_alloc.handover.frame import say
from zhifa_alloc.handover.portion import Portion
from zhifa_alloc.schema.page import CellValue, Column, Kind, Table
from zhifa_alloc.schema.person import Person

PRESENT: Final = "在岗"
ABSENT: Final = "暂不在岗"
"""The only two words for 人员状态 that leave the city department."""
MAX_COLUMNS: Final = 16
"""Columns on one printed page; a longer list is split over two sheets that repeat the key columns."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One person on one sheet: 序号, the person, and the portion the person belongs to."""

    number: int
    person: Person
    portion: Portion


@dataclass(frozen=True, slots=True)
class PersonColumn:
    """One column about a person: its header, its look, and how its cell is read."""

    header: str
    width: float
    read: Callable[[Entry], CellValue]
    kind: Kind = "centre"


def _month(value: tuple[int, int] | None) -> str:
    return "" if value is None else f"{value[0]:04d}.{value[1]:02d}"


def expiry(entry: Entry) -> str:
    """Say whether the certificate ends before the handover is due; an empty 有效期 is valid."""
    until, due = entry.person.certificate_until, entry.portion.terms_of(entry.person.domain).deadline
    base = entry.portion.base_date
    if until is None:
        return ""
    if base is not None and until < base:
        return say("people.expired")
    return say("people.expiring") if due is not None and until <= due else ""


def _certificate_until(entry: Entry) -> date | None:
    return entry.person.certificate_until


_COLUMNS: Final = (
    PersonColumn("序号", 5, lambda entry: entry.number, "number"),
    PersonColumn("人员编号", 10, lambda entry: entry.person.staff_id, "key"),
    PersonColumn("姓名", 9, lambda entry: entry.person.name),
    PersonColumn("性别", 5, lambda entry: entry.person.sex),
    PersonColumn("民族", 7, lambda entry: entry.person.ethnicity),
    PersonColumn("出生年月", 9, lambda entry: _month(entry.person.birth)),
    PersonColumn("身份证号", 19, lambda entry: entry.person.id_number, "key"),
    PersonColumn("政治面貌", 13, lambda entry: entry.person.party),
    PersonColumn("学历", 9, lambda entry: entry.person.education),
    PersonColumn("参加工作时间", 10, lambda entry: _month(entry.person.career_start)),
    PersonColumn("执法领域", 12, lambda entry: entry.person.domain),
    PersonColumn("原单位", 20, lambda entry: entry.person.unit, "text"),
    PersonColumn("编制类型", 13, lambda entry: entry.person.quota_type),
    PersonColumn("职务", 12, lambda entry: entry.person.post),
    PersonColumn("职务层次", 11, lambda entry: entry.person.post_level),
    PersonColumn("职级", 15, lambda entry: entry.person.rank),
    PersonColumn("持证有无", 8, lambda entry: "有" if entry.person.certified else "无"),
    PersonColumn("执法证号", 16, lambda entry: entry.person.certificate, "key"),
    PersonColumn("执法证有效期", 12, _certificate_until, "date"),
    PersonColumn("有效期提示", 14, expiry),
    PersonColumn("人员状态", 9, lambda entry: PRESENT if entry.person.standing.present else ABSENT),
    PersonColumn("接收区", 9, lambda entry: entry.portion.district),
    PersonColumn("接收单位", 18, lambda entry: entry.portion.body_of(entry.person.domain), "text"),
    PersonColumn("交接备注", 15, lambda entry: entry.person.handover_remark, "text"),
)
PERSON_COLUMNS: Final[Mapping[str, PersonColumn]] = {column.header: column for column in _COLUMNS}

_CONSULTED: Final = (
    *("序号", "人员编号", "姓名", "执法领域", "原单位", "接收区", "接收单位"),
    *("职务", "职务层次", "职级", "编制类型", "学历", "持证有无", "人员状态", "交接备注"),
)
_SIGNING: Final = (
    *("序号", "人员编号", "姓名", "性别", "民族", "出生年月", "身份证号", "政治面貌", "学历", "参加工作时间"),
    *("执法领域", "原单位", "编制类型", "职务", "职务层次", "职级", "持证有无", "执法证号", "执法证有效期"),
    *("有效期提示", "人员状态", "接收区", "接收单位", "交接备注"),
)
ALLOWED: Final[Mapping[Audience, frozenset[str]]] = {
    Audience.CONSULTED: frozenset(_CONSULTED),
    Audience.SIGNING: frozenset(_SIGNING),
}


def person_table(
    audience: Audience,
    headers: Iterable[str],
    people: Iterable[Person],
    portion: Portion,
    blanks: tuple[Column, ...] = (),
) -> Table:
    """Lay out people, one row each, numbered from 1 in the order given.

    Args:
        audience: who will read the sheet.
        headers: the columns, by header, from left to right.
        people: the district's own people.
        portion: what the people belong to.
        blanks: columns to the right that the district fills in.

    Raises:
        KeyError: the audience may not see one of the columns.
    """
    columns = tuple(_column(audience, header) for header in headers)
    entries = [Entry(number, person, portion) for number, person in enumerate(people, start=1)]
    cells = [list(map(column.read, entries)) for column in columns]
    cells += [[None] * len(entries) for _ in blanks]
    return Table(
        columns=(*(Column(one.header, one.kind, one.width) for one in columns), *blanks),
        rows=tuple(zip(*cells, strict=True)),
    )


def _column(audience: Audience, header: str) -> PersonColumn:
    if header not in ALLOWED[audience]:
        raise KeyError(f"{audience.value}: {header}")
    return PERSON_COLUMNS[header]
