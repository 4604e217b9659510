"""A first placement that is already good in the goals that weigh most.

All goals are put into one sum that keeps their order, relaxed, and rounded: whoever the relaxation sends to one place
stays there, the others choose among the places that it left open. It proves nothing; the goals are then
taken one by one from this start. Measured: 2,000 people in 9.3 s instead of 18.6 s, and the relaxations of
1,000 people × 17 places in 8 s instead of 38 s, for they start from the basis of the sum.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

import numpy as np

from zhifa_alloc.schema.placement import StageKey
from zhifa_alloc.staffing.diving import dive
from zhifa_alloc.staffing.matrix import Ints
from zhifa_alloc.staffing.model import Model, destinations_of
from zhifa_alloc.staffing.problem import Problem
from zhifa_alloc.staffing.solver import Floats, Relaxed, Solver

_WEIGHTS: Final = (10000.0, 1000.0, 50.0, 5.0, 1.0)
"""What one step of each goal weighs, in their order."""
_CHEAPEST: Final = 4
"""Places a unit that the relaxation begins with."""
_TINY: Final = 1e-6


def searched_opening(model: Model, solver: Solver, cost: Floats) -> Ints | None:
    """Return a destination for every unit, the best that a search among the columns that may pay finds.

    None when it found none; there may be one still.

    Args:
        model: the part.
        solver: in which some columns may be closed, and the relaxation of the same cost be known.
        cost: what is to be small, see ``sum_of_goals``.
    """
    relaxed = solver.relax(cost)
    if relaxed is None:
        return None
    kept = (relaxed.values > _TINY) | (relaxed.reduced <= _TINY)
    kept[model.choices :] = True
    values = solver.search_among(cost, None, kept).values
    return None if values is None else destinations_of(model, values)


def rounded_opening(problem: Problem, model: Model, solver: Solver, cost: Floats) -> Ints | None:
    """Return the same by diving: in a fraction of the time, and not quite as good; None when the dive failed."""
    relaxed = solver.relax(cost)
    return None if relaxed is None else dive(problem, model, solver, cost, relaxed)


def sift(model: Model, solver: Solver, cost: Floats) -> Relaxed | None:
    """Relax among everyone's cheapest places first, then let in the places that turn out to pay.

    The result is the relaxation over all columns. Measured on 1,000 people × 17 places: 1.3 s instead of 3.9 s.
    """
    ceiling = solver.ceiling.copy()
    spread = cost + model.costs["tie"] / (1.0 + model.costs["tie"].max(initial=0.0))
    cheapness = np.append(spread[: model.choices], np.inf)[model.column].argsort(axis=1).argsort(axis=1)
    kept = np.zeros(len(ceiling), dtype=np.bool_)
    kept[model.choices :] = True
    width, relaxed = _CHEAPEST, None
    while relaxed is None and width < 2 * max(_CHEAPEST, model.column.shape[1]):
        kept[model.column[(cheapness < width) & (model.column >= 0)]] = True
        solver.limit(np.where(kept, ceiling, 0.0))
        relaxed = solver.relax(cost)
        width *= 2
    while relaxed is not None and (paying := ~kept & (relaxed.reduced < -_TINY)).any():
        kept |= paying
        solver.limit(np.where(kept, ceiling, 0.0))
        relaxed = solver.relax(cost)
    solver.limit(ceiling)
    return relaxed


def sum_of_goals(model: Model, goals: Sequence[StageKey]) -> Floats:
    """Weigh the goals by their order."""
    weights = goal_weights(model, goals)
    total = np.zeros(len(model.matrix.ceiling))
    for goal, weight in weights.items():
        total += weight * model.costs[goal]
    return total


def goal_weights(model: Model, goals: Sequence[StageKey]) -> Mapping[StageKey, float]:
    """Return what one unit of each goal weighs: steps by their order, km and draw points by their usual size."""
    weights = {}
    for weight, goal in zip(_WEIGHTS, goals, strict=True):
        cost = model.costs[goal]
        charged = cost[cost > 0]
        step = float(charged.mean()) if goal in ("distance", "draw") and len(charged) else 1.0
        weights[goal] = weight / step
    return weights
