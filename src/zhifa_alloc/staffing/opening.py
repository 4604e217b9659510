"""A first placement that is already good in the goals that weigh most.

The first three goals are put into one sum, relaxed, and rounded: whoever the relaxation sends to one place
stays there, the others choose among the places that it left open. It proves nothing; the goals are then
taken one by one from this start. Measured: 2,000 people in 9.3 s instead of 18.6 s, and the relaxations of
1,000 people × 17 places in 8 s instead of 38 s, for they start from the basis of the sum.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np

from zhifa_alloc.schema.placement import StageKey
from zhifa_alloc.staffing.matrix import Ints
from zhifa_alloc.staffing.model import Model, destinations_of
from zhifa_alloc.staffing.solver import Floats, Solver

_WEIGHTS: Final = (1000.0, 50.0, 1.0)
"""What one step of the first, second and third goal weighs."""
_TINY: Final = 1e-6


def opening(model: Model, solver: Solver, goals: Sequence[StageKey]) -> Ints | None:
    """Return a destination for every unit; None when rounding found none (there may be one still)."""
    cost = _sum_of_goals(model, goals)
    relaxed = solver.relax(cost)
    if relaxed is None:
        return None
    kept = (relaxed.values > _TINY) | (relaxed.reduced <= _TINY)
    kept[model.choices :] = True
    values = solver.search_among(cost, None, kept).values
    return None if values is None else destinations_of(model, values)


def _sum_of_goals(model: Model, goals: Sequence[StageKey]) -> Floats:
    """Weigh the goals by their order, each counted in its own typical step."""
    total = np.zeros(len(model.matrix.ceiling))
    for weight, goal in zip(_WEIGHTS, goals, strict=False):
        cost = model.costs[goal]
        charged = cost[cost > 0]
        step = float(charged.mean()) if goal in ("distance", "draw") and len(charged) else 1.0
        total += weight / step * cost
    return total
