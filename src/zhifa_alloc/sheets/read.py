"""Workbook -> ``RawBook``: values with addresses, nothing interpreted."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Collection, Sequence
from pathlib import Path
from typing import Final

import python_calamine
from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, SheetTypeEnum

from zhifa_alloc.schema.errors import UnusableFile
from zhifa_alloc.schema.raw import RawBook, RawSheet, RawValue
from zhifa_alloc.sheets.guard import Inspected, inspect
from zhifa_alloc.sheets.guard_cells import SheetCells
from zhifa_alloc.sheets.read_csv import sheet_of, text_of
from zhifa_alloc.sheets.source import source_of

_NO_CELLS: Final = SheetCells({}, frozenset())
_MACROS: Final = (b"vbaProject.bin", "_VBA_PROJECT".encode("utf-16-le"))
"""What a file with macros holds: a member of the zip (.xlsm), a stream of the container (.xls)."""


def read_book(path: Path) -> RawBook:
    """Read every sheet of a workbook (.xlsx, .xlsm, .xls, .ods, .csv, by content, whatever its name).

    Hidden sheets, rows and columns are read like others. Formulas give their saved values. Macros are
    never run. A text file is a book of one sheet, named after the file.

    Raises:
        UnusableFile: ``empty_workbook``, ``csv_broken``, or one of the codes of ``source.source_of`` and
            ``guard.inspect``.
    """
    source = source_of(path)
    data = source.content
    text = text_of(data)
    if text is None:
        sheets = sheets_of(data, path.name, inspect(data, path.name))
    else:
        sheets = (sheet_of(text, path.stem, path.name),)
    if not any(value != "" for sheet in sheets for row in sheet.rows for value in row):
        raise UnusableFile("empty_workbook", name=path.name)
    macros = text is None and any(mark in data for mark in _MACROS)
    return RawBook(path.name, source.sha256, sheets, macros)


def join_books(name: str, books: Sequence[RawBook]) -> RawBook:
    """Return one book with the sheets of several, in order: a folder of text files is a book."""
    joint = hashlib.sha256("".join(book.sha256 for book in books).encode("ascii")).hexdigest()
    return RawBook(name, joint, tuple(sheet for book in books for sheet in book.sheets))


def sheets_of(
    data: bytes, name: str, inspected: Inspected, wanted: Collection[str] | None = None
) -> tuple[RawSheet, ...]:
    """Read the sheets of a workbook's bytes in file order, or only the wanted ones that are there.

    Raises:
        UnusableFile: ``encrypted`` or ``damaged_workbook``.
    """
    # From bytes, not from the path: by path the reader trusts the extension and refuses renamed files.
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        names = [sheet.name for sheet in book.sheets_metadata if sheet.typ == SheetTypeEnum.WorkSheet]
        return tuple(
            _raw_sheet(book.get_sheet_by_name(sheet), inspected.cells.get(sheet, _NO_CELLS))
            for sheet in names
            if wanted is None or sheet in wanted
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
