"""Sheet 选岗次序 as it is in the file: rank, 积分 and 同等条件随机次序号 of everybody must be those of the draft.

These three do not depend on where anybody goes, so that hand edits and merges leave them alone. Rows may be sorted,
and stand further down; whoever is not listed is not looked for.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import isclose

from zhifa_alloc.drafts.facts import Fault, cell_text, shown_as
from zhifa_alloc.drafts.order_pages import SHEET_ORDER, order_headers, shown_points
from zhifa_alloc.drafts.terms import STAFF_ID
from zhifa_alloc.rules.draw import draw_numbers_of
from zhifa_alloc.rules.priority import picking_ranks
from zhifa_alloc.schema.address import address
from zhifa_alloc.schema.draft import Draft
from zhifa_alloc.schema.finding import CellRef
from zhifa_alloc.schema.raw import RawBook, RawSheet, RawValue


def order_faults(book: RawBook, original: Draft) -> Iterator[Fault]:
    """Name the cells of the sheet that say something else than the draft; nothing where there is no such sheet."""
    sheet = next((sheet for sheet in book.sheets if sheet.name == SHEET_ORDER), None)
    found = None if sheet is None else _header(sheet)
    if sheet is None or found is None:
        return
    header, columns = found
    figures = _figures(original)
    for number in range(header + 1, len(sheet.rows)):
        row = sheet.rows[number]
        for key, expected in zip(
            order_headers(), figures.get(_cell(row, columns[STAFF_ID]), ()), strict=False
        ):
            value = row[columns[key]] if key in columns and columns[key] < len(row) else None
            if key in columns and not _same(value, expected):
                cell = CellRef(book.name, SHEET_ORDER, address(number, columns[key]))
                params = {"value": cell_text(value or ""), "expected": shown_as(expected)}
                yield Fault("figure_changed", cell, params=params)


def _header(sheet: RawSheet) -> tuple[int, dict[str, int]] | None:
    """Find the row of headers, and where each stands."""
    for number, row in enumerate(sheet.rows):
        names = {"".join(str(value).split()): column for column, value in enumerate(row)}
        if STAFF_ID in names:
            return number, names
    return None


def _figures(draft: Draft) -> dict[str, tuple[int | float | None, ...]]:
    """Return rank, 积分 and draw number of everybody who takes part."""
    ranks, numbers = picking_ranks(draft.case), draw_numbers_of(draft.case)
    points = {one.staff_id: shown_points(one) for one in draft.case.people}
    return {key: (rank, points[key], numbers[key]) for key, rank in ranks.items()}


def _cell(row: tuple[RawValue, ...], column: int) -> str:
    return cell_text(row[column]) if column < len(row) else ""


def _same(found: RawValue | None, expected: float | None) -> bool:
    if expected is None or found is None or isinstance(found, str):
        return expected is None and found in (None, "")
    return isinstance(found, int | float) and isclose(found, expected, rel_tol=1e-9)
