"""The placement as arrays: people, destinations, what is closed, what every goal costs.

Everything is put in an order of its own (people by 人员编号, districts by code and name, domains by name), so
that no order of rows in the workbook reaches the result.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import TypeVar

import numpy as np

from zhifa_alloc.rules.bands import CATEGORIES, categories_of
from zhifa_alloc.rules.draw import draw_numbers_of
from zhifa_alloc.schema.case import Case
from zhifa_alloc.schema.person import Person
from zhifa_alloc.schema.placement import Demands
from zhifa_alloc.schema.quota import QuotaTable, RowKey
from zhifa_alloc.schema.team import Team, teams_of
from zhifa_alloc.schema.terms import CITY
from zhifa_alloc.staffing.costs import GoalKey, cost_tables
from zhifa_alloc.staffing.matrix import Bools, Ints

_Name = TypeVar("_Name", str, RowKey)


@dataclass(frozen=True, slots=True, eq=False)
class Floor:
    """At least ``at_least`` of ``members`` (person indices) go to ``destination``."""

    team: Team
    members: Ints
    destination: int
    at_least: int
    rule: str


@dataclass(frozen=True, slots=True, eq=False)
class Rivals:
    """Two person indices that must not both go to any of ``destinations``."""

    first: int
    second: int
    destinations: tuple[int, ...]
    rule: str


@dataclass(frozen=True, slots=True, eq=False)
class Problem:
    """One placement.

    Shapes: n people, D destinations (the city is the last), R rows (领域, 编制类型), G domains, K categories.

    Attributes:
        people: who takes part, by 人员编号.
        numbers: n, 同等条件随机次序号.
        reachable: n × D, destinations that take the person's domain at all.
        allowed: n × D, those of them that no rule closes to the person.
        closed: (person index, destination index) -> the rules that close it.
        row_of, domain_of: n, index of row and domain.
        capacity: R × D, people per cell.
        units: people that move as one (同区), each a tuple of person indices; every person is in one.
        together: the 同区 demands themselves, which tie people into units, also along chains.
        floors, rivals: the other demands of the rules.
        member: n × K, category membership.
        low, high: G × (D − 1) × K, corridor of each team and category.
        costs: goal -> n × D; 均衡 is not among them, for it is no sum over people.
    """

    case: Case
    people: tuple[Person, ...]
    destinations: tuple[str, ...]
    rows: tuple[RowKey, ...]
    domains: tuple[str, ...]
    numbers: Ints
    reachable: Bools
    allowed: Bools
    closed: Mapping[tuple[int, int], tuple[str, ...]]
    row_of: Ints
    domain_of: Ints
    capacity: Ints
    units: tuple[tuple[int, ...], ...]
    together: tuple[tuple[int, int], ...]
    floors: tuple[Floor, ...]
    rivals: tuple[Rivals, ...]
    member: Bools
    low: Ints
    high: Ints
    costs: Mapping[GoalKey, Ints]

    @property
    def city(self) -> int:
        """Index of 市级留用."""
        return len(self.destinations) - 1


def lined_up(units: Sequence[tuple[int, ...]]) -> tuple[Ints, Ints]:
    """Return the people of all units, unit by unit, and where each unit starts among them."""
    sizes = np.fromiter(map(len, units), dtype=np.int64, count=len(units))
    people = np.fromiter(chain.from_iterable(units), dtype=np.int64, count=int(sizes.sum()))
    return people, np.cumsum(sizes) - sizes


def build_problem(
    case: Case, headcounts: QuotaTable, demands: Demands, before: Mapping[str, str] | None
) -> Problem:
    """Turn case, headcounts and demands into arrays.

    Args:
        case: the checked input.
        headcounts: people per cell; a cell that is missing is zero.
        demands: what the rules demand, see ``rules.demands_of``.
        before: base destinations of people whose own data did not change.
    """
    people = tuple(sorted((p for p in case.people if p.takes_part), key=lambda person: person.staff_id))
    destinations = _destinations(case)
    rows = tuple(sorted({(p.domain, p.quota_type) for p in people} | set(headcounts.rows)))
    domains = tuple(sorted({domain for domain, _ in rows}))
    index = {person.staff_id: i for i, person in enumerate(people)}
    place = {name: d for d, name in enumerate(destinations)}
    numbers = _draw_numbers(case, people)
    domain_of = _positions(domains, (person.domain for person in people))
    capacity = _capacity(headcounts, rows, place)
    reachable = _reachable(case, people, place)
    closed = _closed(place, index, demands)
    member = _membership(case, people)
    low, high = _corridors(case, member, domain_of, _team_sizes(capacity, rows, domains))
    return Problem(
        case=case,
        people=people,
        destinations=destinations,
        rows=rows,
        domains=domains,
        numbers=numbers,
        reachable=reachable,
        allowed=_allowed(reachable, closed),
        closed=closed,
        row_of=_positions(rows, ((person.domain, person.quota_type) for person in people)),
        domain_of=domain_of,
        capacity=capacity,
        units=_units(len(people), index, demands),
        together=_together(index, demands),
        floors=_floors(demands, index, place),
        rivals=_rivals(case, people, index, place, demands),
        member=member,
        low=low,
        high=high,
        costs=cost_tables(case, people, destinations, numbers, before or {}),
    )


def _draw_numbers(case: Case, people: Sequence[Person]) -> Ints:
    draw = draw_numbers_of(case)
    return np.array([draw[person.staff_id] for person in people], dtype=np.int64)


def _positions(names: Sequence[_Name], wanted: Iterable[_Name]) -> Ints:
    position = {name: place for place, name in enumerate(names)}
    return np.array([position[name] for name in wanted], dtype=np.int64)


def _destinations(case: Case) -> tuple[str, ...]:
    receiving = sorted((d for d in case.districts if d.receives), key=lambda d: (d.code, d.name))
    return (*(district.name for district in receiving), CITY)


def _capacity(headcounts: QuotaTable, rows: Sequence[RowKey], place: Mapping[str, int]) -> Ints:
    table = np.zeros((len(rows), len(place)), dtype=np.int64)
    index = {row: r for r, row in enumerate(rows)}
    for (domain, quota_type, destination), value in headcounts.values.items():
        if destination in place:
            table[index[(domain, quota_type)], place[destination]] = value
    return table


def _reachable(case: Case, people: Sequence[Person], place: Mapping[str, int]) -> Bools:
    domains = sorted({person.domain for person in people})
    receives = np.zeros((len(domains), len(place)), dtype=np.bool_)
    for g, domain in enumerate(domains):
        receives[g, [place[name] for name in (*case.receivers_of(domain), CITY)]] = True
    reachable: Bools = receives[_positions(domains, (person.domain for person in people))]
    return reachable


def _closed(
    place: Mapping[str, int], index: Mapping[str, int], demands: Demands
) -> Mapping[tuple[int, int], tuple[str, ...]]:
    rules: dict[tuple[int, int], tuple[str, ...]] = {}
    for closed in demands.closed:
        if closed.destination in place and closed.staff_id in index:
            key = index[closed.staff_id], place[closed.destination]
            rules[key] = (*rules.get(key, ()), closed.rule)
    return rules


def _allowed(reachable: Bools, closed: Iterable[tuple[int, int]]) -> Bools:
    allowed = reachable.copy()
    allowed[tuple(np.array(list(closed), dtype=np.int64).reshape(-1, 2).T)] = False
    return allowed


def _membership(case: Case, people: Sequence[Person]) -> Bools:
    member = np.zeros((len(people), len(CATEGORIES)), dtype=np.bool_)
    column = {key: k for k, key in enumerate(CATEGORIES)}
    for i, person in enumerate(people):
        for key in categories_of(person, case.base_date):
            member[i, column[key]] = True
    return member


def _team_sizes(capacity: Ints, rows: Sequence[RowKey], domains: Sequence[str]) -> Ints:
    """G × (D − 1): headcount of each 领域 × 区 over all types."""
    sizes = np.zeros((len(domains), capacity.shape[1] - 1), dtype=np.int64)
    for r, (domain, _) in enumerate(rows):
        sizes[domains.index(domain)] += capacity[r, :-1]
    return sizes


def _corridors(case: Case, member: Bools, domain_of: Ints, sizes: Ints) -> tuple[Ints, Ints]:
    """Lowest and highest number of each category in each team: the domain's share, down and up."""
    groups, kinds = sizes.shape[0], member.shape[1]
    members = np.zeros((groups, kinds), dtype=np.int64)
    np.add.at(members, domain_of, member)
    people = np.maximum(1, np.bincount(domain_of, minlength=groups))
    product = members[:, None, :] * sizes[:, :, None]
    share = people[:, None, None]
    low = np.maximum(0, product // share - case.parameters.tolerance)
    return low, -(-product // share) + case.parameters.tolerance


def _units(count: int, index: Mapping[str, int], demands: Demands) -> tuple[tuple[int, ...], ...]:
    """Join 同区 people, also along chains, into units that move as one."""
    root = list(range(count))

    def find(i: int) -> int:
        while root[i] != i:
            root[i] = root[root[i]]
            i = root[i]
        return i

    for pair in demands.pairs:
        if pair.together:
            a, b = sorted((find(index[pair.first]), find(index[pair.second])))
            root[b] = a
    units: dict[int, list[int]] = {}
    for i in range(count):
        units.setdefault(find(i), []).append(i)
    return tuple(tuple(members) for members in units.values())


def _together(index: Mapping[str, int], demands: Demands) -> tuple[tuple[int, int], ...]:
    """Give the 同区 pairs, each once however often the sheet has it."""
    pairs = (sorted((index[one.first], index[one.second])) for one in demands.pairs if one.together)
    return tuple(sorted({(first, second) for first, second in pairs}))


def _floors(demands: Demands, index: Mapping[str, int], place: Mapping[str, int]) -> tuple[Floor, ...]:
    members = {
        keys: np.array(sorted(index[key] for key in keys), dtype=np.int64)
        for keys in {floor.members for floor in demands.floors}
    }
    floors = [
        Floor(
            floor.team,
            members[floor.members],
            place[floor.team.district],
            floor.at_least,
            floor.rule,
        )
        for floor in demands.floors
    ]
    return tuple(sorted(floors, key=lambda floor: (floor.destination, sorted(floor.team.domains))))


def _rivals(
    case: Case,
    people: Sequence[Person],
    index: Mapping[str, int],
    place: Mapping[str, int],
    demands: Demands,
) -> tuple[Rivals, ...]:
    team_at = {(team.district, domain): team for team in teams_of(case) for domain in team.domains}
    found = []
    for pair in demands.pairs:
        if pair.together:
            continue
        first, second = sorted((index[pair.first], index[pair.second]))
        shared = tuple(
            d
            for name, d in place.items()
            if (team := team_at.get((name, people[first].domain))) is not None
            and team == team_at.get((name, people[second].domain))
        )
        if shared:
            found.append(Rivals(first, second, shared, pair.rule))
    return tuple(sorted(found, key=lambda rivals: (rivals.first, rivals.second)))
