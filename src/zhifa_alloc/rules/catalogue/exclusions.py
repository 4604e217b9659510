"""不宜去向 is obeyed."""

from __future__ import annotations

from zhifa_alloc.rules.rule import Rule, Verdict
from zhifa_alloc.rules.view import View
from zhifa_alloc.schema.case import Case
from zhifa_alloc.schema.draft import Place
from zhifa_alloc.schema.placement import Closed, Demands

_ID = "exclusions"


def _inspect(view: View) -> Verdict:
    # What came in by an objection is told by the rule on objections.
    objected = {(one.staff_id, one.district) for one in view.draft.held_exclusions if not one.own}
    return Verdict(
        broken=tuple(
            Place("exclusions.sent", {"to": to}, (person.staff_id,))
            for person, to in view.placed
            if person.takes_part and to in person.exclusions and (person.staff_id, to) not in objected
        )
    )


def _demand(case: Case) -> Demands:
    return Demands(
        closed=tuple(
            Closed(person.staff_id, destination, _ID)
            for person in case.people
            if person.takes_part
            for destination in dict.fromkeys(person.exclusions)
        )
    )


RULE = Rule(id=_ID, order=120, law="own", severity="hard", inspect=_inspect, demand=_demand)
