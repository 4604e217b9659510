"""Posts and people outside round-down/round-up of their fair share, in words: what, why, who gave or got."""

from __future__ import annotations

from zhifa_alloc.schema.quota import Bound, Outside, Partner
from zhifa_alloc.text import Phrasebook


def outside_sentence(book: Phrasebook, one: Outside, kind: str) -> str:
    """Say how far a sum lies outside, the bounds that keep it there, and who gave or got the difference.

    Args:
        book: the language.
        one: the sum.
        kind: ``posts`` or ``people``.
    """
    more = one.value > one.share
    values = {
        "names": " ".join(name for name in (one.domain, one.quota_type, one.district) if name),
        "posts": one.posts,
        "share": f"{float(one.share):.2f}",
        "value": one.value,
        "reasons": "、".join(_bound_words(book, bound, one) for bound in one.bounds) or "—",
    }
    partners = ""
    if one.partners:  # drafts of earlier versions do not name them
        names = "、".join(_partner_words(book, partner, one, kind) for partner in one.partners)
        partners = book.say(f"draft.working.{'given' if more else 'taken'}", partners=names)
    return book.say(f"draft.working.{'more' if more else 'less'}_{kind}", partners=partners, **values)


def _partner_words(book: Phrasebook, partner: Partner, one: Outside, kind: str) -> str:
    """Name a partner by what differs from the sum itself, with its number where there are several."""
    names = [partner.domain] if partner.domain != one.domain else []
    names += [partner.quota_type] if partner.quota_type != one.quota_type else []
    names += [partner.district] if partner.district != one.district or not names else []
    where = " ".join(names)
    if len(one.partners) == 1 and partner.posts == one.posts:
        return where
    return book.say(f"draft.working.partner_{kind}", where=where, posts=partner.posts)


def _bound_words(book: Phrasebook, bound: Bound, one: Outside) -> str:
    own = (one.domain, one.quota_type, one.district)
    names = (bound.domain, bound.quota_type, bound.district)
    where = "" if names == own else " ".join(name for name in names if name)
    key = "exactly" if bound.lower == bound.upper else "least" if bound.upper is None else "most"
    number = bound.lower if key != "most" else bound.upper
    return book.say(f"draft.working.bound_{key}", source=bound.source, where=where, number=number).strip()
