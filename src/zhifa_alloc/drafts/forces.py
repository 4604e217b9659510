"""改革前 and 改革后: how many teams there are at each level, and what force each district has after merging.

The counting rule (also printed on the sheet and in docs/对比指标.md):

- City level before: the 单位 of sheet 编制, and the city teams of 现有队伍 that are not among them. After: the
  单位 under 岗编分离, which keep their body, and those other teams, which the reform does not touch. A 单位 under
  整体划转 is gone.
- District level before: the rows of 现有队伍 that are not city level. After: one team per receiving 区 × 领域
  (or 机构 of 机构设置) that gets posts or has a team already, with the district's own teams of those domains
  merged into it; every other row stays what it is.

A team that 现有队伍 does not list is not counted as being there before.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from zhifa_alloc.schema.case import Case, ForceRow
from zhifa_alloc.schema.draft import Draft
from zhifa_alloc.schema.person import Person
from zhifa_alloc.schema.spelling import fold
from zhifa_alloc.schema.team import Team, teams_of
from zhifa_alloc.schema.terms import MODE_SECONDED

CITY_LEVEL: Final = "市"
"""层级 of a city team begins with this; every other 层级 is a district's."""


@dataclass(frozen=True, slots=True)
class TeamCount:
    """Teams (支), before and after, of a district; ``place`` is empty for the city, a sum, or where none was named."""

    place: str
    before: int
    after: int

    @property
    def fewer(self) -> int:
        """By how many fewer; negative where there are more."""
        return self.before - self.after

    @property
    def fewer_share(self) -> Fraction | None:
        """``fewer`` as a part of ``before``; None where there was no team."""
        return Fraction(self.fewer, self.before) if self.before else None


@dataclass(frozen=True, slots=True)
class Force:
    """Posts (名), people and certified people; None where a figure is not known."""

    quota: int | None
    staff: int | None
    certified: int | None

    def __add__(self, other: Force) -> Force:
        """Add up; what is not known on one side is not known in the sum."""
        return Force(
            _sum(self.quota, other.quota),
            _sum(self.staff, other.staff),
            _sum(self.certified, other.certified),
        )


NO_FORCE: Final = Force(0, 0, 0)


@dataclass(frozen=True, slots=True)
class DistrictTeam:
    """A team of a receiving district after the reform.

    Attributes:
        name: the 机构, the 领域, or the own team that nothing is merged into.
        merged: how many own teams of the district it is made of.
        own: force of those; None where 现有队伍 lists none.
        sent: what comes down from the city; None for a team that gets nothing.
    """

    district: str
    name: str
    domains: tuple[str, ...]
    merged: int
    own: Force | None
    sent: Force | None

    @property
    def force(self) -> Force:
        """Own and sent together."""
        return sum((one for one in (self.own, self.sent) if one is not None), NO_FORCE)


def city_count(case: Case) -> TeamCount:
    """Count the teams at city level, before and after."""
    modes = {fold(row.unit): row.mode for row in case.quotas}
    others = sum(fold(row.name) not in modes for row in case.forces if is_city(row))
    kept = sum(mode == MODE_SECONDED for mode in modes.values())
    return TeamCount("", len(modes) + others, kept + others)


def district_counts(draft: Draft) -> tuple[TeamCount, ...]:
    """Count the teams of every district that has some, in file order; rows without a district come last."""
    case = draft.case
    before = Counter(row.district for row in case.forces if not is_city(row))
    merged = Counter(team.district for team in district_teams(draft))
    places = [*(district.name for district in case.districts), ""]
    receiving = set(case.receiving)
    counts = (
        TeamCount(place, before[place], merged[place] if place in receiving else before[place])
        for place in places
    )
    return tuple(count for count in counts if count.before or count.after)


def total_count(counts: Iterable[TeamCount]) -> TeamCount:
    """Add counts up."""
    every = tuple(counts)
    return TeamCount("", sum(one.before for one in every), sum(one.after for one in every))


def uncounted_units(case: Case) -> tuple[str, ...]:
    """Return the 单位 of 编制 that 现有队伍 does not list; they count as teams all the same."""
    listed = {fold(row.name) for row in case.forces if is_city(row)}
    return tuple(dict.fromkeys(row.unit for row in case.quotas if fold(row.unit) not in listed))


def district_teams(draft: Draft) -> tuple[DistrictTeam, ...]:
    """Return every team of the receiving districts after the reform, by district in file order."""
    case = draft.case
    own, alone = _own_rows(case)
    sent = _Sent(draft)
    found: dict[str, list[DistrictTeam]] = {district: [] for district in case.receiving}
    for team in teams_of(case):
        rows = own[team]
        force = sent.to(team)
        if rows or force.quota or force.staff:
            names = (team.district, team.name, team.domains)
            found[team.district].append(DistrictTeam(*names, len(rows), _total(rows), force))
    for row in alone:
        domains = (row.domain,) if row.domain else ()
        found[row.district].append(DistrictTeam(row.district, row.name, domains, 1, _total([row]), None))
    return tuple(team for teams in found.values() for team in teams)


def is_city(row: ForceRow) -> bool:
    """Say whether a row of 现有队伍 is a team at city level."""
    return row.level.startswith(CITY_LEVEL)


def _own_rows(case: Case) -> tuple[Mapping[Team, list[ForceRow]], list[ForceRow]]:
    """Return the districts' own teams by the team they merge into, and those that stay alone."""
    teams = {(team.district, domain): team for team in teams_of(case) for domain in team.domains}
    own: dict[Team, list[ForceRow]] = defaultdict(list)
    alone = []
    for row in case.forces:
        team = teams.get((row.district, row.domain))
        if is_city(row) or row.district not in case.receiving:
            continue
        if team is None:
            alone.append(row)
        else:
            own[team].append(row)
    return own, alone


class _Sent:
    """What comes down to a team."""

    def __init__(self, draft: Draft) -> None:
        self.case = draft.case
        self.posts: Counter[tuple[str, str]] = Counter()
        for (domain, _, district), value in draft.quotas.values.items():
            self.posts[domain, district] += value
        people = {person.staff_id: person for person in draft.case.people}
        self.people: dict[tuple[str, str], list[Person]] = defaultdict(list)
        for one in draft.assignments:
            if one.staff_id in people:
                self.people[one.domain, one.to].append(people[one.staff_id])

    def to(self, team: Team) -> Force:
        posts = sum(self.posts[domain, team.district] for domain in team.domains)
        if not self.case.people or set(team.domains) & set(self.case.domains_without_people):
            return Force(posts, None, None)
        people = [person for domain in team.domains for person in self.people[domain, team.district]]
        certified = sum(person.certified for person in people)
        return Force(posts, len(people), certified if self.case.certificates_known else None)


def _total(rows: Iterable[ForceRow]) -> Force | None:
    forces = [Force(row.quota, row.staff, row.certified) for row in rows]
    return sum(forces, NO_FORCE) if forces else None


def _sum(one: int | None, other: int | None) -> int | None:
    return None if one is None or other is None else one + other
