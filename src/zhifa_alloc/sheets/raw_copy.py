"""Values written back at their addresses, into a file made from nothing: no properties, comments, links, macros."""

from __future__ import annotations

import contextlib
import io
from datetime import date, datetime, time, timedelta
from typing import Any, Final

import xlsxwriter
from xlsxwriter.exceptions import OverlappingRange

from zhifa_alloc.schema.address import position
from zhifa_alloc.schema.raw import RawBook, RawSheet, RawValue
from zhifa_alloc.sheets.encryption import locked
from zhifa_alloc.sheets.names import clean_sheet_names, clean_text

_CREATED: Final = datetime(2000, 1, 1)  # noqa: DTZ001  # Excel knows no zones
_OPTIONS: Final = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
_FIRST_YEAR: Final = 1900
_LONGEST: Final = 32_767
_WIDEST_MERGE: Final = 100_000
_FORMATS: Final = {
    datetime: "yyyy-mm-dd hh:mm:ss",
    date: "yyyy-mm-dd",
    time: "hh:mm:ss",
    timedelta: "[h]:mm:ss",
    str: "@",
}


def raw_copy(book: RawBook) -> bytes:
    """Return an .xlsx file with the same values at the same addresses, under the run's output password if any.

    Merged ranges, Excel errors and formulas without a value are kept; formats are plain.
    """
    stream = io.BytesIO()
    workbook = xlsxwriter.Workbook(stream, _OPTIONS)
    workbook.set_properties({"created": _CREATED})
    formats = {kind: workbook.add_format({"num_format": form}) for kind, form in _FORMATS.items()}
    names = clean_sheet_names(sheet.name for sheet in book.sheets)
    for sheet, name in zip(book.sheets, names, strict=True):
        _fill(workbook.add_worksheet(name), sheet, formats)
    workbook.close()
    return locked(stream.getvalue())


def _fill(target: Any, sheet: RawSheet, formats: dict[type, Any]) -> None:  # noqa: ANN401  # XlsxWriter is untyped
    width = max(map(len, sheet.rows), default=0)
    for top, left, bottom, right in sheet.merged:
        last_row, last_column = min(bottom, len(sheet.rows) - 1), min(right, width - 1)
        area = (last_row - top + 1) * (last_column - left + 1)
        if last_row >= top and last_column >= left and 1 < area <= _WIDEST_MERGE:
            with contextlib.suppress(OverlappingRange):
                target.merge_range(top, left, last_row, last_column, "", formats[str])
    for row, values in enumerate(sheet.rows):
        for column, value in enumerate(values):
            if value != "":
                _put(target, row, column, value, formats)
    for cell, error in sheet.error_cells.items():
        target.write_formula(*position(cell), "=NA()", None, error)
    for cell in sheet.uncached:
        target.write_formula(*position(cell), "=NA()", None, "")


def _put(target: Any, row: int, column: int, value: RawValue, formats: dict[type, Any]) -> None:  # noqa: ANN401
    if isinstance(value, bool):
        target.write_boolean(row, column, value)
    elif isinstance(value, float | int):
        target.write_number(row, column, value)
    elif isinstance(value, str):
        target.write_string(row, column, clean_text(value)[:_LONGEST], formats[str])
    elif isinstance(value, date) and value.year < _FIRST_YEAR:
        target.write_string(row, column, value.isoformat(), formats[str])
    else:
        target.write_datetime(row, column, value, formats[type(value)])
