"""The smoothed dual: below every placement whatever the prices, and its slope is what it says."""

from __future__ import annotations

import numpy as np
import pytest

from zhifa_alloc.rules import demands_of
from zhifa_alloc.staffing import place
from zhifa_alloc.staffing.opening import goal_weights
from zhifa_alloc.staffing.placing import goal_order
from zhifa_alloc.staffing.problem import build_problem
from zhifa_alloc.staffing.smoothing import _Dual, smoothed_charges


@pytest.fixture
def placed(city, shares):
    case = city(240, domains=3, seed=4)
    table = shares(case)
    problem = build_problem(case, table, demands_of(case), None)
    return problem, goal_weights(problem, goal_order(case.parameters.goals)), place(case, table)


def _prices(dual, seed):
    bounds = np.clip(np.array(dual.bounds()), -300.0, 300.0)
    return np.random.default_rng(seed).uniform(bounds[:, 0], bounds[:, 1])


@pytest.mark.parametrize("temperature", [1.0, 30.0])
@pytest.mark.parametrize("seed", range(4))
def test_no_prices_rise_above_a_placement(seed, temperature, placed):
    problem, weights, placement = placed
    dual = _Dual(problem, weights)
    value = sum(weights[stage.key] * stage.value for stage in placement.stages)
    assert -dual.climb(_prices(dual, seed), temperature)[0] <= value + 1.0


def test_the_slope_agrees_with_differences(placed):
    problem, weights, _ = placed
    dual = _Dual(problem, weights)
    prices = _prices(dual, 9)
    slope = dual.climb(prices, 100.0)[1]
    for entry in np.random.default_rng(1).integers(0, len(prices), 30):
        ends = []
        for step in (-2.0, 2.0):
            moved = prices.copy()
            moved[entry] += step
            ends.append(dual.climb(moved, 100.0)[0])
        assert (ends[1] - ends[0]) / 4.0 == pytest.approx(slope[entry], abs=0.15)


def test_most_people_are_placed_where_they_are_charged_least(placed):
    problem, weights, placement = placed
    charges = smoothed_charges(problem, weights)
    to = {one.staff_id: one.to for one in placement.assignments}
    places = np.array([problem.destinations.index(to[person.staff_id]) for person in problem.people])
    above = charges[np.arange(len(places)), places] - charges.min(axis=1)
    assert np.mean(above < 10.0) > 0.9
    assert np.mean(problem.costs["wishes"].argmin(axis=1) == places) < 0.9
