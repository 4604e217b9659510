"""A page on a worksheet: heads, blocks in order, print set-up."""

from __future__ import annotations

from typing import Final

from zhifa_alloc.schema.page import Gantt, Lines, Page, Signatures, Spread, Table
from zhifa_alloc.sheets.layout import Layout, Placed, header_rows, lay_out, row_height, spans
from zhifa_alloc.sheets.names import clean_text
from zhifa_alloc.sheets.styles import A4, ANNEX_SIZE, LINE_SIZE, MARGINS_CM, NOTE_SIZE, TITLE_SIZE, Look, Role
from zhifa_alloc.sheets.write_breaks import break_before_closing
from zhifa_alloc.sheets.write_canvas import Canvas
from zhifa_alloc.sheets.write_gantt import write_gantt
from zhifa_alloc.sheets.write_table import write_table

_INCH_CM: Final = 2.54
_FOOTER_LENGTH: Final = 255
_SIGNATURE_HEIGHT: Final = 28.0


def write_page(canvas: Canvas, page: Page) -> None:
    """Write one page; a hidden page carries data only and gets no print set-up."""
    if page.visibility != "visible":
        _write_data(canvas, page)
        return
    layout = lay_out(page)
    for index, width in enumerate(layout.widths):
        canvas.sheet.set_column(index, index, width)
    _write_heads(canvas, page, layout)
    for placed in layout.blocks:
        _write_block(canvas, placed, layout)
    _set_up_print(canvas, page, layout)


def _write_data(canvas: Canvas, page: Page) -> None:
    canvas.sheet.hide() if page.visibility == "hidden" else canvas.sheet.very_hidden()
    for placed in lay_out(page).blocks:
        if isinstance(placed.block, Table):
            header = tuple(column.header for column in placed.block.columns)
            for index, row in enumerate((header, *placed.block.rows)):
                for column, value in enumerate(row):
                    canvas.put(placed.row + index, column, value, None)


def _write_heads(canvas: Canvas, page: Page, layout: Layout) -> None:
    heads: tuple[tuple[int | None, str, Role, float, float], ...] = (
        (layout.annex, page.annex, "annex", ANNEX_SIZE, 26.0),
        (layout.banner, page.banner, "banner", LINE_SIZE, 24.0),
        (layout.title, page.title, "title", TITLE_SIZE, 40.0),
    )
    for row, text, role, size, least in heads:
        if row is not None:
            canvas.across(row, (0, layout.printed - 1), text, Look(role))
            canvas.height(row, row_height([(text, layout.width)], size, least))


def _write_block(canvas: Canvas, placed: Placed, layout: Layout) -> None:
    match placed.block:
        case Table():
            write_table(canvas, placed.block, placed.row)
        case Lines():
            _write_lines(canvas, placed.block, placed.row, layout)
        case Spread():
            _write_spread(canvas, placed.block, placed.row, layout)
        case Signatures():
            _write_signatures(canvas, placed.block, placed.row, layout)
        case Gantt():
            write_gantt(canvas, placed.block, placed.row, layout)


def _write_lines(canvas: Canvas, lines: Lines, top: int, layout: Layout) -> None:
    size = NOTE_SIZE if lines.style == "note" else LINE_SIZE
    for index, text in enumerate(lines.texts):
        canvas.across(top + index, (0, layout.printed - 1), text, Look(lines.style))
        canvas.height(top + index, row_height([(text, layout.width)], size))


def _write_spread(canvas: Canvas, spread: Spread, row: int, layout: Layout) -> None:
    parts = spans(layout.printed_widths, len(spread.texts))
    roles: list[Role] = ["spread_left", *["spread_centre"] * len(spread.texts)]  # type: ignore[list-item]
    if len(parts) > 1:
        roles[len(parts) - 1] = "spread_right"
    for text, span, role in zip(spread.texts, parts, roles, strict=False):
        canvas.across(row, span, text, Look(role))
    canvas.height(row, row_height([], LINE_SIZE, 24.0))


def _write_signatures(canvas: Canvas, block: Signatures, top: int, layout: Layout) -> None:
    for lines, span in zip(block.blocks, spans(layout.printed_widths, len(block.blocks)), strict=True):
        for index, text in enumerate(lines):
            canvas.across(top + index, span, text, Look("signature"))
            canvas.height(top + index, _SIGNATURE_HEIGHT)


def _set_up_print(canvas: Canvas, page: Page, layout: Layout) -> None:
    sheet = canvas.sheet
    sheet.set_paper(A4)
    sheet.set_landscape() if page.landscape else sheet.set_portrait()
    sheet.set_margins(**{side: cm / _INCH_CM for side, cm in MARGINS_CM.items()})
    sheet.fit_to_pages(1, 1 if page.single else 0)
    sheet.center_horizontally()
    footer = _footer(page.footer, canvas.ink.say("workbook.page.number"))
    sheet.set_footer(footer, {"margin": 0.8 / _INCH_CM})
    _keep_headers(canvas, page, layout)
    if layout.printed < len(layout.widths):
        sheet.print_area(0, 0, sheet.dim_rowmax, layout.printed - 1)
    if not page.single:
        break_before_closing(canvas, page, layout)


def _keep_headers(canvas: Canvas, page: Page, layout: Layout) -> None:
    tables = [(placed.row, placed.block) for placed in layout.blocks if isinstance(placed.block, Table)]
    if not tables:
        return
    # Excel repeats one range only, on the pages from there on: with several tables it must be the last one's.
    top, table = tables[-1]
    last = top + header_rows(table) - 1
    canvas.sheet.repeat_rows(top, last)
    if page.freeze and len(tables) == 1:
        canvas.sheet.freeze_panes(last + 1, table.frozen_columns)


def _footer(note: str, number: str) -> str:
    escaped = clean_text(note).replace("&", "&&")
    footer = f"&L&9 {escaped}&R&9 {number}" if note else f"&C&9 {number}"
    if len(footer) > _FOOTER_LENGTH:
        raise ValueError(note)
    return footer
