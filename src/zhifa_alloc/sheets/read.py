"""Workbook -> ``RawBook``: values with addresses, nothing interpreted."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import python_calamine
from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, SheetTypeEnum

from zhifa_alloc.schema.errors import UnusableFile
from zhifa_alloc.schema.raw import RawBook, RawSheet, RawValue
from zhifa_alloc.sheets.guard import Inspected, inspect
from zhifa_alloc.sheets.guard_cells import SheetCells

_NO_CELLS: Final = SheetCells({}, frozenset())


def read_book(path: Path) -> RawBook:
    """Read every sheet of a workbook (.xlsx, .xlsm, .xls, .ods, by content, whatever its name).

    Hidden sheets, rows and columns are read like others. Formulas give their saved values.

    Raises:
        UnusableFile: ``file_missing``, ``file_is_folder``, ``file_locked``, ``file_unreadable``,
            ``empty_workbook``, or one of the codes of ``guard.inspect``.
    """
    data = _bytes_of(path)
    inspected = inspect(data, path.name)
    sheets = _sheets_of(data, path.name, inspected)
    if not any(value != "" for sheet in sheets for row in sheet.rows for value in row):
        raise UnusableFile("empty_workbook", name=path.name)
    return RawBook(path.name, hashlib.sha256(data).hexdigest(), sheets)


def _bytes_of(path: Path) -> bytes:
    if path.is_dir():
        raise UnusableFile("file_is_folder", name=path.name)
    try:
        return path.read_bytes()
    except FileNotFoundError as error:
        raise UnusableFile("file_missing", name=str(path)) from error
    except PermissionError as error:
        raise UnusableFile("file_locked", name=path.name) from error
    except OSError as error:
        raise UnusableFile("file_unreadable", name=path.name, reason=error.strerror or "") from error


def _sheets_of(data: bytes, name: str, inspected: Inspected) -> tuple[RawSheet, ...]:
    # From bytes, not from the path: by path the reader trusts the extension and refuses renamed files.
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        names = [sheet.name for sheet in book.sheets_metadata if sheet.typ == SheetTypeEnum.WorkSheet]
        return tuple(
            _raw_sheet(book.get_sheet_by_name(sheet), inspected.cells.get(sheet, _NO_CELLS))
            for sheet in names
        )
    except python_calamine.PasswordError as error:
        raise UnusableFile("encrypted", name=name) from error
    except CalamineError as error:
        raise UnusableFile("damaged_workbook", name=name) from error


def _raw_sheet(sheet: CalamineSheet, cells: SheetCells) -> RawSheet:
    rows: Sequence[Sequence[RawValue]] = sheet.to_python(skip_empty_area=False)
    merged = tuple((first[0], first[1], last[0], last[1]) for first, last in sheet.merged_cell_ranges or ())
    return RawSheet(
        name=sheet.name,
        rows=tuple(map(tuple, rows)),
        merged=merged,
        error_cells=cells.errors,
        uncached=cells.uncached,
    )
