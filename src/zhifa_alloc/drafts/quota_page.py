"""Sheet 编制分配: posts by 执法领域 × 编制类型 and 区, with 核定, 市级留用 and totals that stay live."""

from __future__ import annotations

from typing import Final

from zhifa_alloc.drafts.frame import framed, say
from zhifa_alloc.drafts.terms import APPROVED, DOMAIN, QUOTA_TYPE, RESERVE, SHEET_QUOTAS, TOTAL
from zhifa_alloc.schema.address import address, column_letters
from zhifa_alloc.schema.case import Case
from zhifa_alloc.schema.draft import Draft
from zhifa_alloc.schema.page import CellValue, Column, Formula, Mark, Page, Spread, Table
from zhifa_alloc.schema.quota import RowKey

FIXED_COLUMNS: Final = 4
"""执法领域, 编制类型, 核定编制数, 市级留用; the districts follow."""
_TABLE_ROW: Final = 2
"""Zero-based row of the header: below title and measure."""
FIRST_ROW: Final = _TABLE_ROW + 1
_WIDTH: Final = 11.0


def approved_and_reserve(case: Case) -> dict[RowKey, tuple[int, int]]:
    """Add up 核定编制数 and 市级留用数 (名) per 领域 × 编制类型, in file order."""
    sums: dict[RowKey, tuple[int, int]] = {}
    for row in case.quotas:
        approved, reserve = sums.get((row.domain, row.quota_type), (0, 0))
        sums[row.domain, row.quota_type] = (approved + row.approved, reserve + row.reserve)
    return sums


def quota_cell(case: Case, key: RowKey, district: str) -> str:
    """Return the address of a cell of the matrix, for formulas of other sheets."""
    row = FIRST_ROW + list(approved_and_reserve(case)).index(key)
    return address(row, FIXED_COLUMNS + case.receiving.index(district))


def quota_page(draft: Draft) -> Page:
    """Return the sheet; cells of districts may be edited, sums follow by formula."""
    case = draft.case
    districts = case.receiving
    columns = (
        Column(DOMAIN, width=14),
        Column(QUOTA_TYPE, width=18),
        Column(APPROVED, "number", 11),
        Column(RESERVE, "number", 11),
        *(Column(name, "number", _WIDTH, editable=True) for name in districts),
        Column(TOTAL, "number", _WIDTH),
    )
    keys = list(approved_and_reserve(case).items())
    rows = [_row(draft, key, sums, FIRST_ROW + index) for index, (key, sums) in enumerate(keys)]
    table = Table(columns, tuple(rows), _total(rows, len(columns)), _marks(draft, [key for key, _ in keys]))
    head = Spread((say("quotas.plan", plan_id=draft.plan_id), say("quotas.measure")))
    notes = (say("quotas.note_total"), say("quotas.note_types"))
    return framed(SHEET_QUOTAS, say("quotas.title"), (head, table), notes=notes)


def _row(draft: Draft, key: RowKey, sums: tuple[int, int], row: int) -> tuple[CellValue, ...]:
    approved, reserve = sums
    posts = [draft.quotas.values.get((*key, name), 0) for name in draft.case.receiving]
    last = column_letters(FIXED_COLUMNS + len(posts) - 1)
    first = column_letters(FIXED_COLUMNS - 1)
    total = Formula(f"SUM({first}{row + 1}:{last}{row + 1})", reserve + sum(posts))
    return (*key, approved, reserve, *posts, total)


def _total(rows: list[tuple[CellValue, ...]], columns: int) -> tuple[CellValue, ...]:
    sums: list[CellValue] = [TOTAL, None]
    for column in range(2, columns):
        letters = column_letters(column)
        value = sum(number_of(row[column]) for row in rows)
        sums.append(Formula(f"SUM({letters}{FIRST_ROW + 1}:{letters}{FIRST_ROW + len(rows)})", value))
    return tuple(sums)


def number_of(value: CellValue) -> float | int:
    """Return the number of a cell, cached or plain; text and blanks count 0."""
    shown = value.value if isinstance(value, Formula) else value
    return shown if isinstance(shown, (int, float)) else 0


def _marks(draft: Draft, keys: list[RowKey]) -> dict[tuple[int, int], Mark]:
    edited = {edit.cell for edit in draft.edits if edit.sheet == SHEET_QUOTAS}
    cells = (
        (row, FIXED_COLUMNS + column)
        for row in range(len(keys))
        for column in range(len(draft.case.receiving))
    )
    return {(row, column): "changed" for row, column in cells if address(FIRST_ROW + row, column) in edited}
