"""A worksheet that takes finished rows: large tables are written several times faster than cell by cell.

XlsxWriter keeps an object a cell and builds the text of each on its own. Rosters repeat a few looks and
many texts, so a row is put together here at once and handed over as it will stand in the file. Everything
else (widths, drop-downs, print set-up, styles, shared strings) stays XlsxWriter's work. Four of its private
names are used (``_write_rows``, ``_check_dimensions``, ``_get_xf_index``, ``str_table``); the tests read what was
written with other programs.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, Final, TypeAlias
from xml.sax.saxutils import escape

from xlsxwriter.worksheet import Worksheet

from zhifa_alloc.schema.address import column_letters
from zhifa_alloc.schema.page import CellValue, Formula

Form: TypeAlias = Any
"""An XlsxWriter format; the library has no types."""
_FIRST_DAY: Final = date(1899, 12, 30)


class BlockSheet(Worksheet):  # type: ignore[misc]  # XlsxWriter is untyped
    """A worksheet with finished rows among ordinary ones."""

    dim_rowmin: int
    dim_rowmax: int

    def __init__(self) -> None:
        super().__init__()
        self._finished: dict[int, tuple[int, str]] = {}

    def opening(self, form: Form) -> str:
        """Return how the cells of one look begin in the file, from the end of the address on."""
        return f'" s="{form.xf_index or form._get_xf_index()}"'  # noqa: SLF001

    def afters(self, count: int) -> list[str]:
        """Return what ends the finished cells of each column: the start of the next cell, or the row's end."""
        return [*(f'<c r="{column_letters(place)}' for place in range(1, count)), "</row>"]

    def finish_rows(self, top: int, heights: Sequence[float], columns: Sequence[Sequence[str]]) -> None:
        """Take whole rows from column A on; nothing else may be written to them.

        A row's number stands before each of its cells and nowhere else, so the rest of the row is joined by it.

        Args:
            top: first row, zero-based.
            heights: in points, one a row.
            columns: finished cells of each column, one a row: ``opening``, ``content``, and what ``afters`` says.
        """
        bottom = top + len(heights) - 1
        self._check_dimensions(top, 0)
        self._check_dimensions(bottom, len(columns) - 1)
        heads = {height: f'" ht="{height:g}" customHeight="1"><c r="A' for height in set(heights)}
        rows = zip([heads[height] for height in heights], *columns, strict=True)
        numbers = map(str, range(top + 1, bottom + 2))
        body = "".join([number.join(('<row r="', *row)) for number, row in zip(numbers, rows, strict=True)])
        self._finished[top] = (bottom, body)

    def content(self, value: CellValue) -> str:
        """Return a cell from the end of its look on; texts must be clean."""
        match value:
            case None | "":
                return "/>"
            case str():
                return f' t="s"><v>{self.str_table._get_shared_string_index(value)}</v></c>'  # noqa: SLF001
            case Formula():
                kind = ' t="str"' if isinstance(value.value, str) else ""
                return f"{kind}><f>{escape(value.text)}</f><v>{_cached(value.value)}</v></c>"
            case date():
                return f"><v>{(value - _FIRST_DAY).days}</v></c>"
            case _:
                return f"><v>{_number(value)}</v></c>"

    def texts(self, texts: Sequence[str]) -> list[str]:
        """Return what ``content`` does for each of many clean texts, none of them empty."""
        number_of = self.str_table._get_shared_string_index  # noqa: SLF001
        return [f' t="s"><v>{number_of(text)}</v></c>' for text in texts]

    def _write_rows(self) -> None:
        """Write ordinary and finished rows in order; XlsxWriter calls this while it makes the sheet."""
        whole = (self.dim_rowmin, self.dim_rowmax)
        first, last = whole
        for top, (bottom, text) in sorted(self._finished.items()):
            self._write_ordinary(first, top - 1)
            self.fh.write(text)
            first = bottom + 1
        self._write_ordinary(first, last)
        self.dim_rowmin, self.dim_rowmax = whole

    def _write_ordinary(self, first: int, last: int) -> None:
        if first <= last:
            self.dim_rowmin, self.dim_rowmax = first, last
            super()._write_rows()


def _cached(value: float | str) -> str:
    return escape(value) if isinstance(value, str) else _number(value)


def _number(value: float) -> str:
    return repr(value) if isinstance(value, int) else f"{value:.16g}"
