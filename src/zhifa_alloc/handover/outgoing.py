"""What workbooks that go to a person, to everybody, to a department or to the approving body have in common."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from zhifa_alloc.handover.frame import fill_page
from zhifa_alloc.handover.frame import say as handover_say
from zhifa_alloc.schema.draft import Draft
from zhifa_alloc.schema.page import Block, Lines, Page
from zhifa_alloc.schema.terms import MODE_SECONDED, MODES
from zhifa_alloc.text.phrasebook import phrasebook

TOTAL: Final = "合计"


def say(key: str, **params: object) -> str:
    """Return a sentence of the outgoing papers, which are always Chinese."""
    return phrasebook("zh").say(f"outgoing.{key}", **params)


def banner_of(draft: Draft) -> str:
    """Return 未经审定 while 审定文号 or 审定日期 is missing, else nothing."""
    return "" if draft.case.parameters.approved else handover_say("marks.unapproved")


def standing_of_modes(modes: Iterable[str]) -> tuple[str, ...]:
    """Return the sentences that every sheet must say for these 划转方式."""
    told = tuple(dict.fromkeys(modes))
    kept: tuple[str, ...] = ()
    if MODE_SECONDED in told:
        kept = ("standing.kept",) if len(told) == 1 else ("standing.kept_partly",)
    return tuple(handover_say(key) for key in (*kept, "standing.gap"))


def modes_of(draft: Draft, domain: str = "") -> tuple[str, ...]:
    """划转方式 of the draft, or of one domain, in the order of the contract."""
    found = {row.mode for row in draft.case.quotas if domain in ("", row.domain)}
    return tuple(mode for mode in MODES if mode in found)


def outgoing_page(
    draft: Draft,
    name: str,
    title: str,
    blocks: Iterable[Block],
    modes: Iterable[str],
    *,
    annex: str = "",
) -> Page:
    """Set blocks into a sheet with its mark and the sentences that must stand on every one."""
    banner = banner_of(draft)
    notes = Lines((handover_say("standing.note", sentences="；".join(standing_of_modes(modes))),), "note")
    return Page(
        name=name,
        title=title,
        blocks=(*map(fill_page, blocks), notes),
        annex=annex,
        banner=banner,
        footer="　".join(filter(None, (banner, handover_say("standing.fixed")))),
    )
