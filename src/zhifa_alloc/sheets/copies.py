"""A copy of a user's workbook to write on: with its formats where the file has them, else its values."""

from __future__ import annotations

import io
import warnings
from pathlib import Path
from typing import Any, Final, TypeAlias

import openpyxl
from openpyxl.styles import Border, PatternFill, Side
from openpyxl.worksheet.properties import PageSetupProperties

from zhifa_alloc.schema.errors import UnusableFile
from zhifa_alloc.schema.finding import CellRef
from zhifa_alloc.schema.raw import RawBook
from zhifa_alloc.sheets.encryption import locked
from zhifa_alloc.sheets.layout import row_height
from zhifa_alloc.sheets.names import clean_sheet_names
from zhifa_alloc.sheets.source import source_of

_BODY_SIZE: Final = 11.0

Copy: TypeAlias = Any
"""An openpyxl workbook; the class is generic in ways that help nobody here."""


def open_copy(path: Path, book: RawBook) -> Copy:
    """Open a workbook that was read before; the file itself is never written to.

    Args:
        path: the file.
        book: what was read from it. Of .xls, .ods and text files only these values go into the copy.
    """
    content = source_of(path).content
    if not content.startswith(b"PK") or b"xl/workbook.xml" not in content:
        return _of_values(book)
    with warnings.catch_warnings():
        # openpyxl tells of what it will not keep (drop-downs of a newer kind); nobody can act on that here.
        warnings.simplefilter("ignore")
        return openpyxl.load_workbook(io.BytesIO(content), rich_text=True)


def save_copy(copy: Copy, target: Path) -> None:
    """Save a copy.

    Raises:
        UnusableFile: ``file_locked``, ``cannot_write``.
    """
    stream = io.BytesIO()
    copy.save(stream)
    try:
        target.write_bytes(locked(stream.getvalue()))
    except PermissionError as error:
        raise UnusableFile("file_locked", name=target.name) from error
    except OSError as error:
        raise UnusableFile("cannot_write", name=target.name, reason=error.strerror or "") from error


def free_sheet_name(copy: Copy, name: str) -> str:
    """Return a name no sheet has."""
    while name in copy.sheetnames:
        name += "_"
    return name


def link_to(where: CellRef) -> str:
    """Return the target of a link to a cell of the same workbook."""
    name = where.sheet.replace("'", "''")
    return f"#'{name}'!{where.cell}"


def print_as_list(sheet: Any) -> None:  # noqa: ANN401  # an openpyxl worksheet
    """Set a list up for paper: A4 landscape, as wide as the page, header on every page, lines around cells."""
    line = Side(style="thin", color="BFBFBF")
    for row in sheet.iter_rows():
        for cell in row:
            cell.border = Border(left=line, right=line, top=line, bottom=line)
        # Readers do not work out the height of wrapped rows that another program wrote.
        widths = ((str(cell.value or ""), sheet.column_dimensions[cell.column_letter].width) for cell in row)
        sheet.row_dimensions[row[0].row].height = row_height(widths, _BODY_SIZE)
    for cell in sheet[1]:
        cell.fill = PatternFill("solid", fgColor="DCE6F1")
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_setup.fitToHeight = 0
    sheet.print_title_rows = "1:1"


def _of_values(book: RawBook) -> Copy:
    copy: Copy = openpyxl.Workbook()
    copy.remove(copy.active)
    names = clean_sheet_names([sheet.name for sheet in book.sheets])
    for sheet, name in zip(book.sheets, names, strict=True):
        page = copy.create_sheet(name)
        for row, values in enumerate(sheet.rows, start=1):
            for column, value in enumerate(values, start=1):
                if value == "":
                    continue
                cell = page.cell(row, column, value)
                if isinstance(value, str):
                    cell.data_type = "s"
        for top, left, bottom, right in sheet.merged:
            page.merge_cells(
                start_row=top + 1, start_column=left + 1, end_row=bottom + 1, end_column=right + 1
            )
    return copy
