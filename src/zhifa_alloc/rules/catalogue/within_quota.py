"""No district gets more people of a type than it has quota; under 随同下沉 the surplus is listed."""

from __future__ import annotations

from zhifa_alloc.rules.rule import Rule, Verdict
from zhifa_alloc.rules.view import View
from zhifa_alloc.schema.draft import Place
from zhifa_alloc.schema.quota import RowKey
from zhifa_alloc.schema.terms import CITY, NOT_PLACED


def _surplus_rows(view: View) -> set[RowKey]:
    """Rows with more people than posts that 随同下沉 sends along; elsewhere the quota is a wall."""
    if view.case.parameters.surplus != "随同下沉":
        return set()
    return {(reserve.domain, reserve.quota_type) for reserve in view.draft.reserves if reserve.surplus > 0}


def _inspect(view: View) -> Verdict:
    surplus = _surplus_rows(view)
    broken: list[Place] = []
    warned: list[Place] = []
    for cell in sorted(view.counts):
        domain, quota_type, district = cell
        quota = view.draft.quotas.values.get(cell, 0)
        if district in (CITY, NOT_PLACED) or view.counts[cell] <= quota:
            continue
        params = {
            "domain": domain,
            "quota_type": quota_type,
            "district": district,
            "assigned": view.counts[cell],
            "quota": quota,
            "over": view.counts[cell] - quota,
        }
        if (domain, quota_type) in surplus:
            warned.append(Place("within_quota.surplus", params))
        else:
            broken.append(Place("within_quota.over", params))
    return Verdict(tuple(broken), tuple(warned))


RULE = Rule(
    id="within-quota", order=90, law="quota_notice_2007", severity="hard", inspect=_inspect, verified=False
)
