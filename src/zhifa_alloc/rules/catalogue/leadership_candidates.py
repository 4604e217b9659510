"""Every team has somebody who could lead it: at least one of 科级副职 or above, by 职务层次 or 职级."""

from __future__ import annotations

from zhifa_alloc.rules.bands import rank_band
from zhifa_alloc.rules.rule import Rule, Verdict
from zhifa_alloc.rules.view import View
from zhifa_alloc.schema.draft import Place
from zhifa_alloc.schema.person import Person
from zhifa_alloc.schema.team import teams_of

_OTHERS = "rank_other"


def _could_lead(person: Person) -> bool:
    return rank_band(person.post_level, person.rank) != _OTHERS


def _inspect(view: View) -> Verdict:
    if not view.case.people:
        return Verdict()
    if not any(person.post_level or person.rank for person in view.case.people):
        return Verdict(warned=(Place("leadership.not_known"),))
    return Verdict(
        warned=tuple(
            Place("leadership.none", {"district": team.district, "team": team.name, "people": len(members)})
            for team in teams_of(view.case)
            if (members := view.members(team)) and not any(map(_could_lead, members))
        )
    )


RULE = Rule(id="leadership-candidates", order=107, law="own", severity="warn", inspect=_inspect)
