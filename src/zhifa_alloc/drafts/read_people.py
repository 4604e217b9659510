"""Sheet 人员分配 as it is in the file: every row with a person, wherever it stands."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import islice
from operator import attrgetter, itemgetter
from typing import Final

from zhifa_alloc.drafts.facts import Fault, FaultWeight, cell_text, shown_as
from zhifa_alloc.drafts.people_page import FIXED, shown
from zhifa_alloc.drafts.terms import DESTINATION, SHEET_PEOPLE, STAFF_ID
from zhifa_alloc.rules.goals import preference_of
from zhifa_alloc.schema.address import address
from zhifa_alloc.schema.bulk import values_of
from zhifa_alloc.schema.draft import Draft, HandEdit
from zhifa_alloc.schema.finding import CellRef
from zhifa_alloc.schema.masking import mask_ids
from zhifa_alloc.schema.page import CellValue
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


class CellsByPerson(Mapping[str, tuple[CellRef, ...]]):
    """Cells of the destinations by 人员编号, one a row; made when asked for, since of most rows nobody asks."""

    def __init__(self, rows: Iterable[PersonRow]) -> None:
        """Take the rows in file order."""
        self.rows = tuple(rows)

    @cached_property
    def _by_key(self) -> dict[str, list[PersonRow]]:
        found: dict[str, list[PersonRow]] = defaultdict(list)
        for row in self.rows:
            found[row.staff_id].append(row)
        return dict(found)

    def __getitem__(self, key: str) -> tuple[CellRef, ...]:
        return tuple(row.where for row in self._by_key[key])

    def __iter__(self) -> Iterator[str]:
        return iter(self._by_key)

    def __len__(self) -> int:
        return len(self._by_key)


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
        self.places: dict[RawValue, str] = {shown_as(name): name for name in places}
        self.written = {one.staff_id: one for one in original.assignments}
        self.fixed = [
            (self.columns[name], name, show) for name, show in FIXED.items() if name in self.columns
        ]

    def read(self) -> PeopleSheet:
        keys: list[str] = []
        places: list[str] = []
        numbers: list[int] = []
        faults: dict[int, list[Fault]] = defaultdict(list)
        as_written: dict[RawValue, str] = dict(zip(self.written, self.written, strict=True))
        for number, written_key, written_place in self._cells():
            key = as_written.get(written_key) or self._key(written_key)
            to = self.places.get(written_place) or self._destination(written_place)
            # A note fills one merged cell at the left, a sum has no destination.
            if key in self.written or (key and to and key not in _SUMS):
                keys.append(key)
                places.append(to)
                numbers.append(number)
            elif to and not key:
                where = self._where(number, self.columns[DESTINATION])
                faults[number].append(Fault("row_without_key", where, params={"to": to}))
        if self.fixed:
            first = dict(zip(reversed(keys), reversed(numbers), strict=True))
            self._look_at_fixed({key: first[key] for key in self.written if key in first}, faults)
        in_order = tuple(fault for number in sorted(faults) for fault in faults[number])
        return PeopleSheet(self._rows(keys, places, numbers), in_order)

    def _cells(self) -> Iterator[tuple[int, RawValue, RawValue]]:
        """Give number, key and destination of every row below the header."""
        first = self.header + 1
        both = itemgetter(self.columns[STAFF_ID], self.columns[DESTINATION])
        pairs = map(both, islice(self.sheet.rows, first, None))
        return ((number, key, place) for number, (key, place) in enumerate(pairs, start=first))

    def _rows(self, keys: list[str], places: list[str], numbers: list[int]) -> tuple[PersonRow, ...]:
        same: Mapping[str, object] = {"book": self.book, "column": self.columns[DESTINATION]}
        repeated = {name: [value] * len(keys) for name, value in same.items()}
        return tuple(values_of(PersonRow, {"staff_id": keys, "to": places, "row": numbers, **repeated}))

    @cached_property
    def _keys_as_shown(self) -> dict[str, str]:
        # Keys of letters and digits alone, nearly all there are, are shown as they are.
        return {} if "".join(self.written).isalnum() else {shown_as(key): key for key in self.written}

    def _key(self, value: RawValue) -> str:
        text = cell_text(value)
        return self._keys_as_shown.get(text, text)

    def _destination(self, value: RawValue) -> str:
        text = cell_text(value)
        return self.places.get(text, text)

    def _look_at_fixed(self, own: Mapping[str, int], faults: dict[int, list[Fault]]) -> None:
        """Name the cells that were changed although nothing reads them; rows added below may leave them open.

        A column at a time: nearly always it is as it was, which one comparison of two lists tells.
        """
        cells = [self.sheet.rows[number] for number in own.values()]
        by_key = {person.staff_id: person for person in self.original.case.people}
        people, assignments = [by_key[key] for key in own], [self.written[key] for key in own]
        for column, name, show in self.fixed:
            found, due = list(map(itemgetter(column), cells)), shown(show, people, assignments)
            if found == due:
                continue
            for number, value, expected in zip(own.values(), found, due, strict=True):
                if value not in ("", expected):
                    faults[number] += self._changed(number, column, name, value, expected)

    def _changed(
        self, number: int, column: int, name: str, value: RawValue, expected: CellValue
    ) -> Iterator[Fault]:
        text = cell_text(value)
        if text and text != shown_as(expected):
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
