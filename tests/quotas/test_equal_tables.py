"""Equally good headcount tables come in the order of the printed rule, and none is left out."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from quotas.brute import best_tables, preferred
from quotas.cases import KIND, WORKER, crew, district, make_case
from zhifa_alloc.quotas import equal_headcounts, share_headcounts, share_quotas
from zhifa_alloc.quotas.supply import headcount_task, supplies_of

ROWS = (("城管", KIND), ("城管", WORKER), ("交通", KIND))
DISTRICTS = tuple(
    district(name, code=code) for name, code in zip(("甲区", "乙区", "丙区"), "123", strict=True)
)


@st.composite
def half_filled_cities(draw):
    """A few rows of posts, equal districts, some posts empty: headcounts then tie often."""
    posts = {
        row: (draw(st.integers(1, 5)), draw(st.integers(0, 1))) for row in ROWS[: draw(st.integers(1, 3))]
    }
    people = [
        person
        for (domain, kind), (total, _) in posts.items()
        for person in crew(draw(st.integers(1, total)), domain, kind)
    ]
    return make_case(posts, DISTRICTS[: draw(st.integers(2, 3))], people=people)


def in_rank(tables, task):
    """Sort tables by the printed rule, taking the preferred one away again and again."""
    left = list(tables)
    while left:
        first = preferred(left, task.weights, task.order)
        left.remove(first)
        yield first


@settings(max_examples=150, deadline=None)
@given(half_filled_cities())
def test_all_equals_come_in_the_order_of_the_rule(case):
    quotas = share_quotas(case)
    task = headcount_task(case, supplies_of(case, quotas))
    expected = list(in_rank(best_tables(task.rows, task.shares, task.bounds), task))
    found = [table for table, _ in equal_headcounts(case, quotas, case.domains)]
    assert [{cell: table.values[cell] for cell in task.shares} for table in found] == expected
    assert found[0] == share_headcounts(case, quotas)[0]


def test_only_exchanges_around_the_domains_asked_for_are_made():
    case = make_case(
        {("城管", KIND): 4, ("交通", KIND): 4}, DISTRICTS[:2], people=[*crew(3), *crew(3, "交通")]
    )
    assert len(list(equal_headcounts(case, share_quotas(case), ("没有",)))) == 1
