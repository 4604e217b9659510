"""Sheets that say again what the data say, for people to read and to hand on: their figures must be the draft's own.

Such a sheet is that of the draft as written, for hand edits change nothing in it; or, where a merge wrote it, that of
the draft as edited. Anything else was changed by hand where it has no effect, and would mislead whoever reads it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from operator import eq
from typing import Final, TypeAlias

from zhifa_alloc import __version__
from zhifa_alloc.drafts.balance_page import balance_page
from zhifa_alloc.drafts.facts import Fault, cell_text, shown_as
from zhifa_alloc.drafts.merge_page import SHEET_CONFLICTS
from zhifa_alloc.drafts.order_pages import SHEET_ORDER, order_pages
from zhifa_alloc.drafts.structure_pages import structure_pages
from zhifa_alloc.drafts.terms import SHEET_BALANCE
from zhifa_alloc.schema.address import address
from zhifa_alloc.schema.draft import Draft
from zhifa_alloc.schema.finding import CellRef
from zhifa_alloc.schema.page import CellValue, Formula, Page, Table
from zhifa_alloc.schema.raw import RawBook, RawSheet, RawValue
from zhifa_alloc.sheets.layout import data_row, lay_out

REPEATED: Final = (SHEET_BALANCE, "结构对比", "志愿情况", "市级留用", SHEET_ORDER)
"""Sheets of figures about people; where a sheet is gone, people see less, and nothing is wrong."""
_Row: TypeAlias = tuple[str, ...]


def repeat_faults(book: RawBook, original: Draft, edited: Draft) -> Iterator[Fault]:
    """Name the cells that are neither the draft's as written nor, all of them, the draft's as edited.

    Where another version wrote the draft, or a merge that left conflicts to be decided, nothing is looked at.
    """
    sheets = {sheet.name: sheet for sheet in book.sheets if sheet.name in REPEATED}
    undecided = any(sheet.name == SHEET_CONFLICTS for sheet in book.sheets)
    if original.version != __version__ or undecided or not sheets:
        return
    edited_pages: Mapping[str, Page] = {}
    for name, page in _pages(original).items():
        if name not in sheets:
            continue
        faults = list(_differences(sheets[name], page, book.name))
        if faults and edited.edits:
            edited_pages = edited_pages or _pages(edited)
            if name in edited_pages and not any(_differences(sheets[name], edited_pages[name], book.name)):
                continue
        yield from faults


def _pages(draft: Draft) -> Mapping[str, Page]:
    pages = (balance_page(draft), *structure_pages(draft), *order_pages(draft))
    return {page.name: page for page in pages if page.name in REPEATED}


def _differences(sheet: RawSheet, page: Page, name: str) -> Iterator[Fault]:
    """Name the cells that differ; rows may stand in another order, for people sort such sheets."""
    for placed in lay_out(page).blocks:
        if not isinstance(placed.block, Table):
            continue
        table, width = placed.block, len(placed.block.columns)
        rows = (*table.rows, *((table.total,) if table.total is not None else ()))
        first = placed.row + data_row(table, 0)
        wanted = [tuple(map(_plain, row)) for row in rows]
        found = [(number, _row(sheet, number, width)) for number in range(first, first + len(rows))]
        missing = list((Counter(wanted) - Counter(row for _, row in found)).elements())
        surplus = Counter(row for _, row in found) - Counter(wanted)
        for number, row in found:
            if surplus[row] > 0:
                surplus[row] -= 1
                nearest = max(missing, key=lambda one: sum(map(eq, one, row)))
                missing.remove(nearest)
                yield from _unlike(CellRef(name, sheet.name), number, row, nearest)


def _unlike(sheet: CellRef, number: int, row: _Row, expected: _Row) -> Iterator[Fault]:
    for column, (shown, value) in enumerate(zip(row, expected, strict=True)):
        if shown != value:
            cell = replace(sheet, cell=address(number, column))
            yield Fault("figure_changed", cell, params={"value": shown, "expected": value})


def _row(sheet: RawSheet, number: int, width: int) -> _Row:
    cells = sheet.rows[number] if number < len(sheet.rows) else ()
    return tuple(_plain(cells[column]) if column < len(cells) else "" for column in range(width))


def _plain(value: CellValue | RawValue) -> str:
    """Return a value as it can be compared, written and read by whatever program: fifteen digits are not kept by all."""
    if isinstance(value, Formula):
        value = value.value
    if isinstance(value, int | float) and not isinstance(value, bool):
        return f"{value:.9g}"
    return shown_as(value) if value is None or isinstance(value, str) else cell_text(value)
