"""Whatever columns a relaxation begins with, it ends with the same value; and what it gave back it finds again."""

from __future__ import annotations

from itertools import count

import highspy
import numpy as np
import pytest

from zhifa_alloc.schema.parameters import Parameters
from zhifa_alloc.staffing import place
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


def test_started_at_the_cheapest_columns_it_ends_the_same_in_fewer_steps(model, weighted):
    cheapest = model.column[
        np.arange(len(model.column)), np.append(weighted, np.inf)[model.column].argmin(axis=1)
    ]
    plain, started = Solver(model.matrix), Solver(model.matrix)
    started.start_at(cheapest)
    assert started.relax(weighted).objective == pytest.approx(plain.relax(weighted).objective)
    assert _steps(started) < _steps(plain)


def _steps(solver):
    return solver._relaxation._highs.getInfo().simplex_iteration_count


def test_columns_that_were_left_out_come_back_when_they_pay(model, weighted):
    solver, every = Solver(model.matrix), Solver(model.matrix)
    left_out = solver.relax(weighted).reduced > 1.0
    solver.leave_out(left_out)
    assert np.array_equal(solver.turns() > 0, left_out)
    assert solver.relax(weighted).objective == pytest.approx(every.relax(weighted).objective)
    assert _steps(solver) == 0
    other = model.costs["distance"]
    found = solver.relax(other)
    assert found.objective == pytest.approx(every.relax(other).objective)
    assert found.reduced[found.values < 0.5].min() > -1e-5
    assert found.values[left_out].any()


def test_only_the_ceilings_that_change_are_told_and_all_of_them(model, weighted):
    solver = Solver(model.matrix)
    taken = np.flatnonzero(solver.relax(weighted).values[: model.choices] > 0.5)[:3]
    solver.close(taken)
    assert not solver.relax(weighted).values[taken].any()
    solver.limit(model.matrix.ceiling)
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


def test_a_relaxation_that_goes_astray_is_run_again_from_nothing(model, weighted, monkeypatch):
    solver = Solver(model.matrix)
    expected = solver.relax(weighted).objective
    relaxation = solver._relaxation
    answers = iter([highspy.HighsModelStatus.kUnknown])
    told = relaxation._highs.getModelStatus

    class Astray:
        def __getattr__(self, name):
            if name == "getModelStatus":
                return lambda: next(answers, None) or told()
            return getattr(highs, name)

    highs = relaxation._highs
    monkeypatch.setattr(relaxation, "_highs", Astray())
    assert solver.relax(weighted).objective == pytest.approx(expected)
    assert next(answers, None) is None


def test_a_placement_at_hand_outlives_a_relaxation_that_fails(case_of, person, table_of, monkeypatch):
    people = [person(f"P{k}", wishes=("甲区",)) for k in range(6)]
    case = case_of(people, ("甲区", "乙区"), parameters=Parameters(seed="1", min_certified=1))
    table = table_of(case, {("农业", "参公事业编制", place): 3 for place in ("甲区", "乙区")})
    whole, calls = place(case, table), count()
    relax = Solver.relax
    monkeypatch.setattr(
        Solver, "relax", lambda solver, cost: None if next(calls) == 4 else relax(solver, cost)
    )
    stages = place(case, table).stages
    assert [stage.value for stage in stages] == [stage.value for stage in whole.stages]
