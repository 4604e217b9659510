"""One part of the placement as a matrix: who may go where, the rules as rows, the goals as costs.

A column is a unit (one person, or people of a 同区 group) and an open destination. Rows: every unit once;
people per cell; floors of the rules; pairs kept apart; corridors of the balance with two slack columns
each (persons below, persons above). A goal has no row before it is held: its row would be half of the matrix.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from zhifa_alloc.staffing.balance import corridors, deviations
from zhifa_alloc.staffing.costs import GoalKey
from zhifa_alloc.staffing.matrix import FREE, Ints, Matrix, Rows
from zhifa_alloc.staffing.parts import Part
from zhifa_alloc.staffing.problem import Problem


@dataclass(frozen=True, slots=True, eq=False)
class NamedRows:
    """Where the rows of each demand stand.

    Attributes:
        cells: row (领域, 编制类型) -> its first cell; the destinations follow.
        floors: one a floor of the part.
        corridors: the first district's, one for each of ``balance.corridors``; the districts follow.
        rivals: (person, person, destination) -> row.
    """

    cells: Mapping[int, int]
    floors: Sequence[int]
    corridors: Sequence[int]
    rivals: Mapping[tuple[int, int, int], int]


@dataclass(frozen=True, slots=True, eq=False)
class Model:
    """A part, ready to be solved.

    Attributes:
        column: units × destinations, the column number, −1 where closed.
        choices: number of columns that are choices (0 or 1).
        costs: goal -> cost of every column.
        named_rows: the rows of the demands.
    """

    part: Part
    column: Ints
    choices: int
    matrix: Matrix
    costs: Mapping[GoalKey, NDArray[np.float64]]
    named_rows: NamedRows


def build_model(problem: Problem, part: Part) -> Model:
    """Build the matrix of one part."""
    column = _number_columns(problem, part)
    choices = int(column.max(initial=-1)) + 1
    person_column = _person_columns(problem, part, column)
    rows = Rows()
    _fill_once(rows, column)
    cells = _fill_cells(rows, problem, part, person_column)
    floors = _fill_floors(rows, part, person_column)
    rivals = _fill_rivals(rows, part, person_column)
    bands = _fill_corridors(rows, problem, part, person_column, choices)
    columns = choices + 2 * len(bands) * (len(problem.destinations) - 1)
    costs = _costs(problem, part, person_column, choices, columns)
    ceiling = np.where(np.arange(columns) < choices, 1.0, FREE)
    named = NamedRows(cells, floors, bands, rivals)
    return Model(part, column, choices, rows.matrix(ceiling), costs, named)


def _number_columns(problem: Problem, part: Part) -> Ints:
    open_to = part.open_to(problem.allowed)
    column = np.full(open_to.shape, -1, dtype=np.int64)
    column[open_to] = np.arange(int(open_to.sum()))
    return column


def _person_columns(problem: Problem, part: Part, column: Ints) -> Ints:
    """Shape n × D: the column of each person's unit; −1 for people of other parts."""
    table = np.full((len(problem.people), len(problem.destinations)), -1, dtype=np.int64)
    table[part.people] = column[part.unit_of]
    return table


def _fill_once(rows: Rows, column: Ints) -> None:
    ones = np.ones(len(column))
    numbers = rows.open(ones, ones)
    rows.fill(np.repeat(numbers, column.shape[1]), column.ravel())


def _fill_cells(rows: Rows, problem: Problem, part: Part, person_column: Ints) -> Mapping[int, int]:
    width = len(problem.destinations)
    first = {}
    for r in part.rows:
        capacity = problem.capacity[r]
        numbers = rows.open(capacity, capacity)
        columns = person_column[problem.row_of == r]
        rows.fill(np.tile(numbers, len(columns)), columns.reshape(-1, width).ravel())
        first[int(r)] = int(numbers[0])
    return first


def _fill_floors(rows: Rows, part: Part, person_column: Ints) -> Sequence[int]:
    opened = []
    for floor in part.floors:
        number = rows.open(np.array([floor.at_least]), np.array([FREE]))
        columns = person_column[floor.members, floor.destination]
        rows.fill(np.repeat(number, len(columns)), columns)
        opened.append(int(number[0]))
    return opened


def _fill_rivals(rows: Rows, part: Part, person_column: Ints) -> Mapping[tuple[int, int, int], int]:
    opened = {}
    for rivals in part.rivals:
        for d in rivals.destinations:
            number = rows.open(np.array([-FREE]), np.array([1.0]))
            rows.fill(np.repeat(number, 2), person_column[[rivals.first, rivals.second], d])
            opened[rivals.first, rivals.second, d] = int(number[0])
    return opened


def _fill_corridors(
    rows: Rows, problem: Problem, part: Part, person_column: Ints, choices: int
) -> Sequence[int]:
    """Fill one row a team and category that has any member; return the first of each category."""
    opened = []
    slack = choices
    for g, k in corridors(problem, part):
        members = np.flatnonzero((problem.domain_of == g) & problem.member[:, k])
        numbers = rows.open(problem.low[g, :, k], problem.high[g, :, k])
        columns = person_column[members, :-1]
        rows.fill(np.tile(numbers, len(members)), columns.ravel())
        below = slack + 2 * np.arange(len(numbers))
        rows.fill(numbers, below, 1.0)
        rows.fill(numbers, below + 1, -1.0)
        slack += 2 * len(numbers)
        opened.append(int(numbers[0]))
    return opened


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


def destinations_of(model: Model, values: NDArray[np.float64]) -> Ints:
    """Read a solution: the destination of every unit, its largest choice (rounded 0 or 1)."""
    padded = np.append(values[: model.choices], -1.0)
    chosen: Ints = np.argmax(padded[model.column], axis=1).astype(np.int64)
    return chosen


def columns_of(problem: Problem, model: Model, destinations: Ints) -> NDArray[np.float64]:
    """Write a placement as columns, the slack of every corridor included."""
    values = np.zeros(len(model.matrix.ceiling))
    values[model.column[np.arange(len(destinations)), destinations]] = 1.0
    below, above = deviations(problem, model.part, model.part.places(destinations))
    slack = [np.stack((below[g, :, k], above[g, :, k]), axis=1) for g, k in corridors(problem, model.part)]
    if slack:
        values[model.choices :] = np.concatenate(slack).ravel()
    return values
