"""岗编分离: posts go to the districts, while quota, personnel relation and pay stay with the city's unit."""

from __future__ import annotations

from zhifa_alloc.rules.rule import Rule, Verdict
from zhifa_alloc.rules.view import View
from zhifa_alloc.schema.draft import Place
from zhifa_alloc.schema.terms import MODE_SECONDED


def _inspect(view: View) -> Verdict:
    return Verdict(
        broken=tuple(
            Place("seconded.unit", {"before": person.unit, "after": row.unit}, (row.staff_id,))
            for row in view.draft.assignments
            if (person := view.people.get(row.staff_id)) is not None
            and person.mode == MODE_SECONDED
            and row.unit != person.unit
        )
    )


RULE = Rule(id="seconded-posts", order=155, law="seconded", severity="hard", inspect=_inspect, verified=False)
