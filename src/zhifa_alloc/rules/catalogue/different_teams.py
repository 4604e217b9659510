"""不同队: relatives do not serve under the same leader (公务员回避规定 article 5)."""

from __future__ import annotations

from collections.abc import Iterator

from zhifa_alloc.rules.rule import Rule, Verdict
from zhifa_alloc.rules.view import View
from zhifa_alloc.schema.case import Case, Relation
from zhifa_alloc.schema.draft import Place
from zhifa_alloc.schema.person import Person
from zhifa_alloc.schema.placement import Demands, Pair
from zhifa_alloc.schema.team import teams_of
from zhifa_alloc.schema.terms import APART

_ID = "different-teams"


def _relations(case: Case) -> Iterator[tuple[Relation, Person, Person]]:
    people = {person.staff_id: person for person in case.people}
    for relation in case.relations:
        if relation.demand == APART and relation.first in people and relation.second in people:
            yield relation, people[relation.first], people[relation.second]


def _inspect(view: View) -> Verdict:
    team_at = {(team.district, domain): team for team in teams_of(view.case) for domain in team.domains}
    broken: list[Place] = []
    for relation, first, second in _relations(view.case):
        teams = [
            team_at.get((view.destinations.get(person.staff_id, ""), person.domain))
            for person in (first, second)
        ]
        if teams[0] is not None and teams[0] == teams[1]:
            params = {"district": teams[0].district, "team": teams[0].name}
            broken.append(Place("different_teams.together", params, (relation.first, relation.second)))
    return Verdict(tuple(broken))


def _demand(case: Case) -> Demands:
    return Demands(
        pairs=tuple(
            Pair(first.staff_id, second.staff_id, together=False, rule=_ID)
            for _, first, second in _relations(case)
            if first.takes_part and second.takes_part
        )
    )


RULE = Rule(id=_ID, order=140, law="kinship_5", severity="hard", inspect=_inspect, demand=_demand)
