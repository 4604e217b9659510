"""Finding tables on a sheet that came back: by their headers, down to the notes below them.

Rows may have been sorted, and columns added, in Excel, WPS or LibreOffice.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import takewhile

from zhifa_alloc.handover.frame import say
from zhifa_alloc.schema.address import address
from zhifa_alloc.schema.dates import day_of
from zhifa_alloc.schema.figures import printed
from zhifa_alloc.schema.finding import CellRef
from zhifa_alloc.schema.raw import RawBook, RawSheet, RawValue
from zhifa_alloc.schema.spelling import fold, tidy


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a table below its header: header -> value, and where the row stands (zero-based).

    ``first`` is the row's leftmost cell as text, whatever stands above it.
    """

    book: str
    sheet: str
    row: int
    first: str
    values: Mapping[str, RawValue]
    columns: Mapping[str, int]

    def text(self, header: str) -> str:
        """The cell below ``header`` as tidy text; empty where there is none."""
        return tidy(printed(self.values.get(header, "")))

    def day(self, header: str) -> date | None:
        """The cell below ``header`` as a day; None where it is empty or no day."""
        return day_of(self.values.get(header, ""))

    def where(self, header: str) -> CellRef:
        """The cell below ``header``."""
        return CellRef(self.book, self.sheet, address(self.row, self.columns[header]))


def lines_of(book: RawBook, name: str, needed: Sequence[str]) -> Iterator[Line]:
    """Give the rows of sheet ``name`` below the first row that holds the needed headers, down to the notes.

    Below the notes stand signature lines, which are nobody's row.
    """
    notes = say("standing.note", sentences="")
    return takewhile(lambda line: not line.first.startswith(notes), all_lines_of(book, name, needed))


def all_lines_of(book: RawBook, name: str, needed: Sequence[str]) -> Iterator[Line]:
    """Give every row of sheet ``name`` below the first row that holds the needed headers."""
    sheet = sheet_of(book, name)
    columns: dict[str, int] = {}
    for number, row in enumerate(sheet.rows if sheet is not None else ()):
        headers = {fold(printed(value)) for value in row}
        if columns:
            values = {header: row[place] for header, place in columns.items() if place < len(row)}
            yield Line(book.name, name, number, printed(row[0]) if row else "", values, columns)
        elif all(fold(header) in headers for header in needed):
            columns = {tidy(printed(value)): place for place, value in enumerate(row) if printed(value)}


def sheet_of(book: RawBook, name: str) -> RawSheet | None:
    """Return the sheet of this name, or None."""
    return next((sheet for sheet in book.sheets if sheet.name == name), None)
