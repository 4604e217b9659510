"""The draft as a workbook: its sheets in the order in which an office reads them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from zhifa_alloc.drafts.balance_page import balance_page
from zhifa_alloc.drafts.data_page import checksum, data_page, data_texts
from zhifa_alloc.drafts.force_page import force_pages
from zhifa_alloc.drafts.frame import say
from zhifa_alloc.drafts.leadership_page import leadership_pages
from zhifa_alloc.drafts.order_pages import order_pages
from zhifa_alloc.drafts.overview_page import overview_page
from zhifa_alloc.drafts.people_page import people_page
from zhifa_alloc.drafts.quota_page import quota_page
from zhifa_alloc.drafts.ratio_page import ratio_pages
from zhifa_alloc.drafts.record_page import record_page
from zhifa_alloc.drafts.rules_page import findings_page, rules_pages
from zhifa_alloc.drafts.structure_pages import structure_pages
from zhifa_alloc.drafts.surplus_page import surplus_pages
from zhifa_alloc.drafts.talks_page import talks_pages
from zhifa_alloc.drafts.working_page import working_page
from zhifa_alloc.schema.draft import Draft
from zhifa_alloc.schema.page import Book, Page
from zhifa_alloc.sheets.write import write_book


def draft_book(draft: Draft) -> Book:
    """Return the workbook of a draft as a value."""
    return edited_book(draft, draft)


def edited_book(draft: Draft, original: Draft) -> Book:
    """Return the workbook as it would be after somebody edited ``original`` by hand into ``draft``."""
    texts = data_texts(original)
    pages = (
        overview_page(draft),
        quota_page(draft),
        people_page(draft),
        working_page(draft),
        balance_page(draft),
        *structure_pages(draft),
        *order_pages(draft),
        *talks_pages(draft),
        *ratio_pages(draft),
        *force_pages(draft),
        *leadership_pages(draft),
        *surplus_pages(draft),
        *rules_pages(draft),
        *((findings_page(draft),) if draft.findings else ()),
        record_page(original, checksum(texts)),
        data_page(texts),
    )
    return Book(say("title"), tuple(map(_as_rehearsal, pages)) if draft.case.rehearsal else pages)


def _as_rehearsal(page: Page) -> Page:
    """Mark a page of a trial: in its title on the sheet and in the footer on paper."""
    mark = say("rehearsal.mark")
    return replace(
        page,
        title=say("rehearsal.title", title=page.title) if page.title else "",
        footer="　".join(filter(None, (mark, page.footer))),
    )


def write_draft(draft: Draft, path: Path) -> None:
    """Write a draft's workbook; the same draft gives the same bytes.

    Raises:
        UnusableFile: the target is open elsewhere or cannot be written.
    """
    write_book(draft_book(draft), path)
