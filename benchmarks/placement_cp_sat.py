"""The whole placement as one CP-SAT model."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from ortools.sat.python import cp_model

from zhifa_alloc.staffing.matrix import Matrix

SLACK = 1000
"""More persons than any corridor is left by."""


def solve(
    matrix: Matrix, choices: int, cost: NDArray[np.float64], seconds: float
) -> NDArray[np.float64] | None:
    """Return the columns of the best placement found on one worker, None if none was."""
    model = cp_model.CpModel()
    columns = [
        model.new_bool_var("") if j < choices else model.new_int_var(0, SLACK, "")
        for j in range(len(matrix.ceiling))
    ]
    entries: list[list[tuple[int, int]]] = [[] for _ in matrix.lower]
    for j in range(len(columns)):
        for k in range(int(matrix.start[j]), int(matrix.start[j + 1])):
            entries[int(matrix.index[k])].append((j, int(matrix.value[k])))
    for row, lower, upper in zip(entries, matrix.lower, matrix.upper, strict=True):
        if np.isfinite(lower) or np.isfinite(upper):
            total = cp_model.LinearExpr.weighted_sum(
                [columns[j] for j, _ in row], [value for _, value in row]
            )
            least = int(lower) if np.isfinite(lower) else -(10**9)
            most = int(upper) if np.isfinite(upper) else 10**9
            model.add_linear_constraint(total, least, most)
    model.minimize(cp_model.LinearExpr.weighted_sum(columns, [round(1000 * one) for one in cost]))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.max_time_in_seconds = seconds
    if solver.solve(model) not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return None
    return np.array([solver.value(one) for one in columns], dtype=np.float64)
