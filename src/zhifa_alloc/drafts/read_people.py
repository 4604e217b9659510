"""Sheet 人员分配 as it is in the file: every row with a person, wherever it stands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from operator import attrgetter
from typing import Final

from zhifa_alloc.drafts.facts import Fault, FaultWeight, cell_text, shown_as
from zhifa_alloc.drafts.people_page import FIXED
from zhifa_alloc.drafts.terms import DESTINATION, SHEET_PEOPLE, STAFF_ID
from zhifa_alloc.rules.goals import preference_of
from zhifa_alloc.schema.address import address
from zhifa_alloc.schema.draft import Draft, HandEdit
from zhifa_alloc.schema.finding import CellRef
from zhifa_alloc.schema.masking import mask_ids
from zhifa_alloc.schema.person import Person
from zhifa_alloc.schema.placement import Assignment, Reason
from zhifa_alloc.schema.raw import RawSheet, RawValue
from zhifa_alloc.schema.terms import CITY, NOT_PLACED

_REMARKS: Final = ("备注", "交接备注")
"""Columns in which people take notes; a note changed there is said, but makes no draft wrong."""
_SUMS: Final = frozenset({"合计", "小计", "总计", "共计"})


@dataclass(frozen=True, slots=True)
class PersonRow:
    """One row: key and destination as written, and where the destination stands (zero-based)."""

    staff_id: str
    to: str
    book: str
    row: int
    column: int

    @property
    def where(self) -> CellRef:
        """Cell of the destination; made when asked for, since of most rows nobody asks."""
        return CellRef(self.book, SHEET_PEOPLE, address(self.row, self.column))


@dataclass(frozen=True, slots=True)
class PeopleSheet:
    """What was read: the rows in file order, and rows that cannot be a person's."""

    rows: tuple[PersonRow, ...]
    faults: tuple[Fault, ...]


def read_people(sheet: RawSheet, book: str, original: Draft) -> PeopleSheet | None:
    """Read the rows of people, also below 合计 and notes; None where the header is gone."""
    header = next((index for index, row in enumerate(sheet.rows) if _is_header(row)), None)
    return None if header is None else _Reading(sheet, book, original, header).read()


def _is_header(row: tuple[RawValue, ...]) -> bool:
    return {STAFF_ID, DESTINATION} <= set(map(cell_text, row))


class _Reading:
    """One reading of the sheet, a row at a time."""

    def __init__(self, sheet: RawSheet, book: str, original: Draft, header: int) -> None:
        self.sheet = sheet
        self.book = book
        self.header = header
        self.columns = {name: index for index, name in enumerate(map(cell_text, sheet.rows[header])) if name}
        self.original = original
        places = (*original.case.receiving, CITY, NOT_PLACED)
        self.places = {shown_as(name): name for name in places}
        people = {person.staff_id: person for person in original.case.people}
        self.written = {one.staff_id: (people[one.staff_id], one) for one in original.assignments}
        self.fixed = [
            (self.columns[name], name, show) for name, show in FIXED.items() if name in self.columns
        ]

    def read(self) -> PeopleSheet:
        rows: list[PersonRow] = []
        faults: list[Fault] = []
        seen: set[str] = set()
        key_column, column = self.columns[STAFF_ID], self.columns[DESTINATION]
        for number, row in enumerate(self.sheet.rows[self.header + 1 :], start=self.header + 1):
            key, to = self._key(row[key_column]), self._destination(row[column])
            # A note fills one merged cell at the left, a sum has no destination.
            if key in self.written or (key and to and key not in _SUMS):
                rows.append(PersonRow(key, to, self.book, number, column))
                if self.fixed and key not in seen:
                    faults += self._changed(number, row, key)
                seen.add(key)
            elif to and not key:
                faults.append(Fault("row_without_key", self._where(number, column), params={"to": to}))
        return PeopleSheet(tuple(rows), tuple(faults))

    @cached_property
    def _keys_as_shown(self) -> dict[str, str]:
        return {shown_as(person.staff_id): person.staff_id for person in self.original.case.people}

    def _key(self, value: RawValue) -> str:
        if isinstance(value, str) and value in self.written:
            return value
        text = cell_text(value)
        return self._keys_as_shown.get(text, text)

    def _destination(self, value: RawValue) -> str:
        if isinstance(value, str) and value in self.places:
            return self.places[value]
        text = cell_text(value)
        return self.places.get(text, text)

    def _changed(self, number: int, row: tuple[RawValue, ...], key: str) -> Iterator[Fault]:
        """Name the cells that were changed although nothing reads them; rows added below may leave them open."""
        if key not in self.written:
            return
        person, one = self.written[key]
        for column, name, show in self.fixed:
            found = row[column]
            if found in ("", show(person, one)):
                continue
            text = cell_text(found)
            if text and text != shown_as(show(person, one)):
                params = {"column": name, "value": mask_ids(text)}
                weight: FaultWeight = "warn" if name in _REMARKS else "broken"
                yield Fault("fixed_text", self._where(number, column), weight, params)

    def _where(self, row: int, column: int) -> CellRef:
        return CellRef(self.book, SHEET_PEOPLE, address(row, column))


def assignments_as_written(original: Draft, rows: Iterable[PersonRow]) -> tuple[Assignment, ...]:
    """Return one assignment a row, by 人员编号; changed destinations are marked as made by hand."""
    people = {person.staff_id: person for person in original.case.people}
    before = {one.staff_id: one for one in original.assignments}
    made = []
    for row in rows:
        was = before.get(row.staff_id)
        if was is not None and was.to == row.to:
            made.append(was)
        else:
            made.append(_assignment(row, was, people.get(row.staff_id)))
    return tuple(sorted(made, key=attrgetter("staff_id")))


def _assignment(row: PersonRow, before: Assignment | None, person: Person | None) -> Assignment:
    reason = Reason("by_hand", {"to": row.to})
    if before is None or person is None:
        return Assignment(row.staff_id, "", "", "", row.to, None, pinned=False, reason=reason)
    return replace(before, to=row.to, preference=preference_of(person, row.to), reason=reason)


def people_edits(original: Draft, rows: Iterable[PersonRow]) -> Iterator[HandEdit]:
    """List the destinations that were changed by hand, in file order; new rows have no ``before``."""
    before = {one.staff_id: one.to for one in original.assignments}
    for row in rows:
        was = before.get(row.staff_id, "")
        if was != row.to:
            yield HandEdit(SHEET_PEOPLE, row.where.cell, row.staff_id, was, row.to)
