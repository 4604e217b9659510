"""Rounding: what a dive returns obeys the rules, and it gives neither up nor leaves traces where a step fails."""

from __future__ import annotations

import numpy as np
import pytest

from staffing.conftest import meets_all
from zhifa_alloc.staffing.diving import dive
from zhifa_alloc.staffing.model import columns_of
from zhifa_alloc.staffing.solver import Solver


class _Contrary(Solver):
    """Refuses to settle anybody at the first place it is asked for, as a part does that has no room there."""

    def __init__(self, matrix, column):
        super().__init__(matrix)
        self.column = column
        self.refused = None

    def relax(self, cost):
        open_to = (np.append(self.ceiling, 0.0)[self.column] > 0).sum(axis=1)
        settled = np.flatnonzero(open_to == 1)
        if self.refused is None and len(settled) == 1:
            unit = int(settled[0])
            self.refused = unit, int(np.append(self.ceiling, 0.0)[self.column[unit]].argmax())
        if self.refused is not None:
            unit, place = self.refused
            if open_to[unit] == 1 and self.ceiling[self.column[unit, place]] > 0:
                return None
        elif len(settled) > 0:
            return None
        return super().relax(cost)


def test_a_dive_meets_every_demand_and_leaves_no_trace(problem, model, weighted):
    solver = Solver(model.matrix)
    relaxed = solver.relax(weighted)
    assert np.any(np.abs(relaxed.values - np.round(relaxed.values)) > 1e-3)
    values = columns_of(problem, model, dive(problem, model, solver, weighted, relaxed))
    assert meets_all(model, values)
    assert float(weighted @ values) >= relaxed.objective - 1e-6
    assert np.array_equal(solver.ceiling, model.matrix.ceiling)
    assert solver.relax(weighted).objective == pytest.approx(relaxed.objective)


def test_where_nobody_can_be_settled_a_place_is_ruled_out_instead(problem, model, weighted):
    solver = _Contrary(model.matrix, model.column)
    found = dive(problem, model, solver, weighted, solver.relax(weighted))
    unit, place = solver.refused
    assert found[unit] != place
    assert meets_all(model, columns_of(problem, model, found))
