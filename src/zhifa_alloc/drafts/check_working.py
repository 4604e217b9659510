"""Sheet 测算过程 as it is in the file, held against what the draft's input makes of it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import zip_longest
from math import isclose
from typing import Final

from zhifa_alloc import __version__
from zhifa_alloc.drafts.facts import Fault, cell_text, shown_as
from zhifa_alloc.drafts.terms import SHEET_WORKING
from zhifa_alloc.drafts.working_page import FIRST_ROW, working_page
from zhifa_alloc.schema.address import address
from zhifa_alloc.schema.draft import Draft
from zhifa_alloc.schema.finding import CellRef
from zhifa_alloc.schema.page import CellValue, Formula, Table
from zhifa_alloc.schema.raw import RawBook, RawValue

_CLOSE: Final = 1e-6
"""Spreadsheets and Python add up in another order."""
_STEP, _ITEM = 1, 2


def working_faults(book: RawBook, original: Draft, edited: Draft) -> Iterator[Fault]:
    """Name the numbers that neither the draft as written nor as edited has.

    Words and layout are those of the program that wrote the draft: words are not looked at, and where that
    was another version, nothing is. Formulas may show old values (programs that do not calculate keep them), new ones, or none.
    """
    sheet = next((sheet for sheet in book.sheets if sheet.name == SHEET_WORKING), None)
    if sheet is None:
        yield Fault("sheet_missing", CellRef(book.name, SHEET_WORKING), "warn", {"sheet": SHEET_WORKING})
        return
    if original.version != __version__:
        return
    written = _rows(original)
    recalculated = _rows(edited) if edited.edits else written
    for number, (old, new) in enumerate(zip(written, recalculated, strict=True), start=FIRST_ROW):
        found = sheet.rows[number] if number < len(sheet.rows) else ()
        for column, (was, now, value) in enumerate(zip_longest(old, new, found[: len(old)], fillvalue="")):
            if not (_same(value, was) or _same(value, now)):
                item = " ".join(str(part) for part in (old[0], old[_STEP], old[_ITEM]) if part)
                params = {"item": item, "value": cell_text(value), "expected": _shown(now)}
                cell = CellRef(book.name, SHEET_WORKING, address(number, column))
                yield Fault("working_changed", cell, params=params)


def _rows(draft: Draft) -> tuple[tuple[CellValue, ...], ...]:
    return next(block.rows for block in working_page(draft).blocks if isinstance(block, Table))


def _same(found: RawValue, expected: CellValue) -> bool:
    if isinstance(expected, Formula):
        return found == "" or _same(found, expected.value)
    if not isinstance(expected, int | float):
        return True
    return isinstance(found, int | float) and isclose(found, expected, rel_tol=_CLOSE, abs_tol=_CLOSE)


def _shown(value: CellValue) -> str:
    plain = value.value if isinstance(value, Formula) else value
    return f"{plain:.6g}" if isinstance(plain, float) else shown_as(plain)
