"""A worksheet that takes finished rows: large tables are written several times faster than cell by cell.

XlsxWriter keeps an object a cell and builds the text of each on its own. The rows of a table have few looks, so
all that stands in a row beside its number and its values is put together once, and the values are filled in.
Everything else (widths, drop-downs, print set-up, styles, shared strings) stays XlsxWriter's work. Three of its
private names are used here (``_write_rows``, ``_check_dimensions``, ``_get_xf_index``) and one in ``tails``
(``_get_shared_string_index``); the tests read what was written with other programs.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import chain
from operator import mod
from typing import Any, Final, TypeAlias

from xlsxwriter.worksheet import Worksheet

from zhifa_alloc.schema.address import column_letters

Form: TypeAlias = Any
"""An XlsxWriter format; the library has no types."""
_REMEMBERED: Final = 256
"""Forms of rows: a table has few, unless every cell is marked in its own way."""


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

    def finish_rows(
        self,
        top: int,
        heights: Sequence[float],
        openings: Sequence[str],
        tails: Sequence[Sequence[str]],
        exceptions: Mapping[int, Mapping[int, str]],
    ) -> None:
        """Take whole rows from column A on; nothing else may be written to them.

        Args:
            top: first row, zero-based.
            heights: in points, one a row.
            openings: of each column.
            tails: ends of the cells of each column, one a row.
            exceptions: row from 0 -> column -> opening, where a cell has another look than its column.
        """
        bottom = top + len(heights) - 1
        self._check_dimensions(top, 0)
        self._check_dimensions(bottom, len(openings) - 1)
        rows = _row_forms(heights, tuple(openings), exceptions)
        numbers = list(map(str, range(top + 1, bottom + 2)))
        fields = zip(numbers, *chain.from_iterable((numbers, column) for column in tails), strict=True)
        self._finished[top] = (bottom, "".join(map(mod, rows, fields)))

    def _write_rows(self) -> None:
        """Write ordinary and finished rows in order; XlsxWriter calls this while it makes the sheet."""
        whole = (self.dim_rowmin, self.dim_rowmax)
        first, last = whole
        for top, (bottom, text) in sorted(self._finished.items()):
            self._write_ordinary(first, top - 1)
            self.fh.write(text)
            first = bottom + 1
        self._finished.clear()
        self._write_ordinary(first, last)
        self.dim_rowmin, self.dim_rowmax = whole

    def _write_ordinary(self, first: int, last: int) -> None:
        if first <= last:
            self.dim_rowmin, self.dim_rowmax = first, last
            super()._write_rows()


def _row_forms(
    heights: Sequence[float], openings: tuple[str, ...], exceptions: Mapping[int, Mapping[int, str]]
) -> list[str]:
    """Return the form of every row; rows that look alike share one."""
    plain = {height: _row_form(openings, height) for height in set(heights)}
    rows = [plain[height] for height in heights]
    for row, own in exceptions.items():
        looks = tuple(own.get(place, opening) for place, opening in enumerate(openings))
        rows[row] = _row_form(looks, heights[row])
    return rows


@lru_cache(maxsize=_REMEMBERED)
def _row_form(openings: tuple[str, ...], height: float) -> str:
    """Return a row to be filled in: its number, then for each cell the number again and its tail."""
    cells = "".join(f'<c r="{column_letters(place)}%s{opening}%s' for place, opening in enumerate(openings))
    return f'<row r="%s" ht="{height:g}" customHeight="1">{cells}</row>'
