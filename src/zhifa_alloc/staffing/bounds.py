"""Bounds that stay true when a goal was not proved, or not sought.

While every earlier goal is proved, parts are independent: a draft that is no worse in them is exactly as
good in each part, and the bounds of the parts add up. Once a goal is not proved, such a draft might be
better in one part and worse in another. Then the goal gets a price: for any price p ≥ 0, the relaxed least of
goal + p × earlier goal, summed over the parts, less p × what the earlier goal reached in all, is a bound
(Lagrange). The price is taken from the parts' own relaxations; a bad one weakens the bound, never its truth.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

import numpy as np

from zhifa_alloc.schema.placement import StageKey
from zhifa_alloc.staffing.matrix import FREE
from zhifa_alloc.staffing.model import build_model
from zhifa_alloc.staffing.problem import Problem
from zhifa_alloc.staffing.solver import Solver
from zhifa_alloc.staffing.stages import PartResult, whole_bound

_QUANTILE: Final = 0.75
"""Which of the parts' prices is asked of all: too high a price costs a bound less than too low a one."""


def stage_bounds(goals: Sequence[StageKey], results: Sequence[PartResult]) -> tuple[int, ...]:
    """Return one bound a goal, valid for every draft that is no worse in the goals before."""
    values = [sum(result.reached[k].value for result in results) for k in range(len(goals))]
    bounds = [sum(result.reached[k].bound for result in results) for k in range(len(goals))]
    unproved = next((k for k in range(len(goals)) if values[k] != bounds[k]), len(goals))
    return (*bounds[: unproved + 1], *_priced_bounds(goals, results, unproved + 1))


def relaxed_bounds(
    problem: Problem, goals: Sequence[StageKey], results: Sequence[PartResult]
) -> tuple[int, ...]:
    """Return bounds for a placement that did not seek the goals in all that ``problem`` leaves open."""
    afresh = []
    for result in results:
        model = build_model(problem, result.part)
        afresh.append(replace(result, model=model, solver=Solver(model.matrix)))
    return _priced_bounds(goals, afresh, 0)


def _priced_bounds(goals: Sequence[StageKey], results: Sequence[PartResult], start: int) -> tuple[int, ...]:
    """Return bounds of the goals from ``start`` on."""
    for result in results:
        result.solver.limit(result.model.matrix.ceiling)
    bounds = []
    priced = [goal for k, goal in enumerate(goals[:start]) if _is_open(results, k)]
    for k in range(start, len(goals)):
        bound = _priced_bound(goals, results, k, priced)
        bounds.append(bound)
        if bound != sum(result.reached[k].value for result in results):
            priced.append(goals[k])
    return tuple(bounds)


def _is_open(results: Sequence[PartResult], k: int) -> bool:
    return any(result.reached[k].value != result.reached[k].bound for result in results)


def _priced_bound(
    goals: Sequence[StageKey], results: Sequence[PartResult], k: int, priced: Sequence[StageKey]
) -> int:
    """Bound one goal: proved goals before it are held, the others priced."""
    prices = _prices(results, k, priced)
    least = 0.0
    for result in results:
        model, solver = result.model, result.solver
        for j, goal in enumerate(goals):
            held = j < k and goal not in prices
            solver.hold(model.goal_rows[goal], -FREE, float(result.reached[j].value) if held else FREE)
        cost = model.costs[goals[k]] + sum(price * model.costs[goal] for goal, price in prices.items())
        relaxed = solver.relax(cost)
        assert relaxed is not None
        least += relaxed.objective
    for j, goal in enumerate(goals):
        least -= prices.get(goal, 0.0) * sum(result.reached[j].value for result in results)
    return min(whole_bound(least), sum(result.reached[k].value for result in results))


def _prices(results: Sequence[PartResult], k: int, priced: Sequence[StageKey]) -> Mapping[StageKey, float]:
    """Choose among the parts' answers to what one step less of an earlier goal would cost."""
    return {
        goal: float(np.quantile([result.reached[k].prices[goal] for result in results], _QUANTILE))
        for goal in priced
    }
