"""One part of the placement as a matrix: who may go where, the rules as rows, the goals as costs.

A column is a unit (one person, or people of a 同区 group) and an open destination. Rows: every unit once;
people per cell; floors of the rules; pairs kept apart; corridors of the balance with two slack columns
each (persons below, persons above); and one row a goal, by which a goal that was reached is held.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from zhifa_alloc.staffing.balance import corridors, deviations
from zhifa_alloc.staffing.costs import GoalKey
from zhifa_alloc.staffing.parts import Part
from zhifa_alloc.staffing.problem import Ints, Problem

FREE: Final = float("inf")


@dataclass(frozen=True, slots=True, eq=False)
class Matrix:
    """A sparse matrix by columns, and the limits of its rows."""

    start: NDArray[np.int32]
    index: NDArray[np.int32]
    value: NDArray[np.float64]
    lower: NDArray[np.float64]
    upper: NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Model:
    """A part, ready to be solved.

    Attributes:
        column: units × destinations, the column number, −1 where closed.
        columns: number of columns, slack columns last.
        choices: number of columns that are choices (0 or 1).
        costs: goal -> cost of every column.
        goal_rows: goal -> row that holds it.
    """

    part: Part
    column: Ints
    columns: int
    choices: int
    matrix: Matrix
    costs: Mapping[GoalKey, NDArray[np.float64]]
    goal_rows: Mapping[GoalKey, int]


class _Rows:
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

    def matrix(self, columns: int) -> Matrix:
        """Sort by column, add up entries of the same place."""
        row, column, value = (np.concatenate(block) for block in (self._row, self._column, self._value))
        place, first = np.unique(column * self.count + row, return_inverse=True)
        start = np.zeros(columns + 1, dtype=np.int32)
        np.cumsum(np.bincount(place // self.count, minlength=columns), out=start[1:])
        return Matrix(
            start=start,
            index=(place % self.count).astype(np.int32),
            value=np.bincount(first, weights=value).astype(np.float64),
            lower=np.concatenate(self._lower),
            upper=np.concatenate(self._upper),
        )


def build_model(problem: Problem, part: Part) -> Model:
    """Build the matrix of one part."""
    column = _number_columns(problem, part)
    choices = int(column.max(initial=-1)) + 1
    person_column = _person_columns(problem, part, column)
    rows = _Rows()
    _fill_once(rows, column)
    _fill_cells(rows, problem, part, person_column)
    _fill_floors(rows, part, person_column)
    _fill_rivals(rows, part, person_column)
    corridors = _fill_corridors(rows, problem, part, person_column, choices)
    columns = choices + 2 * corridors
    costs = _costs(problem, part, person_column, choices, columns)
    goal_rows = _fill_goals(rows, costs)
    return Model(part, column, columns, choices, rows.matrix(columns), costs, goal_rows)


def _number_columns(problem: Problem, part: Part) -> Ints:
    open_to = np.array([problem.allowed[list(unit)].all(axis=0) for unit in part.units]).reshape(
        len(part.units), len(problem.destinations)
    )
    column = np.full(open_to.shape, -1, dtype=np.int64)
    column[open_to] = np.arange(int(open_to.sum()))
    return column


def _person_columns(problem: Problem, part: Part, column: Ints) -> Ints:
    """Shape n × D: the column of each person's unit; −1 for people of other parts."""
    table = np.full((len(problem.people), len(problem.destinations)), -1, dtype=np.int64)
    for u, unit in enumerate(part.units):
        table[list(unit)] = column[u]
    return table


def _fill_once(rows: _Rows, column: Ints) -> None:
    ones = np.ones(len(column))
    numbers = rows.open(ones, ones)
    rows.fill(np.repeat(numbers, column.shape[1]), column.ravel())


def _fill_cells(rows: _Rows, problem: Problem, part: Part, person_column: Ints) -> None:
    width = len(problem.destinations)
    for r in part.rows:
        capacity = problem.capacity[r]
        numbers = rows.open(capacity, capacity)
        columns = person_column[problem.row_of == r]
        rows.fill(np.tile(numbers, len(columns)), columns.reshape(-1, width).ravel())


def _fill_floors(rows: _Rows, part: Part, person_column: Ints) -> None:
    for floor in part.floors:
        number = rows.open(np.array([floor.at_least]), np.array([FREE]))
        columns = person_column[floor.members, floor.destination]
        rows.fill(np.repeat(number, len(columns)), columns)


def _fill_rivals(rows: _Rows, part: Part, person_column: Ints) -> None:
    for rivals in part.rivals:
        for d in rivals.destinations:
            number = rows.open(np.array([-FREE]), np.array([1.0]))
            rows.fill(np.repeat(number, 2), person_column[[rivals.first, rivals.second], d])


def _fill_corridors(rows: _Rows, problem: Problem, part: Part, person_column: Ints, choices: int) -> int:
    """Fill one row a team and category that has any member; return how many."""
    count = 0
    for g, k in corridors(problem, part):
        members = np.flatnonzero((problem.domain_of == g) & problem.member[:, k])
        numbers = rows.open(problem.low[g, :, k], problem.high[g, :, k])
        columns = person_column[members, :-1]
        rows.fill(np.tile(numbers, len(members)), columns.ravel())
        below = choices + 2 * (count + np.arange(len(numbers)))
        rows.fill(numbers, below, 1.0)
        rows.fill(numbers, below + 1, -1.0)
        count += len(numbers)
    return count


def _costs(
    problem: Problem, part: Part, person_column: Ints, choices: int, columns: int
) -> Mapping[GoalKey, NDArray[np.float64]]:
    balance = np.zeros(columns)
    balance[choices:] = 1.0
    costs: dict[GoalKey, NDArray[np.float64]] = {"balance": balance}
    places = person_column[part.people]
    kept = places >= 0
    for goal, table in problem.costs.items():
        weights = table[part.people][kept].astype(np.float64)
        costs[goal] = np.bincount(places[kept], weights=weights, minlength=columns).astype(np.float64)
    return costs


def _fill_goals(rows: _Rows, costs: Mapping[GoalKey, NDArray[np.float64]]) -> Mapping[GoalKey, int]:
    goal_rows: dict[GoalKey, int] = {}
    for goal, cost in costs.items():
        number = rows.open(np.array([-FREE]), np.array([FREE]))
        columns = np.flatnonzero(cost)
        rows.fill(np.repeat(number, len(columns)), columns, cost[columns])
        goal_rows[goal] = int(number[0])
    return goal_rows


def destinations_of(model: Model, values: NDArray[np.float64]) -> Ints:
    """Read a solution: the destination of every unit, its largest choice (rounded 0 or 1)."""
    padded = np.append(values[: model.choices], -1.0)
    chosen: Ints = np.argmax(padded[model.column], axis=1).astype(np.int64)
    return chosen


def columns_of(problem: Problem, model: Model, destinations: Ints) -> NDArray[np.float64]:
    """Write a placement as columns, the slack of every corridor included."""
    values = np.zeros(model.columns)
    values[model.column[np.arange(len(destinations)), destinations]] = 1.0
    below, above = deviations(problem, model.part, model.part.places(destinations))
    slack = [np.stack((below[g, :, k], above[g, :, k]), axis=1) for g, k in corridors(problem, model.part)]
    if slack:
        values[model.choices :] = np.concatenate(slack).ravel()
    return values
