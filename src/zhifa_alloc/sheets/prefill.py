"""The template with rows filled in: one department's file."""

from __future__ import annotations

import io
import warnings
from collections.abc import Mapping, Sequence
from copy import copy as duplicate
from datetime import date
from pathlib import Path
from typing import Any, Final

import openpyxl

from zhifa_alloc.schema.raw import RawValue
from zhifa_alloc.sheets.copies import save_copy
from zhifa_alloc.sheets.template import template_file

HEADER_ROW: Final = 3
FIRST_ROW: Final = 5
_FOR_THE_OFFICE: Final = ("参数", "权重范围", "区距", "锁定编制", "机构设置", "现有队伍")
"""Sheets that only the office that brings everything together fills in."""


def write_prefilled(rows: Mapping[str, Sequence[Mapping[str, RawValue]]], target: Path) -> None:
    """Write the template with rows filled in.

    Args:
        rows: sheet name -> rows, each header -> cell. Headers the template does not have get a column.
        target: the file; its folder must exist.

    Raises:
        UnusableFile: the file cannot be written.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        book = openpyxl.load_workbook(io.BytesIO(template_file().read_bytes()))
    for name in _FOR_THE_OFFICE:
        if name in book.sheetnames:
            del book[name]
    for name, own in rows.items():
        _fill(book[name], own)
    book.active = book.sheetnames.index("花名册")
    for sheet in book:
        sheet.sheet_view.tabSelected = sheet.title == "花名册"
    save_copy(book, target)


def _fill(sheet: Any, rows: Sequence[Mapping[str, RawValue]]) -> None:  # noqa: ANN401  # openpyxl is generic
    columns = {cell.value: cell.column for cell in sheet[HEADER_ROW] if cell.value}
    free = [cell.column for cell in sheet[HEADER_ROW] if not cell.value]
    for line, row in enumerate(rows, start=FIRST_ROW):
        for header, value in row.items():
            if value == "":
                continue
            if header not in columns:
                columns[header] = free.pop(0) if free else max(columns.values()) + 1
                sheet.cell(HEADER_ROW, columns[header], header)
            _put(sheet, line, columns[header], value)


def _put(sheet: Any, line: int, column: int, value: RawValue) -> None:  # noqa: ANN401
    cell = sheet.cell(line, column)
    pattern = sheet.cell(FIRST_ROW, column)
    if pattern.has_style and cell is not pattern:
        cell._style = duplicate(pattern._style)  # noqa: SLF001  # the documented way to copy a look
    cell.value = value
    if isinstance(value, str):
        cell.data_type = "s"
    elif isinstance(value, date):
        cell.number_format = "yyyy-mm-dd"
