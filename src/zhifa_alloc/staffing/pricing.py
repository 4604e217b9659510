"""Prices for the certificate, taken from relaxations in which everything is open again.

While all goals before are proved in every part, each part is relaxed by itself with those goals held: an
equally good draft is exactly as good in each part. After a goal that prices do not prove, such a draft might
be better in one part and worse in another: from then on a goal before has one price for all parts.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import takewhile
from typing import Final, TypeVar

import numpy as np

from zhifa_alloc.rules.bands import CATEGORIES
from zhifa_alloc.schema.placement import GRAIN, Certificate, GoalPrices, StageKey
from zhifa_alloc.staffing.balance import corridors
from zhifa_alloc.staffing.certificate import Proof, Reckoned, prove
from zhifa_alloc.staffing.exchange import Exchange, Rates
from zhifa_alloc.staffing.matrix import Floats
from zhifa_alloc.staffing.opening import goal_weights, sum_of_goals
from zhifa_alloc.staffing.problem import Problem
from zhifa_alloc.staffing.relaxation import Basis
from zhifa_alloc.staffing.sharing import Shares
from zhifa_alloc.staffing.stages import Solved

_Name = TypeVar("_Name", tuple[str, str], tuple[str, str, str])
_MOST: Final = 10.0**9
"""No price is above; a larger one could only come of a relaxation gone wrong."""


def certify(
    problem: Problem, goals: Sequence[StageKey], solved: Solved
) -> tuple[Certificate, tuple[int, ...]]:
    """Price every goal.

    Args:
        problem: the placement, its groups whole.
        goals: in their order.
        solved: the parts as placed; their solvers are opened again.

    Returns:
        The prices, and the bound that they prove for each goal.
    """
    results = solved.results
    for result in results:
        result.open_all()
        result.solver.free_goals()
    pricing = _Pricing(problem, goals, solved)
    before: dict[StageKey, Reckoned] = {}
    found: list[GoalPrices] = []
    bounds: list[int] = []
    for k, goal in enumerate(goals):
        prices, proof = pricing.price(k, before)
        before[goal] = Reckoned(tuple(result.reached[k].value for result in results), proof.parts)
        found.append(prices)
        bounds.append(proof.total)
    names = tuple(tuple(problem.domains[g] for g in domains) for domains in pricing.parts)
    return Certificate(names, tuple(found)), tuple(bounds)


class _Pricing:
    """The parts, ready to be relaxed goal by goal."""

    def __init__(self, problem: Problem, goals: Sequence[StageKey], solved: Solved) -> None:
        self.problem = problem
        self.goals = goals
        self.results = solved.results
        self.parts = [result.part.domains for result in self.results]
        self.groups = solved.groups
        self.shares = Shares(solved.groups, [result.model.column for result in self.results])
        self.exchange = Exchange(goals, self.results)
        self.weights = goal_weights(problem, goals)
        self.bases, self.shared = self._start()

    def _start(self) -> tuple[list[Basis], list[Floats]]:
        """Relax all goals together: from there every goal is near, and none is so full of ties.

        Returns:
            The basis of each part, and how much more or less its columns are charged at first.
        """
        sums = [sum_of_goals(result.model, self.weights) for result in self.results]
        costs = [cost.copy() for cost in sums]
        for result in self.results:
            result.solver.restore(result.basis)
        if self.exchange.asked:
            self._agreed(costs)
            shared = [np.zeros(len(cost)) for cost in costs]
        else:
            self._agree_as_settled(costs)
            self._agreed(costs)
            shared = [cost - origin for cost, origin in zip(costs, sums, strict=True)]
        return [result.solver.basis() for result in self.results], shared

    def _agree_as_settled(self, costs: Sequence[Floats]) -> None:
        """Charge the pieces of split groups so that they agree as they do where they were settled.

        Without it certifying 13 parts of 7,700 people took 87 s instead of 15 s. For smaller ones that is no
        matter, and such charges only fit goals that are priced as in the sum of all.
        """
        for result in self.results:
            result.solver.limit(result.settled)
        settled = [result.relaxed(cost) for result, cost in zip(self.results, costs, strict=True)]
        self.shares.agree(costs, [one.reduced for one in settled])
        for result in self.results:
            result.open_all()

    def price(self, k: int, before: Mapping[StageKey, Reckoned]) -> tuple[GoalPrices, Proof]:
        """Price one goal; ``before`` tells what was proved of the goals before it."""
        goal = self.goals[k]
        if all(result.reached[k].value == 0 for result in self.results):
            return GoalPrices(goal), Proof(0, tuple(0 for _ in self.parts))
        proved = _proved_goals(before)
        priced = self._firm(goal, proved) | self._common(goal, proved, self.goals[len(proved) : k])
        for result, basis in zip(self.results, self.bases, strict=True):
            result.solver.restore(basis)
        prices = self._agreed([self._cost(p, goal, priced) for p in range(len(self.results))])
        named = (self._named(p, goal, priced, prices[p]) for p in range(len(self.results)))
        joined = _joined(goal, list(named))
        return joined, prove(self.problem, self.parts, joined, before)

    def _agreed(self, costs: Sequence[Floats]) -> list[Floats]:
        """Relax all parts, split groups charged so that their pieces agree; return the rows' prices."""
        relaxed = [result.relaxed(cost) for result, cost in zip(self.results, costs, strict=True)]
        if self.groups:
            self.shares.agree(costs, [one.reduced for one in relaxed])
            relaxed = [result.relaxed(cost) for result, cost in zip(self.results, costs, strict=True)]
        return [one.prices for one in relaxed]

    def _cost(self, p: int, goal: StageKey, priced: Rates) -> Floats:
        """Charge every column of a part for one goal, and for the goals before at their prices."""
        total = sum_of_goals(self.results[p].model, {**priced, goal: 1.0})
        return total + self.shared[p] / self.weights[goal]

    def _firm(self, goal: StageKey, before: Sequence[StageKey]) -> Rates:
        """Price goals so high that not even a fraction of a person is worse in them.

        A row that holds a goal would do the same, and makes relaxations several times slower.
        """
        return {other: self.weights[other] / self.weights[goal] for other in before}

    def _common(self, goal: StageKey, proved: Sequence[StageKey], unproved: Sequence[StageKey]) -> Rates:
        """Price the unproved goals before at rates common to all parts."""
        if not unproved:
            return {}
        rates = self.exchange.rates(goal, self._firm(goal, proved), unproved)
        return self._firm(goal, unproved) if rates is None else rates

    def _named(self, p: int, goal: StageKey, priced: Rates, floats: Floats) -> GoalPrices:
        """Name the prices of one part, rounded to the grain."""
        problem, result = self.problem, self.results[p]
        y = [int(price) for price in np.rint(np.clip(np.nan_to_num(floats), -_MOST, _MOST) * GRAIN)]
        lead = problem.domains[min(result.part.domains)]
        held_prices = {(lead, other): round(price * GRAIN) for other, price in priced.items()}
        rows = result.model.named_rows
        return GoalPrices(
            goal=goal,
            cells=_named(
                ((*problem.rows[r], problem.destinations[d]), y[rows.cells[r] + d])
                for r in result.part.rows
                for d in range(len(problem.destinations))
            ),
            floors=_named(
                ((floor.team.district, floor.team.name), y[row])
                for floor, row in zip(result.part.floors, rows.floors, strict=True)
            ),
            corridors=_named(
                ((problem.domains[g], problem.destinations[d], CATEGORIES[c]), y[row + d])
                for (g, c), row in zip(corridors(problem, result.part), rows.corridors, strict=True)
                for d in range(len(problem.destinations) - 1)
            ),
            rivals=_named(
                (
                    (problem.people[one].staff_id, problem.people[other].staff_id, problem.destinations[d]),
                    y[row],
                )
                for (one, other, d), row in rows.rivals.items()
            ),
            held={key: price for key, price in held_prices.items() if price},
        )


def _proved_goals(before: Mapping[StageKey, Reckoned]) -> tuple[StageKey, ...]:
    """Return the goals that are proved in every part, up to the first that is not."""
    return tuple(takewhile(lambda goal: before[goal].closed, before))


def _named(prices: Iterable[tuple[_Name, int]]) -> dict[_Name, int]:
    return {name: price for name, price in prices if price}


def _joined(goal: StageKey, pieces: Sequence[GoalPrices]) -> GoalPrices:
    """Put the parts' prices together; no demand belongs to two parts."""
    return GoalPrices(
        goal=goal,
        cells={name: price for piece in pieces for name, price in piece.cells.items()},
        floors={name: price for piece in pieces for name, price in piece.floors.items()},
        corridors={name: price for piece in pieces for name, price in piece.corridors.items()},
        rivals={name: price for piece in pieces for name, price in piece.rivals.items()},
        held={name: price for piece in pieces for name, price in piece.held.items()},
    )
