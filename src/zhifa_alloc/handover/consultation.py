"""征求意见稿: what a district is asked about before the plan is approved."""

from __future__ import annotations

from zhifa_alloc.handover.annexes import duty_pages, policy_pages
from zhifa_alloc.handover.arrangement import arranged
from zhifa_alloc.handover.frame import consultation_frame, say
from zhifa_alloc.handover.guide import guide_page
from zhifa_alloc.handover.people import list_page
from zhifa_alloc.handover.portion import portion_of
from zhifa_alloc.handover.posts import quota_pages
from zhifa_alloc.handover.reply import identity_page, reply_page
from zhifa_alloc.handover.setup import setup_page
from zhifa_alloc.schema.draft import Draft
from zhifa_alloc.schema.page import Book


def consultation_book(draft: Draft, district: str) -> Book:
    """Draw up the workbook on which a receiving district is consulted.

    It holds the district's own posts and people without any 身份证号, 证号 or signature, and the sheet
    回执 for the answers.

    Args:
        draft: the result to be consulted on.
        district: a receiving district.

    Raises:
        WrongUse: ``district_not_receiving``.
        UnusableFile: ``style_unusable``, the office's columns make no sense.
    """
    frame = consultation_frame(portion_of(draft, district))
    pages = (
        guide_page(frame),
        *quota_pages(frame),
        list_page(frame),
        *duty_pages(frame),
        *policy_pages(frame),
        setup_page(frame),
        reply_page(frame),
        identity_page(frame),
    )
    return Book(say("titles.consultation_book", district=district), arranged(pages), frame.sentences)
