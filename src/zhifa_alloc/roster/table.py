"""A sheet read into typed columns that still know their cells."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from operator import itemgetter
from typing import Any, Final, NamedTuple

from zhifa_alloc.roster.cells import Adapter, adapters_of, parse_column
from zhifa_alloc.roster.headers import Extra, Header, find_header, header_texts
from zhifa_alloc.roster.log import FindingLog
from zhifa_alloc.roster.rows import data_rows, is_aside
from zhifa_alloc.schema.address import address, position
from zhifa_alloc.schema.codes import FAULTS, Code
from zhifa_alloc.schema.columns import ROSTER, SheetSpec
from zhifa_alloc.schema.errors import UnusableFile
from zhifa_alloc.schema.fields import is_blank
from zhifa_alloc.schema.figures import plain_text
from zhifa_alloc.schema.finding import CellRef
from zhifa_alloc.schema.masking import mask_id
from zhifa_alloc.schema.raw import RawSheet, RawValue
from zhifa_alloc.schema.rows import ROW_MODELS
from zhifa_alloc.schema.spelling import fold, nearest, tidy

_TABLE_WIDTH: Final = 3
"""A sheet with a row of so many filled cells holds data, not only words."""
_LIST_LENGTH: Final = 2
"""So many rows of plain words, other than titles and notes, are a list of people."""
_NAME_LENGTH: Final = 4
"""A word that stands alone in its row and is no longer may be a person's name."""
_WORD_LENGTH: Final = 20
"""Longer texts, and such with a full stop, are sentences."""


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """One sheet's data rows as typed columns.

    Attributes:
        lines: zero-based sheet row of each data row; every column is as long.
        columns: key -> values, ``BAD`` where a cell could not be read, the default where the column
            is not there.
        flawed: keys of the columns that hold a ``BAD``.
    """

    spec: SheetSpec
    book: str
    sheet: RawSheet
    header: Header
    lines: tuple[int, ...]
    columns: Mapping[str, Sequence[Any]] = field(default_factory=dict)
    flawed: tuple[str, ...] = ()

    def __len__(self) -> int:
        """Return the number of data rows."""
        return len(self.lines)

    @property
    def place(self) -> CellRef:
        """The sheet as a whole."""
        return CellRef(self.book, self.sheet.name)

    @property
    def extras(self) -> tuple[Extra, ...]:
        """Further columns that may carry figures: not the ignored ones."""
        ignored = {fold(header) for header in self.spec.ignored}
        return tuple(extra for extra in self.header.extras if fold(extra.header) not in ignored)

    def has(self, key: str) -> bool:
        """Say whether the sheet has the column."""
        return key in self.header.columns

    def where(self, index: int, column: str | int) -> CellRef:
        """Return the cell of a data row in a column (key or position); the row's first cell without one."""
        position_ = self.header.columns.get(column, 0) if isinstance(column, str) else column
        return CellRef(self.book, self.sheet.name, address(self.lines[index], position_))

    def column_cells(self, key: str) -> list[CellRef]:
        """Return the cell of every data row in one column."""
        letters = address(0, self.header.columns.get(key, 0)).rstrip("0123456789")
        return [CellRef(self.book, self.sheet.name, f"{letters}{line + 1}") for line in self.lines]

    def header_cell(self, extra: Extra) -> CellRef:
        """Return the header cell of a further column."""
        return CellRef(self.book, self.sheet.name, address(self.header.bottom, extra.column))

    def cells(self, column: int) -> list[Any]:
        """Return a whole column as it was read."""
        rows, lines = self.sheet.rows, self.lines
        if lines and lines[-1] - lines[0] == len(lines) - 1:
            return list(map(itemgetter(column), rows[lines[0] : lines[-1] + 1]))
        return [rows[line][column] for line in lines]

    def raw(self, index: int, key: str) -> RawValue:
        """Return a cell as it was read."""
        return self.sheet.rows[self.lines[index]][self.header.columns[key]]

    def rows(self, *keys: str) -> Iterator[tuple[Any, ...]]:
        """Walk over (index, value, value, …) of some columns."""
        return zip(range(len(self)), *(self.columns[key] for key in keys), strict=True)


def read_table(book: str, sheet: RawSheet, spec: SheetSpec, log: FindingLog) -> Table | None:
    """Read a sheet; None when it is empty.

    Raises:
        UnusableFile: ``header_missing`` or ``column_missing``.
    """
    if not any(not is_blank(value) for row in sheet.rows for value in row):
        return None
    header = find_header(sheet, spec)
    if header is None and spec is ROSTER and not _is_tabular(sheet):
        return None  # 花名册填报说明 and the like: words, not people
    if header is None:
        raise _no_header(book, sheet, spec)
    if header.missing:
        raise _no_column(book, sheet, header)
    table = Table(spec, book, sheet, header, data_rows(sheet, header, spec))
    _report_columns(table, log)
    parsed = {key: _column(table, key, adapter, log) for key, adapter in adapters_of(spec.name).items()}
    columns = {key: column.values for key, column in parsed.items()}
    flawed = tuple(key for key, column in parsed.items() if column.flawed)
    return Table(spec, book, sheet, header, table.lines, columns, flawed)


