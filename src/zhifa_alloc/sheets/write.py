"""Writing workbooks: a ``Book`` becomes an .xlsx file, whole or not at all, and always the same bytes."""

from __future__ import annotations

import contextlib
import io
import os
import tempfile
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any, Final

from zhifa_alloc.schema.errors import UnusableFile
from zhifa_alloc.schema.page import Book, Page
from zhifa_alloc.sheets.block import BlockSheet
from zhifa_alloc.sheets.encryption import locked
from zhifa_alloc.sheets.house_style import style_in_force
from zhifa_alloc.sheets.names import clean_sheet_names, clean_text
from zhifa_alloc.sheets.package import PackedWorkbook
from zhifa_alloc.sheets.styles import Style
from zhifa_alloc.sheets.write_canvas import Canvas
from zhifa_alloc.sheets.write_ink import CHOICES_SHEET, Ink
from zhifa_alloc.sheets.write_page import write_page

_OPTIONS: Final = {
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
_CREATED: Final = datetime(2000, 1, 1, tzinfo=UTC)
"""A file that told the hour of its making would never be the same twice."""


def write_book(book: Book, path: Path, style: Style | None = None) -> None:
    """Write a workbook beside its target, then put it in place in one step.

    Args:
        book: pages in order; at least one must be visible.
        path: target; missing folders are made, a file of this name is replaced.
        style: fonts and fills; by default those of the office (``style_in_force``).

    Raises:
        UnusableFile: the target is open in another program (``file_locked``), cannot be written
            (``cannot_write``), a text is longer than a cell can hold (``cell_too_long``), or the office's
            style makes no sense (``style_unusable``).
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=".zhifa-", suffix=".tmp", dir=path.parent)
    except OSError as error:
        raise _refusal(error, path) from error
    beside = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(locked(_bytes_of(book, style or style_in_force())))
        _put_in_place(beside, path)
    except OSError as error:
        raise _refusal(error, path) from error
    finally:
        with contextlib.suppress(OSError):
            beside.unlink(missing_ok=True)


def _refusal(error: OSError, path: Path) -> UnusableFile:
    if isinstance(error, PermissionError):
        return UnusableFile("file_locked", name=path.name)
    return UnusableFile("cannot_write", name=path.name, reason=error.strerror or type(error).__name__)


def _put_in_place(beside: Path, path: Path) -> None:
    # A temporary file is private; the finished one gets the rights that any new file would get.
    umask = os.umask(0)
    os.umask(umask)
    beside.chmod(0o666 & ~umask)
    beside.replace(path)


def _bytes_of(book: Book, style: Style) -> bytes:
    """Make the whole file in memory: what gets a password must never lie on a disk without it."""
    stream = io.BytesIO()
    _write(book, stream, style)
    return stream.getvalue()


def _write(book: Book, stream: IO[bytes], style: Style) -> None:
    workbook = PackedWorkbook(stream, _OPTIONS)
    workbook.set_properties({"title": clean_text(book.title), "created": _CREATED})
    ink = Ink(workbook, style)
    names = clean_sheet_names([CHOICES_SHEET, *(page.name for page in book.pages)])[1:]
    sheets = [workbook.add_worksheet(name, BlockSheet) for name in names]
    for sheet, page, name in zip(sheets, book.pages, names, strict=True):
        write_page(Canvas(sheet, ink), replace(page, name=name))
    _show_first(sheets, book.pages)
    _write_choices(workbook, ink, book.standing)
    workbook.close()


def _show_first(sheets: list[Any], pages: tuple[Page, ...]) -> None:
    visible = [sheet for sheet, page in zip(sheets, pages, strict=True) if page.visibility == "visible"]
    visible[0].activate()
    visible[0].set_first_sheet()


def _write_choices(workbook: Any, ink: Ink, standing: tuple[str, ...]) -> None:  # noqa: ANN401  # XlsxWriter is untyped
    if not ink.choices.lists:
        return
    sheet = workbook.add_worksheet(CHOICES_SHEET)
    sheet.hide()
    columns = [*ink.choices.lists, *((standing,) if standing else ())]
    for column, values in enumerate(columns):
        for row, value in enumerate(values):
            sheet.write_string(row, column, clean_text(value))
