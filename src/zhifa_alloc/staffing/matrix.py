"""A sparse matrix, gathered row by row."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

Ints: TypeAlias = NDArray[np.int64]
Floats: TypeAlias = NDArray[np.float64]
Bools: TypeAlias = NDArray[np.bool_]
FREE: Final = float("inf")
"""No limit."""


def summed(costs: Floats, values: Floats) -> float:
    """Sum up costs × values, in an order that does not hang on the number of threads as BLAS' products do."""
    return float((costs * values).sum())


@dataclass(frozen=True, slots=True, eq=False)
class Matrix:
    """A sparse matrix by columns, the limits of its rows, and the ceiling of its columns (the floor is 0)."""

    start: NDArray[np.int32]
    index: NDArray[np.int32]
    value: NDArray[np.float64]
    lower: NDArray[np.float64]
    upper: NDArray[np.float64]
    ceiling: NDArray[np.float64]

    def worth(self, prices: Floats) -> Floats:
        """Return what the rows that each column meets are worth at these prices."""
        worth: Floats = np.add.reduceat(np.append(self.value * prices[self.index], 0.0), self.start[:-1])
        worth[np.diff(self.start) == 0] = 0.0
        return worth

    def only(self, columns: Ints) -> Matrix:
        """Leave out all other columns; the rows stay."""
        lengths = np.diff(self.start)[columns]
        start = np.zeros(len(columns) + 1, dtype=np.int32)
        np.cumsum(lengths, out=start[1:])
        entries = np.repeat(self.start[columns] - start[:-1], lengths) + np.arange(start[-1])
        return Matrix(
            start, self.index[entries], self.value[entries], self.lower, self.upper, self.ceiling[columns]
        )

    def with_row(self, costs: Floats, lower: float, upper: float) -> Matrix:
        """Add one row at the end, with one number for each column."""
        columns = np.flatnonzero(costs)
        ends = self.start[columns + 1]
        start = self.start.copy()
        start[1:] += np.cumsum(costs != 0, dtype=np.int32)
        return Matrix(
            start,
            np.insert(self.index, ends, len(self.lower)),
            np.insert(self.value, ends, costs[columns]),
            np.append(self.lower, lower),
            np.append(self.upper, upper),
            self.ceiling,
        )


class Rows:
    """Collects entries row by row, in blocks."""

    def __init__(self) -> None:
        self.count = 0
        self._row: list[Ints] = []
        self._column: list[Ints] = []
        self._value: list[NDArray[np.float64]] = []
        self._lower: list[NDArray[np.float64]] = []
        self._upper: list[NDArray[np.float64]] = []

    def open(self, lower: NDArray[np.float64] | Ints, upper: NDArray[np.float64] | Ints) -> Ints:
        """Open rows with these limits; return their numbers."""
        rows = np.arange(self.count, self.count + len(lower), dtype=np.int64)
        self._lower.append(lower.astype(np.float64))
        self._upper.append(upper.astype(np.float64))
        self.count += len(lower)
        return rows

    def fill(self, row: Ints, column: Ints, value: NDArray[np.float64] | float = 1.0) -> None:
        """Add entries; those of a closed destination (column −1) are dropped."""
        kept = column >= 0
        self._row.append(row[kept])
        self._column.append(column[kept])
        self._value.append(np.broadcast_to(np.asarray(value, dtype=np.float64), row.shape)[kept])

    def matrix(self, ceiling: NDArray[np.float64]) -> Matrix:
        """Sort by column, add up entries of the same place; ``ceiling`` has one number a column."""
        columns = len(ceiling)
        row, column, value = (np.concatenate(block) for block in (self._row, self._column, self._value))
        entries = column * self.count + row
        order = np.argsort(entries, kind="stable")
        first = np.flatnonzero(np.diff(entries[order], prepend=-1))
        places = entries[order][first]
        summed_up: Floats = np.add.reduceat(value[order], first)
        start = np.zeros(columns + 1, dtype=np.int32)
        np.cumsum(np.bincount(places // self.count, minlength=columns), out=start[1:])
        return Matrix(
            start=start,
            index=(places % self.count).astype(np.int32),
            value=summed_up,
            lower=np.concatenate(self._lower),
            upper=np.concatenate(self._upper),
            ceiling=ceiling,
        )
