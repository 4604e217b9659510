"""What prices prove, worked out in whole numbers: a bound of each goal, total and part by part.

For prices y of the demands, charge everybody goal + worth of goals held − worth of what the place meets. The
least charges, summed, plus the worth of all demands is below the goal of every placement that meets them
(Lagrangian relaxation, Held and Karp 1970). No solver is trusted: any prices give a true bound.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from zhifa_alloc.rules.bands import CATEGORIES
from zhifa_alloc.schema.placement import GRAIN, GoalPrices, StageKey
from zhifa_alloc.staffing.matrix import Ints
from zhifa_alloc.staffing.problem import Floor, Problem, lined_up

_CLOSED = np.int64(2**60)


@dataclass(frozen=True, slots=True)
class Reckoned:
    """A goal before the one that is bounded: what it came to, and its proved bound, part by part."""

    values: tuple[int, ...]
    bounds: tuple[int, ...]

    @property
    def closed(self) -> bool:
        """Whether every part is proved, so that an equally good placement is as good in each."""
        return self.values == self.bounds


@dataclass(frozen=True, slots=True)
class Proof:
    """What one goal's prices prove: of the whole, and of each part for itself.

    A part by itself is bounded only while all goals before are proved in every part; then it cannot gain
    by another part's loss. After that all that is known of it is that no goal is below zero, and so no bound.
    """

    total: int
    parts: tuple[int, ...]


def prove(
    problem: Problem,
    parts: Sequence[Sequence[int]],
    prices: GoalPrices,
    before: Mapping[StageKey, Reckoned],
) -> Proof:
    """Work out the bound of one goal.

    Args:
        problem: the placement, its groups whole.
        parts: domains of each part.
        prices: of that goal.
        before: the goals before it, in their order.
    """
    board = _Board(problem, parts, prices, before)
    charges, worth = board.charges(), board.worth()
    people, units = lined_up(problem.units)
    unit_of = np.repeat(np.arange(len(units)), np.diff(np.append(units, len(people))))
    part_of = board.part_of[problem.domain_of[people]]
    piece = unit_of * len(parts) + part_of
    order = np.argsort(piece, kind="stable")
    starts = np.flatnonzero(np.diff(piece[order], prepend=-1))
    by_part = worth + board.held_by_part()
    np.add.at(by_part, part_of[order[starts]], _least(problem, charges, people[order], starts))
    in_parts = tuple(max(0, -(-int(least) // GRAIN)) for least in by_part)
    together = int(_least(problem, charges, people, units).sum()) + int(worth.sum()) + board.held_together()
    total = max(0, -(-together // GRAIN))
    if all(reckoned.closed for reckoned in before.values()):
        return Proof(max(total, sum(in_parts)), in_parts)
    return Proof(total, tuple(0 for _ in parts))


def _least(problem: Problem, charges: Ints, people: Ints, starts: Ints) -> Ints:
    """Return the least charge of each unit, or piece of one, among the places open to all of it.

    Args:
        problem: the placement.
        charges: n × D.
        people: unit by unit.
        starts: where each begins among ``people``.
    """
    summed = np.add.reduceat(charges[people], starts, axis=0)
    open_to = np.logical_and.reduceat(problem.allowed[people], starts, axis=0)
    least: Ints = np.where(open_to, summed, _CLOSED).min(axis=1)
    return least


class _Board:
    """Prices as arrays, cut back to the signs that their demands allow."""

    def __init__(
        self,
        problem: Problem,
        parts: Sequence[Sequence[int]],
        prices: GoalPrices,
        before: Mapping[StageKey, Reckoned],
    ) -> None:
        self.problem = problem
        self.prices = prices
        self.before = before
        self.count = len(parts)
        self.part_of = np.zeros(len(problem.domains), dtype=np.int64)
        for p, domains in enumerate(parts):
            self.part_of[list(domains)] = p
        leads = [problem.domains[min(domains)] for domains in parts]
        self.held = {goal: self._held(goal, leads) for goal in before}
        self.place = {name: d for d, name in enumerate(problem.destinations)}
        self.cells = self._cells()
        self.corridors = self._corridors()
        index = {person.staff_id: i for i, person in enumerate(problem.people)}
        self.rivals = [
            (index[first], index[second], self.place[district], min(0, price))
            for (first, second, district), price in prices.rivals.items()
        ]

    def _held(self, goal: StageKey, leads: Sequence[str]) -> Ints:
        worth = np.array([self.prices.held.get((lead, goal), 0) for lead in leads], dtype=np.int64)
        return np.maximum(0, worth) if goal == "balance" else worth

    def _cells(self) -> Ints:
        cells = np.zeros(self.problem.capacity.shape, dtype=np.int64)
        row = {key: r for r, key in enumerate(self.problem.rows)}
        for (domain, quota_type, destination), price in self.prices.cells.items():
            cells[row[domain, quota_type], self.place[destination]] = price
        return cells

    def _corridors(self) -> Ints:
        corridors = np.zeros(self.problem.low.shape, dtype=np.int64)
        domain_index = {name: g for g, name in enumerate(self.problem.domains)}
        category_index = {name: k for k, name in enumerate(CATEGORIES)}
        for (domain, district, category), price in self.prices.corridors.items():
            corridors[domain_index[domain], self.place[district], category_index[category]] = price
        if self.prices.goal == "balance":
            most = np.full(self.count, GRAIN, dtype=np.int64)
        else:
            most = self.held.get("balance", np.zeros(self.count, dtype=np.int64))
        limit = most[self.part_of][:, None, None]
        clipped: Ints = np.clip(corridors, -limit, limit)
        return clipped

    def charges(self) -> Ints:
        """Shape n × D: what each place would cost each person."""
        problem = self.problem
        charges: Ints = -self.cells[problem.row_of]
        if self.prices.goal != "balance":
            charges += GRAIN * problem.costs[self.prices.goal]
        for goal, worth in self.held.items():
            if goal != "balance":
                charges += worth[self.part_of[problem.domain_of]][:, None] * problem.costs[goal]
        for g in range(len(problem.domains)):
            inside = problem.domain_of == g
            charges[inside, :-1] -= problem.member[inside].astype(np.int64) @ self.corridors[g].T
        for floor in problem.floors:
            charges[floor.members, floor.destination] -= self._floor(floor)
        for first, second, d, price in self.rivals:
            charges[[first, second], d] -= price
        return charges

    def _floor(self, floor: Floor) -> int:
        return max(0, self.prices.floors.get((floor.team.district, floor.team.name, floor.rule), 0))

    def worth(self) -> Ints:
        """Worth of the demands of each part, goals held not among them."""
        problem = self.problem
        worth = np.zeros(self.count, dtype=np.int64)
        domain_index = {name: g for g, name in enumerate(problem.domains)}
        row_domain = np.array([domain_index[domain] for domain, _ in problem.rows], dtype=np.int64)
        np.add.at(worth, self.part_of[row_domain], (self.cells * problem.capacity).sum(axis=1))
        demanded = np.where(self.corridors > 0, problem.low, problem.high)
        np.add.at(worth, self.part_of, (self.corridors * demanded).sum(axis=(1, 2)))
        for floor in problem.floors:
            lead = next(domain_index[name] for name in floor.team.domains if name in domain_index)
            worth[self.part_of[lead]] += self._floor(floor) * floor.at_least
        for first, _, _, price in self.rivals:
            worth[self.part_of[problem.domain_of[first]]] += price
        return worth

    def held_by_part(self) -> Ints:
        """Worth of the goals before, each held in each part at what it came to there."""
        held = np.zeros(self.count, dtype=np.int64)
        for goal, worth in self.held.items():
            held -= worth * np.array(self.before[goal].values, dtype=np.int64)
        return held

    def held_together(self) -> int:
        """Worth of the goals before, held in all; a part whose price is lower is also held from below."""
        held = 0
        for goal, worth in self.held.items():
            most = max(0, int(worth.max()))
            held -= most * sum(self.before[goal].values)
            held += sum(
                (most - int(price)) * bound
                for price, bound in zip(worth, self.before[goal].bounds, strict=True)
            )
        return held
