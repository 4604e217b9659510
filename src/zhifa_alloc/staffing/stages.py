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
from zhifa_alloc.staffing.loosening import Loosened, loosen, settle_groups
from zhifa_alloc.staffing.matrix import Floats
from zhifa_alloc.staffing.model import Model, build_model, columns_of, destinations_of
from zhifa_alloc.staffing.opening import (
    Outlook,
    goal_weights,
    look_out,
    rounded_opening,
    searched_opening,
    sum_of_goals,
)
from zhifa_alloc.staffing.parts import Part
from zhifa_alloc.staffing.problem import Ints, Problem
from zhifa_alloc.staffing.relaxation import Relaxed
from zhifa_alloc.staffing.solver import Solver

SEARCHED_CITY: Final = 2500
"""People up to whom the parts of a city are searched, in a few seconds for all; rounding takes a third of that."""
_MUCH: Final = 2000
"""Units of a part whose relaxation takes so much memory that it is not kept between uses."""
_GRAIN: Final = 1e-6
"""How far floating point may be off, in parts of a goal's value."""


@dataclass(frozen=True, slots=True)
class Reached:
    """A goal in one part: its value, and a bound that holds given the goals before and the groups' places."""

    value: int
    bound: int


@dataclass(frozen=True, slots=True, eq=False)
class PartResult:
    """A part, placed: destination of each of its people, in their order, and what each goal reached.

    Model and solver are kept, for prices start best from where the search ended.
    """

    part: Part
    model: Model
    solver: Solver
    places: Ints
    reached: tuple[Reached, ...]

    def rest(self) -> None:
        """Give memory back until the solver is needed again, where it is much."""
        _rest(self.part, self.solver)


def _rest(part: Part, solver: Solver) -> None:
    if len(part.units) > _MUCH:
        solver.rest()


@dataclass(frozen=True, slots=True, eq=False)
class Solved:
    """Every part, placed. ``whole`` says that no group was split, so that the parts' bounds hold."""

    problem: Problem
    results: tuple[PartResult, ...]
    whole: bool


class Infeasible(Exception):
    """A part has no placement under the hard rules."""

    def __init__(self, part: Part) -> None:
        """Keep the part."""
        super().__init__()
        self.part = part


def solve(problem: Problem, parts: Sequence[Part], goals: Sequence[StageKey]) -> Solved:
    """Place every part, goal by goal; large parts with their groups settled first.

    Raises:
        Infeasible: no placement meets the hard rules.
    """
    loosened = loosen(problem, parts)
    if loosened.groups:
        try:
            return Solved(loosened.problem, _solve_loosened(loosened, goals), whole=False)
        except Infeasible:
            # The places that the groups took may be what does not fit; together with all others they are free again.
            _require_any(problem, parts)
    return Solved(problem, _place_each(problem, _ladders(problem, parts, goals)), whole=True)


def _require_any(problem: Problem, parts: Sequence[Part]) -> None:
    """Make sure that every part has some placement, before the best is sought.

    Raises:
        Infeasible: a part has none.
    """
    for part in parts:
        if Solver(build_model(problem, part).matrix).first() is None:
            raise Infeasible(part)


def _ladders(problem: Problem, parts: Sequence[Part], goals: Sequence[StageKey]) -> Sequence[_Ladder]:
    """Relax every part."""
    weights = goal_weights(problem, goals)
    outlook = look_out(problem, weights, columns=max((_columns(problem, part) for part in parts), default=0))
    return [_Ladder(problem, part, weights, outlook) for part in parts]


def _columns(problem: Problem, part: Part) -> int:
    return len(part.units) * len(problem.destinations)


def _solve_loosened(loosened: Loosened, goals: Sequence[StageKey]) -> tuple[PartResult, ...]:
    ladders = _ladders(loosened.problem, loosened.parts, goals)
    reduced = [ladder.reduced for ladder in ladders]
    settled = settle_groups(loosened, reduced, [ladder.model.column for ladder in ladders])
    if settled is None:
        raise Infeasible(loosened.parts[0])
    for ladder, places in zip(ladders, settled, strict=True):
        ladder.settle(places)
    return _place_each(loosened.problem, ladders)


def _place_each(problem: Problem, ladders: Sequence[_Ladder]) -> tuple[PartResult, ...]:
    """Search the parts that are small enough, in cities that are; round the others."""
    small_city = len(problem.people) <= SEARCHED_CITY
    return tuple(
        ladder.climb() if small_city and len(ladder.part.units) <= SEARCHED_WHOLE else ladder.jump()
        for ladder in ladders
    )


class _Ladder:
    """The state between goals: the solver, and the best placement so far."""

    def __init__(
        self, problem: Problem, part: Part, weights: Mapping[StageKey, float], outlook: Outlook
    ) -> None:
        """Relax the sum of all goals.

        Raises:
            Infeasible: even the relaxation has no solution.
        """
        self.problem = problem
        self.part = part
        self.goals = tuple(weights)
        self.model = build_model(problem, part)
        self.solver = Solver(self.model.matrix)
        self.best: Ints | None = None
        self.cost = sum_of_goals(self.model, weights)
        self.solver.begin_with(outlook.turns(self.model))
        relaxed = self.solver.relax(self.cost)
        if relaxed is None:
            raise Infeasible(part)
        self.reduced = relaxed.reduced
        _rest(part, self.solver)

    def settle(self, places: Mapping[int, int]) -> None:
        """Leave some units no other place than the one given."""
        units = np.fromiter(places.keys(), dtype=np.int64, count=len(places))
        taken = self.model.column[units, np.fromiter(places.values(), dtype=np.int64, count=len(places))]
        columns = self.model.column[units]
        ceiling = self.solver.ceiling.copy()
        ceiling[columns[columns >= 0]] = 0.0
        ceiling[taken] = 1.0
        self.solver.limit(ceiling)
        self.solver.let_in(np.isin(np.arange(len(ceiling)), taken), self.cost)

    def climb(self) -> PartResult:
        """Reach goal after goal by search.

        Raises:
            Infeasible: no placement meets the hard rules.
        """
        if self.best is None:
            self.best = searched_opening(self.model, self.solver, self.cost)
        reached = tuple(self.step(goal) for goal in self.goals)
        self.step("tie")
        return self._result(reached)

    def jump(self) -> PartResult:
        """Round the relaxation of all goals together; search only where that did not work out.

        Raises:
            Infeasible: no placement meets the hard rules.
        """
        self.best = rounded_opening(self.problem, self.model, self.solver, self.cost)
        if self.best is None:
            return self.climb()
        return self._result(tuple(Reached(self._value(goal, self.best), 0) for goal in self.goals))

    def _result(self, reached: tuple[Reached, ...]) -> PartResult:
        result = PartResult(self.part, self.model, self.solver, self.part.places(self.standing()), reached)
        result.rest()
        return result

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
        self.solver.close(np.flatnonzero(relaxed.reduced > room))
        return Reached(value, min(bound, value))

    def _improve(self, goal: GoalKey, cost: Floats, relaxed: Relaxed) -> int:
        """Put a better placement in the place of the best one; return a bound."""
        bound = whole_bound(relaxed.objective)
        if _is_whole(relaxed.values):
            self._take(goal, self._read(relaxed.values))
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
