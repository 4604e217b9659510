"""One part in the hands of the solver: relaxed, and searched whole; rows that get held, columns that get closed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

import highspy
import numpy as np

from zhifa_alloc.staffing.costs import GoalKey
from zhifa_alloc.staffing.highs import FULL, OPTIONS, Options, add_row, passed
from zhifa_alloc.staffing.matrix import FREE, Bools, Floats, Ints, Matrix
from zhifa_alloc.staffing.relaxation import Basis, Relaxation, Relaxed


@dataclass(frozen=True, slots=True, eq=False)
class Found:
    """The best whole solution found, None if none was, and a bound below all of them.

    ``finished`` says that HiGHS claims to have found the best.
    """

    values: Floats | None
    bound: float
    finished: bool


class Solver:
    """One part, relaxed and, when first asked for, whole."""

    def __init__(self, matrix: Matrix) -> None:
        """Keep the matrix; HiGHS gets what is asked for when it is asked for."""
        self.ceiling: Floats = matrix.ceiling.copy()
        self._columns = np.arange(len(matrix.ceiling), dtype=np.int32)
        self.matrix = matrix
        self._turns: Ints = np.zeros(len(matrix.ceiling), dtype=np.int64)
        self._held: dict[int, tuple[float, float]] = {}
        self._rows: dict[GoalKey, int] = {}
        self._rested: Basis | None = None

    @cached_property
    def _relaxation(self) -> Relaxation:
        relaxation = Relaxation(self.matrix, self._turns, self.ceiling, self._held)
        if self._rested is not None:
            relaxation.restore(self._rested)
        return relaxation

    @cached_property
    def _whole(self) -> highspy.Highs:
        """The copy that is searched; parts too large for that never need it."""
        highs = passed(self.matrix, whole=True)
        highs.changeColsBounds(len(self.ceiling), self._columns, np.zeros(len(self.ceiling)), self.ceiling)
        for row, (lower, upper) in self._held.items():
            highs.changeRowBounds(row, lower, upper)
        return highs

    def begin_with(self, turns: Ints) -> None:
        """Begin relaxations among the columns of turn 0, see ``Relaxation``; to be said before the first."""
        self._turns = turns

    def turns(self) -> Ints:
        """Return which columns are let in (0), and when the others would come."""
        return self._relaxation.turns()

    def start_at(self, columns: Ints) -> None:
        """Let the first relaxation begin with one column for each of the first rows, see ``Relaxation``."""
        self._relaxation.start_at(columns)

    def let_in(self, columns: Bools, cost: Floats) -> None:
        """Let columns into the relaxations, whether they pay or not."""
        self._relaxation.let_in(columns, cost)

    def leave_out(self, columns: Bools) -> None:
        """Take columns out of the relaxations that stand at zero, until they pay."""
        self._relaxation.leave_out(columns)

    def relax(self, cost: Floats) -> Relaxed | None:
        """Solve without whole numbers; None when even that has no solution."""
        return self._relaxation.relax(cost)

    def rest(self) -> None:
        """Give the memory of the relaxation back; the next one begins with the same columns, where it ended."""
        turns, basis = self._relaxation.turns(), self._relaxation.basis()
        del self._relaxation
        self._turns, self._rested = turns, basis

    def basis(self) -> Basis:
        """Return the basis of the last relaxation, to come back to."""
        if self._rested is not None and "_relaxation" not in self.__dict__:
            return self._rested
        return self._relaxation.basis()

    def restore(self, basis: Basis) -> None:
        """Let the next relaxation start from a basis that was kept."""
        if "_relaxation" in self.__dict__:
            self._relaxation.restore(basis)
        else:
            self._rested = basis

    def search(self, cost: Floats, start: Floats | None) -> Found:
        """Solve in whole numbers, from a start if there is one."""
        self._whole.changeColsCost(len(self._columns), self._columns, cost)
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

    def search_among(self, cost: Floats, start: Floats | None, kept: Bools, effort: Options = FULL) -> Found:
        """Solve in whole numbers with some columns only; the bound holds among them alone."""
        columns = np.flatnonzero(kept & (self.ceiling > 0))
        few = Solver(self.matrix.only(columns))
        for row, (lower, upper) in self._held.items():
            few.hold(row, lower, upper)
        few.set(effort)
        found = few.search(cost[columns], None if start is None else start[columns])
        if found.values is None:
            return found
        values = np.zeros(len(cost))
        values[columns] = found.values
        return replace(found, values=values)

    def set(self, options: Options) -> None:
        """Set options of searches."""
        for name, value in options.items():
            self._whole.setOptionValue(name, value)

    def ruled_out(self, effort: Options) -> bool:
        """Say whether a search proves that there is no whole solution; False also where it ends before."""
        self.set(effort)
        self.search(np.zeros(len(self._columns)), None)
        return bool(self._whole.getModelStatus() == highspy.HighsModelStatus.kInfeasible)

    def first(self) -> Floats | None:
        """Find any whole solution, however long it takes; None when there is none."""
        self._whole.setOptionValue("mip_max_nodes", highspy.kHighsIInf)
        self._whole.setOptionValue("mip_max_improving_sols", 1)
        found = self.search(np.zeros(len(self._columns)), None)
        for name in ("mip_max_nodes", "mip_max_improving_sols"):
            self._whole.setOptionValue(name, OPTIONS[name])
        return found.values

    def row_of(self, goal: GoalKey, cost: Floats) -> int:
        """Return the row of a goal; it gets one when it is first asked for."""
        if goal not in self._rows:
            self._rows[goal] = len(self.matrix.lower)
            self.matrix = self.matrix.with_row(cost, -FREE, FREE)
            if "_relaxation" in self.__dict__:
                self._relaxation.add_row(self.matrix, cost)
            if "_whole" in self.__dict__:
                add_row(self._whole, cost)
        return self._rows[goal]

    def free_goals(self) -> None:
        """Hold no goal any more."""
        for row in self._rows.values():
            self.hold(row, -FREE, FREE)

    def hold(self, row: int, lower: float, upper: float) -> None:
        """Keep a row between other limits, a goal's between its bound and its value."""
        self._held[row] = (lower, upper)
        if "_relaxation" in self.__dict__:
            self._relaxation.hold(row, lower, upper)
        if "_whole" in self.__dict__:
            self._whole.changeRowBounds(row, lower, upper)

    def limit(self, ceiling: Floats) -> None:
        """Set a new ceiling for every column."""
        self.ceiling = ceiling.copy()
        if "_relaxation" in self.__dict__:
            self._relaxation.limit(ceiling)
        if "_whole" in self.__dict__:
            self._whole.changeColsBounds(len(ceiling), self._columns, np.zeros(len(ceiling)), ceiling)

    def close(self, columns: Ints) -> None:
        """Set columns to zero for good."""
        ceiling = self.ceiling.copy()
        ceiling[columns] = 0.0
        self.limit(ceiling)
