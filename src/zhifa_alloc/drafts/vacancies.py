"""Posts that nobody holds, place by place: a type's vacant posts are never set off against another's surplus."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from zhifa_alloc.schema.draft import Draft
from zhifa_alloc.schema.terms import CITY


def vacant_posts(draft: Draft) -> Mapping[str, int]:
    """Count the vacant posts of every receiving district and of 市级留用.

    People who take no part but hold a quota stay with the city, and hold posts there.
    """
    posts = Counter(draft.quotas.values)
    for row in draft.case.quotas:
        posts[row.domain, row.quota_type, CITY] += row.reserve
    held = Counter((one.domain, one.quota_type, one.to) for one in draft.assignments)
    held.update(
        (person.domain, person.quota_type, CITY)
        for person in draft.case.people
        if not person.takes_part and person.standing.on_quota
    )
    vacant = dict.fromkeys((*draft.case.receiving, CITY), 0)
    for (domain, quota_type, place), number in posts.items():
        if place in vacant:
            vacant[place] += max(0, number - held[domain, quota_type, place])
    return vacant
