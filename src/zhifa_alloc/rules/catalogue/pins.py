"""去向指定 is obeyed."""

from __future__ import annotations

from zhifa_alloc.rules.rule import Rule, Verdict
from zhifa_alloc.rules.view import View
from zhifa_alloc.schema.case import Case
from zhifa_alloc.schema.draft import Place
from zhifa_alloc.schema.placement import Closed, Demands
from zhifa_alloc.schema.terms import CITY

_ID = "pins"


def _inspect(view: View) -> Verdict:
    return Verdict(
        broken=tuple(
            Place("pins.elsewhere", {"pin": person.pin, "to": to}, (person.staff_id,))
            for person, to in view.placed
            if person.takes_part and person.pin and to != person.pin
        )
    )


def _demand(case: Case) -> Demands:
    return Demands(
        closed=tuple(
            Closed(person.staff_id, destination, _ID)
            for person in case.people
            if person.takes_part and person.pin
            for destination in (*case.receivers_of(person.domain), CITY)
            if destination != person.pin
        )
    )


RULE = Rule(id=_ID, order=110, law="own", severity="hard", inspect=_inspect, demand=_demand)
