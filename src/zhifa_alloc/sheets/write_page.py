"""A page on a worksheet: heads, blocks in order, print set-up."""

from __future__ import annotations

from typing import Any, Final

from zhifa_alloc.schema.page import Lines, Page, Signatures, Spread, Table
from zhifa_alloc.sheets.layout import Layout, Placed, header_rows, lay_out, row_height, spans
from zhifa_alloc.sheets.names import clean_text
from zhifa_alloc.sheets.styles import A4, ANNEX_SIZE, LINE_SIZE, MARGINS_CM, NOTE_SIZE, TITLE_SIZE, Look, Role
from zhifa_alloc.sheets.write_ink import Ink
from zhifa_alloc.sheets.write_table import put, whole_text, write_table

_INCH_CM: Final = 2.54
_FOOTER_LENGTH: Final = 255
_SPREAD_ROLES: Final[tuple[Role, ...]] = ("spread_left", "spread_centre", "spread_right")
_SIGNATURE_HEIGHT: Final = 28.0


def write_page(sheet: Any, page: Page, ink: Ink) -> None:  # noqa: ANN401  # XlsxWriter is untyped
    """Write one page; a hidden page carries data only and gets no print set-up."""
    if page.visibility != "visible":
        _write_data(sheet, page)
        return
    layout = lay_out(page)
    for index, width in enumerate(layout.widths):
        sheet.set_column(index, index, width)
    _write_heads(sheet, page, layout, ink)
    for placed in layout.blocks:
        _write_block(sheet, placed, layout, ink)
    _set_up_print(sheet, page, layout, ink)


def _write_data(sheet: Any, page: Page) -> None:  # noqa: ANN401
    sheet.hide() if page.visibility == "hidden" else sheet.very_hidden()
    for placed in lay_out(page).blocks:
        if isinstance(placed.block, Table):
            header = tuple(column.header for column in placed.block.columns)
            for index, row in enumerate((header, *placed.block.rows)):
                for column, value in enumerate(row):
                    put(sheet, placed.row + index, column, value, None)


def _write_heads(sheet: Any, page: Page, layout: Layout, ink: Ink) -> None:  # noqa: ANN401
    heads: tuple[tuple[int | None, str, Role, float, float], ...] = (
        (layout.annex, page.annex, "annex", ANNEX_SIZE, 26.0),
        (layout.banner, page.banner, "banner", LINE_SIZE, 24.0),
        (layout.title, page.title, "title", TITLE_SIZE, 40.0),
    )
    for row, text, role, size, least in heads:
        if row is not None:
            _across(sheet, row, (0, layout.printed - 1), text, ink.form(Look(role)))
            sheet.set_row(row, row_height([(text, layout.width)], size, least))


def _write_block(sheet: Any, placed: Placed, layout: Layout, ink: Ink) -> None:  # noqa: ANN401
    match placed.block:
        case Table():
            write_table(sheet, placed.block, placed.row, ink)
        case Lines():
            _write_lines(sheet, placed.block, placed.row, layout, ink)
        case Spread():
            _write_spread(sheet, placed.block, placed.row, layout, ink)
        case Signatures():
            _write_signatures(sheet, placed.block, placed.row, layout, ink)


def _write_lines(sheet: Any, lines: Lines, top: int, layout: Layout, ink: Ink) -> None:  # noqa: ANN401
    size = NOTE_SIZE if lines.style == "note" else LINE_SIZE
    form = ink.form(Look(lines.style))
    for index, text in enumerate(lines.texts):
        _across(sheet, top + index, (0, layout.printed - 1), text, form)
        sheet.set_row(top + index, row_height([(text, layout.width)], size))


def _write_spread(sheet: Any, spread: Spread, row: int, layout: Layout, ink: Ink) -> None:  # noqa: ANN401
    last = len(spread.texts) - 1
    for index, span in enumerate(spans(layout.printed_widths, len(spread.texts))):
        role = _SPREAD_ROLES[0 if index == 0 else 2 if index == last else 1]
        _across(sheet, row, span, spread.texts[index], ink.form(Look(role)))
    sheet.set_row(row, row_height([], LINE_SIZE, 24.0))


def _write_signatures(sheet: Any, block: Signatures, top: int, layout: Layout, ink: Ink) -> None:  # noqa: ANN401
    form = ink.form(Look("signature"))
    for lines, span in zip(block.blocks, spans(layout.printed_widths, len(block.blocks)), strict=True):
        for index, text in enumerate(lines):
            _across(sheet, top + index, span, text, form)
            sheet.set_row(top + index, _SIGNATURE_HEIGHT)


def _across(sheet: Any, row: int, span: tuple[int, int], text: str, form: Any) -> None:  # noqa: ANN401
    first, last = span
    if first == last:
        put(sheet, row, first, text, form)
    else:
        sheet.merge_range(row, first, row, last, "", form)
        put(sheet, row, first, whole_text(text, sheet.get_name(), row, first), form)


def _set_up_print(sheet: Any, page: Page, layout: Layout, ink: Ink) -> None:  # noqa: ANN401
    sheet.set_paper(A4)
    sheet.set_landscape() if page.landscape else sheet.set_portrait()
    sheet.set_margins(**{side: cm / _INCH_CM for side, cm in MARGINS_CM.items()})
    sheet.fit_to_pages(1, 0)
    sheet.center_horizontally()
    sheet.set_footer(_footer(page.footer, ink.say("workbook.page.number")), {"margin": 0.8 / _INCH_CM})
    tables = [placed for placed in layout.blocks if isinstance(placed.block, Table)]
    if tables:
        _keep_headers(sheet, page, tables)
    if layout.printed < len(layout.widths):
        sheet.print_area(0, 0, sheet.dim_rowmax, layout.printed - 1)


def _keep_headers(sheet: Any, page: Page, tables: list[Placed]) -> None:  # noqa: ANN401
    # Excel repeats one range only, on the pages from there on: with several tables it must be the last one's.
    repeated = tables[-1]
    last = repeated.row + header_rows(_table(repeated)) - 1
    sheet.repeat_rows(repeated.row, last)
    if page.freeze and len(tables) == 1:
        sheet.freeze_panes(last + 1, _table(repeated).frozen_columns)


def _table(placed: Placed) -> Table:
    assert isinstance(placed.block, Table)
    return placed.block


def _footer(note: str, number: str) -> str:
    escaped = clean_text(note).replace("&", "&&")
    footer = f"&L&9 {escaped}&R&9 {number}" if note else f"&C&9 {number}"
    if len(footer) > _FOOTER_LENGTH:
        raise ValueError(note)
    return footer
