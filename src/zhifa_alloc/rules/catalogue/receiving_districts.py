"""A district outside the reform, or one that does not take a domain, gets neither quota nor people."""

from __future__ import annotations

from collections.abc import Iterator

from zhifa_alloc.rules.rule import Rule, Verdict
from zhifa_alloc.rules.view import View
from zhifa_alloc.schema.draft import Place
from zhifa_alloc.schema.terms import CITY


def _quotas(view: View) -> Iterator[Place]:
    receivers = {domain: set(view.case.receivers_of(domain)) for domain in view.case.domains}
    for (domain, quota_type, district), value in view.draft.quotas.values.items():
        if value > 0 and district != CITY and district not in receivers.get(domain, ()):
            params = {"domain": domain, "quota_type": quota_type, "district": district, "quota": value}
            yield Place("receiving.quota", params)


def _people(view: View) -> Iterator[Place]:
    receivers = {domain: set(view.case.receivers_of(domain)) for domain in view.case.domains}
    districts = {district.name for district in view.case.districts}
    for person, to in view.placed:
        if to in districts and to not in receivers.get(person.domain, ()):
            yield Place("receiving.person", {"domain": person.domain, "district": to}, (person.staff_id,))


def _inspect(view: View) -> Verdict:
    return Verdict(broken=(*_quotas(view), *_people(view)))


RULE = Rule(id="receiving-districts", order=70, law="own", severity="hard", inspect=_inspect)
