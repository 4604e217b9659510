"""超编消化: retirement absorbs the people above quota, year by year."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from drafts.figure_city import CIVIL, EAST, QUOTAS, TOWN, WORKER, make_draft, person, tables_of, words_of
from zhifa_alloc.drafts.surplus import forecasts
from zhifa_alloc.drafts.surplus_page import surplus_pages
from zhifa_alloc.schema.case import UnitQuota
from zhifa_alloc.schema.parameters import Parameters


def draft_of(people, approved, **given):
    people = tuple(people)
    quotas = (replace(QUOTAS[0], approved=approved, reserve=0), QUOTAS[1])
    return make_draft(people, (EAST,) * len(people), quotas=quotas, **given)


def years(forecast):
    return [(one.year, one.retiring, one.people, one.above) for one in forecast.years]


def test_nobody_above_quota_no_page():
    assert surplus_pages(draft_of([person(1), person(2)], 2)) == ()
    assert surplus_pages(make_draft()) == ()


def test_each_retirement_absorbs_one_until_none_is_above_quota():
    born = [(1966, 11), (1967, 5), (1967, 6), (1985, 3)]
    (one,) = forecasts(draft_of([person(n, birth=birth) for n, birth in enumerate(born)], 1))
    # 1966-11 retires 2027-05; 1967-05 after 29 months of births, 8 of delay, 2028-01; 1967-06 in 2028-02
    assert years(one) == [(2026, 0, 4, 3), (2027, 1, 3, 2), (2028, 2, 1, 0)]
    assert (one.above, one.absorbed_in) == (3, 2028)


def test_it_stops_in_the_year_in_which_all_are_absorbed():
    born = [(1966, 11), (1970, 7), (1976, 9)]
    (one,) = forecasts(draft_of([person(n, birth=birth) for n, birth in enumerate(born)], 2))
    assert years(one) == [(2026, 0, 3, 1), (2027, 1, 2, 0)]


def test_unknown_birth_or_sex_is_counted_apart_and_may_leave_the_end_open():
    people = [person(1, birth=None), person(2, sex=""), person(3, birth=(1966, 11))]
    (one,) = forecasts(draft_of(people, 1))
    assert (one.unknown, one.absorbed_in) == (2, None)
    assert years(one)[-1] == (2027, 1, 2, 1)
    page = words_of(surplus_pages(draft_of(people, 1))[0])
    assert "按已知情况仍超 1 人" in page
    assert "不详的 2 人" in page


def test_nobody_known_is_one_year_without_retirements():
    (one,) = forecasts(draft_of([person(1, birth=None), person(2, birth=None)], 1))
    assert years(one) == [(2026, 0, 2, 1)]


def test_people_past_their_month_leave_in_the_first_year_and_are_said():
    people = [person(1, birth=(1960, 1)), person(2), person(3)]
    (one,) = forecasts(draft_of(people, 2))
    assert (one.overdue, years(one)) == (1, [(2026, 1, 2, 0)])
    assert "1 人，计入第一年" in words_of(surplus_pages(draft_of(people, 2))[0])


def test_the_month_of_the_base_date_is_not_past_yet():
    # a man born in 1966-05 retires with 5 months of delay, in 2026-10
    (one,) = forecasts(draft_of([person(1, birth=(1966, 5)), person(2)], 1, base_date=date(2026, 10, 25)))
    assert (one.overdue, years(one)) == (0, [(2026, 1, 1, 0)])


def test_women_go_by_the_class_that_is_printed():
    people = [
        person(1, sex="女", birth=(1972, 6)),
        person(2, sex="女", birth=(1972, 6), post_level="县处级副职"),
        person(3),
    ]
    (one,) = forecasts(draft_of(people, 2))
    assert one.women == {"as_men": 1, "cadres": 1, "workers": 0}
    assert years(one)[-1] == (2028, 1, 2, 0)
    assert "原 55 周岁一类 1 人" in words_of(surplus_pages(draft_of(people, 2))[0])


def test_women_workers_by_their_type():
    quotas = (UnitQuota("城管支队", TOWN, WORKER, 1, 0),)
    people = [person(n, quota_type=WORKER, sex="女", birth=(1975, 3 + n)) for n in range(2)]
    (one,) = forecasts(make_draft(people, (EAST, EAST), quotas=quotas, posts={}, base_date=date(2025, 1, 31)))
    assert one.women["workers"] == 2
    assert years(one)[0] == (2025, 2, 0, 0)


def test_people_who_take_no_part_hold_a_post_and_people_outside_quota_do_not():
    people = [person(1), person(2, status="停职"), person(3, quota_type="编外")]
    (one,) = forecasts(draft_of(people, 1))
    assert one.people == 2


def test_types_are_never_netted_against_each_other():
    quotas = (*QUOTAS, UnitQuota("城管支队", TOWN, WORKER, 0, 0))
    people = [person(1, quota_type=WORKER), person(2)]
    (one,) = forecasts(make_draft(people, (EAST, EAST), quotas=quotas))
    assert (one.quota_type, one.above) == (WORKER, 1)


def test_several_units_of_a_domain_are_one_pool():
    quotas = (replace(QUOTAS[0], approved=1, reserve=0), UnitQuota("渣土支队", TOWN, CIVIL, 2, 0))
    assert forecasts(make_draft([person(1), person(2)], (EAST, EAST), quotas=quotas)) == ()


def test_without_a_base_date_no_year_is_given():
    draft = draft_of([person(1), person(2)], 1, base_date=None)
    (page,) = surplus_pages(draft)
    assert forecasts(draft)[0].years == ()
    assert "没有基准日" in words_of(page)
    assert len(tables_of(page)) == 1


def test_the_page_gives_counts_and_assumptions_never_names():
    people = [person(n, birth=(1966, 11)) for n in range(3)]
    (page,) = surplus_pages(draft_of(people, 1, parameters=Parameters(超编处理="随同下沉")))
    summary, yearly = tables_of(page)
    assert summary.rows == ((TOWN, CIVIL, 1, 3, 2, 0, 0, "2027 年末消化完"),)
    assert yearly.rows == (
        (TOWN, CIVIL, "2026（基准日起）", 0, 3, 2),
        (TOWN, CIVIL, "2027", 3, 0, 0),
    )
    words = words_of(page)
    assert "随同下沉" in words
    assert "渐进式延迟" in words
    assert not [one for one in people if one.name in words or one.staff_id in words]


people_lists = st.lists(
    st.tuples(
        st.none() | st.tuples(st.integers(1955, 2005), st.integers(1, 12)),
        st.sampled_from(["男", "女", ""]),
        st.sampled_from(["", "县处级正职"]),
        st.sampled_from(["在岗", "停职", "借调"]),
    ),
    min_size=1,
    max_size=25,
)


@given(people_lists, st.integers(0, 24))
def test_the_forecast_never_grows_never_goes_below_zero_and_adds_up(rows, approved):
    people = [
        person(n, birth=birth, sex=sex, post_level=level, status=status)
        for n, (birth, sex, level, status) in enumerate(rows)
    ]
    found = forecasts(draft_of(people, approved))
    assert bool(found) == (len(people) > approved)
    for one in found:
        above = [one.above, *(year.above for year in one.years)]
        assert above == sorted(above, reverse=True)
        assert min(above) >= 0
        assert [year.year for year in one.years] == list(range(2026, 2026 + len(one.years)))
        gone = 0
        for year in one.years:
            gone += year.retiring
            assert year.people == one.people - gone
            assert year.above == max(0, year.people - one.approved)
        assert gone <= one.people - one.unknown
        known = one.people - one.unknown
        assert (one.absorbed_in is not None) == (known >= one.above)
