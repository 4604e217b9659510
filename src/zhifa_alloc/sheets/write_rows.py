"""The rows of a table, finished column by column.

Rosters say the same again and again, and a column has few looks: each different value of a column is finished
once, and the rows are put together from finished cells.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Final, TypeAlias

from zhifa_alloc.schema.page import CellValue, Column, Formula, Kind, Mark
from zhifa_alloc.sheets.layout import LEAST_HEIGHT, row_height, shown, surely_one_line
from zhifa_alloc.sheets.styles import BODY_SIZE, Look
from zhifa_alloc.sheets.write_canvas import CELL_LENGTH, Canvas

Values: TypeAlias = Sequence[CellValue]
_RISKY: Final = ("=", "+", "-", "@", "\t")
_SPECIAL_STARTS: Final = frozenset({"", *_RISKY})
_SURE_LENGTH: Final = CELL_LENGTH // 2
"""No text of so many characters is too long for a cell, even if each counts twice."""
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
    presses = [
        _Press(canvas, column, (top, place), after=after, total=total)
        for place, (column, after) in enumerate(zip(columns, canvas.sheet.afters(len(columns)), strict=True))
    ]
    cells = [press.all(column) for press, column in zip(presses, values, strict=True)]
    for (row, place), mark in marks.items():
        cells[place][row] = presses[place].one(values[place][row], row, mark)
    canvas.whole_rows(top, _heights(columns, values), cells)


class _Press:
    """Finishes the cells of one column."""

    def __init__(
        self, canvas: Canvas, column: Column, start: tuple[int, int], *, after: str, total: bool
    ) -> None:
        self.canvas = canvas
        self.column = column
        self.start = start
        self.after = after
        self.total = total
        self._openings: dict[tuple[Kind, Mark | None, bool], str] = {}

    def all(self, values: Values) -> list[str]:
        """Finish the values of all rows, unmarked."""
        types = set(map(type, values))
        if types == {int}:
            opening = self._opening(values[0], None)
            return [f"{opening}><v>{value}</v></c>{self.after}" for value in values]
        if types <= _ALIKE:
            made = self._different(list(dict.fromkeys(values)), values)
            return [made[value] for value in values]
        return [self.one(value, row) for row, value in enumerate(values)]

    def _different(self, different: Values, values: Values) -> dict[CellValue, str]:
        """Finish different values; long runs of plain texts (names, keys) go at one go."""
        texts = [
            value
            for value in different
            if isinstance(value, str)
            and value[:1] not in _SPECIAL_STARTS
            and value.isprintable()
            and len(value) <= _SURE_LENGTH
        ]
        made: dict[CellValue, str] = dict(zip(texts, self._plain(texts), strict=True))
        if len(made) < len(different):
            first = dict(zip(reversed(values), reversed(range(len(values))), strict=True))
            made |= {value: self.one(value, first[value]) for value in different if value not in made}
        return made

    def _plain(self, texts: list[str]) -> list[str]:
        if not texts:
            return []
        opening = self._opening(texts[0], None)
        return [f"{opening}{content}{self.after}" for content in self.canvas.sheet.texts(texts)]

    def one(self, value: CellValue, row: int, mark: Mark | None = None) -> str:
        """Finish the value of one row (counted from the first)."""
        top, place = self.start
        return f"{self._opening(value, mark)}{self.canvas.content(top + row, place, value)}{self.after}"

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
            high = _high(column, dict.fromkeys(cells))
            if high:
                found = [
                    max(height, high.get(value, LEAST_HEIGHT))
                    for height, value in zip(found, cells, strict=True)
                ]
    return found


def _high(column: Column, values: Iterable[CellValue]) -> dict[CellValue, float]:
    """Return the values that need more than a line, with their heights."""
    high = {}
    for value in values:
        text = value if isinstance(value, str) else shown(value)
        if not surely_one_line(text, column.width):
            height = row_height([(text, column.width)], BODY_SIZE)
            if height > LEAST_HEIGHT:
                high[value] = height
    return high
