"""Bounds that stay true when a goal could not be proved.

While every earlier goal is proved, parts are independent: a draft that is no worse in them is exactly as
good in each part, and the bounds of the parts add up. Once a goal is not proved, such a draft might be
better in one part and worse in another. Then each part is relaxed anew, with the earlier goals held only as
far as the other parts' bounds allow.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from zhifa_alloc.schema.placement import StageKey
from zhifa_alloc.staffing.model import build_model
from zhifa_alloc.staffing.problem import Problem
from zhifa_alloc.staffing.solver import Solver
from zhifa_alloc.staffing.stages import PartResult, whole_bound


def stage_bounds(
    problem: Problem, goals: Sequence[StageKey], results: Sequence[PartResult]
) -> tuple[int, ...]:
    """Return one bound a goal, valid for every draft that is no worse in the goals before."""
    values = np.array([[reached.value for reached in result.reached] for result in results], dtype=np.int64)
    bounds = np.array([[reached.bound for reached in result.reached] for result in results], dtype=np.int64)
    open_goals = np.flatnonzero((values != bounds).any(axis=0))
    if len(open_goals):
        _relax_after(problem, goals, results, values, bounds, int(open_goals[0]))
    return tuple(int(bound) for bound in bounds.sum(axis=0))


def _relax_after(
    problem: Problem,
    goals: Sequence[StageKey],
    results: Sequence[PartResult],
    values: np.ndarray[tuple[int, ...], np.dtype[np.int64]],
    bounds: np.ndarray[tuple[int, ...], np.dtype[np.int64]],
    first: int,
) -> None:
    """Replace the bounds of the goals after ``first``, in place."""
    models = [build_model(problem, result.part) for result in results]
    solvers = [Solver(model.matrix) for model in models]
    for position in range(1, len(goals)):
        before = position - 1
        room = values[:, before].sum() - bounds[:, before].sum()
        for c, (model, solver) in enumerate(zip(models, solvers, strict=True)):
            slack = room - (values[c, before] - bounds[c, before])
            solver.hold(model.goal_rows[goals[before]], -np.inf, float(values[c, before] + slack))
            if position > first:
                relaxed = solver.relax(model.costs[goals[position]])
                assert relaxed is not None
                bounds[c, position] = min(values[c, position], whole_bound(relaxed.objective))
