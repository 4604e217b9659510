"""HiGHS, told as little as it needs: one matrix, changing costs, rows that get held, columns that get closed.

Limits are counted in nodes, never in seconds, so that a slow machine gives the same answer. HiGHS
computes in floating point: callers round, and count every value again in whole numbers.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final

import highspy
import numpy as np
from numpy.typing import NDArray

from zhifa_alloc.staffing.matrix import Floats, Matrix

NODES: Final = 20_000
"""Branch-and-bound nodes for one goal of one part."""
_OPTIONS: Final[dict[str, bool | int | float | str]] = {
    "threads": 1,
    "parallel": "off",
    "random_seed": 0,
    "mip_rel_gap": 0.0,
    "mip_abs_gap": 0.99,
    "mip_max_nodes": NODES,
    "mip_max_improving_sols": highspy.kHighsIInf,
    "mip_allow_restart": False,
    "mip_detect_symmetry": False,
    "mip_heuristic_run_rins": False,
    "mip_heuristic_run_rens": False,
    "mip_heuristic_run_root_reduced_cost": False,
}
"""All goals count in whole numbers, so a gap below one is none.

The last goal's placement is a good start and its columns are already thinned out by reduced costs, so
restarts and searches within the search cost more than they find: without them the sample takes 1.5 s
instead of 5.9 s.
"""

_TINY: Final = 1e-6
"""Reduced costs below zero by no more are rounding."""


@dataclass(frozen=True, slots=True, eq=False)
class Relaxed:
    """The goal without the demand for whole people: its value, columns, reduced costs, prices of the rows."""

    objective: float
    values: Floats
    reduced: Floats
    prices: Floats


@dataclass(frozen=True, slots=True, eq=False)
class Found:
    """The best whole solution found, None if none was, and a bound below all of them.

    ``finished`` says that HiGHS claims to have found the best.
    """

    values: Floats | None
    bound: float
    finished: bool


@dataclass(frozen=True, slots=True)
class Effort:
    """Where a search ends: after so many nodes, or this near to its bound (in parts of it)."""

    nodes: int
    gap: float


FULL: Final = Effort(NODES, 0.0)


class Solver:
    """One part in the hands of HiGHS, once relaxed and, when first asked for, once whole."""

    def __init__(self, matrix: Matrix) -> None:
        """Pass the matrix; the relaxed copy keeps its basis from goal to goal."""
        self._columns = np.arange(len(matrix.ceiling), dtype=np.int32)
        self.ceiling: Floats = matrix.ceiling.copy()
        self._matrix = matrix
        self._held: dict[int, tuple[float, float]] = {}
        self._turns = np.zeros(len(matrix.ceiling), dtype=np.int64)

    @cached_property
    def _relaxed(self) -> highspy.Highs:
        return self._made(whole=False)

    @cached_property
    def _whole(self) -> highspy.Highs:
        """The copy that is searched; parts too large for that never need it."""
        return self._made(whole=True)

    def _made(self, *, whole: bool) -> highspy.Highs:
        highs = _pass(self._matrix, whole=whole)
        self._limit(highs, self.ceiling if whole else self._let_in_ceiling())
        for row, (lower, upper) in self._held.items():
            highs.changeRowBounds(row, lower, upper)
        return highs

    def begin_with(self, turns: NDArray[np.int64]) -> None:
        """Begin relaxations among some columns; the others come in when they pay, so that results stay the same.

        Args:
            turns: one a column, 0 for those to begin with; where these leave no solution at all, the others
                come in turn by turn.
        """
        self._turns = turns.copy()
        self.limit(self.ceiling)

    def relax(self, cost: Floats) -> Relaxed | None:
        """Solve without whole numbers; None when even that has no solution."""
        _set_cost(self._relaxed, self._columns, cost)
        relaxed = self._run()
        while relaxed is None and (waiting := self._turns[self._waiting()]).size:
            self._let_in(self._waiting() & (self._turns == waiting.min()))
            relaxed = self._run()
        while relaxed is not None and (paying := self._waiting() & (relaxed.reduced < -_TINY)).any():
            self._let_in(paying)
            relaxed = self._run()
        return relaxed

    def _run(self) -> Relaxed | None:
        self._relaxed.run()
        if self._relaxed.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            return None
        solution = self._relaxed.getSolution()
        return Relaxed(
            self._relaxed.getInfo().objective_function_value,
            np.array(solution.col_value),
            np.array(solution.col_dual),
            np.array(solution.row_dual),
        )

    def _waiting(self) -> NDArray[np.bool_]:
        """Columns that are open, but not yet let into the relaxation."""
        return (self._turns > 0) & (self.ceiling > 0)

    def _let_in(self, columns: NDArray[np.bool_]) -> None:
        self._turns[columns] = 0
        found = np.flatnonzero(columns).astype(np.int32)
        self._relaxed.changeColsBounds(len(found), found, np.zeros(len(found)), self.ceiling[found])

    def _copies(self) -> Iterator[highspy.Highs]:
        for name in ("_relaxed", "_whole"):
            if name in self.__dict__:
                yield self.__dict__[name]

    def basis(self) -> highspy.HighsBasis:
        """Return the basis of the last relaxation, to come back to."""
        return self._relaxed.getBasis()

    def restore(self, basis: highspy.HighsBasis) -> None:
        """Let the next relaxation start from a basis that was kept."""
        self._relaxed.setBasis(basis)

    def forget(self) -> None:
        """Let the next relaxation begin anew: where most columns are closed that is quicker than any basis."""
        self._relaxed.clearSolver()

    def search(self, cost: Floats, start: Floats | None) -> Found:
        """Solve in whole numbers, from a start if there is one."""
        _set_cost(self._whole, self._columns, cost)
        self._whole.clearSolver()
        if start is not None:
            solution = highspy.HighsSolution()
            solution.col_value = start.tolist()
            self._whole.setSolution(solution)
        self._whole.run()
        info = self._whole.getInfo()
        known = info.primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible
        values = np.array(self._whole.getSolution().col_value) if known else None
        finished = self._whole.getModelStatus() == highspy.HighsModelStatus.kOptimal
        return Found(values, info.mip_dual_bound, finished)

    def search_among(
        self, cost: Floats, start: Floats | None, kept: NDArray[np.bool_], effort: Effort = FULL
    ) -> Found:
        """Solve in whole numbers with some columns only; the bound holds among them alone."""
        columns = np.flatnonzero(kept & (self.ceiling > 0))
        few = Solver(self._matrix.only(columns))
        for row, (lower, upper) in self._held.items():
            few.hold(row, lower, upper)
        found = few.allow(effort).search(cost[columns], None if start is None else start[columns])
        if found.values is None:
            return found
        values = np.zeros(len(cost))
        values[columns] = found.values
        return replace(found, values=values)

    def allow(self, effort: Effort) -> Solver:
        """Set where searches end."""
        self._whole.setOptionValue("mip_max_nodes", effort.nodes)
        self._whole.setOptionValue("mip_rel_gap", effort.gap)
        return self

    def first(self) -> Floats | None:
        """Find any whole solution, however long it takes; None when there is none."""
        self._whole.setOptionValue("mip_max_nodes", highspy.kHighsIInf)
        self._whole.setOptionValue("mip_max_improving_sols", 1)
        found = self.search(np.zeros(len(self._columns)), None)
        for name in ("mip_max_nodes", "mip_max_improving_sols"):
            self._whole.setOptionValue(name, _OPTIONS[name])
        return found.values

    def hold(self, row: int, lower: float, upper: float) -> None:
        """Keep a goal's row between its bound and its value; both are valid for whole solutions."""
        self._held[row] = (lower, upper)
        for highs in self._copies():
            highs.changeRowBounds(row, lower, upper)

    def limit(self, ceiling: Floats) -> None:
        """Set a new ceiling for every column."""
        self.ceiling = ceiling.copy()
        if "_relaxed" in self.__dict__:
            self._limit(self._relaxed, self._let_in_ceiling())
        if "_whole" in self.__dict__:
            self._limit(self._whole, self.ceiling)

    def _let_in_ceiling(self) -> Floats:
        return np.where(self._turns > 0, 0.0, self.ceiling)

    def _limit(self, highs: highspy.Highs, ceiling: Floats) -> None:
        highs.changeColsBounds(len(ceiling), self._columns, np.zeros(len(ceiling)), ceiling)

    def close(self, columns: NDArray[np.int32]) -> None:
        """Set columns to zero for good."""
        nothing = np.zeros(len(columns))
        self.ceiling[columns] = 0.0
        for highs in self._copies():
            highs.changeColsBounds(len(columns), columns, nothing, nothing)


