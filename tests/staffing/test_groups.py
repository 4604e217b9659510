"""Split groups: they move while that helps, their costs are shared without loss, and one rate serves all parts."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from zhifa_alloc.rules import demands_of
from zhifa_alloc.staffing import loosening, stages
from zhifa_alloc.staffing.exchange import Exchange, Search
from zhifa_alloc.staffing.ladder import Ladder
from zhifa_alloc.staffing.loosening import loosen, settle_groups
from zhifa_alloc.staffing.opening import goal_weights, look_out, sum_of_goals
from zhifa_alloc.staffing.parts import split
from zhifa_alloc.staffing.placing import goal_order
from zhifa_alloc.staffing.problem import build_problem
from zhifa_alloc.staffing.regrouping import regroup
from zhifa_alloc.staffing.sharing import Shares
from zhifa_alloc.staffing.stages import solve


@pytest.fixture
def loosened(tied, monkeypatch):
    case, table = tied
    monkeypatch.setattr(loosening, "SEARCHED_WHOLE", 100)
    monkeypatch.setattr(stages, "SEARCHED_CITY", 0)
    problem = build_problem(case, table, demands_of(case), None)
    return loosen(problem, split(problem))


@pytest.fixture
def ladders(loosened):
    weights = goal_weights(loosened.problem, goal_order(loosened.problem.case.parameters.goals))
    outlook = look_out(loosened.problem, weights, columns=0)
    return [Ladder(loosened.problem, part, weights, outlook, {}) for part in loosened.parts]


def _settle_worst(loosened, ladders):
    """Send every group where it costs most, as long as there is room."""
    costs = loosened.gathered([ladder.reduced_table() for ladder in ladders])
    worst = [np.where(np.isfinite(cost), -cost, np.inf) for cost in costs]
    settled = settle_groups(loosened, worst)
    assert settled is not None
    for ladder, places in zip(ladders, settled, strict=True):
        ladder.settle(places)
    return settled


def _places_open(loosened, ladders):
    """For each group, the destinations that are open to each of its pieces."""
    found = []
    for group in loosened.groups:
        open_to = [
            np.append(ladders[p].solver.ceiling, 0.0)[ladders[p].model.column[u]] > 0 for p, u in group
        ]
        found.append([set(np.flatnonzero(piece)) for piece in open_to])
    return found


def test_groups_that_were_sent_to_the_worst_places_come_to_better_ones(loosened, ladders):
    settled = _settle_worst(loosened, ladders)
    before = sum(ladder.relax() for ladder in ladders)
    regroup(loosened, ladders, settled)
    after = sum(ladder.relax() for ladder in ladders)
    assert after < before - 100.0


def test_after_a_move_back_the_relaxation_from_before_holds_again(loosened, ladders):
    settled = _settle_worst(loosened, ladders)
    (p, u), *_ = loosened.groups[0]
    ladder, at = ladders[p], settled[p][u]
    ladder.relax()
    there, table = ladder.ended(), ladder.reduced_table()
    elsewhere = next(int(d) for d in np.flatnonzero(ladder.model.column[u] >= 0) if d != at)
    ladder.settle({u: elsewhere})
    assert ladder.relax() < there.least
    ladder.settle({u: at})
    ladder.go_back(there)
    assert ladder.least == there.least
    assert np.array_equal(ladder.reduced_table(), table)
    assert ladder.relax() == pytest.approx(there.least)


def test_a_group_that_moves_moves_as_a_whole(loosened, ladders):
    settled = _settle_worst(loosened, ladders)
    regroup(loosened, ladders, settled)
    for pieces in _places_open(loosened, ladders):
        assert len(pieces[0]) == 1
        assert all(piece == pieces[0] for piece in pieces)


def _relaxed(ladders, costs):
    return [ladder.solver.relax(cost) for ladder, cost in zip(ladders, costs, strict=True)]


def test_shared_costs_prove_more_and_cost_a_whole_group_the_same(loosened, ladders):
    columns = [ladder.model.column for ladder in ladders]
    shares = Shares(loosened.groups, columns)
    costs = [ladder.cost.copy() for ladder in ladders]
    alone = _relaxed(ladders, costs)
    shares.agree(costs, [one.reduced for one in alone])
    agreed = _relaxed(ladders, costs)
    assert sum(one.objective for one in agreed) > sum(one.objective for one in alone) + 10.0
    for group in loosened.groups:
        for d in range(len(loosened.problem.destinations)):
            at = [(p, columns[p][u, d]) for p, u in group]
            if all(column >= 0 for _, column in at):
                shared = sum(costs[p][column] for p, column in at)
                assert shared == pytest.approx(sum(ladders[p].cost[column] for p, column in at))


def test_costs_of_people_outside_groups_stay(loosened, ladders):
    shares = Shares(loosened.groups, [ladder.model.column for ladder in ladders])
    costs = [ladder.cost.copy() for ladder in ladders]
    shares.agree(costs, [one.reduced for one in _relaxed(ladders, costs)])
    for p, ladder in enumerate(ladders):
        pieces = [u for group in loosened.groups for q, u in group if q == p]
        others = np.delete(ladder.model.column, pieces, axis=0)
        kept = others[others >= 0]
        assert np.array_equal(costs[p][kept], ladder.cost[kept])


def test_what_is_moved_between_pieces_can_be_told_and_charged_again(loosened, ladders):
    shares = Shares(loosened.groups, [ladder.model.column for ladder in ladders])
    origin = [ladder.cost.copy() for ladder in ladders]
    costs = [cost.copy() for cost in origin]
    shares.agree(costs, [one.reduced for one in _relaxed(ladders, costs)])
    more = shares.between(costs, origin)
    assert any(np.any(np.abs(part) > 1.0) for part in more)
    half = [cost.copy() for cost in origin]
    shares.charge(half, 0.5, more)
    for cost, before, after in zip(half, origin, costs, strict=True):
        assert cost == pytest.approx((before + after) / 2)


@pytest.mark.parametrize("extra", [3, 12])
def test_the_search_begins_near_the_best_rate_and_finds_it(extra, loosened):
    problem = loosened.tied
    goals = goal_order(problem.case.parameters.goals)
    solved = solve(problem, split(problem), goals)
    # With some steps more than were needed there is play, and the rate is neither zero nor without limit.
    results = [
        replace(
            result,
            settled=result.model.matrix.ceiling,
            reached=tuple(
                replace(reached, value=reached.value + extra * (goal == "wishes"))
                for goal, reached in zip(goals, result.reached, strict=True)
            ),
        )
        for result in solved.results
    ]
    for result in results:
        result.solver.limit(result.model.matrix.ceiling)
    firm = {"balance": 1000.0, "stay": 200.0}
    rates = Exchange(goals, results).rates("distance", firm, ("wishes",))

    def charged(rate):
        sums = [sum_of_goals(result.model, {**firm, "distance": 1.0, "wishes": rate}) for result in results]
        return sums, [result.relaxed(cost) for result, cost in zip(results, sums, strict=True)]

    def proved(rate):
        wishes = sum(result.reached[goals.index("wishes")].value for result in results)
        return sum(one.objective for one in charged(rate)[1]) - rate * wishes

    best = max(proved(rate) for rate in np.linspace(0.0, 6.0, 61))
    begun = proved(rates["wishes"])
    assert begun >= best - 0.02 * abs(best)
    search = Search(goals, results, ("wishes",))
    last = rates
    for _ in range(5):
        costs, relaxed = charged(last["wishes"])
        last = search.after(last, rates, relaxed, costs)
        rates = max(rates, last, key=lambda tried: proved(tried["wishes"]))
    found = proved(rates["wishes"])
    assert found >= begun
    assert found >= best - 0.001 * abs(best)
