"""A Gantt chart on a worksheet: bars from the first day of each row of a table, as long as its days."""

from __future__ import annotations

from typing import Any, Final

from zhifa_alloc.schema.page import Gantt, Table
from zhifa_alloc.sheets.layout import GANTT_ROWS, LEAST_HEIGHT, Layout, data_row
from zhifa_alloc.sheets.write_canvas import Canvas

_PIXELS_PER_POINT: Final = 96 / 72
_FONT: Final = {"name": "仿宋_GB2312", "size": 10}
_BAR: Final = {"color": "#5B9BD5"}
_GRID: Final = {"visible": True, "line": {"color": "#D9D9D9", "width": 0.5}}
_WEEK: Final = 7
_MOST_LABELS: Final = 14
_CHARACTER, _PADDING = 7, 5
"""Pixels of a column: so many a character, and so many around them."""


def write_gantt(canvas: Canvas, gantt: Gantt, top: int, layout: Layout) -> None:
    """Draw the chart over the rows from ``top`` on, across the printed page, on a printed page of its own."""
    table = layout.blocks[gantt.table]
    assert isinstance(table.block, Table)
    first = table.row + data_row(table.block, 0)
    last = first + len(table.block.rows) - 1
    for row in range(top, top + GANTT_ROWS):
        canvas.height(row, LEAST_HEIGHT)
    name = canvas.sheet.get_name()
    chart = canvas.ink.chart("bar", "stacked")
    for column, fill in ((gantt.start, {"none": True}), (gantt.length, _BAR)):
        chart.add_series(
            {
                "categories": [name, first, gantt.label, last, gantt.label],
                "values": [name, first, column, last, column],
                "fill": fill,
                "gap": 40,
            }
        )
    _set_up(chart, gantt, layout)
    canvas.sheet.insert_chart(top, 0, chart, {"object_position": 1, "description": gantt.title})
    canvas.sheet.set_h_pagebreaks([top])


def _set_up(chart: Any, gantt: Gantt, layout: Layout) -> None:  # noqa: ANN401  # XlsxWriter is untyped
    span = (gantt.last - gantt.first).days
    weeks = max(1, -(-span // (_WEEK * _MOST_LABELS)))
    chart.set_title({"name": gantt.title, "name_font": _FONT | {"size": 14}, "overlay": False})
    chart.set_legend({"none": True})
    chart.set_y_axis({"reverse": True, "num_font": _FONT, "line": _GRID["line"]})
    chart.set_x_axis(
        {
            "date_axis": True,
            "min": gantt.first,
            "max": gantt.last,
            "major_unit": weeks * _WEEK,
            "num_format": 'm"月"d"日"',
            "num_font": _FONT,
            "major_gridlines": _GRID,
            "label_position": "high",
        }
    )
    width = sum(_CHARACTER * one + _PADDING for one in layout.printed_widths)
    chart.set_size({"width": int(width), "height": int(GANTT_ROWS * LEAST_HEIGHT * _PIXELS_PER_POINT)})