def _set_cost(highs: highspy.Highs, columns: NDArray[np.int32], cost: Floats) -> None:
    highs.changeColsCost(len(columns), columns, cost)


class _Quiet(highspy.Highs):
    """HiGHS prints a banner while it is being made; standard output belongs to the user's JSON."""

    def enableCallbacks(self) -> None:  # noqa: N802
        """Fall silent before the first line is printed."""
        self.silent()
        super().enableCallbacks()  # type: ignore[no-untyped-call]


def _pass(matrix: Matrix, *, whole: bool) -> highspy.Highs:
    highs = _Quiet()  # type: ignore[no-untyped-call]
    for name, value in _OPTIONS.items():
        highs.setOptionValue(name, value)
    lp = highspy.HighsLp()
    lp.num_col_, lp.num_row_ = len(matrix.ceiling), len(matrix.lower)
    lp.col_cost_ = np.zeros(len(matrix.ceiling))
    lp.col_lower_, lp.col_upper_ = np.zeros(len(matrix.ceiling)), matrix.ceiling
    lp.row_lower_, lp.row_upper_ = matrix.lower, matrix.upper
    lp.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    lp.a_matrix_.start_, lp.a_matrix_.index_, lp.a_matrix_.value_ = matrix.start, matrix.index, matrix.value
    if not whole:
        # Primal where the old basis fits the new goal: four times faster from goal to goal.
        highs.setOptionValue("simplex_strategy", 0)
    if whole:
        lp.integrality_ = [highspy.HighsVarType.kInteger] * len(matrix.ceiling)
    highs.passModel(lp)
    return highs
