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
        self._finished: dict[int, str] = {}

    def cell(self, value: CellValue, form: Form) -> str:
        """Return a cell as it will stand in the file, from the end of its address on; texts must be clean."""
        return f'" s="{form.xf_index or form._get_xf_index()}"{self._content(value)}'  # noqa: SLF001

    def finish_row(self, row: int, height: float, cells: Sequence[str]) -> None:
        """Take a whole row from column A on; nothing else may be written to it.

        Args:
            row: zero-based.
            height: in points.
            cells: what ``cell`` returned, one a column.
        """
        self._check_dimensions(row, 0)
        self._check_dimensions(row, len(cells) - 1)
        number = row + 1
        body = "".join([f'<c r="{column_letters(place)}{number}{cell}' for place, cell in enumerate(cells)])
        self._finished[row] = f'<row r="{number}" ht="{height:g}" customHeight="1">{body}</row>'

    def _content(self, value: CellValue) -> str:
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

    def _write_rows(self) -> None:
        """Write ordinary and finished rows in order; XlsxWriter calls this while it makes the sheet."""
        whole = (self.dim_rowmin, self.dim_rowmax)
        first, last = whole
        for row in sorted(self._finished):
            self._write_ordinary(first, row - 1)
            self.fh.write(self._finished[row])
            first = row + 1
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
