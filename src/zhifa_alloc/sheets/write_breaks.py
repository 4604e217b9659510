"""Where printed pages end, as far as it can be foreseen: notes and signatures never stand alone on a page."""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate, takewhile
from typing import Final

from zhifa_alloc.schema.page import Lines, Page, Signatures, Table
from zhifa_alloc.sheets.layout import Layout, Placed, data_row, header_rows, row_count
from zhifa_alloc.sheets.styles import MARGINS_CM
from zhifa_alloc.sheets.write_canvas import Canvas

_A4_CM: Final = (21.0, 29.7)
_POINTS_PER_CM: Final = 72 / 2.54
_ROW_POINTS: Final = 15.0
"""Height of a row that was given none."""
_SCALES: Final = (1.0, 0.93, 0.87, 0.8, 0.73)
"""How much smaller than foreseen a program may print: its stand-in fonts make columns wider."""
_SQUEEZED: Final = 1.15
"""A sheet that is longer than a page by no more than this is printed so much smaller, on one page."""
_SLACK: Final = 1e-6
"""Sums of heights are not exact."""
_COMPANY: Final = 3
"""Rows of the table that go along to the next page."""
_SHORT: Final = 0.4
"""In pages: what is longer below the table is a text of its own, which may part from it; signatures take less."""


def break_before_closing(canvas: Canvas, page: Page, layout: Layout) -> None:
    """Break the page before the last rows of a table where the notes and signatures below would else part from it.

    What is hardly longer than a page is made to fit on one. How much a program makes the page smaller depends on the fonts it has, so a break is set as soon as any
    likely scale would part them.
    """
    place = max(
        (place for place, one in enumerate(layout.blocks) if isinstance(one.block, Table)), default=-1
    )
    closing = list(takewhile(_closes, layout.blocks[place + 1 :]))
    if place < 0 or not closing:
        return
    table = layout.blocks[place]
    end = closing[-1].row + row_count(closing[-1].block)
    first_data, last_data = _data_rows(table)
    room = _room(page, layout)
    feet = _feet(canvas, end)
    if not canvas.sheet.hbreaks and feet[-1] <= room * _SQUEEZED:
        canvas.sheet.fit_to_pages(1, 1)
        return
    headers = range(table.row, table.row + header_rows(_table(table)))
    repeated = sum(_height(canvas, row) for row in headers)
    if feet[-1] - feet[closing[0].row] > room * _SHORT or last_data - _COMPANY + 1 <= first_data:
        return
    begins = (_page_begin(feet, room / scale, table.row, repeated) for scale in _SCALES)
    if any(begin > last_data for begin in begins):
        canvas.sheet.set_h_pagebreaks([last_data - _COMPANY + 1, *canvas.sheet.hbreaks])


def _closes(placed: Placed) -> bool:
    return isinstance(placed.block, Lines | Signatures)


def _feet(canvas: Canvas, end: int) -> list[float]:
    """Return how far below the top of the sheet each row before ``end`` begins, and the last one ends."""
    return list(accumulate((_height(canvas, row) for row in range(end)), initial=0.0))


def _page_begin(feet: list[float], room: float, table: int, repeated: float) -> int:
    """First row of the printed page that the last row stands on.

    Args:
        feet: where the rows begin and the last one ends, from the top of the sheet (``_feet``).
        room: on a page; all lengths are in points.
        table: first row of the table; pages that begin below it repeat its header.
        repeated: height of that header.
    """
    begin, end = 0, len(feet) - 1
    while True:
        used = repeated if begin > table else 0.0
        # A row that is higher than a page stands on one all the same.
        following = max(begin + 1, bisect_right(feet, feet[begin] + room - used + _SLACK) - 1)
        if following >= end:
            return begin
        begin = following


def _room(page: Page, layout: Layout) -> float:
    """Points of row height that fit on a page, at the scale that makes it one page wide."""
    short, long = _A4_CM
    width, height = (long, short) if page.landscape else (short, long)
    wide = (width - MARGINS_CM["left"] - MARGINS_CM["right"]) * _POINTS_PER_CM
    high = (height - MARGINS_CM["top"] - MARGINS_CM["bottom"]) * _POINTS_PER_CM
    needed = sum(5.25 * one + 3.75 for one in layout.printed_widths)
    return high / min(1.0, wide / needed)


def _height(canvas: Canvas, row: int) -> float:
    return canvas.heights.get(row, _ROW_POINTS)


def _data_rows(placed: Placed) -> tuple[int, int]:
    table = _table(placed)
    last = -1 if table.total is not None else len(table.rows) + table.spare_rows - 1
    return placed.row + header_rows(table), placed.row + data_row(table, last)


def _table(placed: Placed) -> Table:
    assert isinstance(placed.block, Table)
    return placed.block
