"""Every table passes the re-check; a table that somebody changed does not."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from quotas.cases import KIND, WORKER, crew, district, make_case
from zhifa_alloc.drafts.outside_words import outside_sentence
from zhifa_alloc.quotas import share_headcounts, share_quotas
from zhifa_alloc.quotas.certificates import headcount_faults, quota_faults
from zhifa_alloc.schema.errors import NoFeasiblePlan
from zhifa_alloc.text import phrasebook

METHODS = ("双向控制", "最大余数", "Q值法", "圣拉古", "洪特", "亚当斯")


@st.composite
def bounded_cases(draw):
    names = [f"区{place}" for place in range(draw(st.integers(2, 6)))]
    rows = [(domain, kind) for domain in ("城管", "交通", "文旅") for kind in (KIND, WORKER)]
    rows = draw(st.lists(st.sampled_from(rows), min_size=1, max_size=6, unique=True))
    posts = {row: draw(st.integers(0, 60)) for row in rows}
    districts = [
        district(
            name,
            code=f"{place:02}",
            factors={
                "人口": draw(st.integers(0, 99)) if place else draw(st.integers(1, 99)),
                "面积": draw(st.integers(1, 9)),
            },
            cap=draw(st.none() | st.integers(10, 80)),
            floor=draw(st.none() | st.integers(0, 15)),
        )
        for place, name in enumerate(names)
    ]
    cells = st.tuples(st.sampled_from(rows), st.sampled_from(names), st.integers(0, 9))
    locks = [(*row, name, quota) for row, name, quota in draw(st.lists(cells, max_size=2))]
    return make_case(
        posts,
        districts,
        {"人口": 3, "面积": draw(st.integers(0, 2))},
        locks=locks,
        parameters={"取整方法": draw(st.sampled_from(METHODS)), "每队最少编制": draw(st.integers(0, 2))},
    )


def table_or_skip(case):
    try:
        return share_quotas(case)
    except NoFeasiblePlan:
        assume(False)


@settings(max_examples=120, deadline=None)
@given(bounded_cases())
def test_every_table_passes(case):
    assert quota_faults(case, table_or_skip(case)) == ()


@settings(max_examples=80, deadline=None)
@given(bounded_cases(), st.data())
def test_no_exchange_of_two_posts_passes_unless_it_is_a_tie(case, data):
    table = table_or_skip(case)
    moved = [cell for cell, value in table.values.items() if value]
    assume(moved)
    giver = data.draw(st.sampled_from(moved))
    taker = data.draw(st.sampled_from([cell for cell in table.values if cell[:2] == giver[:2]]))
    assume(taker != giver)
    values = {**table.values, giver: table.values[giver] - 1, taker: table.values[taker] + 1}
    faults = quota_faults(case, replace(table, values=values))
    tied = {cell for tie in table.ties for cell in tie.cells}
    assert faults or {giver, taker} <= tied


@pytest.fixture
def bent():
    """A table with posts outside: 甲区 may take 5 of its 10."""
    districts = [district(name, code=name, factors={"人口": 1}) for name in ("乙区", "丙区")]
    return make_case(
        {("城管", KIND): 30},
        [district("甲区", code="甲", factors={"人口": 1}, cap=5), *districts],
        {"人口": 1},
    )


def codes(faults):
    for fault in faults:
        for lang in ("zh", "en"):
            phrasebook(lang).say(f"conflicts.quotas.faults.{fault.code}", **fault.params)
    return {fault.code for fault in faults}


def test_it_is_said_who_got_the_posts_and_who_gave_them(bent):
    entries = {entry.district: entry for entry in share_quotas(bent).outside if entry.level == "district"}
    told = {name: [(one.district, one.posts) for one in entry.partners] for name, entry in entries.items()}
    assert {name: entry.value for name, entry in entries.items()} == {"甲区": 5, "乙区": 12, "丙区": 13}
    assert sorted(told["甲区"]) == [("丙区", 3), ("乙区", 2)]
    assert told["乙区"] == [("甲区", 2)]
    assert told["丙区"] == [("甲区", 3)]
    assert outside_sentence(phrasebook("zh"), entries["乙区"], "posts").startswith(
        "乙区多 2 名（甲区编制上限不多于 5），由甲区让出"
    )


def test_each_kind_of_damage_is_named(bent):
    table = share_quotas(bent)
    cell = ("城管", KIND, "甲区")
    other = ("城管", KIND, "乙区")
    assert quota_faults(bent, table) == ()
    assert codes(quota_faults(bent, replace(table, shares={**table.shares, cell: Fraction(9)}))) == {"share"}
    assert codes(quota_faults(bent, replace(table, values={**table.values, cell: 4}))) == {"row_sum"}
    moved = {**table.values, cell: 6, other: table.values[other] - 1}
    assert codes(quota_faults(bent, replace(table, values=moved))) == {"bound"}
    assert codes(quota_faults(bent, replace(table, outside=()))) == {"outside"}
    unexplained = tuple(replace(entry, bounds=()) for entry in table.outside)
    assert codes(quota_faults(bent, replace(table, outside=unexplained))) == {"unforced"}
    assert codes(quota_faults(bent, replace(table, method="圣拉古"))) == {"method"}


def test_posts_spread_out_of_proportion_are_found(bent):
    table = share_quotas(bent)
    first, second = ("城管", KIND, "乙区"), ("城管", KIND, "丙区")
    lopsided = {**table.values, first: table.values[first] + 2, second: table.values[second] - 2}
    assert "better_table" in codes(quota_faults(bent, replace(table, values=lopsided)))


def test_a_wrong_divisor_is_found():
    case = make_case(
        {("城管", KIND): 21},
        [
            district(name, code=name, factors={"人口": value})
            for name, value in (("甲", 103), ("乙", 63), ("丙", 34))
        ],
        {"人口": 1},
        parameters={"取整方法": "洪特"},
    )
    table = share_quotas(case)
    assert quota_faults(case, table) == ()
    assert codes(quota_faults(case, replace(table, divisors={f"城管·{KIND}": Fraction(2)}))) == {"divisor"}


def test_headcounts_pass_with_pins_and_fail_when_changed():
    districts = [district(name, code=name, factors={"人口": value}) for name, value in (("甲", 5), ("乙", 2))]
    people = [*crew(12), *crew(3, pin="乙"), *crew(4, kind=WORKER)]
    case = make_case(
        {("城管", KIND): (20, 3), ("城管", WORKER): (6, 1)}, districts, {"人口": 1}, people=people
    )
    quotas = share_quotas(case)
    table, _ = share_headcounts(case, quotas)
    assert headcount_faults(case, quotas, table) == ()
    values = dict(table.values)
    values["城管", KIND, "甲"] -= 1
    values["城管", KIND, "乙"] += 1
    assert headcount_faults(case, quotas, replace(table, values=values))


def test_a_district_left_empty_by_the_floor_of_another_needs_no_divisor():
    figures = zip(("甲区", "乙区", "丙区"), (3, 2, 4), (None, 4, None), (None, None, 6), strict=True)
    districts = [
        district(name, code=name, factors={"人口": figure}, floor=floor, cap=cap)
        for name, figure, floor, cap in figures
    ]
    case = make_case(
        {("城管", WORKER): 3, ("交通", WORKER): 2},
        districts,
        {"人口": 1},
        locks=[("城管", WORKER, "甲区", 1)],
        parameters={"取整方法": "洪特"},
    )
    table = share_quotas(case)
    assert quota_faults(case, table) == ()
    assert "丙区" not in table.divisors


def test_adams_with_fewer_posts_than_claimants_under_caps_is_still_answered():
    figures = zip(("甲区", "乙区", "丙区"), (1, 7, 2), (None, 4, 1), strict=True)
    districts = [
        district(name, code=name, factors={"人口": figure}, cap=cap) for name, figure, cap in figures
    ]
    case = make_case(
        {("城管", WORKER): 2, ("交通", KIND): 5},
        districts,
        {"人口": 1},
        parameters={"取整方法": "亚当斯"},
    )
    assert quota_faults(case, share_quotas(case)) == ()
