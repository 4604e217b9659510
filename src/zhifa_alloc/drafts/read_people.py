"""Sheet 人员分配 as it is in the file: every row with a person, wherever it stands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

from zhifa_alloc.drafts.facts import Fault, cell_text
from zhifa_alloc.drafts.terms import DESTINATION, SHEET_PEOPLE, STAFF_ID
from zhifa_alloc.rules.goals import preference_of
from zhifa_alloc.schema.address import address
from zhifa_alloc.schema.draft import Draft, HandEdit
from zhifa_alloc.schema.finding import CellRef
from zhifa_alloc.schema.person import Person
from zhifa_alloc.schema.placement import Assignment, Reason
from zhifa_alloc.schema.raw import RawSheet, RawValue

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


def read_people(sheet: RawSheet, book: str) -> PeopleSheet | None:
    """Read the rows of people, also below 合计 and notes; None where the header is gone."""
    header = next((index for index, row in enumerate(sheet.rows) if _is_header(row)), None)
    if header is None:
        return None
    columns = {name: index for index, name in enumerate(map(cell_text, sheet.rows[header])) if name}
    rows, faults = [], []
    for number, row in enumerate(sheet.rows[header + 1 :], start=header + 1):
        where = CellRef(book, SHEET_PEOPLE, address(number, columns[DESTINATION]))
        key, to = cell_text(row[columns[STAFF_ID]]), cell_text(row[columns[DESTINATION]])
        if _is_person(row, key, columns):
            rows.append(PersonRow(key, to, where))
        elif not key and to:
            faults.append(Fault("row_without_key", where, params={"to": to}))
    return PeopleSheet(tuple(rows), tuple(faults))


def _is_header(row: tuple[RawValue, ...]) -> bool:
    return {STAFF_ID, DESTINATION} <= set(map(cell_text, row))


def _is_person(row: tuple[RawValue, ...], key: str, columns: Mapping[str, int]) -> bool:
    # A note fills one merged cell at the left; a person's row has more than its key.
    if not key or key in _SUMS:
        return False
    others = (column for name, column in columns.items() if name != STAFF_ID)
    return any(row[column] != "" for column in others)


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
