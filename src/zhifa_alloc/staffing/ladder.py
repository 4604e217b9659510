"""Goal by goal in one part: each is made as small as the goals before it allow, and what was reached is held."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np

from zhifa_alloc.schema.placement import StageKey
from zhifa_alloc.staffing.balance import persons_outside
from zhifa_alloc.staffing.costs import GoalKey
from zhifa_alloc.staffing.matrix import FREE, Floats, Ints
from zhifa_alloc.staffing.model import Model, build_model, columns_of, destinations_of
from zhifa_alloc.staffing.opening import Outlook, rounded_opening, searched_opening, sum_of_goals
from zhifa_alloc.staffing.parts import Part
from zhifa_alloc.staffing.problem import Problem
from zhifa_alloc.staffing.relaxation import Basis, Relaxed
from zhifa_alloc.staffing.solver import Solver

_MUCH: Final = 2000
"""Units of a part whose relaxation takes so much memory that it is not kept between uses."""
_NEAR: Final = 100.0
"""Reduced cost, in weighted steps, up to which a column stays in the relaxations after the first: two usual wish steps."""
_GRAIN: Final = 1e-6
"""How far floating point may be off, in parts of a goal's value."""


@dataclass(frozen=True, slots=True)
class Reached:
    """A goal in one part: its value, and a bound that holds given the goals before and the groups' places."""

    value: int
    bound: int


@dataclass(frozen=True, slots=True, eq=False)
class Ended:
    """The relaxation of the sum of all goals: its result, its value (infinite where there was no solution), its basis."""

    relaxed: Relaxed
    least: float
    basis: Basis


@dataclass(frozen=True, slots=True, eq=False)
class PartResult:
    """A part, placed: destination of each of its people, in their order, and what each goal reached.

    Model and solver are kept, and the basis of the sum of all goals, from which prices start best.
    ``settled`` is the ceiling of every column while the part was rounded: 0 for other places of settled groups.
    """

    part: Part
    model: Model
    solver: Solver
    basis: Basis
    settled: Floats
    places: Ints
    reached: tuple[Reached, ...]

    def relaxed(self, cost: Floats) -> Relaxed:
        """Relax the part, which has a solution, for it is placed."""
        relaxed = self.solver.relax(cost)
        assert relaxed is not None
        self.rest()
        return relaxed

    def open_all(self) -> None:
        """Open every column again."""
        self.solver.limit(self.model.matrix.ceiling)

    def rest(self) -> None:
        """Give memory back until the solver is needed again, where it is much."""
        _rest(self.part, self.solver)


def _rest(part: Part, solver: Solver) -> None:
    if len(part.units) > _MUCH:
        solver.rest()


class Infeasible(Exception):
    """A part has no placement under the hard rules."""

    def __init__(self, part: Part) -> None:
        """Keep the part."""
        super().__init__()
        self.part = part


class Ladder:
    """The state between goals: the solver, and the best placement so far."""

    def __init__(
        self,
        problem: Problem,
        part: Part,
        weights: Mapping[StageKey, float],
        outlook: Outlook | None,
        settled: Mapping[int, int],
    ) -> None:
        """Relax the sum of all goals.

        Args:
            problem: with everybody in it.
            part: to be placed.
            weights: of the goals, in their order.
            outlook: says which columns come first; all do where there is none.
            settled: units that have their place already, and which.

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
        if outlook is not None:
            self.solver.begin_with(outlook.turns(self.model))
        if settled:
            self.settle(settled)
        self.solver.start_at(self._cheapest())
        if not math.isfinite(self.relax()):
            raise Infeasible(part)
        self.solver.leave_out(self._relaxed.reduced > _NEAR)
        self.basis = self.solver.basis()
        self.settled = self.model.matrix.ceiling
        _rest(part, self.solver)

    def _cheapest(self) -> Ints:
        """Return the cheapest column of every unit among those that are open and let in.

        With these in the basis no reduced cost is negative but what corridors and headcounts are yet to change: the
        steps that would bring everybody in, half of all, are saved.
        """
        shut = (self.solver.ceiling <= 0.0) | (self.solver.turns() > 0)
        charges = np.append(np.where(shut, np.inf, self.cost), np.inf)[self.model.column]
        cheapest: Ints = self.model.column[np.arange(len(charges)), charges.argmin(axis=1)]
        return cheapest

    def relax(self) -> float:
        """Relax the sum of all goals; return its value, infinite if there is none."""
        relaxed = self.solver.relax(self.cost)
        if relaxed is not None:
            self._relaxed = relaxed
        self.least = math.inf if relaxed is None else relaxed.objective
        return self.least

    def ended(self) -> Ended:
        """Return where the last relaxation ended."""
        return Ended(self._relaxed, self.least, self.solver.basis())

    def go_back(self, ended: Ended) -> None:
        """Take a relaxation for the last one, made with the same places settled as now."""
        self._relaxed, self.least = ended.relaxed, ended.least
        self.solver.restore(ended.basis)

    def reduced_table(self) -> Floats:
        """Units × D: what each place would cost more than the cheapest, infinite where closed."""
        table: Floats = np.append(self._relaxed.reduced, np.inf)[self.model.column]
        return table

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
        self.best = searched_opening(self.model, self.solver, self.cost)
        reached = tuple(self.step(goal) for goal in self.goals)
        self.step("tie")
        return self._result(reached)

    def jump(self) -> PartResult:
        """Round the relaxation of all goals together; search only where that did not work out.

        Raises:
            Infeasible: no placement meets the hard rules.
        """
        self.basis, self.settled = self.solver.basis(), self.solver.ceiling.copy()
        if math.isfinite(self.least):
            self.best = rounded_opening(self.problem, self.model, self.solver, self.cost, self._relaxed)
        if self.best is None:
            return self.climb()
        return self._result(tuple(Reached(self._value(goal, self.best), 0) for goal in self.goals))

    def _result(self, reached: tuple[Reached, ...]) -> PartResult:
        places = self.part.places(self.standing())
        result = PartResult(self.part, self.model, self.solver, self.basis, self.settled, places, reached)
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
            # With a placement at hand only floating point can say so: it stays, and nothing is proved of it.
            value = self._value(goal, self.standing())
            self.solver.hold(self.solver.row_of(goal, cost), -FREE, value)
            return Reached(value, 0)
        bound = whole_bound(relaxed.objective)
        if self.best is None or self._value(goal, self.best) > bound:
            bound = max(bound, self._improve(goal, cost, relaxed))
        value = self._value(goal, self.standing())
        self.solver.hold(self.solver.row_of(goal, cost), min(bound, value), value)
        room = value - relaxed.objective + _GRAIN * max(1.0, abs(value))
        self.solver.close(np.flatnonzero(relaxed.reduced > room))
        return Reached(value, min(bound, value))

    def _improve(self, goal: GoalKey, cost: Floats, relaxed: Relaxed) -> int:
        """Put a better placement in the place of the best one; return a bound."""
        bound = whole_bound(relaxed.objective)
        if is_whole(relaxed.values):
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


def is_whole(values: Floats) -> bool:
    """Tell whether all values are whole but for floating point."""
    return bool(np.all(np.abs(values - np.round(values)) < _GRAIN))


def whole_bound(value: float) -> int:
    """Round a floating bound up, with care: what is almost whole is that whole."""
    return math.ceil(value - _GRAIN * max(1.0, abs(value))) if math.isfinite(value) else 0
