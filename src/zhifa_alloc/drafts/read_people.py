"""Sheet 人员分配 as it is in the file: every row with a person, wherever it stands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Final

from zhifa_alloc.drafts.facts import Fault, cell_text, shown_as
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

_SUMS: Final = frozenset({"合计", "小计", "总计", "共计"})


@dataclass(frozen=True, slots=True)
class PersonRow:
    """One row: key and destination as written, cell of the destination."""

    staff_id: str
    to: str
    where: CellRef


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
        self.keys = {shown_as(person.staff_id): person.staff_id for person in original.case.people}
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
        for number, row in enumerate(self.sheet.rows[self.header + 1 :], start=self.header + 1):
            key, to = self._key(row), self._destination(row)
            where = self._where(number, self.columns[DESTINATION])
            # A note fills one merged cell at the left, a sum has no destination.
            if key in self.written or (key and to and key not in _SUMS):
                rows.append(PersonRow(key, to, where))
                faults += [] if key in seen else self._changed(number, row, key)
                seen.add(key)
            elif to and not key:
                faults.append(Fault("row_without_key", where, params={"to": to}))
        return PeopleSheet(tuple(rows), tuple(faults))

    def _key(self, row: tuple[RawValue, ...]) -> str:
        text = cell_text(row[self.columns[STAFF_ID]])
        return self.keys.get(text, text)

    def _destination(self, row: tuple[RawValue, ...]) -> str:
        text = cell_text(row[self.columns[DESTINATION]])
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
                yield Fault("fixed_text", self._where(number, column), "warn", params)

    def _where(self, row: int, column: int) -> CellRef:
        return CellRef(self.book, SHEET_PEOPLE, address(row, column))


def assignments_as_written(original: Draft, rows: Iterable[PersonRow]) -> tuple[Assignment, ...]:
    """Return one assignment a row, by 人员编号; changed destinations are marked as made by hand."""
    people = {person.staff_id: person for person in original.case.people}
    before = {one.staff_id: one for one in original.assignments}
    made = [_assignment(row, before.get(row.staff_id), people.get(row.staff_id)) for row in rows]
    return tuple(sorted(made, key=lambda one: one.staff_id))


def _assignment(row: PersonRow, before: Assignment | None, person: Person | None) -> Assignment:
    reason = Reason("by_hand", {"to": row.to})
    if before is None or person is None:
        return Assignment(row.staff_id, "", "", "", row.to, None, pinned=False, reason=reason)
    if before.to == row.to:
        return before
    return replace(before, to=row.to, preference=preference_of(person, row.to), reason=reason)


def people_edits(original: Draft, rows: Iterable[PersonRow]) -> Iterator[HandEdit]:
    """List the destinations that were changed by hand, in file order; new rows have no ``before``."""
    before = {one.staff_id: one.to for one in original.assignments}
    for row in rows:
        was = before.get(row.staff_id, "")
        if was != row.to:
            yield HandEdit(SHEET_PEOPLE, row.where.cell, row.staff_id, was, row.to)
