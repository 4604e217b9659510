"""The rows of a table, finished column by column.

Rosters say the same again and again, and a column has few looks: each different value of a column is finished
once, and the rows are put together from finished cells.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final, TypeAlias

from zhifa_alloc.schema.page import CellValue, Column, Formula, Kind, Mark
from zhifa_alloc.sheets.layout import LEAST_HEIGHT, row_height, shown
from zhifa_alloc.sheets.styles import BODY_SIZE, Look
from zhifa_alloc.sheets.write_canvas import Canvas

Values: TypeAlias = Sequence[CellValue]
_RISKY: Final = ("=", "+", "-", "@", "\t")
_WRAPPED: Final[tuple[Kind, ...]] = ("text", "centre")
_ALIKE: Final[frozenset[type]] = frozenset({str, int, date, type(None)})
"""Among values of these types the equal ones are written alike; 1, 1.0 and True are equal and are not."""


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
    presses = [_Press(canvas, column, (top, place), total=total) for place, column in enumerate(columns)]
    cells = [press.all(column) for press, column in zip(presses, values, strict=True)]
    for (row, place), mark in marks.items():
        cells[place][row] = presses[place].one(values[place][row], row, mark)
    canvas.whole_rows(top, _heights(columns, values), cells)


class _Press:
    """Finishes the cells of one column."""

    def __init__(self, canvas: Canvas, column: Column, start: tuple[int, int], *, total: bool) -> None:
        self.canvas = canvas
        self.column = column
        self.start = start
        self.total = total
        self._openings: dict[tuple[Kind, Mark | None, bool], str] = {}

    def all(self, values: Values) -> list[str]:
        """Finish the values of all rows, unmarked."""
        types = set(map(type, values))
        if types == {int}:
            opening = self._opening(values[0], None)
            return [f"{opening}><v>{value}</v></c>" for value in values]
        if types <= _ALIKE:
            first = dict(zip(reversed(values), range(len(values) - 1, -1, -1), strict=True))
            made = {value: self.one(value, first[value]) for value in dict.fromkeys(values)}
            return [made[value] for value in values]
        return [self.one(value, row) for row, value in enumerate(values)]

    def one(self, value: CellValue, row: int, mark: Mark | None = None) -> str:
        """Finish the value of one row (counted from the first)."""
        top, place = self.start
        return self._opening(value, mark) + self.canvas.content(top + row, place, value)

    def _opening(self, value: CellValue, mark: Mark | None) -> str:
        quoted = isinstance(value, str) and value.startswith(_RISKY)
        key = (kind_of(self.column, value), mark, quoted)
        opening = self._openings.get(key)
        if opening is None:
            kind = key[0]
            look = Look("data", kind, mark, self.total, self.column.editable, quoted)
            opening = self._openings[key] = self.canvas.opening(look)
        return opening


def kind_of(column: Column, value: CellValue) -> Kind:
    """Settle ``general`` and ``even``: whole numbers are shown without decimals."""
    if column.kind not in ("general", "even"):
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
            needed = {value: _height(column, value) for value in dict.fromkeys(cells)}
            if max(needed.values()) > LEAST_HEIGHT:
                found = [max(height, needed[value]) for height, value in zip(found, cells, strict=True)]
    return found


def _height(column: Column, value: CellValue) -> float:
    if value is None:
        return LEAST_HEIGHT
    return row_height([(shown(value), column.width)], BODY_SIZE)
