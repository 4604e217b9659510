"""编外 people hold no quota: they are listed, never counted, never placed."""

from __future__ import annotations

from zhifa_alloc.rules.rule import Rule, Verdict
from zhifa_alloc.rules.view import View
from zhifa_alloc.schema.draft import Place
from zhifa_alloc.schema.status import is_outside_quota


def _inspect(view: View) -> Verdict:
    tables = (view.draft.quotas, view.draft.headcounts)
    rows = sorted({row for table in tables for row in table.rows if is_outside_quota(row[1])})
    return Verdict(
        broken=tuple(
            Place("outside_quota.counted", {"domain": domain, "quota_type": quota_type})
            for domain, quota_type in rows
        )
    )


RULE = Rule(
    id="outside-quota", order=30, law="quota_regulation_15", severity="hard", inspect=_inspect, verified=False
)
