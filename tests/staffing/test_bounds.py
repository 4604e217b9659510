"""A search that is cut short never claims more than it can prove."""

from __future__ import annotations

from dataclasses import replace

import pytest

from zhifa_alloc.drafts.proof import proved_bounds
from zhifa_alloc.rules import demands_of
from zhifa_alloc.schema.draft import Draft
from zhifa_alloc.schema.parameters import Parameters
from zhifa_alloc.schema.placement import LARGEST_PRICE, GoalPrices
from zhifa_alloc.schema.terms import CITY
from zhifa_alloc.staffing import highs, place, placing, pricing


@pytest.fixture
def no_search(monkeypatch):
    """HiGHS may look at no node: starts and relaxations are all there is."""
    monkeypatch.setitem(highs.OPTIONS, "mip_max_nodes", 0)


@pytest.mark.parametrize("seed", [3, 4, 5])
def test_bounds_of_a_search_cut_short_hold_for_the_full_search(seed, city, shares, request):
    case = city(240, domains=3, seed=seed)
    table = shares(case)
    best = place(case, table).stages
    request.getfixturevalue("no_search")
    short = place(case, table).stages
    assert not all(stage.proved for stage in short)
    assert all(stage.bound <= stage.value for stage in short)
    for full, cut in zip(best, short, strict=True):
        assert cut.bound <= full.value
        if cut.value != full.value:
            assert not cut.proved
            break


def test_two_floors_of_one_team_have_a_price_each(case_of, person, table_of, monkeypatch):
    """Twelve of thirteen certified people also count for a second rule, and all but one would rather be elsewhere."""
    people = [
        person(f"P{k:02d}", certified=k < 13, wishes=("乙区",) if k < 13 else ("甲区",)) for k in range(24)
    ]
    districts = ("甲区", "乙区", "丙区")
    case = case_of(people, districts, parameters=Parameters(seed="1", min_certified=4, goals=("志愿",)))
    table = table_of(case, {("农业", "参公事业编制", district): 8 for district in districts})

    def both(case):
        demands = demands_of(case)
        second = (replace(floor, members=floor.members[:12], rule="lasting") for floor in demands.floors)
        return replace(demands, floors=(*demands.floors, *second))

    monkeypatch.setattr(placing, "demands_of", both)
    stages = place(case, table).stages
    assert stages[0].key == "wishes"
    assert all(stage.certified * 20 >= stage.value * 19 for stage in stages)


def test_prices_stay_within_what_verify_takes(city, shares, monkeypatch):
    monkeypatch.setattr(
        pricing, "goal_weights", lambda _, goals: {g: 10.0 ** (24 - 6 * k) for k, g in enumerate(goals)}
    )
    case = city(240, domains=3, seed=3)
    placement = place(case, shares(case))
    prices = [one.held for one in placement.certificate.goals]
    assert max(price for held in prices for price in held.values()) == LARGEST_PRICE
    tables = [
        (one.cells, one.corridors, one.floors, one.rivals, one.held) for one in placement.certificate.goals
    ]
    assert all(abs(price) <= LARGEST_PRICE for goal in tables for table in goal for price in table.values())


def test_no_bound_is_below_zero_whatever_the_prices(city, shares):
    case = city(120, domains=2, seed=3)
    table = shares(case)
    placement = place(case, table)
    turned = [
        replace(one, cells={key: -3 * price - 700 for key, price in one.cells.items()})
        for one in placement.certificate.goals
    ]
    draft = _draft(
        case, table, replace(placement, certificate=replace(placement.certificate, goals=tuple(turned)))
    )
    assert min(proved_bounds(draft)) == 0


def test_a_city_without_districts_keeps_everybody(case_of, person, table_of):
    case = case_of([person(f"P{k}") for k in range(3)], ())
    placement = place(case, table_of(case, {("农业", "参公事业编制", CITY): 3}))
    assert [row.to for row in placement.assignments] == [CITY] * 3
    assert placement.stages[0].proved


def _draft(case, table, placement):
    stages, certificate = placement.stages, placement.certificate
    return Draft("x", "0", case, table, table, (), placement.assignments, stages, certificate=certificate)


def test_forged_prices_do_not_run_over_and_prove_wonders(city, shares):
    """Far districts, and a price of the goal before that is as low as a price may be."""
    case = city(240, domains=3, seed=3)
    far = {(one, other): 10**6 for one in case.receiving for other in case.receiving}
    case = replace(case, distances=far, parameters=Parameters(seed="1", goals=("距离",)))
    table = shares(case)
    draft = _draft(case, table, place(case, table))
    leads = [min(names) for names in draft.certificate.parts]
    for part in range(1, 9):
        held = {(lead, "distance"): -LARGEST_PRICE // part for lead in leads}
        forged = [
            GoalPrices(one.goal, held=held) if one.goal == "wishes" else one
            for one in draft.certificate.goals
        ]
        bounds = proved_bounds(replace(draft, certificate=replace(draft.certificate, goals=tuple(forged))))
        assert all(bound <= stage.value for bound, stage in zip(bounds, draft.stages, strict=True))


def test_a_domain_in_which_nobody_takes_part_can_be_verified(case_of, person, table_of):
    people = [person("P0"), person("P1"), person("P2", "文化", status="暂缓")]
    parameters = Parameters(seed="1", min_certified=0)
    case = case_of(people, ("甲区",), parameters=parameters)
    table = table_of(case, {("农业", "参公事业编制", place): 1 for place in ("甲区", CITY)})
    rows = {**table.rows, ("文化", "参公事业编制"): 0}
    empty = {("文化", "参公事业编制", place): 0 for place in ("甲区", CITY)}
    table = replace(table, rows=rows, values={**table.values, **empty})
    draft = _draft(case, table, place(case, table))
    assert proved_bounds(draft) == tuple(stage.certified for stage in draft.stages)
