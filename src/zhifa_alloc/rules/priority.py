"""Who comes before whom, and who was passed over: the order of 积分选岗 held against the places of a draft.

Somebody is passed over where a better wish of theirs holds people of the same 领域 and 编制类型 who come
later in the order, and a plain exchange with one of these would break no rule ("justified envy" in the
literature on school choice: Abdulkadiroğlu and Sönmez, 2003). Under 积分选岗 nobody is, by construction; under
统筹测算 the goals may prefer it so, and the department should know.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TypeAlias

from zhifa_alloc.rules.draw import draw_numbers_of
from zhifa_alloc.rules.registry import demands_of
from zhifa_alloc.rules.view import View
from zhifa_alloc.schema.case import Case
from zhifa_alloc.schema.draft import Draft
from zhifa_alloc.schema.person import Person
from zhifa_alloc.schema.placement import Demands
from zhifa_alloc.schema.quota import CellKey
from zhifa_alloc.schema.team import Team, teams_of

_TeamKey: TypeAlias = tuple[str, str]


@dataclass(frozen=True, slots=True)
class PassedOver:
    """A better wish of a person where ``later`` people stand who come later in the order."""

    staff_id: str
    to: str
    position: int
    wish: str
    later: int


def picking_ranks(case: Case) -> Mapping[str, int]:
    """Number the people who take part 1..n by 积分 from high to low, ties by 同等条件随机次序号.

    Who has no 积分 comes after all who have.
    """
    numbers = draw_numbers_of(case)

    def place(person: Person) -> tuple[bool, Fraction, int]:
        return person.points is None, -(person.points or Fraction(0)), numbers[person.staff_id]

    takers = sorted((person for person in case.people if person.takes_part), key=place)
    return {person.staff_id: rank for rank, person in enumerate(takers, start=1)}


def passed_over(draft: Draft) -> tuple[PassedOver, ...]:
    """List who was passed over, by 人员编号, the best such wish of each."""
    return tuple(_Order(View(draft)).passed())


_Kind: TypeAlias = frozenset[str]
"""Rules that count a person in the floor of the team they are in."""


@dataclass(slots=True)
class _Seats:
    """Ranks of the people of one cell who could make room, by kind; and those with closed places."""

    ranks: dict[_Kind, list[int]] = field(default_factory=lambda: defaultdict(list))
    choosy: list[tuple[int, Person]] = field(default_factory=list)


class _Order:
    """The order and the seats of one draft, counted once."""

    def __init__(self, view: View) -> None:
        self.view = view
        self.case = view.case
        self.ranks = picking_ranks(self.case)
        demands = demands_of(self.case)
        self.closed: dict[str, set[str]] = defaultdict(set)
        for one in demands.closed:
            self.closed[one.staff_id].add(one.destination)
        self.tied = {key for pair in demands.pairs for key in (pair.first, pair.second)}
        self.team_at: Mapping[_TeamKey, Team] = {
            (team.district, domain): team for team in teams_of(self.case) for domain in team.domains
        }
        self.kinds = _kinds(demands)
        self.spare = self._spare(demands)
        self.seats = self._seats()

    def _spare(self, demands: Demands) -> Mapping[tuple[Team, str], int]:
        """How many more people than it needs each team has for each rule."""
        to = {person.staff_id: to for person, to in self.view.placed}
        return {
            (floor.team, floor.rule): sum(to.get(key) == floor.team.district for key in floor.members)
            - floor.at_least
            for floor in demands.floors
        }

    def _seats(self) -> Mapping[CellKey, _Seats]:
        seats: dict[CellKey, _Seats] = defaultdict(_Seats)
        for person, to in self.view.placed:
            key = person.staff_id
            if key not in self.ranks or person.pin or key in self.tied:
                continue
            cell = seats[person.domain, person.quota_type, to]
            if key in self.closed:
                cell.choosy.append((self.ranks[key], person))
            else:
                cell.ranks[self.kinds[key]].append(self.ranks[key])
        for cell in seats.values():
            for ranks in cell.ranks.values():
                ranks.sort()
        return seats

    def passed(self) -> Iterator[PassedOver]:
        for person, to in sorted(self.view.placed, key=lambda pair: pair[0].staff_id):
            if person.staff_id in self.ranks and not person.pin and person.staff_id not in self.tied:
                found = self._best(person, to)
                if found is not None:
                    yield found

    def _best(self, person: Person, to: str) -> PassedOver | None:
        for position, wish in enumerate(person.wishes, start=1):
            if wish == to:
                return None
            if not wish or wish in self.closed.get(person.staff_id, ()):
                continue
            later = self._later(person, to, wish)
            if later:
                return PassedOver(person.staff_id, to, position, wish, later)
        return None

    def _later(self, person: Person, to: str, wish: str) -> int:
        """Count those at the wish who come later and could exchange places with the person."""
        cell = self.seats.get((person.domain, person.quota_type, wish))
        if cell is None:
            return 0
        rank = self.ranks[person.staff_id]
        count = sum(
            len(ranks) - bisect_right(ranks, rank)
            for kind, ranks in cell.ranks.items()
            if self._fits(person, to, wish, kind)
        )
        return count + sum(
            other_rank > rank
            and to not in self.closed[other.staff_id]
            and self._fits(person, to, wish, self.kinds[other.staff_id])
            for other_rank, other in cell.choosy
        )

    def _fits(self, person: Person, to: str, wish: str, other: _Kind) -> bool:
        """Say whether both teams keep what the rules ask for when the person changes places with such a one."""
        mine = self.kinds[person.staff_id]
        return self._spares(to, person, mine - other) and self._spares(wish, person, other - mine)

    def _spares(self, place: str, person: Person, rules: _Kind) -> bool:
        """Say whether the person's team at a place can do with one person less for these rules."""
        team = self.team_at.get((place, person.domain))
        return team is None or all(self.spare.get((team, rule), 1) > 0 for rule in rules)


def _kinds(demands: Demands) -> Mapping[str, _Kind]:
    """Tell for everybody the rules that count them."""
    rules: dict[str, set[str]] = defaultdict(set)
    for floor in demands.floors:
        for key in floor.members:
            rules[key].add(floor.rule)
    return defaultdict(frozenset, {key: frozenset(found) for key, found in rules.items()})
