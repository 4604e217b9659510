"""Per 执法领域 × 编制类型 the districts' quotas and 市级留用 add up to 核定编制数."""

from __future__ import annotations

from collections import Counter

from zhifa_alloc.rules.rule import Rule, Verdict
from zhifa_alloc.rules.view import View
from zhifa_alloc.schema.draft import Place
from zhifa_alloc.schema.quota import QuotaTable, RowKey
from zhifa_alloc.schema.status import is_outside_quota


def sums_by_row(table: QuotaTable) -> Counter[RowKey]:
    """Add up a table's values per (执法领域, 编制类型)."""
    sums: Counter[RowKey] = Counter()
    for (domain, quota_type, _), value in table.values.items():
        sums[(domain, quota_type)] += value
    return sums


def _inspect(view: View) -> Verdict:
    approved: Counter[RowKey] = Counter()
    reserve: Counter[RowKey] = Counter()
    for row in view.case.quotas:
        if not is_outside_quota(row.quota_type):
            approved[(row.domain, row.quota_type)] += row.approved
            reserve[(row.domain, row.quota_type)] += row.reserve
    shared = sums_by_row(view.draft.quotas)
    return Verdict(
        broken=tuple(
            Place(
                "quota_sums.differs",
                {
                    "domain": key[0],
                    "quota_type": key[1],
                    "districts": shared[key],
                    "reserve": reserve[key],
                    "approved": approved[key],
                },
            )
            for key in dict.fromkeys((*approved, *shared))
            if shared[key] + reserve[key] != approved[key]
        )
    )


RULE = Rule(
    id="quota-sums", order=40, law="quota_regulation_15", severity="hard", inspect=_inspect, verified=False
)
