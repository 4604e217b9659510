"""The table chosen is the best of all tables, by trying them all."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quotas.brute import best_tables, meets, preferred
from quotas.cases import KIND, WORKER, district, make_case
from zhifa_alloc.quotas import branching, share_quotas
from zhifa_alloc.quotas.bounds import bounds_of
from zhifa_alloc.quotas.certificates import quota_faults
from zhifa_alloc.quotas.task import quota_task
from zhifa_alloc.schema.errors import NoFeasiblePlan

DOMAINS = ("城管", "交通")
DISTRICTS = ("甲区", "乙区", "丙区")


@st.composite
def small_cases(draw, bounded):
    """One to four rows of few posts over two or three districts, with ties, zeros and closed cells."""
    names = DISTRICTS[: draw(st.integers(2, 3))]
    possible = [(domain, kind) for domain in DOMAINS for kind in (KIND, WORKER)]
    rows = draw(st.lists(st.sampled_from(possible), min_size=1, max_size=3, unique=True))
    posts = {row: draw(st.integers(0, 5 if len(rows) < 3 else 4)) for row in rows}
    districts = [
        district(
            name,
            code=f"23010{len(names) - place}",
            factors={"人口": draw(st.integers(0, 4)) if place else draw(st.integers(1, 4))},
            excluded_domains=draw(st.sampled_from([(), (), (), DOMAINS[1:]])) if place else (),
            cap=draw(st.none() | st.integers(0, 9)) if bounded else None,
            floor=draw(st.none() | st.integers(0, 4)) if bounded else None,
        )
        for place, name in enumerate(names)
    ]
    if not bounded:
        return make_case(posts, districts, {"人口": 1})
    cells = st.tuples(st.sampled_from(rows), st.sampled_from(names), st.integers(0, 3))
    locks = [(*row, name, quota) for row, name, quota in draw(st.lists(cells, max_size=2))]
    merged = draw(st.sampled_from([(), (("甲区", "综合队", DOMAINS),)]))
    floor = draw(st.integers(0, 2))
    return make_case(
        posts, districts, {"人口": 1}, locks=locks, institutions=merged, parameters={"每队最少编制": floor}
    )


def expected_table(case):
    task = quota_task(case)
    tables = best_tables(task.rows, task.shares, bounds_of(case))
    return (preferred(tables, task.weights, task.order) if tables else None), len(tables)


def compare_with_all_tables(case):
    try:
        expected, equal = expected_table(case)
    except NoFeasiblePlan:
        expected, equal = None, 0
    if expected is None:
        with pytest.raises(NoFeasiblePlan):
            share_quotas(case)
        return
    table = share_quotas(case)
    assert {cell: table.values[cell] for cell in expected} == expected
    tables = 1
    for tie in table.ties:
        assert not tie.capped
        tables *= tie.tables
    assert tables == equal


@settings(max_examples=150, deadline=None)
@given(small_cases(bounded=False))
def test_unbounded_table_is_the_best_of_all(case):
    compare_with_all_tables(case)


@settings(max_examples=300, deadline=None)
@given(small_cases(bounded=True))
def test_bounded_table_is_the_best_of_all(case):
    compare_with_all_tables(case)


@st.composite
def crossing_cases(draw):
    """Comprehensive teams beside 工勤 posts: their floors do not nest with the sums of a domain."""
    rows = [("城管", KIND), ("城管", WORKER), ("交通", KIND)]
    posts = {row: draw(st.integers(0, 4)) for row in rows}
    districts = [
        district(name, code=code, factors={"人口": draw(st.integers(0, 4)) + (code == "1")}, cap=cap)
        for name, code, cap in zip(
            DISTRICTS, "123", draw(st.tuples(*[st.sampled_from([None, None, 2, 4])] * 3)), strict=True
        )
    ]
    merged = [(name, f"{name}综合队", DOMAINS) for name in DISTRICTS[: draw(st.integers(1, 3))]]
    floor = draw(st.integers(1, 3))
    return make_case(posts, districts, {"人口": 1}, institutions=merged, parameters={"每队最少编制": floor})


@settings(max_examples=150, deadline=None)
@given(crossing_cases())
def test_floors_of_comprehensive_teams_are_met_by_the_best_of_all(case):
    compare_with_all_tables(case)


@pytest.mark.parametrize("floor", [1, 2, 3])
def test_a_search_that_is_stopped_still_meets_every_bound_and_says_so(monkeypatch, floor):
    monkeypatch.setattr(branching, "BRANCHES", 0)
    posts = {("城管", KIND): 7, ("城管", WORKER): 5, ("交通", KIND): 6}
    figures = zip(DISTRICTS, "123", (9, 3, 2), strict=True)
    districts = [district(name, code=code, factors={"人口": figure}) for name, code, figure in figures]
    merged = [(name, f"{name}综合队", DOMAINS) for name in DISTRICTS]
    case = make_case(posts, districts, {"人口": 1}, institutions=merged, parameters={"每队最少编制": floor})
    table = share_quotas(case)
    assert meets(table.values, bounds_of(case))
    assert quota_faults(case, table) == ()
    assert table.proved == (floor < 3)
