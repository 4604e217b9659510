"""Saves grids as .xlsx in the look of an office table; the same grids give the same bytes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import xlsxwriter

from cities.grid import Cell, Grid, Line, Role

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

_CREATED: Final = datetime(2026, 9, 1)  # noqa: DTZ001  (a fixed stamp; Excel knows no zones)
_OPTIONS: Final = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
_CENTRE: Final = {"align": "center", "valign": "vcenter"}
_BODY: Final = {"font_name": "仿宋_GB2312", "font_size": 11, "border": 1, "num_format": "@", **_CENTRE}
_LOOKS: Final[dict[Role, dict[str, Any]]] = {
    "title": {"font_name": "方正小标宋简体", "font_size": 20, **_CENTRE},
    "info": {"font_name": "仿宋_GB2312", "font_size": 12, "valign": "vcenter"},
    "header": {
        "font_name": "黑体",
        "font_size": 11,
        "border": 1,
        "text_wrap": True,
        "bg_color": "#E7EDF3",
        **_CENTRE,
    },
    "data": _BODY,
    "subhead": {"font_name": "楷体_GB2312", "font_size": 12, "bold": True, "border": 1, "valign": "vcenter"},
    "total": {**_BODY, "bold": True},
    "note": {"font_name": "仿宋_GB2312", "font_size": 10, "text_wrap": True, "valign": "vcenter"},
    "blank": {},
}
_A3: Final = 8
_A4: Final = 9
_HEIGHTS: Final[dict[Role, int]] = {
    "title": 34,
    "info": 22,
    "header": 24,
    "data": 18,
    "subhead": 20,
    "total": 18,
    "note": 32,
}


def write_book(grids: Sequence[Grid], path: Path) -> None:
    """Write the sheets to ``path``, in order."""
    with xlsxwriter.Workbook(path, _OPTIONS) as book:
        book.set_properties({"title": path.stem, "created": _CREATED})
        looks = {role: book.add_format(look) for role, look in _LOOKS.items()}
        numbers = {**_BODY, "num_format": "General"}
        kinds = {
            "number": book.add_format(numbers),
            "date": book.add_format({**_BODY, "num_format": "yyyy-mm-dd"}),
        }
        for grid in grids:
            _write_grid(book.add_worksheet(grid.name), grid, looks, kinds)


def _write_grid(
    sheet: Worksheet, grid: Grid, looks: Mapping[Role, Format], kinds: Mapping[str, Format]
) -> None:
    spans = {(r, c): (r, c, r2, c2) for r, c, r2, c2 in grid.merged}
    for row, line in enumerate(grid.lines):
        if line.role in _HEIGHTS:
            sheet.set_row(row, _HEIGHTS[line.role])
        for column, cell in enumerate(line.cells):
            look = _look(cell, line, looks, kinds)
            if (row, column) in spans:
                sheet.merge_range(*spans[row, column], "", look)
            _put(sheet, row, column, cell, look)
    for column, width in enumerate(grid.widths):
        sheet.set_column(column, column, width)
    _set_page(sheet, grid)


def _look(cell: Cell, line: Line, looks: Mapping[Role, Format], kinds: Mapping[str, Format]) -> Format:
    if line.role != "data" or isinstance(cell, str):
        return looks[line.role]
    return kinds["date" if isinstance(cell, date) else "number"]


def _put(sheet: Worksheet, row: int, column: int, cell: Cell, look: Format) -> None:
    if isinstance(cell, str):
        if cell:
            sheet.write_string(row, column, cell, look)
        else:
            sheet.write_blank(row, column, None, look)
    elif isinstance(cell, date):
        sheet.write_datetime(row, column, cell, look)
    else:
        sheet.write_number(row, column, cell, look)


def _set_page(sheet: Worksheet, grid: Grid) -> None:
    header = [row for row, line in enumerate(grid.lines) if line.role == "header"]
    sheet.set_landscape()
    sheet.set_paper(_A3 if grid.pages_wide > 1 else _A4)
    sheet.fit_to_pages(grid.pages_wide, 0)
    sheet.set_footer("&C第 &P 页 共 &N 页")
    if header:
        sheet.freeze_panes(header[-1] + 1, 0)
        sheet.repeat_rows(header[0], header[-1])
    if grid.pages_wide > 1:
        sheet.repeat_columns(0, 2)
        sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.5)
