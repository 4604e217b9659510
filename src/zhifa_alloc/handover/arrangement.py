"""The office's own columns: which stand on a sheet, in which order and how wide, from ``版式.toml``.

What may reach whom is settled by ``columns`` and ``forms``; the office chooses among that. Columns by which a
returned workbook is read cannot be left out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Final

from zhifa_alloc.handover.columns import MAX_COLUMNS
from zhifa_alloc.handover.cover import SIGNED_BY, SIGNED_ON, SIGNING_NAME
from zhifa_alloc.handover.forms import DOMAIN, DUTIES, DUTY, FORM_OF
from zhifa_alloc.handover.frame import PARTIES, fill_page, say
from zhifa_alloc.handover.guide import GUIDE_NAME
from zhifa_alloc.handover.overview import OVERVIEW_NAME
from zhifa_alloc.handover.people import CERTIFICATE_NAME, CONTINUED, LIST_NAME, ROSTER_NAMES, TRANSFERS
from zhifa_alloc.handover.posts import QUOTA_FORMS, QUOTA_HEADERS
from zhifa_alloc.handover.reconcile import CHECK_NAME
from zhifa_alloc.handover.reply import EXPLANATION, OPINION, REASON, REPLY_NAME
from zhifa_alloc.handover.setup import BODY, SETUP_NAME, WANTED
from zhifa_alloc.schema.page import Block, CellValue, Column, Page, Table
from zhifa_alloc.sheets.house_style import HouseColumns, columns_in_force, unusable_style

_QUOTA_SHEETS: Final = tuple(form.name for form in QUOTA_FORMS.values())
SHEETS: Final = frozenset(
    (
        *(GUIDE_NAME, OVERVIEW_NAME, LIST_NAME, CERTIFICATE_NAME, SETUP_NAME, REPLY_NAME, CHECK_NAME),
        *(SIGNING_NAME, *FORM_OF, *_QUOTA_SHEETS),
        *(sheet.name for sheet in TRANSFERS),
        *(name + tail for name in ROSTER_NAMES.values() for tail in ("", CONTINUED)),
    )
)
"""The sheets whose columns an office may choose."""
NEEDED: Final[Mapping[str, tuple[str, ...]]] = {
    REPLY_NAME: ("人员编号", OPINION, REASON, EXPLANATION),
    DUTIES.name: (DOMAIN, DUTY, OPINION, EXPLANATION),
    SETUP_NAME: (DOMAIN, BODY, WANTED),
    SIGNING_NAME: (DOMAIN, *(form.format(party) for party in PARTIES for form in (SIGNED_BY, SIGNED_ON))),
}
"""Columns by which ``collect`` reads what came back."""


def arranged(pages: Iterable[Page]) -> tuple[Page, ...]:
    """Give every page the columns that the office wants.

    Raises:
        UnusableFile: ``style_unusable``: the office's file names a sheet or a column that is not there, leaves
            out one that is needed, or wants more than a printed page holds.
    """
    house = columns_in_force()
    strangers = sorted({*house.order, *house.widths} - SHEETS)
    if strangers:
        raise unusable_style(say("arrangement.no_sheet", names="、".join(strangers)))
    return tuple(_arranged(page, house) for page in pages)


def _arranged(page: Page, house: HouseColumns) -> Page:
    if page.name not in house.order and page.name not in house.widths:
        return page
    return replace(page, blocks=tuple(_block(block, page.name, house) for block in page.blocks))


def _block(block: Block, sheet: str, house: HouseColumns) -> Block:
    if not isinstance(block, Table):
        return block
    labels = _labels(block.columns)
    widths = house.widths.get(sheet, {})
    _refuse_unknown(sheet, labels, (*house.order.get(sheet, ()), *widths))
    columns = (
        replace(column, width=widths.get(label, column.width))
        for label, column in zip(labels, block.columns, strict=True)
    )
    wide = replace(block, columns=tuple(columns))
    if sheet not in house.order:
        return fill_page(wide)
    order = [name for name in dict.fromkeys(house.order[sheet]) if name in labels]
    _refuse_missing(sheet, labels, order)
    return fill_page(_reordered(wide, [labels.index(name) for name in order]))


def _labels(columns: tuple[Column, ...]) -> list[str]:
    """Name the columns: by header, and where two share one, by group and header."""
    counts = Counter(column.header for column in columns)
    return [(column.group if counts[column.header] > 1 else "") + column.header for column in columns]


def _refuse_unknown(sheet: str, labels: list[str], wanted: Iterable[str]) -> None:
    """Refuse columns that the sheet never has; one that the input did not bring this time is passed over."""
    form = FORM_OF.get(sheet)
    possible = {*labels, *(column.header for column in (form.columns if form else ()))}
    if sheet in _QUOTA_SHEETS:
        possible.update(QUOTA_HEADERS)  # some stand only on what is signed
    unknown = [name for name in wanted if name not in possible]
    if unknown:
        raise unusable_style(say("arrangement.no_column", sheet=sheet, names="、".join(unknown)))


def _refuse_missing(sheet: str, labels: list[str], order: list[str]) -> None:
    missing = [name for name in NEEDED.get(sheet, ()) if name in labels and name not in order]
    if missing:
        raise unusable_style(say("arrangement.needed", sheet=sheet, names="、".join(missing)))
    if not 1 < len(order) <= MAX_COLUMNS:
        raise unusable_style(say("arrangement.count", sheet=sheet, count=len(order), most=MAX_COLUMNS))


def _reordered(table: Table, places: list[int]) -> Table:
    """Return the table with these of its columns, in this order."""
    new = {old: place for place, old in enumerate(places)}
    return replace(
        table,
        columns=tuple(table.columns[place] for place in places),
        rows=tuple(tuple(row[place] for place in places) for row in table.rows),
        total=None if table.total is None else _total(table.total, places),
        marks={(row, new[old]): mark for (row, old), mark in table.marks.items() if old in new},
    )


def _total(total: tuple[CellValue, ...], places: list[int]) -> tuple[CellValue, ...]:
    """Reorder the last row; its words (合计, 98人) keep to the left where their own columns are gone or moved."""
    cells = [total[place] if place else None for place in places]
    words = [cell for place, cell in enumerate(total) if isinstance(cell, str) and place not in places[1:]]
    if 0 in places[1:]:
        words.insert(0, str(total[0] or ""))
    if isinstance(cells[0], str):
        cells[0] = None
    free = (place for place, cell in enumerate(cells) if cell is None)
    for place, word in zip(free, words, strict=False):
        cells[place] = word
    return tuple(cells)
