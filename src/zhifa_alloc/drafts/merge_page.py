"""What two people disagree about: a sheet of its own, and marks where it stands."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from zhifa_alloc.drafts.frame import framed
from zhifa_alloc.drafts.terms import (
    DESTINATION,
    DOMAIN,
    QUOTA_TYPE,
    SHEET_PEOPLE,
    SHEET_QUOTAS,
    STAFF_ID,
)
from zhifa_alloc.drafts.three_way import Change, ThreeWay
from zhifa_alloc.schema.page import CellValue, Column, Lines, Mark, Page, Table
from zhifa_alloc.text.phrasebook import Phrasebook, phrasebook

SHEET_CONFLICTS: Final = "合并冲突"
_WIDTHS: Final = (
    ("sheet", 11),
    ("cell", 9),
    ("what", 34),
    ("base", 14),
    ("mine", 16),
    ("theirs", 16),
    ("decision", 22),
)
COLUMNS: Final = tuple(name for name, _ in _WIDTHS)
"""Keys below ``merge.columns`` in text/, in the order of the sheet."""


def conflict_page(found: ThreeWay) -> Page:
    """Return the sheet: each cell with what the three files have, and room for the decision."""
    text = phrasebook("zh")
    columns = tuple(
        Column(
            text.say(f"merge.columns.{name}", mine=found.mine, theirs=found.theirs),
            "text",
            width,
            editable=name == "decision",
        )
        for name, width in _WIDTHS
    )
    rows = tuple(
        (one.sheet, one.where.cell, _what(one), one.base, one.mine, one.theirs, "") for one in found.conflicts
    )
    intro = Lines((text.say("merge.how", count=len(rows)),), "note")
    return framed(SHEET_CONFLICTS, text.say("merge.title"), (intro, Table(columns, rows)))


def with_conflicts(page: Page, found: ThreeWay) -> Page:
    """Mark the cells of a page that two people changed in different ways, and say beside them what they wrote."""
    conflicts = {one.key: one for one in found.conflicts if one.sheet == page.name}
    if not conflicts:
        return page
    blocks = tuple(
        _marked(block, page.name, conflicts, phrasebook("zh")) if isinstance(block, Table) else block
        for block in page.blocks
    )
    return replace(page, blocks=blocks)


def _marked(table: Table, sheet: str, conflicts: dict[str, Change], text: Phrasebook) -> Table:
    cells = _cells(table, sheet, conflicts)
    remarks: dict[int, list[str]] = {}
    for (row, _), one in cells.items():
        words = text.say("merge.remark", mine=one.mine, theirs=one.theirs)
        place = "" if sheet == SHEET_PEOPLE else f"{one.key.rsplit('/', maxsplit=1)[-1]} "
        remarks.setdefault(row, []).append(f"{place}{words}")
    marks: dict[tuple[int, int], Mark] = {**table.marks, **dict.fromkeys(cells, "bad")}
    rows = tuple((*row, "；".join(remarks.get(number, ()))) for number, row in enumerate(table.rows))
    total: tuple[CellValue, ...] | None = None if table.total is None else (*table.total, "")
    columns = (*table.columns, Column(SHEET_CONFLICTS, "text", 34))
    return replace(table, columns=columns, rows=rows, total=total, marks=marks)


def _cells(table: Table, sheet: str, conflicts: dict[str, Change]) -> dict[tuple[int, int], Change]:
    headers = [column.header for column in table.columns]
    found: dict[tuple[int, int], Change] = {}
    if sheet == SHEET_PEOPLE and {STAFF_ID, DESTINATION} <= set(headers):
        key, place = headers.index(STAFF_ID), headers.index(DESTINATION)
        for number, row in enumerate(table.rows):
            if str(row[key]) in conflicts:
                found[number, place] = conflicts[str(row[key])]
    if sheet == SHEET_QUOTAS and {DOMAIN, QUOTA_TYPE} <= set(headers):
        for number, row in enumerate(table.rows):
            for place, header in enumerate(headers):
                one = conflicts.get(f"{row[0]}/{row[1]}/{header}")
                if one is not None:
                    found[number, place] = one
    return found


def _what(change: Change) -> str:
    return (
        f"{change.key} {change.name}".strip()
        if change.sheet == SHEET_PEOPLE
        else change.key.replace("/", " ")
    )
