"""Filling in workbooks as a clerk of a district does, and reading what stands in them."""

from __future__ import annotations

from pathlib import Path

import openpyxl


def header_of(book, name: str, header: str):
    """Return a sheet, header -> column number of the row that holds ``header``, and that row's number."""
    sheet = book[name]
    row = next(row for row in sheet.iter_rows() if header in [cell.value for cell in row])
    return sheet, {cell.value: cell.column for cell in row if cell.value}, row[0].row


def fill(
    path: Path, name: str, key: str, answers: dict[str, dict[str, object]], to: Path | None = None
) -> Path:
    """Find rows by their key and type into the columns; save to the same place, or to another."""
    book = openpyxl.load_workbook(path)
    sheet, columns, top = header_of(book, name, key)
    for row in range(top + 1, sheet.max_row + 1):
        for header, value in answers.get(str(sheet.cell(row, columns[key]).value), {}).items():
            sheet.cell(row, columns[header]).value = value
    book.save(to or path)
    return to or path


def rows_of(path: Path, name: str, key: str) -> list[dict[str, object]]:
    """Read the rows below the header that holds ``key``, those with a key."""
    sheet, columns, top = header_of(openpyxl.load_workbook(path), name, key)
    rows = [
        {header: sheet.cell(row, column).value for header, column in columns.items()}
        for row in range(top + 1, sheet.max_row + 1)
    ]
    return [row for row in rows if row[key] and not str(row[key]).startswith("注：")]
