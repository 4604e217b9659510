"""Relatives of whom one leads do not serve in one team (公务员回避规定 article 5).

Who will lead a team is not decided by a draft, so the rule warns where one of two relatives holds a leading
post today. Where 人员关系 demands 不同队, the rule on 不同队 binds instead.
"""

from __future__ import annotations

from typing import Final

from zhifa_alloc.rules.bands import rank_band
from zhifa_alloc.rules.rule import Rule, Verdict
from zhifa_alloc.rules.view import View
from zhifa_alloc.schema.draft import Place
from zhifa_alloc.schema.person import Person
from zhifa_alloc.schema.team import teams_of
from zhifa_alloc.schema.terms import APART

_LEADING: Final = ("长", "教导员", "指导员")


def _leads(person: Person) -> bool:
    return rank_band(person.post_level, "") != "rank_other" or any(word in person.post for word in _LEADING)


def _inspect(view: View) -> Verdict:
    team_at = {(team.district, domain): team for team in teams_of(view.case) for domain in team.domains}
    warned: list[Place] = []
    for relation in view.case.relations:
        pair = [view.people.get(key) for key in (relation.first, relation.second)]
        if relation.demand == APART or None in pair:
            continue
        known = [person for person in pair if person is not None]
        teams = [team_at.get((view.destinations.get(one.staff_id, ""), one.domain)) for one in known]
        if teams[0] is not None and teams[0] == teams[1] and any(map(_leads, known)):
            params = {"district": teams[0].district, "team": teams[0].name}
            warned.append(Place("leader_relatives.together", params, (relation.first, relation.second)))
    return Verdict(warned=tuple(warned))


RULE = Rule(id="leader-relatives", order=145, law="kinship_5", severity="warn", inspect=_inspect)
