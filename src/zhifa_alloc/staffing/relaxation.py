"""A part without the demand for whole people, among the columns that turn out to pay.

Of 130,000 columns some thousands matter. HiGHS is told of those it begins with; the reduced costs of all
others are worked out here, and whichever pays is let in, until none does: the result is the relaxation over
all columns (sifting; Bixby and others 1992).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import highspy
import numpy as np
from numpy.typing import NDArray

from zhifa_alloc.staffing.highs import add_row, passed
from zhifa_alloc.staffing.matrix import Bools, Floats, Ints, Matrix

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
class Basis:
    """Where a relaxation ended: the columns that were let in, and the state of each and of every row."""

    columns: Ints
    states: highspy.HighsBasis


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
        self._ceiling = ceiling
        self.limit(ceiling)
        for row, (lower, upper) in held.items():
            self.hold(row, lower, upper)

    def relax(self, cost: Floats) -> Relaxed | None:
        """Solve; None when there is no solution."""
        self._highs.changeColsCost(*self._numbered(), cost[self._inside])
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
        if self._highs.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            return None
        solution = self._highs.getSolution()
        values, prices = np.zeros(len(cost)), np.array(solution.row_dual)
        values[self._inside] = solution.col_value
        reduced = cost - self._matrix.worth(prices) if len(self._inside) < len(cost) else np.zeros(len(cost))
        reduced[self._inside] = solution.col_dual
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

    def _numbered(self) -> tuple[int, NDArray[np.int32]]:
        return len(self._inside), np.arange(len(self._inside), dtype=np.int32)

    def limit(self, ceiling: Floats) -> None:
        """Set a new ceiling for every column."""
        self._ceiling = ceiling.copy()
        count, numbers = self._numbered()
        self._highs.changeColsBounds(count, numbers, np.zeros(count), ceiling[self._inside])

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
        if len(basis.states.row_status) == len(self._matrix.lower) and np.array_equal(
            basis.columns, self._inside
        ):
            self._highs.setBasis(basis.states)
            return
        states = highspy.HighsBasis()
        new = len(self._matrix.lower) - len(basis.states.row_status)
        states.row_status = [*basis.states.row_status, *[highspy.HighsBasisStatus.kBasic] * new]
        states.col_status = self._states_of_columns(basis)
        states.valid = True
        self._highs.setBasis(states)

    def _states_of_columns(self, basis: Basis) -> list[highspy.HighsBasisStatus]:
        kept = len(basis.columns)
        if np.array_equal(basis.columns, self._inside[:kept]):
            new = [highspy.HighsBasisStatus.kLower] * (len(self._inside) - kept)
            return [*basis.states.col_status, *new]
        position = np.full(len(self._turns), -1, dtype=np.int64)
        position[basis.columns] = np.arange(kept)
        states = [*basis.states.col_status, highspy.HighsBasisStatus.kLower]
        return [states[k] for k in position[self._inside].tolist()]

    def turns(self) -> Ints:
        """Return which columns are in (0), and when the others would come."""
        return self._turns
