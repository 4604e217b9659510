"""Each 执法领域 × 编制类型 × destination has the number of people that the headcount table says."""

from __future__ import annotations

from zhifa_alloc.rules.rule import Rule, Verdict
from zhifa_alloc.rules.view import View
from zhifa_alloc.schema.draft import Place
from zhifa_alloc.schema.terms import NOT_PLACED


def _inspect(view: View) -> Verdict:
    targets = view.draft.headcounts.values
    cells = dict.fromkeys((*targets, *sorted(key for key in view.counts if key[2] != NOT_PLACED)))
    return Verdict(
        broken=tuple(
            Place(
                "headcounts.differs",
                {
                    "domain": cell[0],
                    "quota_type": cell[1],
                    "district": cell[2],
                    "target": targets.get(cell, 0),
                    "assigned": view.counts.get(cell, 0),
                },
            )
            for cell in cells
            if targets.get(cell, 0) != view.counts.get(cell, 0)
        )
    )


RULE = Rule(id="headcounts", order=80, law="own", severity="hard", inspect=_inspect)
