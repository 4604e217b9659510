"""The rows of a table, finished column by column.

Rosters say the same again and again, and a column has few looks: the end of each cell is looked up among those
of the whole workbook, and only cells that look otherwise than their column are dealt with one by one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final, TypeAlias

from zhifa_alloc.schema.page import CellValue, Column, Formula, Kind, Mark
from zhifa_alloc.sheets.layout import LEAST_HEIGHT, all_one_line, row_height, shown, surely_one_line
from zhifa_alloc.sheets.styles import BODY_SIZE, Look
from zhifa_alloc.sheets.tails import ALIKE, RISKY, LongTextError
from zhifa_alloc.sheets.write_canvas import Canvas

Values: TypeAlias = Sequence[CellValue]
_WRAPPED: Final[tuple[Kind, ...]] = ("text", "centre")
_UNSETTLED: Final[tuple[Kind, ...]] = ("general", "even")


def write_rows(
    canvas: Canvas,
    columns: Sequence[Column],
    rows: Sequence[Values],
    top: int,
    marks: Mapping[tuple[int, int], Mark],
    *,
    total: bool = False,
) -> None:
    """Write rows of a table, with the heights that their texts need.

    Args:
        canvas: the worksheet.
        columns: the table's columns.
        rows: values, one a column.
        top: the sheet's row (zero-based) of the first.
        marks: (index in ``rows``, column index) -> mark.
        total: whether these are total rows.

    Raises:
        UnusableFile: a text is longer than a cell can hold (``cell_too_long``).
    """
    if not rows:
        return
    values = tuple(zip(*rows, strict=True))
    presses = [
        _Press(canvas, column, cells, total=total) for column, cells in zip(columns, values, strict=True)
    ]
    tails = [press.tails(top, place) for place, press in enumerate(presses)]
    exceptions: dict[int, dict[int, str]] = {}
    for place, press in enumerate(presses):
        for row, opening in press.exceptions().items():
            exceptions.setdefault(row, {})[place] = opening
    for (row, place), mark in marks.items():
        exceptions.setdefault(row, {})[place] = presses[place].opening(values[place][row], mark)
    openings = [press.base for press in presses]
    canvas.whole_rows(top, _heights(columns, values), openings, tails, exceptions)


class _Press:
    """Finishes the cells of one column; ``base`` is how most of them begin."""

    def __init__(self, canvas: Canvas, column: Column, values: Values, *, total: bool) -> None:
        self.canvas = canvas
        self.column = column
        self.values = values
        self.total = total
        self._openings: dict[tuple[Kind, Mark | None, bool], str] = {}
        self.base = self._opening((kind_of(column, values[0]), None, False))

    def tails(self, top: int, place: int) -> Sequence[str]:
        """Return the ends of the cells, row by row.

        Raises:
            UnusableFile: a text is longer than a cell can hold (``cell_too_long``).
        """
        known = self.canvas.ink.tails
        alike = set(map(type, self.values)) <= ALIKE
        try:
            return list(map(known.__getitem__ if alike else known.of, self.values))
        except LongTextError as error:
            raise self.canvas.refusal(error, top + self.values.index(error.text), place) from error

    def exceptions(self) -> dict[int, str]:
        """Return the openings of the cells that look otherwise than their column: row -> opening."""
        risky = self.canvas.ink.tails.risky
        if self.column.kind not in _UNSETTLED and risky.isdisjoint(self.values):
            return {}
        openings = ((row, self.opening(value)) for row, value in enumerate(self.values))
        return {row: opening for row, opening in openings if opening != self.base}

    def opening(self, value: CellValue, mark: Mark | None = None) -> str:
        """Return the beginning of one cell."""
        quoted = isinstance(value, str) and value.startswith(RISKY)
        return self._opening((kind_of(self.column, value), mark, quoted))

    def _opening(self, key: tuple[Kind, Mark | None, bool]) -> str:
        opening = self._openings.get(key)
        if opening is None:
            kind, mark, quoted = key
            look = Look("data", kind, mark, self.total, self.column.editable, quoted)
            opening = self._openings[key] = self.canvas.opening(look)
        return opening


def kind_of(column: Column, value: CellValue) -> Kind:
    """Settle ``general`` and ``even``: whole numbers are shown without decimals."""
    if column.kind not in _UNSETTLED:
        return column.kind
    figure = value.value if isinstance(value, Formula) else value
    if not isinstance(figure, float):
        return "number"
    return "decimal" if column.kind == "general" else "fixed"


def _heights(columns: Sequence[Column], values: Sequence[Values]) -> list[float]:
    """Reckon the height of each row; only columns that wrap need more than a line."""
    found = [LEAST_HEIGHT] * len(values[0])
    for column, cells in zip(columns, values, strict=True):
        if column.kind in _WRAPPED:
            high = _high(column, dict.fromkeys(cells))
            if high:
                found = [
                    max(height, high.get(value, LEAST_HEIGHT))
                    for height, value in zip(found, cells, strict=True)
                ]
    return found


def _high(column: Column, values: Iterable[CellValue]) -> dict[CellValue, float]:
    """Return the values that need more than a line, with their heights."""
    texts = {value: value if isinstance(value, str) else shown(value) for value in values}
    if all_one_line(texts.values(), column.width):
        return {}
    heights = {
        value: row_height([(text, column.width)], BODY_SIZE)
        for value, text in texts.items()
        if not surely_one_line(text, column.width)
    }
    return {value: height for value, height in heights.items() if height > LEAST_HEIGHT}
