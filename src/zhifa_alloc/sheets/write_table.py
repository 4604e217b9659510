"""A table on a worksheet: header, rows, total, drop-downs, filter."""

from __future__ import annotations

from itertools import groupby
from typing import Any, Final

from zhifa_alloc.schema.page import CellValue, Column, Table
from zhifa_alloc.sheets.layout import data_row, header_rows, row_height
from zhifa_alloc.sheets.styles import HEADER_SIZE, Look
from zhifa_alloc.sheets.write_canvas import Canvas
from zhifa_alloc.sheets.write_ink import Ink
from zhifa_alloc.sheets.write_rows import write_rows

_HEADER_HEIGHT: Final = 28.0


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
    marks = {place: mark for place, mark in table.marks.items() if place[0] >= 0}
    write_rows(canvas, table.columns, rows, first, marks)
    if table.total is not None:
        marks = {(0, column): mark for (row, column), mark in table.marks.items() if row < 0}
        write_rows(canvas, table.columns, [table.total], first + len(rows), marks, total=True)


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
