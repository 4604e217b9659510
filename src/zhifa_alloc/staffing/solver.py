"""HiGHS, told as little as it needs: one matrix, changing costs, rows that get held, columns that get closed.

Limits are counted in nodes, never in seconds, so that a slow machine gives the same answer. HiGHS
computes in floating point: callers round, and count every value again in whole numbers.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import highspy
import numpy as np
from numpy.typing import NDArray

from zhifa_alloc.staffing.matrix import Matrix

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
    "mip_heuristic_run_rins": False,
    "mip_heuristic_run_rens": False,
    "mip_heuristic_run_root_reduced_cost": False,
}
"""All goals count in whole numbers, so a gap below one is none.

The last goal's placement is a good start and its columns are already thinned out by reduced costs, so
restarts and searches within the search cost more than they find: without them the sample takes 1.5 s
instead of 5.9 s.
"""

Floats = NDArray[np.float64]


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


class Solver:
    """One part in the hands of HiGHS, once relaxed and, when first asked for, once whole."""

    def __init__(self, matrix: Matrix) -> None:
        """Pass the matrix; the relaxed copy keeps its basis from goal to goal."""
        self._columns = np.arange(len(matrix.ceiling), dtype=np.int32)
        self.ceiling: Floats = matrix.ceiling.copy()
        self._matrix = matrix
        self._held: dict[int, tuple[float, float]] = {}
        self._relaxed = _pass(matrix, whole=False)

    @cached_property
    def _whole(self) -> highspy.Highs:
        """The copy that is searched; parts too large for that never need it."""
        highs = _pass(self._matrix, whole=True)
        highs.changeColsBounds(len(self.ceiling), self._columns, np.zeros(len(self.ceiling)), self.ceiling)
        for row, (lower, upper) in self._held.items():
            highs.changeRowBounds(row, lower, upper)
        return highs

    def _copies(self) -> Iterator[highspy.Highs]:
        yield self._relaxed
        if "_whole" in self.__dict__:
            yield self._whole

    def relax(self, cost: Floats) -> Relaxed | None:
        """Solve without whole numbers; None when even that has no solution."""
        _set_cost(self._relaxed, self._columns, cost)
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

    def search_among(self, cost: Floats, start: Floats | None, kept: NDArray[np.bool_]) -> Found:
        """Solve in whole numbers with some columns only; the bound holds among them alone."""
        nothing = np.zeros(len(self._columns))
        ceiling = np.where(kept, self.ceiling, 0.0)
        self._whole.changeColsBounds(len(ceiling), self._columns, nothing, ceiling)
        found = self.search(cost, start)
        self._whole.changeColsBounds(len(ceiling), self._columns, nothing, self.ceiling)
        return found

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
        nothing = np.zeros(len(ceiling))
        self.ceiling = ceiling.copy()
        for highs in self._copies():
            highs.changeColsBounds(len(ceiling), self._columns, nothing, ceiling)

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
