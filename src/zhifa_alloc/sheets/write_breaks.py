"""Where printed pages end, as far as it can be foreseen: signatures never stand alone on a page."""

from __future__ import annotations

from typing import Final

from zhifa_alloc.schema.page import Page, Signatures, Table
from zhifa_alloc.sheets.layout import Layout, Placed, data_row, header_rows
from zhifa_alloc.sheets.styles import MARGINS_CM
from zhifa_alloc.sheets.write_canvas import Canvas

_A4_CM: Final = (21.0, 29.7)
_POINTS_PER_CM: Final = 72 / 2.54
_ROW_POINTS: Final = 15.0
"""Height of a row that was given none."""
_SCALES: Final = (1.0, 0.93, 0.87, 0.8)
"""How much smaller than foreseen a program may print: its stand-in fonts make columns wider."""
_COMPANY: Final = 3
"""Rows of the table that go to the signatures' page."""


def break_before_signatures(canvas: Canvas, page: Page, layout: Layout) -> None:
    """Break the page before the last rows of a table where the signatures would else begin a page.

    How much a program makes the page smaller depends on the fonts it has, so a break is set as soon as any
    likely scale would part the signatures from the table.
    """
    signed = next((one for one in layout.blocks if isinstance(one.block, Signatures)), None)
    table = next((one for one in reversed(layout.blocks) if isinstance(one.block, Table)), None)
    if signed is None or table is None or table.row > signed.row:
        return
    end = signed.row + max(map(len, _signatures(signed).blocks))
    first_data, last_data = _data_rows(table)
    room = _room(page, layout)
    parted = any(_page_begin(canvas, room / scale, end, table) > last_data for scale in _SCALES)
    if parted and last_data - _COMPANY + 1 > first_data:
        canvas.sheet.set_h_pagebreaks([last_data - _COMPANY + 1])


def _page_begin(canvas: Canvas, room: float, end: int, table: Placed) -> int:
    """First row of the printed page that the last row before ``end`` stands on, with this room on a page."""
    assert isinstance(table.block, Table)
    headers = range(table.row, table.row + header_rows(table.block))
    repeated = sum(_height(canvas, row) for row in headers)
    begin, used = 0, 0.0
    for row in range(end):
        height = _height(canvas, row)
        if used + height > room:
            begin, used = row, repeated if row > table.row else 0.0
        used += height
    return begin


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
    assert isinstance(placed.block, Table)
    table = placed.block
    last = -1 if table.total is not None else len(table.rows) + table.spare_rows - 1
    return placed.row + header_rows(table), placed.row + data_row(table, last)


def _signatures(placed: Placed) -> Signatures:
    assert isinstance(placed.block, Signatures)
    return placed.block
