"""Bounds that stay true when a goal was not proved, or not sought.

While every earlier goal is proved, parts are independent: a draft that is no worse in them is exactly as
good in each part, and the bounds of the parts add up. Once a goal is not proved, such a draft might be
better in one part and worse in another. Then each part is relaxed anew, with the earlier goals held only as
far as the other parts' bounds allow.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from zhifa_alloc.schema.placement import StageKey
from zhifa_alloc.staffing.matrix import Ints
from zhifa_alloc.staffing.model import build_model
from zhifa_alloc.staffing.parts import Part
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
        parts = [result.part for result in results]
        bounds = _relax_from(problem, goals, parts, values, bounds, int(open_goals[0]) + 1)
    return tuple(int(bound) for bound in bounds.sum(axis=0))


def relaxed_bounds(
    problem: Problem, goals: Sequence[StageKey], results: Sequence[PartResult]
) -> tuple[int, ...]:
    """Return bounds for a placement that did not seek the goals, from relaxations alone."""
    values = np.array([[reached.value for reached in result.reached] for result in results], dtype=np.int64)
    parts = [result.part for result in results]
    bounds = _relax_from(problem, goals, parts, values, np.zeros_like(values), 0)
    return tuple(int(bound) for bound in bounds.sum(axis=0))


def _relax_from(
    problem: Problem,
    goals: Sequence[StageKey],
    parts: Sequence[Part],
    values: Ints,
    bounds: Ints,
    start: int,
) -> Ints:
    """Replace the bounds of the goals from ``start`` on; shapes parts × goals."""
    found = bounds.copy()
    models = [build_model(problem, part) for part in parts]
    solvers = [Solver(model.matrix) for model in models]
    for position, goal in enumerate(goals):
        for c, (model, solver) in enumerate(zip(models, solvers, strict=True)):
            if position >= start:
                relaxed = solver.relax(model.costs[goal])
                assert relaxed is not None
                found[c, position] = min(values[c, position], whole_bound(relaxed.objective))
        room = values[:, position].sum() - found[:, position].sum()
        for c, (model, solver) in enumerate(zip(models, solvers, strict=True)):
            others = room - (values[c, position] - found[c, position])
            solver.hold(model.goal_rows[goal], -np.inf, float(values[c, position] + others))
    return found
