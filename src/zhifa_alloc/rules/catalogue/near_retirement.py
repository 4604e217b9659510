"""People within 临近退休月数 of retirement who are sent to a district: for a talk, not a ban."""

from __future__ import annotations

from zhifa_alloc.rules.retirement import retires_in
from zhifa_alloc.rules.rule import Rule, Verdict
from zhifa_alloc.rules.view import View
from zhifa_alloc.schema.draft import Place
from zhifa_alloc.schema.terms import CITY, NOT_PLACED


def _inspect(view: View) -> Verdict:
    months = view.case.parameters.near_retirement_months
    today = view.case.base_date
    if months == 0 or not view.case.people:
        return Verdict()
    if today is None:
        return Verdict(warned=(Place("near_retirement.no_date"),))
    horizon = today.year * 12 + today.month + months
    warned: list[Place] = []
    for person, to in view.placed:
        leaves = retires_in(person)
        if leaves is None or to in (CITY, NOT_PLACED) or leaves[0] * 12 + leaves[1] > horizon:
            continue
        when = f"{leaves[0]}.{leaves[1]:02d}"
        warned.append(Place("near_retirement.sent", {"to": to, "month": when}, (person.staff_id,)))
    return Verdict(warned=tuple(warned))


RULE = Rule(
    id="near-retirement", order=160, law="retirement", severity="warn", inspect=_inspect, verified=False
)