def parse_extra(table: Table, extra: Extra, adapter: Adapter, log: FindingLog) -> list[Any]:
    """Validate a column of figures, reporting bad cells under its own header."""
    values = table.cells(extra.column)
    return list(_parse(table, values, extra.column, extra.header, adapter, log).values)


def _is_tabular(sheet: RawSheet) -> bool:
    rows = [[value for value in row if not is_blank(value)] for row in sheet.rows]
    if any(len(row) >= _TABLE_WIDTH for row in rows):
        return True
    return sum(_is_listed(row) for row in rows) >= _LIST_LENGTH


def _is_listed(filled: Sequence[RawValue]) -> bool:
    """Say whether a row of one or two cells may be a person: no title, note, heading or sentence."""
    words = [plain_text(value).strip() for value in filled]
    if not words or is_aside(filled) or any(len(word) > _WORD_LENGTH or _is_prose(word) for word in words):
        return False
    return len(words) > 1 or len(fold(words[0])) <= _NAME_LENGTH


def _is_prose(word: str) -> bool:
    return any(mark in word for mark in "。；：:;")


def _no_header(book: str, sheet: RawSheet, spec: SheetSpec) -> UnusableFile:
    required = "、".join(column.header for column in spec.columns if column.required)
    found = "、".join(header_texts(sheet)[:8])
    return UnusableFile("header_missing", name=book, sheet=sheet.name, required=required, found=found)


def _no_column(book: str, sheet: RawSheet, header: Header) -> UnusableFile:
    names = [extra.header for extra in header.extras]
    missing = "、".join(column.header for column in header.missing)
    near = {nearest(column.header, names): None for column in header.missing}
    near.pop("", None)
    return UnusableFile(
        "column_missing" if near else "column_missing_no_near",
        name=book,
        sheet=sheet.name,
        row=header.bottom + 1,
        missing=missing,
        found="、".join(near),
    )


def _report_columns(table: Table, log: FindingLog) -> None:
    for extra in table.header.twice:
        log.add(Code.COLUMN_TWICE, table.header_cell(extra), extra.header)
    if table.spec.open_columns or not table.extras:
        return
    names = "、".join(extra.header for extra in table.extras)
    log.add(Code.UNKNOWN_COLUMNS, table.header_cell(table.extras[0]), names)


class _Column(NamedTuple):
    """Parsed cells, and whether any of them is ``BAD``."""

    values: Sequence[Any]
    flawed: bool = False


def _column(table: Table, key: str, adapter: Adapter, log: FindingLog) -> _Column:
    column = table.header.columns.get(key)
    if column is None:
        return _Column([ROW_MODELS[table.spec.name].model_fields[key].default] * len(table))
    values: list[object] = table.cells(column)
    if any(spec.spans for spec in table.spec.columns if spec.key == key):
        values = _spread_merged(table, column, values)
    return _parse(table, values, column, table.spec.headers[key], adapter, log)


def _spread_merged(table: Table, column: int, values: list[object]) -> list[object]:
    """Let a vertically merged cell speak for every row it covers."""
    spread: dict[int, object] = {}
    rows = table.sheet.rows
    for top, left, bottom, right in table.sheet.merged:
        if left <= column <= right and len(rows) > top > table.header.bottom and bottom > top:
            spread.update(dict.fromkeys(range(top, min(bottom + 1, len(rows))), rows[top][left]))
    if not spread:
        return values
    return [spread.get(line, value) for line, value in zip(table.lines, values, strict=True)]


def _parse(
    table: Table,
    values: Sequence[object],
    column: int,
    header: str,
    adapter: Adapter,
    log: FindingLog,
) -> _Column:
    unread = set(_excel_faults(table, values, column, header, log))

    def report(index: int, kind: str, quoted: Mapping[str, object]) -> None:
        unread.add(index)
        code = FAULTS[kind]
        log.add(code, table.where(index, column), _shown(values[index], header), header=header, **quoted)

    parsed = parse_column(values, adapter, report, frozenset(unread))
    return _Column(parsed, bool(unread))


def _shown(value: object, header: str) -> str:
    if header != "身份证号":
        return tidy(_number_text(value) if isinstance(value, float) else str(value)) if value != "" else ""
    return mask_id(f"{value:.0f}" if isinstance(value, float) else tidy(str(value)))


def _number_text(value: float) -> str:
    return str(int(value)) if value.is_integer() else repr(value)


def _excel_faults(
    table: Table, values: Sequence[object], column: int, header: str, log: FindingLog
) -> frozenset[int]:
    """Report error values and formulas without a value in a column; return their indices."""
    marked = {**dict.fromkeys(table.sheet.uncached, ""), **table.sheet.error_cells}
    places = {row: text for cell, text in marked.items() for row, col in (position(cell),) if col == column}
    if not places:
        return frozenset()
    found = {
        index: places[line]
        for index, line in enumerate(table.lines)
        if line in places and values[index] == ""
    }
    for index, text in found.items():
        code = Code.EXCEL_ERROR if text else Code.NO_CACHED_VALUE
        log.add(code, table.where(index, column), text, header=header)
    return frozenset(found)
