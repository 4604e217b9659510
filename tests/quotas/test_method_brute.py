"""Under every kind of bound each method gives the table that is best by its own measure, of all there are."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from math import ceil, floor

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quotas.brute import all_tables, best_tables, meets, preferred
from quotas.cases import KIND, WORKER, crew, district, make_case
from zhifa_alloc.quotas import share_headcounts, share_quotas
from zhifa_alloc.quotas.bounds import bounds_of
from zhifa_alloc.quotas.certificates import quota_faults
from zhifa_alloc.quotas.supply import headcount_task, supplies_of
from zhifa_alloc.quotas.task import quota_task
from zhifa_alloc.schema.errors import NoFeasiblePlan
from zhifa_alloc.schema.terms import CITY

MARKS = {
    "亚当斯": (1, lambda post: post - 1),
    "Q值法": (2, lambda post: post * (post - 1)),
    "圣拉古": (1, lambda post: Fraction(2 * post - 1, 2)),
    "洪特": (1, Fraction),
}
"""Power of the weights, and the mark below the k-th post, of every divisor method."""


def priced(table, shares, method):
    """Π mark(k) / share over all posts; a mark of 0 comes before, a share of 0 after everything else."""
    power, mark = MARKS[method]
    last, price = 0, Fraction(1)
    for cell, value in table.items():
        for post in range(1, value + 1):
            if not shares[cell]:
                last, price = last + 1, price * post
            elif not mark(post):
                last, price = last - 1, price / shares[cell] ** power
            else:
                price *= mark(post) / shares[cell] ** power
    return last, price


def remainders(table, shares, _method):
    """Contract 3.3 for the cells alone."""
    outside = {
        cell: max(value - ceil(shares[cell]), floor(shares[cell]) - value, 0) for cell, value in table.items()
    }
    return (
        sum(outside.values()),
        sum(posts**2 for cell, posts in outside.items() if not shares[cell]),
        sum(Fraction(posts**2) / shares[cell] for cell, posts in outside.items() if shares[cell]),
        sum((value - shares[cell]) ** 2 for cell, value in table.items()),
    )


def best_by(measure, task, bounds, method):
    columns = {row: [cell[2] for cell in task.shares if cell[:2] == row] for row in task.rows}
    tables = [table for table in all_tables(task.rows, columns) if meets(table, bounds)]
    worth = [measure(table, task.shares, method) for table in tables]
    return [table for table, value in zip(tables, worth, strict=True) if value == min(worth)]


@st.composite
def mildly_bounded(draw):
    """One or two rows over three districts, with bounds that mostly leave some table."""
    names = ("甲区", "乙区", "丙区")
    rows = draw(
        st.lists(st.sampled_from([("城管", KIND), ("城管", WORKER), ("交通", KIND)]), min_size=1, max_size=2)
    )
    posts = {row: draw(st.integers(2, 6)) for row in rows}
    figures = draw(st.tuples(st.integers(1, 9), st.integers(0, 9), st.integers(0, 9)))
    districts = [
        district(
            name,
            code=str(place),
            factors={"人口": figure},
            cap=draw(st.sampled_from([None, None, 3, 5])),
            floor=draw(st.sampled_from([None, None, 1, 2])),
        )
        for place, (name, figure) in enumerate(zip(names, figures, strict=True))
    ]
    locks = draw(st.lists(st.tuples(st.sampled_from(names), st.integers(0, 2)), max_size=1))
    return make_case(
        posts,
        districts,
        {"人口": 1},
        locks=[(*rows[0], name, quota) for name, quota in locks],
        parameters={"每队最少编制": draw(st.integers(0, 1))},
    )


@pytest.mark.parametrize("method", ["最大余数", *MARKS])
@settings(max_examples=60, deadline=None)
@given(case=mildly_bounded())
def test_the_table_of_a_method_is_the_best_of_all_by_its_own_measure(method, case):
    case = replace(case, parameters=case.parameters.model_copy(update={"rounding": method}))
    try:
        task = quota_task(case)
        best = best_by(remainders if method == "最大余数" else priced, task, bounds_of(case), method)
    except NoFeasiblePlan:
        best = []
    if not best:
        with pytest.raises(NoFeasiblePlan):
            share_quotas(case)
        return
    table = share_quotas(case)
    assert {cell: table.values[cell] for cell in best[0]} == preferred(best, task.weights, task.order)
    assert quota_faults(case, table) == ()


@st.composite
def bound_people(draw):
    """One or two rows over up to three districts: pins, exclusions, people apart, certified floors."""
    names = ("甲区", "乙区", "丙区")[: draw(st.integers(1, 3))]
    rows = draw(
        st.lists(
            st.sampled_from([("城管", KIND), ("城管", WORKER), ("交通", KIND)]),
            min_size=1,
            max_size=2,
            unique=True,
        )
    )
    posts, people = {}, []
    for row in rows:
        approved = draw(st.integers(0, 8))
        posts[row] = (approved, draw(st.integers(0, approved)))
        for one in crew(draw(st.integers(0, 4)), *row):
            pin = draw(st.sampled_from(["", "", "", *names, CITY]))
            shut = draw(st.lists(st.sampled_from(names), max_size=2, unique=True))
            people.append(replace(one, pin=pin, exclusions=() if pin else tuple(shut)))
        people += crew(draw(st.integers(0, 1)), *row, status="停职")
    districts = [
        district(name, code=str(place), factors={"人口": draw(st.integers(1, 4))})
        for place, name in enumerate(names)
    ]
    parameters = {
        "超编处理": draw(st.sampled_from(["留市消化", "随同下沉"])),
        "每队最少持证人数": draw(st.integers(0, 2)),
    }
    return make_case(posts, districts, {"人口": 1}, people=people, parameters=parameters)


@settings(max_examples=150, deadline=None)
@given(bound_people())
def test_headcounts_under_pins_exclusions_and_floors_are_the_best_of_all(case):
    quotas = share_quotas(case)
    task = headcount_task(case, supplies_of(case, quotas))
    best = best_tables(task.rows, dict(task.shares), task.bounds)
    if not best:
        with pytest.raises(NoFeasiblePlan):
            share_headcounts(case, quotas)
        return
    table, _ = share_headcounts(case, quotas)
    assert {cell: table.values[cell] for cell in best[0]} == preferred(best, task.weights, task.order)
    for domain, kind in task.rows:
        pins = [
            one.pin
            for one in case.people
            if (one.domain, one.quota_type) == (domain, kind) and one.takes_part
        ]
        assert all(table.values[domain, kind, place] >= pins.count(place) for place in table.columns)
