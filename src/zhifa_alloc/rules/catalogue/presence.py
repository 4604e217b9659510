"""People on secondment, long leave or probation count in quota and headcount, never as present."""

from __future__ import annotations

from zhifa_alloc.rules.rule import Rule, Verdict
from zhifa_alloc.rules.view import View
from zhifa_alloc.schema.draft import Place
from zhifa_alloc.schema.team import teams_of


def _inspect(view: View) -> Verdict:
    warned: list[Place] = []
    for team in teams_of(view.case):
        members = view.members(team)
        present = sum(person.standing.present for person in members)
        if 2 * present < len(members):
            params = {
                "district": team.district,
                "team": team.name,
                "people": len(members),
                "present": present,
            }
            warned.append(Place("presence.few", params))
    return Verdict(warned=tuple(warned))


RULE = Rule(id="presence", order=105, law="own", severity="warn", inspect=_inspect)
