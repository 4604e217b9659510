"""Sheet 人员分配: one row a person, the columns of 花名册, and 去向, the one column that people edit."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from operator import attrgetter
from typing import Final, TypeAlias

from zhifa_alloc.drafts.frame import framed, say
from zhifa_alloc.drafts.terms import DESTINATION, DOMAIN, NAME, QUOTA_TYPE, SHEET_PEOPLE, STAFF_ID
from zhifa_alloc.schema.draft import Draft
from zhifa_alloc.schema.page import CellValue, Column, Kind, Lines, Mark, Page, Table
from zhifa_alloc.schema.person import Person
from zhifa_alloc.schema.placement import Assignment
from zhifa_alloc.schema.terms import CITY, NOT_PLACED
from zhifa_alloc.text.phrasebook import phrasebook
from zhifa_alloc.text.sentences import reason_sentence

Show: TypeAlias = Callable[[Person, Assignment], CellValue]
"""What a column shows of a person."""
PRINTED: Final = 12
"""Columns that are printed; the others would make the print too small to read."""
_WISH_MARKS: Final[dict[int | None, Mark]] = {1: "good", 0: "warn"}


@dataclass(frozen=True, slots=True)
class _Own:
    """Shows one field of the person as it is."""

    field: str

    def __call__(self, person: Person, _assignment: Assignment) -> CellValue:
        value: CellValue = getattr(person, self.field)
        return value


@dataclass(frozen=True, slots=True)
class _Field:
    """One column: its header and look, and what it shows of a person."""

    header: str
    value: Show
    kind: Kind = "centre"
    width: float = 10.0


@cache
def _month(month: tuple[int, int] | None) -> str:
    return f"{month[0]}.{month[1]:02d}" if month else ""


def _wish(person: Person, number: int) -> str:
    return person.wishes[number - 1]


def wish_words(assignment: Assignment) -> str:
    """Say in words which wish was met."""
    if assignment.to == NOT_PLACED:
        return NOT_PLACED
    key = "none_named" if assignment.preference is None else f"wish_{assignment.preference}"
    return say(f"people.{key}")


def reason_words(assignment: Assignment) -> str:
    """Say in words why the person goes there."""
    return reason_sentence(assignment.reason, phrasebook("zh"))


_FIELDS: Final[tuple[_Field, ...]] = (
    _Field(STAFF_ID, _Own("staff_id"), "key", 11),
    _Field(NAME, _Own("name"), width=9),
    _Field(DOMAIN, _Own("domain"), width=11),
    _Field("所在单位", _Own("unit"), width=23),
    _Field(QUOTA_TYPE, lambda person, _: person.quota_type, width=17),
    _Field("现驻区", _Own("stationed"), width=9),
    _Field(DESTINATION, lambda _, assignment: assignment.to, width=10),
    _Field("志愿满足", lambda _, assignment: wish_words(assignment), width=10),
    _Field("第一志愿", lambda person, _: _wish(person, 1), width=9),
    _Field("第二志愿", lambda person, _: _wish(person, 2), width=9),
    _Field("第三志愿", lambda person, _: _wish(person, 3), width=9),
    _Field("理由", lambda _, assignment: reason_words(assignment), "text", 40),
    _Field("次序号", lambda _, assignment: assignment.draw_number or None, "number", 8),
    _Field("身份证号", _Own("id_number"), "key", 20),
    _Field("性别", _Own("sex"), width=6),
    _Field("出生年月", lambda person, _: _month(person.birth), "key", 10),
    _Field("民族", _Own("ethnicity"), width=8),
    _Field("政治面貌", _Own("party"), width=11),
    _Field("学历", _Own("education"), width=11),
    _Field("所学专业", _Own("major"), width=13),
    _Field("参加工作时间", lambda person, _: _month(person.career_start), "key", 13),
    _Field("所在机构", _Own("section"), width=13),
    _Field("职务", _Own("post"), width=13),
    _Field("职务层次", _Own("post_level"), width=13),
    _Field("职级", _Own("rank"), width=15),
    _Field("执法证号", _Own("certificate"), "key", 16),
    _Field("执法证有效期", _Own("certificate_until"), "date", 13),
    _Field("居住区", _Own("home"), width=9),
    _Field("积分", lambda person, _: None if person.points is None else float(person.points), "decimal", 8),
    _Field("人员状态", _Own("status"), width=10),
    _Field("去向指定", _Own("pin"), width=10),
    _Field("不宜去向", lambda person, _: "、".join(person.exclusions), width=14),
    _Field("备注", _Own("remark"), "text", 20),
    _Field("交接备注", _Own("handover_remark"), "text", 20),
)
HEADERS: Final = tuple(field.header for field in _FIELDS)
_DESTINATION: Final = HEADERS.index(DESTINATION)
_FOLLOWING: Final = (DESTINATION, "志愿满足", "理由")
FIXED: Final = {field.header: field.value for field in _FIELDS if field.header not in (STAFF_ID, *_FOLLOWING)}
"""What columns show that neither are the key nor follow from the destination: header -> value."""


def shown(show: Show, people: Sequence[Person], assignments: Sequence[Assignment]) -> list[CellValue]:
    """Return what a column of ``FIXED`` shows of many people."""
    if isinstance(show, _Own):
        return list(map(attrgetter(show.field), people))
    return list(map(show, people, assignments))


def people_page(draft: Draft) -> Page:
    """Return the sheet; without a roster it says so."""
    if not draft.case.people:
        return framed(SHEET_PEOPLE, say("people.title"), (Lines((say("people.no_roster"),)),))
    notes = (say("people.note_edit"), say("people.note_rows"))
    return framed(SHEET_PEOPLE, say("people.title"), (people_table(draft),), notes=notes)


def people_table(draft: Draft) -> Table:
    """Return the table, one row an assignment, in the order of 人员编号."""
    people = {person.staff_id: person for person in draft.case.people}
    pairs = [(people[one.staff_id], one) for one in draft.assignments]
    return Table(
        columns=_columns((*draft.case.receiving, CITY, NOT_PLACED)),
        rows=tuple(tuple(field.value(person, one) for field in _FIELDS) for person, one in pairs),
        marks=_marks(draft),
        filter=True,
        frozen_columns=2,
        print_columns=PRINTED,
    )


def _columns(destinations: tuple[str, ...]) -> tuple[Column, ...]:
    columns = [Column(field.header, field.kind, field.width) for field in _FIELDS]
    columns[_DESTINATION] = Column(
        DESTINATION,
        width=_FIELDS[_DESTINATION].width,
        choices=destinations,
        editable=True,
        prompt=say("people.prompt"),
    )
    return tuple(columns)


def _marks(draft: Draft) -> dict[tuple[int, int], Mark]:
    edited = {edit.key for edit in draft.edits if edit.sheet == SHEET_PEOPLE}
    wish = HEADERS.index("志愿满足")
    marks: dict[tuple[int, int], Mark] = {}
    for row, one in enumerate(draft.assignments):
        if one.to == NOT_PLACED:
            marks[row, _DESTINATION] = "muted"
        elif one.preference in _WISH_MARKS:
            marks[row, wish] = _WISH_MARKS[one.preference]
        if one.staff_id in edited:
            marks[row, _DESTINATION] = "changed"
    return marks
