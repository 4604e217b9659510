"""One worksheet while it is written: cells, merged cells, rows, and the height of every row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from zhifa_alloc.schema.address import address
from zhifa_alloc.schema.errors import UnusableFile
from zhifa_alloc.schema.page import CellValue, Formula
from zhifa_alloc.sheets.block import BlockSheet
from zhifa_alloc.sheets.styles import Look
from zhifa_alloc.sheets.tails import CELL_LENGTH, LongTextError, whole_text
from zhifa_alloc.sheets.write_ink import Ink


class Canvas:
    """A worksheet. Text never becomes a formula, a link or a number.

    Attributes:
        heights: zero-based row -> height in points, for rows that were given one.
    """

    def __init__(self, sheet: BlockSheet, ink: Ink) -> None:
        self.sheet = sheet
        self.ink = ink
        self.heights: dict[int, float] = {}

    def put(self, row: int, column: int, value: CellValue, look: Look | None) -> None:
        """Write one cell.

        Raises:
            UnusableFile: the text is longer than a cell can hold (``cell_too_long``).
        """
        form = self.ink.form(look) if look else None
        match value:
            case None | "":
                self.sheet.write_blank(row, column, None, form)
            case Formula():
                self.sheet.write_formula(row, column, f"={value.text}", form, value.value)
            case str():
                self.sheet.write_string(row, column, self._whole(value, row, column), form)
            case date():
                self.sheet.write_datetime(row, column, value, form)
            case _:
                self.sheet.write_number(row, column, value, form)

    def across(self, row: int, span: tuple[int, int], text: str, look: Look, *, rows: int = 1) -> None:
        """Write a text across columns (first, last) and rows, merged where these are more than one cell."""
        first, last = span
        if first < last or rows > 1:
            self.sheet.merge_range(row, first, row + rows - 1, last, "", self.ink.form(look))
        self.put(row, first, text, look)

    def height(self, row: int, points: float) -> None:
        """Set the height of a row."""
        self.heights[row] = points
        self.sheet.set_row(row, points)

    def opening(self, look: Look) -> str:
        """Return the beginning of the finished cells of one look."""
        return self.sheet.opening(self.ink.form(look))

    def whole_rows(
        self,
        top: int,
        heights: Sequence[float],
        openings: Sequence[str],
        tails: Sequence[Sequence[str]],
        exceptions: Mapping[int, Mapping[int, str]],
    ) -> None:
        """Write finished rows from column A on (see ``BlockSheet.finish_rows``); quicker than cell by cell."""
        self.heights.update(enumerate(heights, start=top))
        self.sheet.finish_rows(top, heights, openings, tails, exceptions)

    def refusal(self, error: LongTextError, row: int, column: int) -> UnusableFile:
        """Say in which cell the text is that no cell can hold."""
        place = f"{self.sheet.get_name()}!{address(row, column)}"
        return UnusableFile("cell_too_long", place=place, length=error.length, limit=CELL_LENGTH)

    def _whole(self, text: str, row: int, column: int) -> str:
        try:
            return whole_text(text)
        except LongTextError as error:
            raise self.refusal(error, row, column) from error
