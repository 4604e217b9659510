"""Sheet 编制分配 as it is in the file: the posts of every cell."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from zhifa_alloc.drafts.facts import Fault, cell_text, shown_as
from zhifa_alloc.drafts.quota_page import approved_and_reserve
from zhifa_alloc.drafts.quota_totals import total_faults, whole_number
from zhifa_alloc.drafts.terms import APPROVED, DOMAIN, QUOTA_TYPE, RESERVE, SHEET_QUOTAS
from zhifa_alloc.schema.address import address
from zhifa_alloc.schema.draft import Draft, HandEdit
from zhifa_alloc.schema.finding import CellRef
from zhifa_alloc.schema.quota import CellKey, RowKey
from zhifa_alloc.schema.raw import RawSheet, RawValue


@dataclass(frozen=True, slots=True)
class QuotaSheet:
    """What was read: posts by cell where a whole number stands, the cells, and what is wrong."""

    values: Mapping[CellKey, int]
    cells: Mapping[CellKey, CellRef]
    faults: tuple[Fault, ...]


def read_quotas(sheet: RawSheet, book: str, original: Draft) -> QuotaSheet | None:
    """Read the matrix; None where its header is gone or a district's column is missing."""
    header = next((index for index, row in enumerate(sheet.rows) if _is_header(row)), None)
    if header is None:
        return None
    found = {name: index for index, name in enumerate(map(cell_text, sheet.rows[header])) if name}
    wanted = (DOMAIN, QUOTA_TYPE, APPROVED, RESERVE, *original.case.receiving)
    columns = {name: found[shown_as(name)] for name in wanted if shown_as(name) in found}
    if len(columns) < len(set(wanted)):
        return None
    return _Matrix(sheet, book, original, columns).read(header + 1)


def quota_edits(original: Draft, read: QuotaSheet) -> Iterator[HandEdit]:
    """List the posts that were changed by hand, in file order."""
    for key, value in read.values.items():
        was = original.quotas.values.get(key, 0)
        if was != value:
            yield HandEdit(SHEET_QUOTAS, read.cells[key].cell, "/".join(key), str(was), str(value))


def _is_header(row: tuple[RawValue, ...]) -> bool:
    return {DOMAIN, QUOTA_TYPE} <= set(map(cell_text, row))


class _Matrix:
    """One reading of the matrix."""

    def __init__(self, sheet: RawSheet, book: str, original: Draft, columns: Mapping[str, int]) -> None:
        self.sheet = sheet
        self.book = book
        self.original = original
        self.columns = columns
        self.sums = approved_and_reserve(original.case)
        self.keys = {(shown_as(domain), shown_as(kind)): (domain, kind) for domain, kind in self.sums}
        self.values: dict[CellKey, int] = {}
        self.cells: dict[CellKey, CellRef] = {}
        self.faults: list[Fault] = []

    def read(self, first: int) -> QuotaSheet:
        seen: set[RowKey] = set()
        for number in range(first, len(self.sheet.rows)):
            row = self.sheet.rows[number]
            names = (cell_text(row[self.columns[DOMAIN]]), cell_text(row[self.columns[QUOTA_TYPE]]))
            key = self.keys.get(names)
            if key is not None:
                self._read_row(number, key, again=key in seen)
                seen.add(key)
            elif all(names) and any(self._value(number, name) != "" for name in self.original.case.receiving):
                params = {"domain": names[0], "quota_type": names[1]}
                self.faults.append(Fault("quota_row_unknown", self._where(number, DOMAIN), params=params))
        for key in self.sums:
            if key not in seen:
                params = {"domain": key[0], "quota_type": key[1]}
                self.faults.append(
                    Fault("quota_row_missing", CellRef(self.book, SHEET_QUOTAS), params=params)
                )
        self.faults += total_faults(self.sheet, self.book, self.original, self.values, first - 1)
        return QuotaSheet(self.values, self.cells, tuple(self.faults))

    def _read_row(self, number: int, key: RowKey, *, again: bool) -> None:
        if again:
            params = {"domain": key[0], "quota_type": key[1]}
            self.faults.append(Fault("quota_row_twice", self._where(number, DOMAIN), params=params))
            return
        for name in self.original.case.receiving:
            self._read_cell(number, key, name)
        for name, expected in zip((APPROVED, RESERVE), self.sums[key], strict=True):
            if whole_number(self._value(number, name)) != expected:
                found = cell_text(self._value(number, name))
                fixed: dict[str, object] = {"column": name, "value": found, "expected": expected}
                self.faults.append(Fault("fixed_number", self._where(number, name), params=fixed))

    def _read_cell(self, number: int, key: RowKey, district: str) -> None:
        cell = (*key, district)
        value = whole_number(self._value(number, district))
        self.cells[cell] = self._where(number, district)
        if value is None:
            params = {"district": district, "value": cell_text(self._value(number, district))}
            self.faults.append(Fault("quota_not_whole", self.cells[cell], params=params))
        else:
            self.values[cell] = value

    def _value(self, number: int, name: str) -> RawValue:
        return self.sheet.rows[number][self.columns[name]]

    def _where(self, number: int, name: str) -> CellRef:
        return CellRef(self.book, SHEET_QUOTAS, address(number, self.columns[name]))
