"""The totals of sheet 编制分配 as they are in the file, held against the posts beside and above them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final, TypeAlias

from zhifa_alloc.drafts.facts import Fault, cell_text, shown_as
from zhifa_alloc.drafts.quota_page import approved_and_reserve
from zhifa_alloc.drafts.terms import APPROVED, DOMAIN, QUOTA_TYPE, RESERVE, SHEET_QUOTAS, TOTAL
from zhifa_alloc.schema.address import address
from zhifa_alloc.schema.draft import Draft
from zhifa_alloc.schema.finding import CellRef
from zhifa_alloc.schema.quota import CellKey
from zhifa_alloc.schema.raw import RawSheet, RawValue

_DIGITS: Final = 9
"""More digits than the posts of a country have; nobody can mean a longer number."""
_Sums: TypeAlias = dict[tuple[str, str], dict[str, int]]
"""Row (领域, 编制类型; 合计 and blank for the last) -> header -> the number due there."""


def whole_number(value: RawValue) -> int | None:
    """Return the whole number of a cell, also one typed as text; None for anything else."""
    text = cell_text(value)
    digits = text.removeprefix("-")
    return int(text) if digits.isdecimal() and len(digits) <= _DIGITS else None


def total_faults(
    sheet: RawSheet, book: str, original: Draft, posts: Mapping[CellKey, int], header: int
) -> Iterator[Fault]:
    """Name the totals that fit neither the posts as written nor as they stand now.

    Totals are formulas: programs that do not calculate keep the old value, or none.

    Args:
        sheet: the sheet.
        book: name of the file.
        original: the draft as the program wrote it.
        posts: the posts as they stand now.
        header: zero-based row of the header.
    """
    names = list(map(cell_text, sheet.rows[header]))
    written = _sums(original, original.quotas.values)
    now = _sums(original, {**original.quotas.values, **posts})
    for number in range(header + 1, len(sheet.rows)):
        row = sheet.rows[number]
        key = (cell_text(row[names.index(DOMAIN)]), cell_text(row[names.index(QUOTA_TYPE)]))
        for name, due in now.get(key, {}).items():
            column = names.index(name) if name in names else -1
            if column < 0 or not cell_text(row[column]):
                continue
            if whole_number(row[column]) not in (due, written[key][name]):
                params = {"value": cell_text(row[column]), "expected": due}
                yield Fault(
                    "quota_total", CellRef(book, SHEET_QUOTAS, address(number, column)), params=params
                )


def _sums(draft: Draft, posts: Mapping[CellKey, int]) -> _Sums:
    receiving = draft.case.receiving
    sums: _Sums = {}
    last = dict.fromkeys((APPROVED, RESERVE, *map(shown_as, receiving), TOTAL), 0)
    for (domain, quota_type), (approved, reserve) in approved_and_reserve(draft.case).items():
        row = [posts.get((domain, quota_type, name), 0) for name in receiving]
        total = reserve + sum(row)
        sums[shown_as(domain), shown_as(quota_type)] = {TOTAL: total}
        for name, value in zip(last, (approved, reserve, *row, total), strict=True):
            last[name] += value
    return sums | {(TOTAL, ""): last}
