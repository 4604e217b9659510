"""What the department wrote into a ledger by hand, kept when ``collect`` is run again.

A ledger is a few registers. Each names its rows by key columns; its editable columns belong to the department.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, TypeAlias

from zhifa_alloc.handover.reply import LEDGER_FORMAT
from zhifa_alloc.handover.returned import marks_of
from zhifa_alloc.handover.tables import Line, all_lines_of
from zhifa_alloc.schema.dates import day_of
from zhifa_alloc.schema.figures import printed
from zhifa_alloc.schema.finding import CellRef
from zhifa_alloc.schema.page import CellValue, Column, Mark, Table
from zhifa_alloc.schema.raw import RawBook

NUMBER: Final = "序号"
Key: TypeAlias = tuple[str, ...]
Row: TypeAlias = Mapping[str, CellValue]


@dataclass(frozen=True, slots=True)
class Register:
    """One sheet of the ledger.

    Attributes:
        keys: headers that name a row.
        columns: from left to right; the editable ones are the department's.
        open: rows that the department added, or filled in and that are no longer drawn up, stay.
    """

    name: str
    keys: tuple[str, ...]
    columns: tuple[Column, ...]
    open: bool = False

    @property
    def own(self) -> tuple[str, ...]:
        """Headers of the columns that the department fills in."""
        return tuple(column.header for column in self.columns if column.editable)


@dataclass(frozen=True, slots=True)
class Entry:
    """One row as it stands in a ledger: header -> value, and the cell of a header."""

    row: Row
    places: Mapping[str, CellRef] = field(default_factory=dict)

    def text(self, header: str) -> str:
        """The value below ``header`` as text."""
        return printed(self.row.get(header) or "")


@dataclass(frozen=True, slots=True)
class Entries:
    """All that stands in a ledger: register -> key -> row. Empty for a first ledger.

    ``filled`` counts the cells in columns of the department: of two copies the one worked on has more.
    """

    name: str = ""
    plan_id: str = ""
    rows: Mapping[str, Mapping[Key, Entry]] = field(default_factory=dict)
    filled: int = 0

    def of(self, register: Register) -> Mapping[Key, Entry]:
        """The rows of one register by key."""
        return self.rows.get(register.name, {})

    def for_plan(self, plan_id: str) -> Entries:
        """What still holds for a draft: records that are kept open always, the rest only for the same draft."""
        return self if plan_id == self.plan_id else Entries(self.name, self.plan_id)


def is_ledger(book: RawBook) -> bool:
    """Say whether a workbook is a ledger that ``collect`` wrote."""
    return marks_of(book).get("格式") == LEDGER_FORMAT


def entries_of(book: RawBook, registers: Sequence[Register]) -> Entries:
    """Read a ledger; rows may have been sorted, and added at the end."""
    rows = {register.name: _rows_of(book, register) for register in registers}
    filled = sum(
        name in entry.row
        for register in registers
        for entry in rows[register.name].values()
        for name in register.own
    )
    return Entries(book.name, marks_of(book).get("方案编号", ""), rows, filled)


def register_table(register: Register, rows: Iterable[Row], entries: Entries) -> Table:
    """Lay out a register: what the program knows first, then what the department entered before.

    Args:
        register: the sheet.
        rows: header -> value of what the program knows; an editable cell that it leaves empty takes the entry.
        entries: an earlier ledger.
    """
    entered = entries.of(register)
    known = {tuple(printed(row.get(key) or "") for key in register.keys): row for row in rows}
    merged: list[Row] = [
        {**_own_cells(register, entered.get(key)), **{name: value for name, value in row.items() if value}}
        if key in entered
        else row
        for key, row in known.items()
    ]
    if register.open:
        merged += [
            entry.row for key, entry in entered.items() if key not in known and _filled(register, entry)
        ]
    return Table(
        columns=register.columns,
        rows=tuple(
            tuple(
                number if column.header == NUMBER else row.get(column.header) for column in register.columns
            )
            for number, row in enumerate(merged, start=1)
        ),
        spare_rows=5 if register.open else 0,
        filter=True,
    )


def marked(table: Table, header: str, marks: Mapping[int, Mark]) -> Table:
    """Return the table with cells of one column coloured: row index -> mark."""
    place = [column.header for column in table.columns].index(header)
    return Table(
        columns=table.columns,
        rows=table.rows,
        total=table.total,
        marks={**table.marks, **{(row, place): mark for row, mark in marks.items()}},
        spare_rows=table.spare_rows,
        filter=table.filter,
    )


def _rows_of(book: RawBook, register: Register) -> Mapping[Key, Entry]:
    found = {}
    for line in all_lines_of(book, register.name, register.keys):
        key = tuple(line.text(header) for header in register.keys)
        if all(key):
            found[key] = _entry(line, register)
    return found


def _entry(line: Line, register: Register) -> Entry:
    columns = [column for column in register.columns if column.header in line.columns]
    return Entry(
        row={column.header: _value(line, column) for column in columns if line.text(column.header)},
        places={column.header: line.where(column.header) for column in columns},
    )


def _value(line: Line, column: Column) -> CellValue:
    value = line.values[column.header]
    if column.kind == "date":
        return day_of(value) or printed(value)
    if column.kind == "number" and isinstance(value, float) and value.is_integer():
        return int(value)
    return printed(value)


def _own_cells(register: Register, entry: Entry | None) -> Row:
    return {} if entry is None else {name: entry.row[name] for name in register.own if name in entry.row}


def _filled(register: Register, entry: Entry) -> bool:
    return any(entry.row.get(name) for name in register.own)
