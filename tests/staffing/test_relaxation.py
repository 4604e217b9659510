"""Whatever columns a relaxation begins with, it ends with the same value; and what it gave back it finds again."""

from __future__ import annotations

import numpy as np
import pytest

from zhifa_alloc.staffing.model import columns_of, destinations_of
from zhifa_alloc.staffing.polishing import polish
from zhifa_alloc.staffing.solver import Solver


def _turns(model, seed):
    turns = np.random.default_rng(seed).integers(0, 4, len(model.matrix.ceiling))
    turns[model.choices :] = 0
    return turns


@pytest.mark.parametrize("seed", range(5))
def test_a_relaxation_of_few_columns_is_that_of_all(seed, model, weighted):
    few, every = Solver(model.matrix), Solver(model.matrix)
    few.begin_with(_turns(model, seed))
    for cost in (weighted, model.costs["stay"], model.costs["wishes"]):
        found, best = few.relax(cost), every.relax(cost)
        assert found.objective == pytest.approx(best.objective)
        assert found.reduced[found.values < 0.5].min() > -1e-5
        assert float(cost @ found.values) == pytest.approx(found.objective)


def test_columns_that_fit_nothing_make_room_for_the_others(model, weighted):
    solver = Solver(model.matrix)
    solver.begin_with(np.ones(len(model.matrix.ceiling), dtype=np.int64))
    assert solver.relax(weighted).objective == pytest.approx(Solver(model.matrix).relax(weighted).objective)


def test_a_closed_column_never_comes_in(model, weighted):
    solver = Solver(model.matrix)
    solver.begin_with(_turns(model, 1))
    taken = np.flatnonzero(solver.relax(weighted).values[: model.choices] > 0.5)[:3]
    solver.close(taken)
    found = solver.relax(weighted)
    assert found is None or not found.values[taken].any()


def test_after_a_rest_it_goes_on_where_it_ended(model, weighted):
    solver = Solver(model.matrix)
    solver.begin_with(_turns(model, 2))
    solver.hold(solver.row_of("stay", model.costs["stay"]), 0.0, 50.0)
    before = solver.relax(weighted)
    solver.rest()
    after = solver.relax(weighted)
    assert after.objective == pytest.approx(before.objective)
    assert np.allclose(after.values, before.values)


def test_a_basis_kept_before_columns_came_in_can_be_restored(model, weighted):
    solver = Solver(model.matrix)
    solver.begin_with(_turns(model, 3))
    objective = solver.relax(weighted).objective
    basis = solver.basis()
    solver.let_in(np.ones(len(weighted), dtype=np.bool_), weighted)
    solver.relax(model.costs["distance"])
    solver.restore(basis)
    assert solver.relax(weighted).objective == pytest.approx(objective)


def test_polishing_obeys_and_is_never_worse(problem, model, weighted):
    solver = Solver(model.matrix)
    relaxed = solver.relax(weighted)
    rough = destinations_of(model, solver.first())
    polished = polish(problem, model, solver, weighted, relaxed, rough)
    columns = columns_of(problem, model, polished)
    assert weighted @ columns < weighted @ columns_of(problem, model, rough)
    met = np.bincount(
        model.matrix.index,
        weights=model.matrix.value * np.repeat(columns, np.diff(model.matrix.start)),
        minlength=len(model.matrix.lower),
    )
    assert np.all(met >= model.matrix.lower - 1e-6)
    assert np.all(met <= model.matrix.upper + 1e-6)
