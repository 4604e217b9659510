"""What must hold for every quota table: contract 3.2 and 3.3, and the laws of the methods."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from math import ceil, floor

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quotas.brute import sums
from quotas.cases import KIND, WORKER, district, make_case, population
from zhifa_alloc.quotas import share_quotas
from zhifa_alloc.schema.errors import NoFeasiblePlan

DIVISORS = ("Q值法", "圣拉古", "洪特", "亚当斯")


@st.composite
def cities(draw, bounded=False):
    """A few domains and districts with two factors, own weights, closed domains, districts outside the reform."""
    names = [f"区{place}" for place in range(draw(st.integers(1, 6)))]
    domains = [f"领域{place}" for place in range(draw(st.integers(1, 4)))]
    posts = {}
    for domain in domains:
        for kind in draw(st.sampled_from([(KIND,), (KIND, WORKER)])):
            approved = draw(st.integers(0, 300))
            posts[domain, kind] = (approved, draw(st.integers(0, approved)))
    districts = [
        district(
            name,
            receives=place == 0 or draw(st.integers(0, 5)) > 0,
            code=f"{place:02}",
            factors={"人口": draw(st.integers(1, 10**6)), "面积": draw(st.integers(1, 900))},
            excluded_domains=draw(st.sampled_from([(), (), (domains[-1],)])) if place else (),
            cap=draw(st.none() | st.integers(60, 500)) if bounded else None,
            floor=draw(st.none() | st.integers(0, 60)) if bounded else None,
        )
        for place, name in enumerate(names)
    ]
    weights = {"人口": draw(st.integers(1, 9)), "面积": draw(st.integers(0, 9))}
    parameters = {"每队最少编制": draw(st.integers(0, 3))} if bounded else {}
    return make_case(posts, districts, weights, parameters=parameters)


@settings(max_examples=100, deadline=None)
@given(cities())
def test_without_bounds_every_sum_is_its_fair_share_rounded_down_or_up(case):
    table = share_quotas(case)
    assert not table.outside
    for key, value in sums(table.values).items():
        assert floor(sums(table.shares)[key]) <= value <= ceil(sums(table.shares)[key])


@settings(max_examples=100, deadline=None)
@given(cities(bounded=True))
def test_rows_add_up_and_whoever_does_not_receive_gets_nothing(case):
    try:
        table = share_quotas(case)
    except NoFeasiblePlan:
        return
    for row in case.quotas:
        posts = row.approved - row.reserve
        own = {
            cell: value for cell, value in table.values.items() if cell[:2] == (row.domain, row.quota_type)
        }
        assert sum(own.values()) == posts == table.rows[row.domain, row.quota_type]
        assert {cell[2] for cell in own} == set(case.receiving)
        assert all(own[cell] == 0 for cell in own if cell[2] not in case.receivers_of(row.domain))
    for one in case.districts:
        got = sum(value for cell, value in table.values.items() if cell[2] == one.name)
        assert one.cap is None or not one.receives or got <= one.cap
        assert one.floor is None or not one.receives or got >= one.floor
    assert all(entry.bounds and entry.posts > 0 for entry in table.outside)


@settings(max_examples=60, deadline=None)
@given(cities(bounded=True), st.randoms(use_true_random=False))
def test_the_order_of_rows_in_the_workbook_changes_nothing(case, random):
    def shuffled(rows):
        return tuple(random.sample(rows, len(rows)))

    other = replace(
        case,
        quotas=shuffled(case.quotas),
        districts=shuffled(case.districts),
        weights=shuffled(case.weights),
    )
    try:
        table = share_quotas(case)
    except NoFeasiblePlan:
        with pytest.raises(NoFeasiblePlan):
            share_quotas(other)
        return
    again = share_quotas(other)
    assert again.values == table.values
    assert {replace(entry, bounds=(), partners=()) for entry in again.outside} == {
        replace(entry, bounds=(), partners=()) for entry in table.outside
    }
    assert again.ties == table.ties


@settings(max_examples=40, deadline=None)
@given(cities())
def test_new_names_with_the_same_codes_change_nothing(case):
    renamed = {one.name: f"新{len(case.districts) - place}" for place, one in enumerate(case.districts)}
    districts = tuple(replace(one, name=renamed[one.name]) for one in case.districts)
    table, other = share_quotas(case), share_quotas(replace(case, districts=districts))
    assert {(*cell[:2], renamed[cell[2]]): value for cell, value in table.values.items()} == other.values


one_rows = st.lists(st.integers(1, 10**6), min_size=1, max_size=9)


def split(figures, posts, method):
    named = {f"区{place}": figure for place, figure in enumerate(figures)}
    case = make_case(
        {("城管", KIND): posts}, population(named), {"常住人口": 1}, parameters={"取整方法": method}
    )
    return share_quotas(case)


@settings(max_examples=80, deadline=None)
@given(one_rows, st.integers(0, 400))
def test_largest_remainders_keep_the_quota_rule(figures, posts):
    table = split(figures, posts, "最大余数")
    for cell, value in table.values.items():
        assert floor(table.shares[cell]) <= value <= ceil(table.shares[cell])


@settings(max_examples=80, deadline=None)
@given(one_rows, st.integers(0, 200), st.sampled_from(DIVISORS))
def test_one_post_more_never_costs_a_district_a_post(figures, posts, method):
    fewer, more = split(figures, posts, method), split(figures, posts + 1, method)
    assert all(fewer.values[cell] <= more.values[cell] for cell in more.values)


@settings(max_examples=40, deadline=None)
@given(one_rows, st.integers(0, 200), st.sampled_from((*DIVISORS, "最大余数", "双向控制")), st.integers(2, 9))
def test_only_the_ratio_of_figures_matters(figures, posts, method, factor):
    scaled = [figure * factor for figure in figures]
    assert split(figures, posts, method).values == split(scaled, posts, method).values


def test_equal_districts_share_the_rest_by_code_not_by_row():
    districts = [district(name, code=code) for name, code in (("丙", "3"), ("甲", "1"), ("乙", "2"))]
    table = share_quotas(make_case({("城管", KIND): 8}, districts))
    assert {cell[2]: value for cell, value in table.values.items()} == {"丙": 2, "甲": 3, "乙": 3}
    (tie,) = table.ties
    assert tie.tables == 3
    assert not tie.capped


def test_of_two_equal_remainders_the_larger_weight_wins():
    table = share_quotas(make_case({("城管", KIND): 2}, population({"小": 1, "大": 3}), {"常住人口": 1}))
    assert {cell[2]: value for cell, value in table.values.items()} == {"小": 0, "大": 2}


def test_without_codes_names_decide():
    table = share_quotas(make_case({("城管", KIND): 1}, [district("乙"), district("丙"), district("丁")]))
    assert [cell[2] for cell, value in table.values.items() if value] == [min("乙丙丁")]


def test_a_share_of_zero_gets_nothing():
    table = share_quotas(make_case({("城管", KIND): 7}, population({"甲": 5, "乙": 0}), {"常住人口": 1}))
    assert table.values["城管", KIND, "乙"] == 0
    assert table.shares["城管", KIND, "乙"] == Fraction(0)


def test_a_cap_pushes_posts_to_the_others_in_proportion_and_names_itself():
    districts = population({"甲": 50, "乙": 30, "丙": 20}, 甲={"cap": 30})
    table = share_quotas(make_case({("城管", KIND): 100}, districts, {"常住人口": 1}))
    assert list(table.values.values()) == [30, 42, 28]
    assert [(entry.level, entry.district, entry.posts) for entry in table.outside[:3]] == [
        ("district", "甲", 20),
        ("district", "乙", 12),
        ("district", "丙", 8),
    ]
    assert {bound.source for entry in table.outside for bound in entry.bounds} == {"编制上限"}


def test_a_team_floor_counts_only_types_that_can_hold_a_certificate():
    posts = {("城管", KIND): 20, ("城管", WORKER): 20}
    districts = population({"甲": 99, "乙": 1})
    table = share_quotas(make_case(posts, districts, {"常住人口": 1}, parameters={"每队最少编制": 2}))
    assert table.values["城管", KIND, "乙"] == 2
    assert table.values["城管", WORKER, "乙"] in (0, 1)


def test_a_comprehensive_team_has_one_floor_for_all_its_domains():
    posts = {("城管", KIND): 100, ("交通", KIND): 100}
    districts = population({"甲": 99, "乙": 1})
    merged = [("乙", "综合队", ("城管", "交通"))]
    apart = share_quotas(make_case(posts, districts, {"常住人口": 1}, parameters={"每队最少编制": 2}))
    joined = share_quotas(
        make_case(posts, districts, {"常住人口": 1}, parameters={"每队最少编制": 2}, institutions=merged)
    )
    assert sum(value for cell, value in apart.values.items() if cell[2] == "乙") == 4
    assert sum(value for cell, value in joined.values.items() if cell[2] == "乙") == 2
    assert not joined.outside


def test_a_tie_among_many_equal_districts_is_counted_up_to_the_cap():
    districts = [district(f"区{place:02}", code=f"{place:02}") for place in range(12)]
    (tie,) = share_quotas(make_case({("城管", KIND): 6}, districts)).ties
    assert tie.capped
    assert tie.tables == 100
    assert len(tie.cells) == 12
