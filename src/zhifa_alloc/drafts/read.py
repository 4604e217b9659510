"""A draft's workbook read back: the visible sheets are the truth, differences from the data are hand edits."""

from __future__ import annotations

from pathlib import Path

from zhifa_alloc.drafts.check_working import working_faults
from zhifa_alloc.drafts.data_page import carried
from zhifa_alloc.drafts.decisions import with_decisions
from zhifa_alloc.drafts.facts import DraftCells, ReadDraft
from zhifa_alloc.drafts.read_edited import as_edited, people_in, quotas_in
from zhifa_alloc.drafts.read_people import CellsByPerson
from zhifa_alloc.drafts.read_record import record_faults
from zhifa_alloc.schema.bulk import uncollected
from zhifa_alloc.schema.raw import RawBook
from zhifa_alloc.sheets.read import read_book


@uncollected()
def read_draft(path: Path) -> ReadDraft:
    """Read a draft, also one edited by hand or saved again by another program.

    Raises:
        UnusableFile: not a workbook (codes of ``sheets.read``), not a draft (``not_a_draft``), from a later
            version (``newer_draft``), its data are damaged (``damaged_draft``), or a sheet or header that people
            see is gone or renamed (``draft_sheet_missing``, ``draft_header_missing``).
    """
    return draft_of(read_book(path))


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
        cells=DraftCells(CellsByPerson(people.rows), quotas.cells),
        faults=(
            *record_faults(book, data),
            *quotas.faults,
            *people.faults,
            *decision_faults,
            *working_faults(book, original, draft),
        ),
    )
