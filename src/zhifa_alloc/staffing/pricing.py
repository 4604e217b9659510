"""Prices for the certificate, taken from relaxations in which everything is open again.

While all goals before are proved in every part, each part is relaxed by itself with those goals held: an
equally good draft is exactly as good in each part. After a goal that prices do not prove, such a draft might
be better in one part and worse in another: from then on a goal before has one price for all parts.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import takewhile
from typing import Final, TypeAlias, TypeVar

import numpy as np

from zhifa_alloc.rules.bands import CATEGORIES
from zhifa_alloc.schema.placement import GRAIN, Certificate, GoalPrices, StageKey
from zhifa_alloc.staffing.balance import corridors
from zhifa_alloc.staffing.certificate import Proof, Reckoned, prove
from zhifa_alloc.staffing.matrix import FREE, Floats
from zhifa_alloc.staffing.opening import goal_weights, sum_of_goals
from zhifa_alloc.staffing.problem import Problem
from zhifa_alloc.staffing.relaxation import Basis
from zhifa_alloc.staffing.stages import PartResult

_Name = TypeVar("_Name", tuple[str, str], tuple[str, str, str])
Priced: TypeAlias = dict[StageKey, float]
"""What one step of each goal before is worth in steps of the goal that is priced."""
_ASKED: Final = 4
"""Parts, about, that are asked what a step of an unproved goal is worth."""
_ANSWERED: Final = 2000
"""Units of a part beyond which such an answer takes minutes; without answers the goal is priced as in the sum of all."""
_QUANTILE: Final = 0.75
"""Which of their answers is taken: too high a price costs a bound less than too low a one."""
_MOST: Final = 10.0**9
"""No price is above; a larger one could only come of a relaxation gone wrong."""


def certify(
    problem: Problem, goals: Sequence[StageKey], results: Sequence[PartResult]
) -> tuple[Certificate, tuple[int, ...]]:
    """Price every goal.

    Args:
        problem: the placement, its groups whole.
        goals: in their order.
        results: the parts as placed; their solvers are opened again.

    Returns:
        The prices, and the bound that they prove for each goal.
    """
    for result in results:
        result.solver.limit(result.model.matrix.ceiling)
        for row in result.model.goal_rows.values():
            result.solver.hold(row, -FREE, FREE)
    pricing = _Pricing(problem, goals, results)
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

    def __init__(self, problem: Problem, goals: Sequence[StageKey], results: Sequence[PartResult]) -> None:
        self.problem = problem
        self.goals = goals
        self.results = results
        self.parts = [result.part.domains for result in results]
        self.weights = goal_weights(problem, goals)
        self.bases = [_basis_of_sum(result, self.weights) for result in results]

    def price(self, k: int, before: Mapping[StageKey, Reckoned]) -> tuple[GoalPrices, Proof]:
        """Price one goal; ``before`` tells what was proved of the goals before it."""
        goal = self.goals[k]
        if all(result.reached[k].value == 0 for result in self.results):
            return GoalPrices(goal), Proof(0, tuple(0 for _ in self.parts))
        proved = _proved_goals(before)
        priced = self._firm(goal, proved) | self._common(goal, proved, self.goals[len(proved) : k])
        prices = _joined(goal, [self._price_part(p, goal, priced) for p in range(len(self.results))])
        return prices, prove(self.problem, self.parts, prices, before)

    def _firm(self, goal: StageKey, before: Sequence[StageKey]) -> Priced:
        """Price goals so high that not even a fraction of a person is worse in them.

        A row that holds a goal would do the same, and makes relaxations several times slower.
        """
        return {other: self.weights[other] / self.weights[goal] for other in before}

    def _common(self, goal: StageKey, proved: Sequence[StageKey], unproved: Sequence[StageKey]) -> Priced:
        """Ask some parts what one step less of each unproved goal would cost, and choose among their answers."""
        if not unproved:
            return {}
        answers = [self._answer(p, goal, self._firm(goal, proved), unproved) for p in self._asked()]
        if not answers:
            return self._firm(goal, unproved)
        return {
            other: float(np.quantile([answer[other] for answer in answers], _QUANTILE)) for other in unproved
        }

    def _asked(self) -> Sequence[int]:
        """Some parts spread over all, and not too large for such an answer."""
        spread = range(0, len(self.results), max(1, -(-len(self.results) // _ASKED)))
        return [p for p in spread if len(self.results[p].part.units) <= _ANSWERED]

    def _answer(self, p: int, goal: StageKey, firm: Priced, unproved: Sequence[StageKey]) -> Priced:
        """Relax one part with its unproved goals held, and return their prices."""
        result = self.results[p]
        rows = result.model.goal_rows
        for other in unproved:
            value = result.reached[self.goals.index(other)].value
            result.solver.hold(rows[other], -FREE, float(value))
        prices = self._relaxed(p, goal, firm)
        for other in unproved:
            result.solver.hold(rows[other], -FREE, FREE)
        return {other: max(0.0, -float(prices[rows[other]])) for other in unproved}

    def _relaxed(self, p: int, goal: StageKey, priced: Priced) -> Floats:
        """Relax one goal of one part, the goals before it priced; return the prices of all rows."""
        result = self.results[p]
        model = result.model
        cost = model.costs[goal] + sum(price * model.costs[other] for other, price in priced.items())
        result.solver.restore(self.bases[p])
        relaxed = result.solver.relax(cost)
        assert relaxed is not None
        result.rest()
        return relaxed.prices

    def _price_part(self, p: int, goal: StageKey, priced: Priced) -> GoalPrices:
        """Name the prices of one part, rounded to the grain."""
        problem, result = self.problem, self.results[p]
        floats = self._relaxed(p, goal, priced)
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


def _basis_of_sum(result: PartResult, weights: Mapping[StageKey, float]) -> Basis:
    """Relax all goals together: from there every goal is near, and none is so full of ties."""
    relaxed = result.solver.relax(sum_of_goals(result.model, weights))
    assert relaxed is not None
    basis = result.solver.basis()
    result.rest()
    return basis


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
