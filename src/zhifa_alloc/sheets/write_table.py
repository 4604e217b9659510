"""A table on a worksheet: header, rows, total, drop-downs, filter."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Any, Final, TypeAlias

from zhifa_alloc.schema.page import CellValue, Column, Formula, Kind, Mark, Table
from zhifa_alloc.sheets.layout import LEAST_HEIGHT, data_row, header_rows, row_height, shown
from zhifa_alloc.sheets.styles import BODY_SIZE, HEADER_SIZE, Look
from zhifa_alloc.sheets.write_canvas import Canvas
from zhifa_alloc.sheets.write_ink import Ink

_RISKY: Final = ("=", "+", "-", "@", "\t")
_HEADER_HEIGHT: Final = 28.0
_KEPT: Final = 2_000
"""Different texts of a column that are kept; a column of names or keys says nothing twice."""
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
    first = top + header_rows(table)
    blank: tuple[CellValue, ...] = (None,) * len(table.columns)
    rows = [*table.rows, *[blank] * table.spare_rows]
    data = _Rows(canvas, table)
    for index, cells in enumerate(rows):
        data.write(first + index, index, cells)
    if table.total is not None:
        _Rows(canvas, table, total=True).write(first + len(rows), -1, table.total)


_Made: TypeAlias = tuple[str, float]
"""A finished cell and the height it needs."""
_NO_MARKS: Final[Mapping[int, Mark]] = {}


class _Rows:
    """Rows of one table. Rosters say the same again and again, so what a column said before is kept finished."""

    def __init__(self, canvas: Canvas, table: Table, *, total: bool = False) -> None:
        self.canvas = canvas
        self.columns = table.columns
        self.total = total
        self._marks: defaultdict[int, dict[int, Mark]] = defaultdict(dict)
        for (row, place), mark in table.marks.items():
            self._marks[row][place] = mark
        self._said: list[dict[object, _Made]] = [{} for _ in table.columns]

    def write(self, row: int, index: int, cells: Sequence[CellValue]) -> None:
        """Write the row ``index`` of the table (-1: the total) to the sheet's ``row``."""
        marks = self._marks.get(index, _NO_MARKS)
        made = [
            said.get((marks[place], value) if place in marks else value)
            or self._make(row, place, value, marks.get(place))
            for place, (said, value) in enumerate(zip(self._said, cells, strict=True))
        ]
        self.canvas.whole_row(row, max([height for _, height in made]), [cell for cell, _ in made])

    def _make(self, row: int, place: int, value: CellValue, mark: Mark | None) -> _Made:
        """Finish a cell, and keep it where it may come again."""
        column = self.columns[place]
        quoted = isinstance(value, str) and value.startswith(_RISKY)
        look = Look("data", _kind(column, value), mark, self.total, column.editable, quoted)
        made = (self.canvas.cell(row, place, value, look), _height(column, value))
        said = self._said[place]
        # Numbers are not kept: 1, 1.0 and True would be taken for one another.
        if isinstance(value, str | None) and len(said) < _KEPT:
            said[(mark, value) if mark else value] = made
        return made


def _height(column: Column, value: CellValue) -> float:
    """Height that a cell needs; only columns that wrap need more than a line."""
    if value is None or column.kind not in _WRAPPED:
        return LEAST_HEIGHT
    return row_height([(shown(value), column.width)], BODY_SIZE)


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
