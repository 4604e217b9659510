"""编制 types are never mixed: a person keeps domain and type, and each type is counted by itself."""

from __future__ import annotations

from collections.abc import Iterator

from zhifa_alloc.rules.rule import Rule, Verdict
from zhifa_alloc.rules.view import View
from zhifa_alloc.schema.draft import Place


def _changed(view: View) -> Iterator[Place]:
    for row in view.draft.assignments:
        person = view.people.get(row.staff_id)
        if person is None:
            continue
        if row.quota_type != person.quota_type:
            params = {"before": person.quota_type, "after": row.quota_type}
            yield Place("quota_types.type", params, (row.staff_id,))
        if row.domain != person.domain:
            yield Place("quota_types.domain", {"before": person.domain, "after": row.domain}, (row.staff_id,))


def _without_quota(view: View) -> Iterator[Place]:
    known = set(view.case.quota_rows)
    for person, _ in view.placed:
        if person.takes_part and (person.domain, person.quota_type) not in known:
            params = {"domain": person.domain, "quota_type": person.quota_type}
            yield Place("quota_types.no_quota", params, (person.staff_id,))


def _inspect(view: View) -> Verdict:
    return Verdict(broken=(*_changed(view), *_without_quota(view)))


RULE = Rule(
    id="quota-types", order=60, law="quota_regulation_15", severity="hard", inspect=_inspect, verified=False
)
