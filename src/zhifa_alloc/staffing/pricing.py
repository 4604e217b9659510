"""Prices for the certificate, taken from relaxations in which everything is open again.

While all goals before are proved in every part, each part is relaxed by itself with those goals held: an
equally good draft is exactly as good in each part. After a goal that prices do not prove, such a draft might
be better in one part and worse in another: from then on a goal before has one price for all parts.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final, TypeVar

import numpy as np

from zhifa_alloc.rules.bands import CATEGORIES
from zhifa_alloc.schema.placement import GRAIN, Certificate, GoalPrices, StageKey
from zhifa_alloc.staffing.balance import corridors
from zhifa_alloc.staffing.certificate import Proof, Reckoned, prove
from zhifa_alloc.staffing.matrix import FREE
from zhifa_alloc.staffing.opening import goal_weights
from zhifa_alloc.staffing.problem import Problem
from zhifa_alloc.staffing.solver import Floats
from zhifa_alloc.staffing.stages import PartResult

_Name = TypeVar("_Name", tuple[str, str], tuple[str, str, str])
_ASKED: Final = 2
"""Parts that are asked what a step of an unproved goal is worth."""
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
    parts = [result.part.domains for result in results]
    for result in results:
        result.solver.limit(result.model.matrix.ceiling)
        for row in result.model.goal_rows.values():
            result.solver.hold(row, -FREE, FREE)
    before: dict[StageKey, Reckoned] = {}
    found: list[GoalPrices] = []
    bounds: list[int] = []
    for k, goal in enumerate(goals):
        values = tuple(result.reached[k].value for result in results)
        prices, proof = _price_goal(problem, parts, results, goals, k, before)
        before[goal] = Reckoned(values, proof.parts)
        found.append(prices)
        bounds.append(proof.total)
    names = tuple(tuple(problem.domains[g] for g in domains) for domains in parts)
    return Certificate(names, tuple(found)), tuple(bounds)


def _price_goal(
    problem: Problem,
    parts: Sequence[Sequence[int]],
    results: Sequence[PartResult],
    goals: Sequence[StageKey],
    k: int,
    before: Mapping[StageKey, Reckoned],
) -> tuple[GoalPrices, Proof]:
    nothing = GoalPrices(goals[k])
    if all(result.reached[k].value == 0 for result in results):
        return nothing, Proof(0, tuple(0 for _ in parts))
    proved = _proved_goals(before)
    common = _common_prices(results, goals, k, proved)
    pieces = [_price_part(problem, result, goals, k, proved, common) for result in results]
    prices = _joined(goals[k], pieces)
    return prices, prove(problem, parts, prices, before)


def _proved_goals(before: Mapping[StageKey, Reckoned]) -> tuple[StageKey, ...]:
    """Return the goals that are proved in every part, up to the first that is not."""
    held: list[StageKey] = []
    for goal, reckoned in before.items():
        if not reckoned.closed:
            break
        held.append(goal)
    return tuple(held)


def _common_prices(
    results: Sequence[PartResult], goals: Sequence[StageKey], k: int, proved: Sequence[StageKey]
) -> Mapping[StageKey, float]:
    """Ask some parts what one step less of each unproved goal would cost, and choose among their answers."""
    unproved = [goal for goal in goals[:k] if goal not in proved]
    if not unproved:
        return {}
    asked = results[:: max(1, len(results) // _ASKED)]
    answers = [_answer(result, goals, k, proved, unproved) for result in asked]
    return {goal: float(np.quantile([answer[goal] for answer in answers], _QUANTILE)) for goal in unproved}


def _answer(
    result: PartResult,
    goals: Sequence[StageKey],
    k: int,
    proved: Sequence[StageKey],
    unproved: Sequence[StageKey],
) -> Mapping[StageKey, float]:
    """Relax one part with its unproved goals held, and return their prices."""
    rows = result.model.goal_rows
    for goal in unproved:
        result.solver.hold(rows[goal], -FREE, float(result.reached[goals.index(goal)].value))
    prices = _relaxed_prices(result, goals[k], _firm_prices(result, goals, k, proved))
    for goal in unproved:
        result.solver.hold(rows[goal], -FREE, FREE)
    return {goal: max(0.0, -float(prices[rows[goal]])) for goal in unproved}


def _firm_prices(
    result: PartResult, goals: Sequence[StageKey], k: int, proved: Sequence[StageKey]
) -> Mapping[StageKey, float]:
    """Price proved goals so high that not even a fraction of a person is worse in them.

    A row that holds a goal would do the same, and makes relaxations several times slower.
    """
    weights = goal_weights(result.model, goals)
    return {goal: weights[goal] / weights[goals[k]] for goal in proved}


def _relaxed_prices(result: PartResult, goal: StageKey, priced: Mapping[StageKey, float]) -> Floats:
    """Relax one goal of one part, the goals before it priced; return the prices of all rows."""
    model = result.model
    cost = model.costs[goal] + sum(price * model.costs[other] for other, price in priced.items())
    relaxed = result.solver.relax(cost)
    assert relaxed is not None
    return relaxed.prices


def _price_part(
    problem: Problem,
    result: PartResult,
    goals: Sequence[StageKey],
    k: int,
    proved: Sequence[StageKey],
    common: Mapping[StageKey, float],
) -> GoalPrices:
    """Name the prices of one part, rounded to the grain."""
    model = result.model
    priced = {**_firm_prices(result, goals, k, proved), **common}
    floats = _relaxed_prices(result, goals[k], priced)
    y = [int(price) for price in np.rint(np.clip(np.nan_to_num(floats), -_MOST, _MOST) * GRAIN)]
    lead = problem.domains[min(result.part.domains)]
    held_prices = {(lead, goal): round(price * GRAIN) for goal, price in priced.items()}
    rows = model.named_rows
    return GoalPrices(
        goal=goals[k],
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
            ((problem.people[one].staff_id, problem.people[other].staff_id, problem.destinations[d]), y[row])
            for (one, other, d), row in rows.rivals.items()
        ),
        held={key: price for key, price in held_prices.items() if price},
    )


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
