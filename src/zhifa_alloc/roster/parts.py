"""A city's workbook taken apart by 主管部门, to hand each department a file with what is known already."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

from zhifa_alloc.roster.books import Library, open_books
from zhifa_alloc.roster.establishment import Establishment, read_establishment
from zhifa_alloc.roster.log import FindingLog
from zhifa_alloc.roster.table import Table
from zhifa_alloc.schema.raw import RawBook, RawValue
from zhifa_alloc.schema.terms import SHEET_DISTRICT, SHEET_QUOTA, SHEET_ROSTER, SHEET_STATION

Row: TypeAlias = Mapping[str, RawValue]
"""Header -> cell, as read."""
_BY_UNIT: Final = (SHEET_STATION,)


@dataclass(frozen=True, slots=True)
class DepartmentPart:
    """What one department's file begins with: sheet name -> rows."""

    department: str
    rows: Mapping[str, tuple[Row, ...]]


def department_parts(books: Sequence[RawBook]) -> tuple[DepartmentPart, ...]:
    """Take workbooks apart; a unit without 主管部门 is a department of its own.

    Every part has all districts (for the drop-downs), and of 编制, 花名册 and 机构驻区 its own rows; figures of 业务量 stay in the
    office's book.

    Raises:
        UnusableFile: as ``build_case``.
    """
    log = FindingLog()
    library = open_books(books, log)
    known = read_establishment(library.main.tables[SHEET_QUOTA], log)
    owners = {row.unit: row.department or row.unit for row in known.quotas}
    return tuple(
        DepartmentPart(
            department, _rows_of(library, known, [u for u, own in owners.items() if own == department])
        )
        for department in dict.fromkeys(owners.values())
    )


def _rows_of(library: Library, known: Establishment, units: Sequence[str]) -> dict[str, tuple[Row, ...]]:
    rows = {
        SHEET_DISTRICT: tuple(_all_rows(library.main.tables[SHEET_DISTRICT])),
        SHEET_QUOTA: tuple(_own_rows(library.main.tables[SHEET_QUOTA], "unit", known, units)),
        SHEET_ROSTER: tuple(
            row for table in library.rosters for row in _own_rows(table, "unit", known, units)
        ),
    }
    for name in _BY_UNIT:
        tables = library.tables(name)
        rows[name] = tuple(row for table in tables for row in _own_rows(table, "unit", known, units))
    return rows


def _own_rows(table: Table, key: str, known: Establishment, units: Sequence[str]) -> Iterator[Row]:
    for index, word in table.rows(key):
        if isinstance(word, str) and known.units.find(word) in units:
            # A merged cell speaks for all its rows; in the part each row says it itself.
            yield {**_row(table, index), table.spec.headers[key]: word}


def _all_rows(table: Table) -> Iterator[Row]:
    return (_row(table, index) for index in range(len(table)))


def _row(table: Table, index: int) -> dict[str, RawValue]:
    cells: dict[str, RawValue] = {}
    for key in table.header.columns:
        spanning = next(column.spans for column in table.spec.columns if column.key == key)
        parsed = table.columns[key][index]
        cells[table.spec.headers[key]] = (
            parsed if spanning and isinstance(parsed, str) else table.raw(index, key)
        )
    extras = {extra.header: table.sheet.rows[table.lines[index]][extra.column] for extra in table.extras}
    return {**cells, **extras} if table.spec.open_columns else cells
