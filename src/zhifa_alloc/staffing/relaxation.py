"""A part without the demand for whole people, among the columns that turn out to pay.

Of 130,000 columns some thousands matter. HiGHS is told of those it begins with; the reduced costs of all
others are worked out here, and whichever pays is let in, until none does: the result is the relaxation over
all columns (sifting; Bixby and others 1992).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import highspy
import numpy as np

from zhifa_alloc.staffing.highs import add_row, passed
from zhifa_alloc.staffing.matrix import Bools, Floats, Ints, Matrix

_BASIC: Final = highspy.HighsBasisStatus.kBasic
_LOWER: Final = highspy.HighsBasisStatus.kLower
_DECIDED: Final = (highspy.HighsModelStatus.kOptimal, highspy.HighsModelStatus.kInfeasible)
_TINY: Final = 1e-6
"""Reduced costs below zero by no more are rounding."""


@dataclass(frozen=True, slots=True, eq=False)
class Relaxed:
    """The goal without the demand for whole people: its value, columns, reduced costs, prices of the rows."""

    objective: float
    values: Floats
    reduced: Floats
    prices: Floats


@dataclass(frozen=True, eq=False)
class Basis:
    """Where a relaxation ended: the columns that were let in, and the state of each and of every row."""

    columns: Ints
    states: highspy.HighsBasis

    @cached_property
    def of_columns(self) -> list[highspy.HighsBasisStatus]:
        """States one by one, which take a while to read."""
        return list(self.states.col_status)

    @cached_property
    def of_rows(self) -> list[highspy.HighsBasisStatus]:
        """The same of the rows."""
        return list(self.states.row_status)


class Relaxation:
    """One part in the hands of HiGHS; its basis is kept from goal to goal."""

    def __init__(
        self, matrix: Matrix, turns: Ints, ceiling: Floats, held: Mapping[int, tuple[float, float]]
    ) -> None:
        """Begin with the columns of turn 0.

        Args:
            matrix: the part.
            turns: one a column; where those let in leave no solution at all, the others come in turn by turn.
            ceiling: of every column; 0 closes it.
            held: lower and upper limits of rows, where they are not the matrix's own.
        """
        self._matrix = matrix
        self._turns = turns.copy()
        self._inside: Ints = np.flatnonzero(turns == 0)
        self._highs = passed(matrix.only(self._inside), whole=False)
        self._ceiling = matrix.ceiling
        self.limit(ceiling)
        for row, (lower, upper) in held.items():
            self.hold(row, lower, upper)

    def start_at(self, columns: Ints) -> None:
        """Let the first run begin where each of the first rows is met by one column, and all other columns are at zero.

        Args:
            columns: one for each of those rows, let in and in no other of them.
        """
        states = highspy.HighsBasis()
        basic = np.isin(self._inside, columns).tolist()
        states.col_status = [_BASIC if one else _LOWER for one in basic]
        states.row_status = [_LOWER] * len(columns) + [_BASIC] * (len(self._matrix.lower) - len(columns))
        states.valid = True
        self._highs.setBasis(states)

    def relax(self, cost: Floats) -> Relaxed | None:
        """Solve; None when there is no solution."""
        count = len(self._inside)
        self._highs.changeColsCost(count, np.arange(count, dtype=np.int32), cost[self._inside])
        relaxed = self._run(cost)
        while relaxed is None and self._waiting().any():
            self.let_in(self._next(), cost)
            relaxed = self._run(cost)
        while relaxed is not None and (paying := self._waiting() & (relaxed.reduced < -_TINY)).any():
            self.let_in(paying, cost)
            relaxed = self._run(cost)
        return relaxed

    def _run(self, cost: Floats) -> Relaxed | None:
        self._highs.run()
        if self._highs.getModelStatus() not in _DECIDED:
            # A basis can lead astray; from none, HiGHS goes another way.
            self._highs.clearSolver()
            self._highs.run()
        if self._highs.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            return None
        solution = self._highs.getSolution()
        values, prices = np.zeros(len(cost)), np.array(solution.row_dual)
        values[self._inside] = solution.col_value
        reduced = cost - self._matrix.worth(prices)
        return Relaxed(self._highs.getInfo().objective_function_value, values, reduced, prices)

    def _waiting(self) -> Bools:
        """Columns that are open, but not yet let in."""
        return (self._turns > 0) & (self._ceiling > 0)

    def _next(self) -> Bools:
        waiting = self._waiting()
        next_turn: Bools = waiting & (self._turns == self._turns[waiting].min())
        return next_turn

    def let_in(self, columns: Bools, cost: Floats) -> None:
        """Let columns in that are still outside."""
        found = np.flatnonzero(columns & (self._turns > 0))
        new = self._matrix.only(found)
        self._highs.addCols(
            len(found),
            cost[found],
            np.zeros(len(found)),
            self._ceiling[found],
            len(new.index),
            new.start[:-1],
            new.index,
            new.value,
        )
        self._turns[found] = 0
        self._inside = np.append(self._inside, found)

    def leave_out(self, columns: Bools) -> None:
        """Take columns out again that stand at zero; they come back when they pay."""
        basis = self.basis()
        out = columns[self._inside]
        self._highs.deleteCols(int(out.sum()), np.flatnonzero(out).astype(np.int32))
        self._turns[self._inside[out]] = 1
        self._inside = self._inside[~out]
        self.restore(basis)

    def limit(self, ceiling: Floats) -> None:
        """Set a new ceiling for every column."""
        changed = np.flatnonzero(ceiling[self._inside] != self._ceiling[self._inside]).astype(np.int32)
        self._ceiling = ceiling.copy()
        if len(changed) > 0:
            floor, limits = np.zeros(len(changed)), ceiling[self._inside[changed]]
            self._highs.changeColsBounds(len(changed), changed, floor, limits)

    def hold(self, row: int, lower: float, upper: float) -> None:
        """Keep a row within other limits."""
        self._highs.changeRowBounds(row, lower, upper)

    def add_row(self, matrix: Matrix, values: Floats) -> None:
        """Take over a matrix that has one more row, with one number for each column."""
        self._matrix = matrix
        add_row(self._highs, values[self._inside])

    def basis(self) -> Basis:
        """Return the basis of the last relaxation, to come back to."""
        return Basis(self._inside.copy(), self._highs.getBasis())

    def restore(self, basis: Basis) -> None:
        """Start the next relaxation from a basis that was kept; columns that it does not know stand at zero, rows are free."""
        new = len(self._matrix.lower) - len(basis.of_rows)
        if new == 0 and np.array_equal(basis.columns, self._inside):
            self._highs.setBasis(basis.states)
            return
        states = highspy.HighsBasis()
        states.row_status = [*basis.of_rows, *[_BASIC] * new]
        states.col_status = self._states_of_columns(basis)
        states.valid = True
        self._highs.setBasis(states)

    def _states_of_columns(self, basis: Basis) -> list[highspy.HighsBasisStatus]:
        kept = len(basis.columns)
        if np.array_equal(basis.columns, self._inside[:kept]):
            new = [_LOWER] * (len(self._inside) - kept)
            return [*basis.of_columns, *new]
        position = np.full(len(self._turns), -1, dtype=np.int64)
        position[basis.columns] = np.arange(kept)
        states = [*basis.of_columns, _LOWER]
        return [states[k] for k in position[self._inside].tolist()]

    def turns(self) -> Ints:
        """Return which columns are in (0), and when the others would come."""
        return self._turns
