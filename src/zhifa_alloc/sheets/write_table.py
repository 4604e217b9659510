"""A table on a worksheet: header, rows, total, drop-downs, filter."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import Any, Final

from zhifa_alloc.schema.page import CellValue, Column, Formula, Kind, Mark, Table
from zhifa_alloc.sheets.block import BlockCell, Form
from zhifa_alloc.sheets.layout import data_row, header_rows, row_height, shown
from zhifa_alloc.sheets.styles import BODY_SIZE, HEADER_SIZE, Look
from zhifa_alloc.sheets.write_canvas import Canvas
from zhifa_alloc.sheets.write_ink import Ink

_RISKY: Final = ("=", "+", "-", "@", "\t")
_HEADER_HEIGHT: Final = 28.0
_WRAPPED: Final[tuple[Kind, ...]] = ("text", "centre")


def write_table(canvas: Canvas, table: Table, top: int) -> None:
    """Write a table whose first header row is ``top``."""
    _write_header(canvas, table, top)
    _write_body(canvas, table, top)
    _offer_choices(canvas, table, top)
    if table.filter:
        last = top + data_row(table, max(0, len(table.rows) + table.spare_rows - 1))
        canvas.sheet.autofilter(top + header_rows(table) - 1, 0, last, len(table.columns) - 1)


def _write_header(canvas: Canvas, table: Table, top: int) -> None:
    rows = header_rows(table)
    for index, column in enumerate(table.columns):
        look = Look("header_editable" if column.editable else "header")
        if rows > 1 and not column.group:
            canvas.across(top, (index, index), column.header, look, rows=rows)
        else:
            canvas.put(top + rows - 1, index, column.header, look)
    heads = [(column.header, column.width) for column in table.columns]
    canvas.height(top + rows - 1, row_height(heads, HEADER_SIZE, _HEADER_HEIGHT))
    if rows > 1:
        _write_groups(canvas, table, top)


def _write_groups(canvas: Canvas, table: Table, top: int) -> None:
    for group, members in groupby(range(len(table.columns)), lambda index: table.columns[index].group):
        indexes = list(members)
        if group:
            canvas.across(top, (indexes[0], indexes[-1]), group, Look("header"))
    canvas.height(top, _HEADER_HEIGHT)


def _write_body(canvas: Canvas, table: Table, top: int) -> None:
    looks = _Looks(table, canvas.ink)
    first = top + header_rows(table)
    blank: tuple[CellValue, ...] = (None,) * len(table.columns)
    rows = [*table.rows, *[blank] * table.spare_rows]
    for index, cells in enumerate(rows):
        canvas.whole_row(first + index, looks.height(cells), looks.of_row(index, cells))
    if table.total is not None:
        canvas.whole_row(first + len(rows), looks.height(table.total), looks.of_row(-1, table.total))


class _Looks:
    """Formats and heights of a table's rows; looks repeat, so each format is found once."""

    def __init__(self, table: Table, ink: Ink) -> None:
        self.columns = table.columns
        self.marks = table.marks
        self.ink = ink
        self.wrapped = [
            (index, column.width) for index, column in enumerate(table.columns) if column.kind in _WRAPPED
        ]
        self._made: dict[tuple[int, Mark | None, bool, bool, Kind], Form] = {}

    def of_row(self, row: int, cells: Sequence[CellValue]) -> list[BlockCell]:
        """Pair the cells of a row with their formats; row -1 is the total row."""
        pairs = zip(self.columns, cells, strict=True)
        return [(value, self._of(row, index, column, value)) for index, (column, value) in enumerate(pairs)]

    def height(self, cells: Sequence[CellValue]) -> float:
        """Height of a row; only columns that wrap can raise it."""
        return row_height(((shown(cells[index]), width) for index, width in self.wrapped), BODY_SIZE)

    def _of(self, row: int, index: int, column: Column, value: CellValue) -> Form:
        mark = self.marks.get((row, index))
        quoted = isinstance(value, str) and value.startswith(_RISKY)
        kind = _kind(column, value)
        key = (index, mark, row == -1, quoted, kind)
        form = self._made.get(key)
        if form is None:
            look = Look("data", kind, mark, row == -1, column.editable, quoted)
            form = self._made[key] = self.ink.form(look)
        return form


def _kind(column: Column, value: CellValue) -> Kind:
    """Settle ``general``: whole numbers are shown without decimals."""
    if column.kind != "general":
        return column.kind
    figure = value.value if isinstance(value, Formula) else value
    return "decimal" if isinstance(figure, float) else "number"


def _offer_choices(canvas: Canvas, table: Table, top: int) -> None:
    first = top + header_rows(table)
    last = first + len(table.rows) + table.spare_rows - 1
    if last < first:
        return
    for index, column in enumerate(table.columns):
        if column.choices or column.prompt:
            canvas.sheet.data_validation(first, index, last, index, _validation(column, canvas.ink))


def _validation(column: Column, ink: Ink) -> dict[str, Any]:
    made: dict[str, Any] = {"validate": "any"}
    if column.choices:
        made = {
            "validate": "list",
            "source": ink.choices.source(column.choices),
            "error_title": ink.say("workbook.choice.error_title"),
            "error_message": ink.say("workbook.choice.error"),
        }
    if column.prompt:
        made |= {"input_title": ink.say("workbook.choice.prompt_title"), "input_message": column.prompt}
    return made
