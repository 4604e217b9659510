"""A draft's workbook read back: the visible sheets are the truth, differences from the data are hand edits."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from zhifa_alloc.drafts.check_order import order_faults
from zhifa_alloc.drafts.check_working import working_faults
from zhifa_alloc.drafts.data_page import carried
from zhifa_alloc.drafts.decisions import with_decisions
from zhifa_alloc.drafts.facts import DraftCells, ReadDraft
from zhifa_alloc.drafts.merge_page import SHEET_CONFLICTS
from zhifa_alloc.drafts.order_pages import SHEET_ORDER
from zhifa_alloc.drafts.read_edited import as_edited, people_in, quotas_in
from zhifa_alloc.drafts.read_people import CellsByPerson
from zhifa_alloc.drafts.read_record import goal_cells, record_faults
from zhifa_alloc.drafts.terms import (
    SHEET_DATA,
    SHEET_PEOPLE,
    SHEET_QUOTAS,
    SHEET_RECORD,
    SHEET_WORKING,
)
from zhifa_alloc.schema.bulk import uncollected
from zhifa_alloc.schema.raw import RawBook
from zhifa_alloc.sheets.read_part import read_part

_READ: Final = (
    SHEET_QUOTAS,
    SHEET_PEOPLE,
    SHEET_WORKING,
    SHEET_RECORD,
    SHEET_DATA,
    SHEET_CONFLICTS,
    SHEET_ORDER,
)
"""Sheets that are looked at; the others say in words what these say, for people to read."""


@uncollected()
def read_draft(path: Path) -> ReadDraft:
    """Read a draft, also one edited by hand or saved again by another program.

    Raises:
        UnusableFile: not a workbook (codes of ``sheets.read``), not a draft (``not_a_draft``), from a later
            version (``newer_draft``), its data are damaged (``damaged_draft``), or a sheet or header that people
            see is gone or renamed (``draft_sheet_missing``, ``draft_header_missing``).
    """
    return draft_of(read_part(path, dict.fromkeys(_READ, ())))


def draft_of(book: RawBook) -> ReadDraft:
    """Read a draft from a workbook's values; see ``read_draft``."""
    data = carried(book)
    original = data.draft
    quotas, people, decision_faults = with_decisions(
        book, original, quotas_in(book, original), people_in(book, original)
    )
    draft = as_edited(original, quotas, people)
    return ReadDraft(
        name=book.name,
        draft=draft,
        original=original,
        cells=DraftCells(CellsByPerson(people.rows), quotas.cells, goal_cells(book, original)),
        faults=(
            *record_faults(book, data),
            *quotas.faults,
            *people.faults,
            *decision_faults,
            *working_faults(book, original, draft),
            *order_faults(book, original),
        ),
    )
