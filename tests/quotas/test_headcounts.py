"""Headcounts: contract 3.4."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from math import ceil, floor

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quotas.brute import best_tables, preferred, sums
from quotas.cases import HARBIN, KIND, WORKER, crew, district, make_case, population
from zhifa_alloc.quotas import share_headcounts, share_quotas
from zhifa_alloc.schema.errors import NoFeasiblePlan
from zhifa_alloc.schema.terms import CITY, MODE_TRANSFERRED

EQUAL = tuple(district(name, code=code) for name, code in (("甲区", "1"), ("乙区", "2")))


def headcounts(case):
    return share_headcounts(case, share_quotas(case))


def row_of(table, kind=KIND, domain="城管"):
    return {column: table.values[domain, kind, column] for column in table.columns}


def test_vacancies_are_shared_in_proportion_to_quotas():
    case = make_case({("城管", KIND): (30, 10)}, EQUAL, people=crew(15))
    table, (reserve,) = headcounts(case)
    assert row_of(table) == {"甲区": 5, "乙区": 5, CITY: 5}
    assert table.shares["城管", KIND, "甲区"] == Fraction(15 * 10, 30)
    assert (reserve.quota, reserve.target, reserve.surplus, reserve.waiting) == (10, 5, 0, 0)


def test_full_strength_fills_every_post():
    case = make_case({("城管", KIND): (200, 20)}, population(HARBIN), {"常住人口": 1}, people=crew(200))
    quotas = share_quotas(case)
    table, (reserve,) = share_headcounts(case, quotas)
    assert all(table.values[cell] == quotas.values[cell] for cell in quotas.values)
    assert reserve.target == 20
    assert not table.outside


def test_people_above_quota_stay_with_the_city():
    case = make_case({("城管", KIND): (30, 10)}, EQUAL, people=crew(37))
    table, (reserve,) = headcounts(case)
    assert row_of(table) == {"甲区": 10, "乙区": 10, CITY: 17}
    assert reserve.surplus == 7


def test_people_above_quota_go_along_when_the_office_says_so():
    case = make_case({("城管", KIND): (30, 10)}, EQUAL, people=crew(36), parameters={"超编处理": "随同下沉"})
    table, (reserve,) = headcounts(case)
    assert row_of(table) == {"甲区": 12, "乙区": 12, CITY: 12}
    assert reserve.surplus == 6


def test_people_of_a_row_without_posts_stay_in_either_mode():
    for mode in ("留市消化", "随同下沉"):
        case = make_case({("城管", KIND): 0}, EQUAL, people=crew(3), parameters={"超编处理": mode})
        table, (reserve,) = headcounts(case)
        assert row_of(table) == {"甲区": 0, "乙区": 0, CITY: 3}
        assert reserve.surplus == 3


def test_people_who_take_no_part_use_up_the_reserve_first():
    people = [*crew(12), *crew(4, status="停职")]
    case = make_case({("城管", KIND): (30, 10)}, EQUAL, people=people)
    table, (reserve,) = headcounts(case)
    assert table.shares["城管", KIND, CITY] == Fraction(12 * 6, 26)
    assert (reserve.apart_on_quota, reserve.waiting) == (4, 0)


def test_more_apart_than_reserve_leaves_district_posts_waiting():
    people = [*crew(17), *crew(3, status="停职")]
    case = make_case({("城管", KIND): (20, 0)}, EQUAL, people=people)
    table, (reserve,) = headcounts(case)
    assert reserve.waiting == 3
    assert row_of(table)[CITY] == 0
    assert sum(row_of(table).values()) == 17


def test_probation_takes_part_only_where_posts_are_seconded():
    seconded = make_case({("城管", KIND): (10, 0)}, EQUAL, people=crew(4, status="试用期"))
    moved = make_case(
        {("城管", KIND): (10, 4)}, EQUAL, people=crew(4, status="试用期", mode=MODE_TRANSFERRED)
    )
    assert sum(row_of(headcounts(seconded)[0]).values()) == 4
    table, (reserve,) = headcounts(moved)
    assert sum(row_of(table).values()) == 0
    assert reserve.apart_on_quota == 4


def test_pins_are_lower_bounds_and_what_they_push_out_is_listed():
    people = [*crew(6), *crew(4, pin="甲区")]
    case = make_case({("城管", KIND): (20, 10)}, EQUAL, people=people)
    assert row_of(headcounts(case)[0])["甲区"] == 4
    people = [*crew(1), *crew(5, pin="甲区")]
    table, _ = headcounts(make_case({("城管", KIND): (20, 10)}, EQUAL, people=people))
    assert row_of(table) == {"甲区": 5, "乙区": 0, CITY: 1}
    pushed = {entry.district: entry for entry in table.outside if entry.level == "district"}
    assert pushed["甲区"].posts == 3
    assert [bound.source for bound in pushed["甲区"].bounds] == ["去向指定"]


def test_more_pins_than_posts_is_a_conflict_in_numbers():
    case = make_case({("城管", KIND): (20, 10)}, EQUAL, people=crew(7, pin="甲区"))
    with pytest.raises(NoFeasiblePlan) as failure:
        headcounts(case)
    (conflict,) = failure.value.conflicts
    assert conflict.code == "quotas.people.contradiction"
    assert conflict.params["need"] == 7
    assert conflict.params["room"] == 5


def test_more_people_pinned_to_the_city_than_it_keeps_posts_is_a_conflict():
    case = make_case({("城管", KIND): (20, 2)}, EQUAL, people=[*crew(3, pin=CITY), *crew(9)])
    with pytest.raises(NoFeasiblePlan) as failure:
        headcounts(case)
    (conflict,) = failure.value.conflicts
    assert (conflict.code, conflict.params["need"], conflict.params["room"]) == (
        "quotas.people.contradiction",
        3,
        2,
    )


def test_people_pinned_to_the_city_above_quota_leave_district_posts_empty():
    case = make_case({("城管", KIND): (20, 0)}, EQUAL, people=[*crew(8, pin=CITY), *crew(17)])
    table, (reserve,) = headcounts(case)
    assert row_of(table) == {"甲区": 9, "乙区": 8, CITY: 8}
    assert reserve.surplus == 5
    assert {bound.source for entry in table.outside for bound in entry.bounds} == {"去向指定"}


def test_a_team_can_hold_its_certified_officers():
    figures = {"甲区": 90, "乙区": 5}
    posts = {("城管", KIND): (40, 0), ("城管", WORKER): (20, 0)}
    people = [*crew(10), *crew(20, kind=WORKER)]
    parameters = {"每队最少持证人数": 2, "每队最少编制": 2}
    case = make_case(posts, population(figures), {"常住人口": 1}, people=people, parameters=parameters)
    table, _ = headcounts(case)
    assert row_of(table) == {"甲区": 8, "乙区": 2, CITY: 0}
    free = make_case(
        posts,
        population(figures),
        {"常住人口": 1},
        people=people,
        parameters=parameters,
        certificates_known=False,
    )
    assert row_of(headcounts(free)[0])["乙区"] in (0, 1)


def test_too_few_people_for_all_teams_is_said_with_numbers():
    parameters = {"每队最少持证人数": 2, "每队最少编制": 2}
    case = make_case(
        {("城管", KIND): 60}, population(HARBIN), {"常住人口": 1}, people=crew(9), parameters=parameters
    )
    with pytest.raises(NoFeasiblePlan) as failure:
        headcounts(case)
    (conflict,) = failure.value.conflicts
    assert conflict.code == "quotas.people.floors_above_source"
    assert (conflict.params["posts"], conflict.params["need"]) == (9, 12)


def test_a_domain_whose_roster_has_not_come_has_no_headcounts():
    case = make_case(
        {("城管", KIND): 10, ("交通", KIND): 10}, EQUAL, people=crew(5), domains_without_people=("交通",)
    )
    table, reserves = headcounts(case)
    assert set(table.rows) == {("城管", KIND)}
    assert [reserve.domain for reserve in reserves] == ["城管", "交通"]


def test_without_people_there_is_an_empty_table():
    table, (reserve,) = headcounts(make_case({("城管", KIND): (10, 4)}, EQUAL))
    assert not table.rows
    assert not table.values
    assert (reserve.quota, reserve.target) == (4, 0)


@st.composite
def staffed_cases(draw):
    names = ("甲区", "乙区", "丙区")[: draw(st.integers(1, 3))]
    districts = [
        district(name, code=str(place), factors={"人口": draw(st.integers(1, 5))})
        for place, name in enumerate(names)
    ]
    posts, people = {}, []
    for row in draw(
        st.lists(
            st.sampled_from([(d, k) for d in "城交" for k in (KIND, WORKER)]),
            min_size=1,
            max_size=3,
            unique=True,
        )
    ):
        approved = draw(st.integers(0, 9))
        posts[row] = (approved, draw(st.integers(0, approved)))
        people += crew(draw(st.integers(0, 6)), *row)
        people += crew(draw(st.integers(0, 2)), *row, status="停职")
    surplus = draw(st.sampled_from(["留市消化", "随同下沉"]))
    return make_case(posts, districts, {"人口": 1}, people=people, parameters={"超编处理": surplus})


@settings(max_examples=150, deadline=None)
@given(staffed_cases())
def test_headcounts_follow_the_formula_and_round_every_sum_down_or_up(case):
    quotas = share_quotas(case)
    table, reserves = share_headcounts(case, quotas)
    for reserve in reserves:
        row = (reserve.domain, reserve.quota_type)
        if not case.people:
            continue
        people = sum(
            person.takes_part and (person.domain, person.quota_type) == row for person in case.people
        )
        posts = {name: quotas.values[*row, name] for name in case.receiving}
        city = max(0, reserve.quota - reserve.apart_on_quota)
        total = sum(posts.values()) + city
        assert sum(table.values[*row, column] for column in table.columns) == people == table.rows[row]
        assert reserve.target == table.values[*row, CITY]
        assert reserve.surplus == max(0, people - total)
        if people <= total:
            assert all(table.values[*row, name] <= posts[name] for name in posts)
            assert reserve.target <= city
            if total:
                fair = {name: Fraction(people * posts[name], total) for name in posts}
                assert {name: table.shares[*row, name] for name in posts} == fair
        elif case.parameters.surplus == "留市消化":
            assert all(table.values[*row, name] == posts[name] for name in posts)
    for key, value in sums(table.values).items():
        share = sums(table.shares)[key]
        assert floor(share) <= value <= ceil(share)
    assert not table.outside


@settings(max_examples=60, deadline=None)
@given(staffed_cases())
def test_headcounts_are_the_best_of_all(case):
    quotas = share_quotas(case)
    table, _ = share_headcounts(case, quotas)
    if not table.rows or sum(table.rows.values()) > 8:
        return
    shares = dict(table.shares)
    best = best_tables(table.rows, shares, ())
    order = {column: place for place, column in enumerate(table.columns)}
    assert table.values == preferred(best, shares, order)


def test_a_tie_goes_to_the_table_that_can_be_filled():
    """Half a person each: the district that nobody may go to gets none of them."""
    people = [replace(crew(1)[0], exclusions=("甲区",))]
    table, _ = headcounts(make_case({("城管", KIND): (2, 0)}, EQUAL, people=people))
    assert row_of(table) == {"甲区": 0, "乙区": 1, CITY: 0}
    people = [replace(crew(1)[0], exclusions=("乙区",))]
    table, _ = headcounts(make_case({("城管", KIND): (2, 0)}, EQUAL, people=people))
    assert row_of(table) == {"甲区": 1, "乙区": 0, CITY: 0}
