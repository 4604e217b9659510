"""交接表: the workbook that a district, the city department and the supervisor sign."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from zhifa_alloc.handover.annexes import annex_pages, duty_pages, policy_pages
from zhifa_alloc.handover.arrangement import arranged
from zhifa_alloc.handover.cover import cover_page, signing_page
from zhifa_alloc.handover.differences import difference_pages
from zhifa_alloc.handover.frame import say, signing_frame
from zhifa_alloc.handover.overview import overview_page
from zhifa_alloc.handover.people import certificate_pages, roster_pages, transfer_pages
from zhifa_alloc.handover.portion import portion_of
from zhifa_alloc.handover.posts import quota_pages
from zhifa_alloc.handover.reconcile import check_page
from zhifa_alloc.handover.reply import identity_page, reply_page
from zhifa_alloc.handover.setup import setup_page
from zhifa_alloc.schema.draft import Draft
from zhifa_alloc.schema.page import Book, Page


def handover_book(draft: Draft, district: str) -> Book:
    """Draw up the workbook that hands posts, people and what belongs to them over to a district.

    Sheets without input are left out and the cover says so. While 审定文号 or 审定日期 is missing every
    sheet is marked 未经审定.

    Args:
        draft: a draft that passes ``verify``; the caller sees to that.
        district: a receiving district.

    Raises:
        WrongUse: ``district_not_receiving``.
        UnusableFile: ``style_unusable``, the office's columns make no sense.
    """
    frame = signing_frame(portion_of(draft, district))
    counted = (
        overview_page(frame),
        *duty_pages(frame),
        *policy_pages(frame),
        *quota_pages(frame),
        *roster_pages(frame),
        *certificate_pages(frame),
        *transfer_pages(frame),
        *annex_pages(frame),
        *difference_pages(frame),
        setup_page(frame),
        reply_page(frame),
    )
    pages = _numbered((*counted, check_page(frame, counted), signing_page(frame)))
    return Book(
        say("titles.handover_book", district=district),
        (cover_page(frame, pages), *arranged(pages), identity_page(frame)),
        frame.sentences,
    )


def _numbered(pages: Iterable[Page]) -> tuple[Page, ...]:
    """Number the sheets that follow the cover: 附件1, 附件2 …, as official documents do."""
    return tuple(
        replace(page, annex=say("titles.annex", number=number)) for number, page in enumerate(pages, start=1)
    )
