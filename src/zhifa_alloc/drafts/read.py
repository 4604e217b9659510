"""A draft's workbook read back: the visible sheets are the truth, differences from the data are hand edits."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Final

from zhifa_alloc.drafts.check_working import working_faults
from zhifa_alloc.drafts.data_page import carried
from zhifa_alloc.drafts.decisions import with_decisions
from zhifa_alloc.drafts.facts import DraftCells, ReadDraft
from zhifa_alloc.drafts.measured import measured_goals, measured_stages
from zhifa_alloc.drafts.merge_page import SHEET_CONFLICTS
from zhifa_alloc.drafts.read_people import (
    CellsByPerson,
    PeopleSheet,
    assignments_as_written,
    people_edits,
    read_people,
)
from zhifa_alloc.drafts.read_quotas import QuotaSheet, quota_edits, read_quotas
from zhifa_alloc.drafts.read_record import goal_cells, record_faults
from zhifa_alloc.drafts.terms import (
    APPROVED,
    DESTINATION,
    DOMAIN,
    QUOTA_TYPE,
    RESERVE,
    SHEET_DATA,
    SHEET_PEOPLE,
    SHEET_QUOTAS,
    SHEET_RECORD,
    SHEET_WORKING,
    STAFF_ID,
)
from zhifa_alloc.schema.bulk import uncollected
from zhifa_alloc.schema.draft import Draft
from zhifa_alloc.schema.errors import UnusableFile
from zhifa_alloc.schema.raw import RawBook, RawSheet
from zhifa_alloc.sheets.read_part import read_part

_READ: Final = (SHEET_QUOTAS, SHEET_PEOPLE, SHEET_WORKING, SHEET_RECORD, SHEET_DATA, SHEET_CONFLICTS)
"""Sheets that are looked at; the others say in other words what these say, for people to read."""


@uncollected()
def read_draft(path: Path) -> ReadDraft:
    """Read a draft, also one edited by hand or saved again by another program.

    Raises:
        UnusableFile: not a workbook (codes of ``sheets.read``), not a draft (``not_a_draft``), from a later
            version (``newer_draft``), its data are damaged (``damaged_draft``), or a sheet or header that people
            see is gone or renamed (``draft_sheet_missing``, ``draft_header_missing``).
    """
    return draft_of(read_part(path, dict.fromkeys(_READ, ())))


@uncollected()
def read_edited(path: Path) -> Draft:
    """Read a draft as its file has it now, with its hand edits; what only ``verify`` asks for is passed over.

    Raises:
        UnusableFile: as ``read_draft``.
    """
    wanted: Mapping[str, tuple[str, ...]] = {
        SHEET_DATA: (),
        SHEET_QUOTAS: (),
        SHEET_CONFLICTS: (),
        SHEET_PEOPLE: (STAFF_ID, DESTINATION),
    }
    book = read_part(path, wanted)
    data = carried(book)
    # What a draft says of its goals is taken from it as long as its data are as the program wrote them.
    original = data.draft if data.written == data.actual else _measured(data.draft)
    quotas, people, _ = with_decisions(book, original, _quotas(book, original), _people(book, original))
    return _as_edited(original, quotas, people)


def _measured(draft: Draft) -> Draft:
    return replace(draft, stages=measured_stages(draft, measured_goals(draft)))


def draft_of(book: RawBook) -> ReadDraft:
    """Read a draft from a workbook's values; see ``read_draft``."""
    data = carried(book)
    original = data.draft
    quotas, people, decision_faults = with_decisions(
        book, original, _quotas(book, original), _people(book, original)
    )
    draft = _as_edited(original, quotas, people)
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
        ),
    )


def _quotas(book: RawBook, original: Draft) -> QuotaSheet:
    quotas = read_quotas(_sheet(book, SHEET_QUOTAS), book.name, original)
    if quotas is None:
        columns = (DOMAIN, QUOTA_TYPE, APPROVED, RESERVE, *original.case.receiving)
        raise UnusableFile("draft_header_missing", name=book.name, sheet=SHEET_QUOTAS, columns=columns)
    return quotas


def _people(book: RawBook, original: Draft) -> PeopleSheet:
    if not original.case.people:
        return PeopleSheet((), ())
    people = read_people(_sheet(book, SHEET_PEOPLE), book.name, original)
    if people is None:
        columns = (STAFF_ID, DESTINATION)
        raise UnusableFile("draft_header_missing", name=book.name, sheet=SHEET_PEOPLE, columns=columns)
    return people


def _sheet(book: RawBook, name: str) -> RawSheet:
    for sheet in book.sheets:
        if sheet.name == name:
            return sheet
    raise UnusableFile("draft_sheet_missing", name=book.name, sheet=name)


def _as_edited(original: Draft, quotas: QuotaSheet, people: PeopleSheet) -> Draft:
    edits = (*quota_edits(original, quotas), *people_edits(original, people.rows))
    return replace(
        original,
        quotas=replace(original.quotas, values={**original.quotas.values, **quotas.values}),
        assignments=assignments_as_written(original, people.rows),
        edits=edits,
    )
