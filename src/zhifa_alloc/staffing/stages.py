"""Goal by goal: each is made as small as the goals before it allow, and what was reached is held."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from zhifa_alloc.schema.placement import StageKey
from zhifa_alloc.staffing.balance import persons_outside
from zhifa_alloc.staffing.costs import GoalKey
from zhifa_alloc.staffing.diving import SEARCHED_WHOLE
from zhifa_alloc.staffing.model import Model, build_model, columns_of, destinations_of
from zhifa_alloc.staffing.opening import opening
from zhifa_alloc.staffing.parts import Part
from zhifa_alloc.staffing.problem import Ints, Problem
from zhifa_alloc.staffing.solver import Floats, Relaxed, Solver

_GRAIN: Final = 1e-6
"""How far floating point may be off, in parts of a goal's value."""


@dataclass(frozen=True, slots=True)
class Reached:
    """A goal in one part: its value in the placement, and a bound that holds given the goals before.

    ``prices`` says what one step less of each goal held before it would have cost, by the relaxation.
    """

    value: int
    bound: int
    prices: Mapping[GoalKey, float]


@dataclass(frozen=True, slots=True, eq=False)
class PartResult:
    """A part, placed: destination of each of its people, in their order, and what each goal reached.

    Model and solver are kept, for bounds start best from where the search ended.
    """

    part: Part
    model: Model
    solver: Solver
    places: Ints
    reached: tuple[Reached, ...]


class Infeasible(Exception):
    """A part has no placement under the hard rules."""

    def __init__(self, part: Part) -> None:
        """Keep the part."""
        super().__init__()
        self.part = part


def solve_part(problem: Problem, part: Part, goals: Sequence[StageKey]) -> PartResult:
    """Place one part, goal by goal.

    Raises:
        Infeasible: no placement meets the hard rules.
    """
    ladder = _Ladder(problem, part)
    ladder.best = opening(problem, ladder.model, ladder.solver, goals)
    reached = tuple(ladder.step(goal) for goal in goals)
    if len(part.units) <= SEARCHED_WHOLE:
        ladder.step("tie")
    return PartResult(part, ladder.model, ladder.solver, part.places(ladder.standing()), reached)


class _Ladder:
    """The state between goals: the solver, and the best placement so far."""

    def __init__(self, problem: Problem, part: Part) -> None:
        self.problem = problem
        self.part = part
        self.model = build_model(problem, part)
        self.solver = Solver(self.model.matrix)
        self.best: Ints | None = None

    def standing(self) -> Ints:
        """Return the best placement so far, one destination a unit."""
        if self.best is None:
            raise Infeasible(self.part)
        return self.best

    def step(self, goal: GoalKey) -> Reached:
        """Improve one goal, then hold it; columns that can no longer pay are closed."""
        cost = self.model.costs[goal]
        relaxed = self.solver.relax(cost)
        if relaxed is None:
            raise Infeasible(self.part)
        bound = whole_bound(relaxed.objective)
        if self.best is None or self._value(goal, self.best) > bound:
            bound = max(bound, self._improve(goal, cost, relaxed))
        value = self._value(goal, self.standing())
        self.solver.hold(self.model.goal_rows[goal], min(bound, value), value)
        room = value - relaxed.objective + _GRAIN * max(1.0, abs(value))
        self.solver.close(np.flatnonzero(relaxed.reduced > room).astype(np.int32))
        prices = {held: max(0.0, -float(relaxed.prices[row])) for held, row in self.model.goal_rows.items()}
        return Reached(value, min(bound, value), prices)

    def _improve(self, goal: GoalKey, cost: Floats, relaxed: Relaxed) -> int:
        """Put a better placement in the place of the best one; return a bound."""
        bound = whole_bound(relaxed.objective)
        if _is_whole(relaxed.values):
            self._take(goal, self._read(relaxed.values))
            return bound
        if self.best is not None and len(self.part.units) > SEARCHED_WHOLE:
            return bound
        start = None if self.best is None else columns_of(self.problem, self.model, self.best)
        return max(bound, self._search(goal, cost, start))

    def _search(self, goal: GoalKey, cost: Floats, start: Floats | None) -> int:
        """Search among all columns; return a bound."""
        found = self.solver.search(cost, start)
        self._take(goal, self._read(found.values))
        claimed = whole_bound(found.bound)
        if start is not None and found.finished and self._value(goal, self.standing()) > claimed:
            # HiGHS 1.16 now and then hands back the start in place of the better one it reports.
            found = self.solver.search(cost, None)
            self._take(goal, self._read(found.values))
        if self.best is None and not found.finished:
            self._take(goal, self._read(self.solver.first()))
        return whole_bound(found.bound)

    def _take(self, goal: GoalKey, candidate: Ints | None) -> None:
        """Take a placement if it is better than the best one."""
        if candidate is not None and (
            self.best is None or self._value(goal, candidate) < self._value(goal, self.best)
        ):
            self.best = candidate

    def _read(self, values: Floats | None) -> Ints | None:
        return None if values is None else destinations_of(self.model, values)

    def _value(self, goal: GoalKey, destinations: Ints) -> int:
        return goal_value(self.problem, self.part, goal, self.part.places(destinations))


def goal_value(problem: Problem, part: Part, goal: GoalKey, places: Ints) -> int:
    """Count a goal in whole numbers, for destinations of the part's people in their order."""
    if goal == "balance":
        return persons_outside(problem, part, places)
    return int(problem.costs[goal][part.people, places].sum())


def _is_whole(values: Floats) -> bool:
    return bool(np.all(np.abs(values - np.round(values)) < _GRAIN))


def whole_bound(value: float) -> int:
    """Round a floating bound up, with care: what is almost whole is that whole."""
    return math.ceil(value - _GRAIN * max(1.0, abs(value))) if math.isfinite(value) else 0
