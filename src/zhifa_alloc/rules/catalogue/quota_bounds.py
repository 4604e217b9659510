"""锁定编制, 编制上限 and 编制下限 hold in the table of quotas, and no quota is negative."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from zhifa_alloc.rules.rule import Rule, Verdict
from zhifa_alloc.rules.view import View
from zhifa_alloc.schema.draft import Place


def _negative(view: View) -> Iterator[Place]:
    for (domain, quota_type, district), value in view.draft.quotas.values.items():
        if value < 0:
            params = {"domain": domain, "quota_type": quota_type, "district": district, "quota": value}
            yield Place("quota_bounds.negative", params)


def _locks(view: View) -> Iterator[Place]:
    for lock in view.case.locks:
        value = view.draft.quotas.values.get((lock.domain, lock.quota_type, lock.district), 0)
        if value != lock.quota:
            params = {
                "domain": lock.domain,
                "quota_type": lock.quota_type,
                "district": lock.district,
                "quota": value,
                "locked": lock.quota,
            }
            yield Place("quota_bounds.lock", params)


def _limits(view: View) -> Iterator[Place]:
    totals: Counter[str] = Counter()
    for (_, _, district), value in view.draft.quotas.values.items():
        totals[district] += value
    for row in view.case.districts:
        total = totals[row.name]
        params = {"district": row.name, "quota": total}
        if row.receives and row.cap is not None and total > row.cap:
            yield Place("quota_bounds.cap", {**params, "limit": row.cap})
        if row.receives and row.floor is not None and total < row.floor:
            yield Place("quota_bounds.floor", {**params, "limit": row.floor})


def _inspect(view: View) -> Verdict:
    return Verdict(broken=(*_negative(view), *_locks(view), *_limits(view)))


RULE = Rule(id="quota-bounds", order=50, law="own", severity="hard", inspect=_inspect)
