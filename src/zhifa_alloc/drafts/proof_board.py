"""A draft's case as arrays, for working its bounds out again: who, where, what is open, what each goal costs."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from operator import attrgetter
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from zhifa_alloc.rules import demands_of
from zhifa_alloc.rules.bands import CATEGORIES, categories_of
from zhifa_alloc.rules.draw import draw_numbers_of
from zhifa_alloc.rules.goals import corridor, distance_km, wish_steps
from zhifa_alloc.schema.case import Case
from zhifa_alloc.schema.draft import Draft
from zhifa_alloc.schema.person import Person
from zhifa_alloc.schema.placement import Demands, StageKey
from zhifa_alloc.schema.terms import CITY

Ints: TypeAlias = NDArray[np.int64]


class Board:
    """Everybody, every place, every demand, as the case and the headcounts have it."""

    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self.case: Case = draft.case
        self.demands: Demands = demands_of(draft.case)
        self.people = [person for person in draft.case.people if person.takes_part]
        self.index = {person.staff_id: i for i, person in enumerate(self.people)}
        self.places = (*draft.case.receiving, CITY)
        self.column = {name: d for d, name in enumerate(self.places)}
        rows = {(person.domain, person.quota_type) for person in self.people} | draft.headcounts.rows.keys()
        self.domains = sorted({domain for domain, _ in rows})
        self.rows = {row: number for number, row in enumerate(sorted(rows))}
        self.row_of = np.array([self.rows[p.domain, p.quota_type] for p in self.people], dtype=np.int64)
        # A domain whose people are all 不参与 may be in no part: it has nobody to charge, and counts with the first.
        self.part_of = dict.fromkeys(self.domains, 0) | {
            name: p
            for p, names in enumerate(draft.certificate.parts)
            for name in names
            if name in self.domains
        }
        self.count = max(1, len(draft.certificate.parts))
        number = {name: g for g, name in enumerate(self.domains)}
        self.domain_of = np.array([number[person.domain] for person in self.people], dtype=np.int64)
        self.person_part = np.array([self.part_of[p.domain] for p in self.people], dtype=np.int64)
        self.open = self._open()
        self.member = self._membership()
        self.low, self.high = self._corridors()
        self.costs = self._costs()
        self.groups = self._groups()
        self.singles = np.setdiff1d(
            np.arange(len(self.people)), [i for group in self.groups for i in group]
        ).astype(np.int64)

    def fits(self) -> bool:
        """Whether every domain is in one part, and every team's domains in the same."""
        named = [name for names in self.draft.certificate.parts for name in names]
        if len(named) != len(set(named)) or not {p.domain for p in self.people} <= set(named):
            return False
        return all(len(self.parts_of(floor.team.domains)) <= 1 for floor in self.demands.floors)

    def values(self, goal: StageKey) -> Ints:
        """What the goal came to in each part, in the draft as the program wrote it."""
        to = {one.staff_id: one.to for one in self.draft.assignments}
        places = np.array([self.column[to[person.staff_id]] for person in self.people], dtype=np.int64)
        if goal != "balance":
            own = self.costs[goal][np.arange(len(places)), places]
            return self.by_part(self.person_part, own)
        found = np.zeros((len(self.domains), len(self.places), len(CATEGORIES)), dtype=np.int64)
        np.add.at(found, (self.domain_of, places), self.member)
        teams = found[:, :-1]
        outside = np.maximum(0, self.low - teams) + np.maximum(0, teams - self.high)
        return self.by_part(self.domain_parts(), outside.sum(axis=(1, 2)))

    def _open(self) -> NDArray[np.bool_]:
        takes = {name: {*self.case.receivers_of(name), CITY} for name in self.domains}
        table = self._table(attrgetter("domain"), lambda p, place: place in takes[p.domain]).astype(np.bool_)
        for one in self.demands.closed:
            if one.staff_id in self.index and one.destination in self.column:
                table[self.index[one.staff_id], self.column[one.destination]] = False
        return table

    def _membership(self) -> Ints:
        held = [categories_of(person, self.case.base_date) for person in self.people]
        kinds = {keys: number for number, keys in enumerate(dict.fromkeys(held))}
        table = np.array([[key in keys for key in CATEGORIES] for keys in kinds], dtype=np.int64)
        return table.reshape(len(kinds), len(CATEGORIES))[[kinds[keys] for keys in held]]

    def _corridors(self) -> tuple[Ints, Ints]:
        people = np.bincount(self.domain_of, minlength=len(self.domains))
        members = np.zeros((len(self.domains), len(CATEGORIES)), dtype=np.int64)
        np.add.at(members, self.domain_of, self.member)
        shape = (len(self.domains), len(self.places) - 1, len(CATEGORIES))
        low, high = np.zeros(shape, dtype=np.int64), np.zeros(shape, dtype=np.int64)
        sizes = np.zeros(shape[:2], dtype=np.int64)
        for (domain, _, place), due in self.draft.headcounts.values.items():
            if place in self.case.receiving:
                sizes[self.domains.index(domain), self.column[place]] += due
        for g, d, k in np.ndindex(shape):
            low[g, d, k], high[g, d, k] = corridor(
                int(members[g, k]), max(1, int(people[g])), int(sizes[g, d]), self.case.parameters.tolerance
            )
        return low, high

    def _costs(self) -> dict[StageKey, Ints]:
        numbers = draw_numbers_of(self.case)
        before, move_cost = self.draft.before, self.case.parameters.move_cost
        steps = self._table(attrgetter("wishes"), wish_steps)
        moves = self._table(
            lambda p: before.get(p.staff_id), lambda p, place: before.get(p.staff_id, place) != place
        )
        weight = np.array([len(numbers) + 1 - numbers[p.staff_id] for p in self.people], dtype=np.int64)
        return {
            "stay": self._table(
                attrgetter("stationed"), lambda p, place: bool(p.stationed) and p.stationed != place
            ),
            "wishes": steps + move_cost * moves,
            "distance": self._table(attrgetter("home"), lambda p, place: distance_km(self.case, p, place)),
            "draw": weight[:, None] * steps,
        }

    def _table(self, told_by: Callable[[Person], Hashable], cost: Callable[[Person, str], int]) -> Ints:
        """Return the cost of every place for everybody, worked out once for all of whom ``told_by`` says the same."""
        said = list(map(told_by, self.people))
        first = dict(zip(reversed(said), reversed(self.people), strict=True))
        number = {what: row for row, what in enumerate(first)}
        rows = [[cost(person, place) for place in self.places] for person in first.values()]
        table = np.array(rows, dtype=np.int64).reshape(len(rows), len(self.places))
        return table[[number[what] for what in said]]

    def _groups(self) -> list[list[int]]:
        """People who must share a place, also along chains."""
        groups: dict[int, list[int]] = {}
        for pair in self.demands.pairs:
            if pair.together:
                one, other = (
                    groups.setdefault(i, [i]) for i in (self.index[pair.first], self.index[pair.second])
                )
                if one is not other:
                    one += other
                    groups |= dict.fromkeys(other, one)
        return list({id(group): group for group in groups.values()}.values())

    def parts_of(self, domains: Iterable[str]) -> set[int]:
        """Return the parts that these domains are in."""
        return {self.part_of[name] for name in domains if name in self.part_of}

    def domain_parts(self) -> Ints:
        """Return the part of each domain."""
        return np.array([self.part_of[name] for name in self.domains], dtype=np.int64)

    def by_part(self, parts: Ints, amounts: Ints) -> Ints:
        """Add amounts up by part."""
        sums = np.zeros(self.count, dtype=np.int64)
        np.add.at(sums, parts, amounts)
        return sums
