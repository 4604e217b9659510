"""A draft read for what its file says now, with its hand edits; what only ``verify`` asks for is passed over."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from zhifa_alloc.drafts.data_page import carried
from zhifa_alloc.drafts.decisions import with_decisions
from zhifa_alloc.drafts.measured import measured_goals, measured_stages
from zhifa_alloc.drafts.merge_page import SHEET_CONFLICTS
from zhifa_alloc.drafts.read_people import PeopleSheet, assignments_as_written, people_edits, read_people
from zhifa_alloc.drafts.read_quotas import QuotaSheet, quota_edits, read_quotas
from zhifa_alloc.drafts.terms import (
    APPROVED,
    DESTINATION,
    DOMAIN,
    QUOTA_TYPE,
    RESERVE,
    SHEET_DATA,
    SHEET_PEOPLE,
    SHEET_QUOTAS,
    STAFF_ID,
)
from zhifa_alloc.schema.bulk import uncollected
from zhifa_alloc.schema.draft import Draft
from zhifa_alloc.schema.errors import UnusableFile
from zhifa_alloc.schema.raw import RawBook, RawSheet
from zhifa_alloc.sheets.read_part import read_part


@dataclass(frozen=True, slots=True)
class Edited:
    """A draft as its file has it now, beside what the program wrote.

    Attributes:
        name: file name without folder.
        draft: with the hand edits; see ``ReadDraft.draft``.
        original: as the program wrote it.
    """

    name: str
    draft: Draft
    original: Draft


@uncollected()
def read_edited(path: Path) -> Edited:
    """Read a draft and its hand edits from the few columns that hold them.

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
    quotas, people, _ = with_decisions(book, original, quotas_in(book, original), people_in(book, original))
    return Edited(book.name, as_edited(original, quotas, people), original)


def _measured(draft: Draft) -> Draft:
    return replace(draft, stages=measured_stages(draft, measured_goals(draft)))


def quotas_in(book: RawBook, original: Draft) -> QuotaSheet:
    """Read sheet 编制分配."""
    quotas = read_quotas(_sheet(book, SHEET_QUOTAS), book.name, original)
    if quotas is None:
        columns = (DOMAIN, QUOTA_TYPE, APPROVED, RESERVE, *original.case.receiving)
        raise UnusableFile("draft_header_missing", name=book.name, sheet=SHEET_QUOTAS, columns=columns)
    return quotas


def people_in(book: RawBook, original: Draft) -> PeopleSheet:
    """Read sheet 人员分配; a draft without people has none."""
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


def as_edited(original: Draft, quotas: QuotaSheet, people: PeopleSheet) -> Draft:
    """Put what the visible sheets say into the draft; the differences are hand edits."""
    edits = (*quota_edits(original, quotas), *people_edits(original, people.rows))
    return replace(
        original,
        quotas=replace(original.quotas, values={**original.quotas.values, **quotas.values}),
        assignments=assignments_as_written(original, people.rows),
        edits=edits,
    )
