"""Posts that nobody holds, place by place: a type's vacant posts are never set off against another's surplus."""

from __future__ import annotations

from collections import Counter

from zhifa_alloc.schema.draft import Draft
from zhifa_alloc.schema.terms import CITY


def vacant_posts(draft: Draft, place: str) -> int:
    """Count the vacant posts of a receiving district or of 市级留用.

    People who take no part but hold a quota stay with the city, and hold posts there.
    """
    posts: Counter[tuple[str, str]] = Counter()
    if place == CITY:
        for row in draft.case.quotas:
            posts[row.domain, row.quota_type] += row.reserve
    else:
        for (domain, quota_type, district), value in draft.quotas.values.items():
            if district == place:
                posts[domain, quota_type] += value
    held = Counter((one.domain, one.quota_type) for one in draft.assignments if one.to == place)
    if place == CITY:
        held.update(
            (person.domain, person.quota_type)
            for person in draft.case.people
            if not person.takes_part and person.standing.on_quota
        )
    return sum(max(0, number - held[row]) for row, number in posts.items())
