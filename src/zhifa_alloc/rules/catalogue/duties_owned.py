"""No day without enforcement: every duty of sheet 职责 has one owner in every district on every date.

The speech at the head of the reform demands it (避免出现监管执法真空); on the day of the handover the team that
takes a duty over must have two certified officers of its own, by certificates still valid on that day.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date

from zhifa_alloc.rules.rule import Rule, Verdict
from zhifa_alloc.rules.view import View
from zhifa_alloc.schema.case import Case
from zhifa_alloc.schema.draft import Place
from zhifa_alloc.schema.duty import Duty, duties_of
from zhifa_alloc.schema.person import Person
from zhifa_alloc.schema.placement import Demands, TeamFloor
from zhifa_alloc.schema.team import Team, teams_of

_ID = "duties-owned"


def _counts_on(person: Person, day: date) -> bool:
    valid = person.certificate_until is None or person.certificate_until >= day
    return person.certified and person.standing.present and valid


def _handover_days(case: Case, duties: Iterable[Duty]) -> Iterator[tuple[Team, date]]:
    """Teams that take duties over after the base date, each with its last handover day."""
    days = {(district, duty.domain): duty.due for duty in duties for district, _ in duty.teams if duty.due}
    for team in teams_of(case):
        due = [day for domain in team.domains if (day := days.get((team.district, domain)))]
        awaited = set(case.domains_without_people)
        if due and case.people and awaited.isdisjoint(team.domains):
            yield team, max(due)


def _unowned(duty: Duty) -> Iterator[Place]:
    about = {"number": duty.number, "title": duty.title}
    if not duty.keeper:
        yield Place("duties.nobody_now", about)
    if not (duty.teams or duty.elsewhere or duty.strangers or duty.keeper):
        yield Place("duties.nobody_after", about)
    for district in duty.strangers:
        yield Place("duties.not_received", {**about, "district": district, "domain": duty.domain})


def _owned_twice(duties: Iterable[Duty]) -> Iterator[Place]:
    seen: defaultdict[tuple[str, str, str], list[Duty]] = defaultdict(list)
    for duty in duties:
        for district, _ in duty.teams:
            seen[duty.domain, duty.title, district].append(duty)
    for (_, title, district), rows in seen.items():
        if len({duty.keeper for duty in rows}) > 1:
            numbers = "、".join(str(duty.number) for duty in rows)
            yield Place("duties.two_keepers", {"numbers": numbers, "title": title, "district": district})


def _uncertified(view: View, duties: Iterable[Duty]) -> Iterator[Place]:
    needed = view.case.parameters.min_certified
    if not view.case.certificates_known or not needed:
        return
    for team, day in _handover_days(view.case, duties):
        certified = sum(_counts_on(person, day) for person in view.members(team))
        if certified < needed:
            about = {"district": team.district, "team": team.name, "day": day.isoformat()}
            yield Place("duties.uncertified", {**about, "certified": certified, "needed": needed})


def _inspect(view: View) -> Verdict:
    duties = duties_of(view.case)
    broken = [place for duty in duties for place in _unowned(duty)]
    return Verdict((*broken, *_owned_twice(duties), *_uncertified(view, duties)))


def _demand(case: Case) -> Demands:
    """Demand certificates that last to the handover, where they are fewer than those of the base date."""
    needed = case.parameters.min_certified
    if not needed or not case.certificates_known:
        return Demands()
    floors = []
    for team, day in _handover_days(case, duties_of(case)):
        able = [one for one in case.people if one.domain in team.domains and one.takes_part and one.certified]
        lasting = tuple(one.staff_id for one in able if _counts_on(one, day))
        if len(lasting) < sum(one.standing.present for one in able):
            floors.append(TeamFloor(team, lasting, needed, _ID))
    return Demands(floors=tuple(floors))


RULE = Rule(id=_ID, order=101, law="no_gap", severity="hard", inspect=_inspect, demand=_demand)
