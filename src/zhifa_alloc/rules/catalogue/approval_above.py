"""整体划转 of 行政编制 across levels needs approval from above; the city cannot decide it alone."""

from __future__ import annotations

from zhifa_alloc.rules.rule import Rule, Verdict
from zhifa_alloc.rules.view import View
from zhifa_alloc.schema.case import UnitQuota
from zhifa_alloc.schema.draft import Place
from zhifa_alloc.schema.terms import MODE_TRANSFERRED

_ADMINISTRATIVE = ("行政", "政法")
_NOT_ADMINISTRATIVE = ("事业", "参公", "工勤", "事务")


def _is_administrative(quota_type: str) -> bool:
    named = any(word in quota_type for word in _ADMINISTRATIVE)
    return named and not any(word in quota_type for word in _NOT_ADMINISTRATIVE)


def _crosses_levels(row: UnitQuota) -> bool:
    return row.mode == MODE_TRANSFERRED and _is_administrative(row.quota_type) and row.approved > row.reserve


def _inspect(view: View) -> Verdict:
    return Verdict(
        warned=tuple(
            Place(
                "approval.needed",
                {"unit": row.unit, "quota_type": row.quota_type, "posts": row.approved - row.reserve},
            )
            for row in view.case.quotas
            if _crosses_levels(row)
        )
    )


RULE = Rule(
    id="approval-above",
    order=150,
    law="quota_regulation_18",
    severity="warn",
    inspect=_inspect,
    verified=False,
)
