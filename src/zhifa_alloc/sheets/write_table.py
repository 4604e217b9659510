"""A table on a worksheet: header, rows, total, drop-downs, filter."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import groupby
from typing import Any, Final

from zhifa_alloc.schema.address import address
from zhifa_alloc.schema.errors import UnusableFile
from zhifa_alloc.schema.page import CellValue, Column, Formula, Kind, Mark, Table
from zhifa_alloc.sheets.layout import data_row, header_rows, row_height, shown
from zhifa_alloc.sheets.names import clean_text, excel_length
from zhifa_alloc.sheets.styles import BODY_SIZE, HEADER_SIZE, Look
from zhifa_alloc.sheets.write_ink import Ink

CELL_LENGTH: Final = 32_767
"""Excel's limit for the text of one cell."""
_RISKY: Final = ("=", "+", "-", "@", "\t")
_HEADER_HEIGHT: Final = 28.0


def write_table(sheet: Any, table: Table, top: int, ink: Ink) -> None:  # noqa: ANN401  # XlsxWriter is untyped
    """Write a table whose first header row is ``top``."""
    _write_header(sheet, table, top, ink)
    _write_body(sheet, table, top, ink)
    _offer_choices(sheet, table, top, ink)
    if table.filter:
        last = top + data_row(table, max(0, len(table.rows) + table.spare_rows - 1))
        sheet.autofilter(top + header_rows(table) - 1, 0, last, len(table.columns) - 1)


def put(sheet: Any, row: int, column: int, value: CellValue, form: Any) -> None:  # noqa: ANN401
    """Write one cell; text never becomes a formula, a link or a number.

    Raises:
        UnusableFile: the text is longer than a cell can hold (``cell_too_long``).
    """
    match value:
        case None | "":
            sheet.write_blank(row, column, None, form)
        case Formula():
            sheet.write_formula(row, column, f"={value.text}", form, value.value)
        case str():
            sheet.write_string(row, column, whole_text(value, sheet.get_name(), row, column), form)
        case date():
            sheet.write_datetime(row, column, value, form)
        case _:
            sheet.write_number(row, column, value, form)


def whole_text(text: str, sheet: str, row: int, column: int) -> str:
    """Return the text cleaned, or refuse it: cutting it off in silence would lose what somebody wrote."""
    cleaned = clean_text(text)
    if len(cleaned) > CELL_LENGTH // 2 and excel_length(cleaned) > CELL_LENGTH:
        place = f"{sheet}!{address(row, column)}"
        raise UnusableFile("cell_too_long", place=place, length=excel_length(cleaned), limit=CELL_LENGTH)
    return cleaned


def look_of(column: Column, value: CellValue, mark: Mark | None, *, total: bool = False) -> Look:
    """Decide the look of a body cell from its column, its value and its mark."""
    quoted = isinstance(value, str) and value.startswith(_RISKY)
    return Look("data", _kind(column, value), mark, total, column.editable, quoted)


def _kind(column: Column, value: CellValue) -> Kind:
    """Settle ``general``: whole numbers are shown without decimals."""
    if column.kind != "general":
        return column.kind
    figure = value.value if isinstance(value, Formula) else value
    return "decimal" if isinstance(figure, float) else "number"


def body_height(columns: Sequence[Column], row: Sequence[CellValue]) -> float:
    """Height of a body row; only columns that wrap can raise it."""
    cells = zip(columns, row, strict=True)
    wrapped = ((shown(value), column.width) for column, value in cells if column.kind in ("text", "centre"))
    return row_height(wrapped, BODY_SIZE)


def _write_header(sheet: Any, table: Table, top: int, ink: Ink) -> None:  # noqa: ANN401
    bottom = top + header_rows(table) - 1
    for index, column in enumerate(table.columns):
        form = ink.form(Look("header_editable" if column.editable else "header"))
        if bottom > top and not column.group:
            sheet.merge_range(top, index, bottom, index, clean_text(column.header), form)
        else:
            put(sheet, bottom, index, column.header, form)
    heads = [(column.header, column.width) for column in table.columns]
    sheet.set_row(bottom, row_height(heads, HEADER_SIZE, _HEADER_HEIGHT))
    if bottom > top:
        _write_groups(sheet, table, top, ink)


def _write_groups(sheet: Any, table: Table, top: int, ink: Ink) -> None:  # noqa: ANN401
    form = ink.form(Look("header"))
    for group, members in groupby(range(len(table.columns)), lambda index: table.columns[index].group):
        indexes = list(members)
        if not group:
            continue
        if len(indexes) == 1:
            put(sheet, top, indexes[0], group, form)
        else:
            sheet.merge_range(top, indexes[0], top, indexes[-1], clean_text(group), form)
    sheet.set_row(top, _HEADER_HEIGHT)


def _write_body(sheet: Any, table: Table, top: int, ink: Ink) -> None:  # noqa: ANN401
    blank: tuple[CellValue, ...] = (None,) * len(table.columns)
    first = top + header_rows(table)
    rows = [*table.rows, *[blank] * table.spare_rows]
    body = _Body(sheet, table, ink)
    for index, row in enumerate(rows):
        body.write_row(first + index, index, row)
    if table.total is not None:
        body.write_row(first + len(rows), -1, table.total)


class _Body:
    """The rows of one table while they are written; formats are looked up once per kind of cell."""

    def __init__(self, sheet: Any, table: Table, ink: Ink) -> None:  # noqa: ANN401
        self._sheet = sheet
        self._table = table
        self._ink = ink
        self._forms: dict[tuple[object, ...], Any] = {}

    def write_row(self, row: int, index: int, cells: Sequence[CellValue]) -> None:
        """Write one row of the table; ``index`` -1 is the total."""
        columns, marks = self._table.columns, self._table.marks
        total = index == -1
        for position, (column, value) in enumerate(zip(columns, cells, strict=True)):
            mark = marks.get((index, position)) if marks else None
            put(self._sheet, row, position, value, self._form(position, column, value, mark, total=total))
        self._sheet.set_row(row, body_height(columns, cells))

    def _form(self, position: int, column: Column, value: CellValue, mark: Mark | None, *, total: bool) -> Any:  # noqa: ANN401
        figure = value.value if isinstance(value, Formula) else value
        risky = isinstance(value, str) and value.startswith(_RISKY)
        key = (position, type(value), type(figure), risky, mark, total)
        form = self._forms.get(key)
        if form is None:
            form = self._forms[key] = self._ink.form(look_of(column, value, mark, total=total))
        return form


def _offer_choices(sheet: Any, table: Table, top: int, ink: Ink) -> None:  # noqa: ANN401
    first = top + header_rows(table)
    last = first + len(table.rows) + table.spare_rows - 1
    if last < first:
        return
    for index, column in enumerate(table.columns):
        if column.choices or column.prompt:
            sheet.data_validation(first, index, last, index, _validation(column, ink))


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
