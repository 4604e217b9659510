"""A first placement that is already good in the goals that weigh most.

All goals are put into one sum in which goals before weigh more, and relaxed. Small parts are searched among the columns
that may pay, and then goal by goal from there; of large ones the relaxation is rounded by diving, and polished, which
is what they end with. Neither proves anything: prices do, which start from the basis of the sum.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from zhifa_alloc.schema.placement import StageKey
from zhifa_alloc.staffing.diving import dive
from zhifa_alloc.staffing.matrix import Floats, Ints
from zhifa_alloc.staffing.model import Model, destinations_of
from zhifa_alloc.staffing.polishing import polish
from zhifa_alloc.staffing.problem import Problem
from zhifa_alloc.staffing.relaxation import Relaxed
from zhifa_alloc.staffing.solver import Solver

_WEIGHTS: Final = (10000.0, 1000.0, 50.0, 5.0, 1.0)
"""What one step of each goal weighs, in their order."""
SMOOTHED_FROM: Final = 6000
"""Columns of a part from which smoothing the dual first is quicker than relaxing right away."""
_FIRST: Final = 2
"""Places a unit, the least charged, that a relaxation begins with."""
_NEAR: Final = 3.0
"""Charge above the least, in usual steps of the last goal, that still lets a place in from the beginning."""
_TINY: Final = 1e-6


@dataclass(frozen=True, slots=True, eq=False)
class Outlook:
    """What each place would cost each person by prices of the demands, before anything is relaxed.

    Attributes:
        charges: n × D, the same for all people of a group.
    """

    charges: Floats

    def turns(self, model: Model) -> Ints:
        """Order the columns by how likely they are to be needed: 0 for those that a relaxation begins with."""
        charged = np.where(model.column >= 0, model.part.gathered(self.charges), np.inf)
        rank = charged.argsort(axis=1, kind="stable").argsort(axis=1)
        turn = np.ceil(np.log2(np.maximum(1, (rank + 1) / _FIRST))).astype(np.int64)
        turn[charged <= charged.min(axis=1, keepdims=True) + _NEAR] = 0
        turns = np.zeros(len(model.matrix.ceiling), dtype=np.int64)
        turns[model.column[model.column >= 0]] = turn[model.column >= 0]
        return turns


def look_out(problem: Problem, weights: Mapping[StageKey, float], columns: int) -> Outlook | None:
    """Tell what each place would cost where a part has many columns; None where all columns are relaxed at once."""
    if columns < SMOOTHED_FROM:
        return None
    # Only large placements pay for loading it.
    from zhifa_alloc.staffing.smoothing import smoothed_charges  # noqa: PLC0415

    return Outlook(smoothed_charges(problem, weights))


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


def rounded_opening(
    problem: Problem, model: Model, solver: Solver, cost: Floats, relaxed: Relaxed
) -> Ints | None:
    """Return the same by diving from the relaxation, then polished; None when the dive failed."""
    found = dive(problem, model, solver, cost, relaxed)
    return None if found is None else polish(problem, model, solver, cost, relaxed, found)


def sum_of_goals(model: Model, weights: Mapping[StageKey, float]) -> Floats:
    """Weigh the goals of every column."""
    total = np.zeros(len(model.matrix.ceiling))
    for goal, weight in weights.items():
        total += weight * model.costs[goal]
    return total


def goal_weights(problem: Problem, goals: Sequence[StageKey]) -> Mapping[StageKey, float]:
    """Return what one unit of each goal weighs: steps by their order, km and draw points by their usual size."""
    weights = {}
    for weight, goal in zip(_WEIGHTS, goals, strict=True):
        step = 1.0
        if goal in ("distance", "draw"):
            charged = problem.costs[goal][problem.allowed & (problem.costs[goal] > 0)]
            step = float(charged.mean()) if len(charged) else 1.0
        weights[goal] = weight / step
    return weights
