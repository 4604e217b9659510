"""Polishing: it obeys the rules, makes nothing worse, and searches everybody only where those in doubt leave much."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from staffing.conftest import meets_all
from zhifa_alloc.staffing import polishing
from zhifa_alloc.staffing.model import columns_of, destinations_of
from zhifa_alloc.staffing.polishing import polish
from zhifa_alloc.staffing.solver import Solver


@pytest.fixture
def solver(model):
    return Solver(model.matrix)


@pytest.fixture
def relaxed(solver, weighted):
    return solver.relax(weighted)


@pytest.fixture
def rough(model):
    return destinations_of(model, Solver(model.matrix).first())


def _cost(problem, model, weighted, places):
    return float(weighted @ columns_of(problem, model, places))


def test_polishing_obeys_and_makes_better(problem, model, weighted, solver, relaxed, rough):
    polished = polish(problem, model, solver, weighted, relaxed, rough)
    columns = columns_of(problem, model, polished)
    assert _cost(problem, model, weighted, polished) < _cost(problem, model, weighted, rough)
    assert meets_all(model, columns)


def test_what_is_near_enough_stays(problem, model, weighted, solver, relaxed, rough, monkeypatch):
    monkeypatch.setattr(polishing, "_NEAR", 1e9)
    assert polish(problem, model, solver, weighted, relaxed, rough) is rough


def test_those_the_relaxation_is_sure_of_stay_while_the_others_can_make_up(
    problem, model, weighted, solver, relaxed, rough, monkeypatch
):
    monkeypatch.setattr(polishing, "_FAR_OFF", 1e9)
    polished = polish(problem, model, solver, weighted, relaxed, rough)
    sure = relaxed.values[model.column[np.arange(len(rough)), rough]] > 1.0 - 1e-6
    assert 0 < sure.sum() < len(rough)
    assert np.array_equal(polished[sure], rough[sure])
    assert not np.array_equal(polished, rough)


@pytest.mark.parametrize("far_off", [0.0, 1e9])
def test_where_nobody_in_doubt_can_make_up_everybody_is_searched(
    far_off, problem, model, weighted, solver, relaxed, rough, monkeypatch
):
    monkeypatch.setattr(polishing, "_FAR_OFF", far_off)
    sure_of_all = replace(relaxed, values=columns_of(problem, model, rough))
    polished = polish(problem, model, solver, weighted, sure_of_all, rough)
    assert np.array_equal(polished, rough) == (far_off > 0.0)
