"""Two certified officers present in every team: 行政处罚法 (2021) article 42."""

from __future__ import annotations

from collections.abc import Iterable

from zhifa_alloc.rules.rule import Rule, Verdict
from zhifa_alloc.rules.view import View
from zhifa_alloc.schema.case import Case
from zhifa_alloc.schema.draft import Place
from zhifa_alloc.schema.person import Person
from zhifa_alloc.schema.placement import Demands, TeamFloor
from zhifa_alloc.schema.team import Team, teams_of

_ID = "certified-per-team"
_TWO_PAIRS = 4
"""Below two working pairs a team cannot cover a leave; own advice, so only a warning."""


def _counts(person: Person) -> bool:
    return person.certified and person.standing.present


def _staffed_teams(case: Case) -> tuple[Team, ...]:
    """Teams whose people have all come: while a roster is missing, its team cannot be judged."""
    awaited = set(case.domains_without_people)
    if not case.people:
        return ()
    return tuple(team for team in teams_of(case) if awaited.isdisjoint(team.domains))


def _place(code: str, team: Team, certified: int, needed: int) -> Place:
    params = {"district": team.district, "team": team.name, "certified": certified, "needed": needed}
    return Place(code, params)


def _inspect(view: View) -> Verdict:
    needed = view.case.parameters.min_certified
    if not view.case.people:
        return Verdict()
    if not view.case.certificates_known:
        return Verdict(warned=(Place("certified.not_known"),))
    if needed == 0:
        return Verdict(warned=(Place("certified.off"),))
    broken: list[Place] = []
    warned: list[Place] = []
    if view.case.parameters.below_law:
        warned.append(Place("certified.below_law", {"needed": needed}))
    for team in _staffed_teams(view.case):
        certified = _number(view.members(team))
        if certified < needed:
            broken.append(_place("certified.too_few", team, certified, needed))
        elif certified < _TWO_PAIRS:
            warned.append(_place("certified.thin", team, certified, _TWO_PAIRS))
    return Verdict(tuple(broken), tuple(warned))


def _number(members: Iterable[Person]) -> int:
    return sum(_counts(person) for person in members)


def _demand(case: Case) -> Demands:
    needed = case.parameters.min_certified
    if needed == 0 or not case.certificates_known:
        return Demands()
    able: dict[str, list[str]] = {domain: [] for domain in case.domains}
    for person in case.people:
        if person.takes_part and _counts(person):
            able[person.domain].append(person.staff_id)
    teams = _staffed_teams(case)
    # Teams of the same domains in many districts share one tuple: of 209 floors that a province has, 13 differ.
    members = {
        domains: tuple(key for domain in domains for key in able.get(domain, ()))
        for domains in {team.domains for team in teams}
    }
    return Demands(floors=tuple(TeamFloor(team, members[team.domains], needed, _ID) for team in teams))


RULE = Rule(id=_ID, order=100, law="penalty_42", severity="hard", inspect=_inspect, demand=_demand)
