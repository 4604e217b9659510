"""改革前后: how teams are counted, and what a district has after merging."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafts.figure_city import (
    CIVIL,
    EAST,
    FAR,
    POSTS,
    QUOTAS,
    ROADS,
    TOWN,
    WEST,
    make_draft,
    person,
    tables_of,
    words_of,
)
from zhifa_alloc.drafts.force_page import force_pages
from zhifa_alloc.drafts.forces import (
    Force,
    city_count,
    district_counts,
    district_teams,
    total_count,
    uncounted_units,
)
from zhifa_alloc.schema.case import ForceRow, Institution

CITY_TEAM = ForceRow("市级", "", TOWN, "城管支队", 34, 30, 20)
EAST_TEAM = ForceRow("区级", EAST, TOWN, "东区城管大队", 60, 57, 44)
SECOND = ForceRow("区级", EAST, TOWN, "东区渣土大队", 10, 9, 7)
FAR_TEAM = ForceRow("区级", FAR, TOWN, "远区城管大队", 30, 30, 30)


def counts(draft):
    return {one.place: (one.before, one.after, one.fewer) for one in district_counts(draft)}


def team(draft, district, name=TOWN):
    return next(one for one in district_teams(draft) if (one.district, one.name) == (district, name))


def test_without_the_sheet_there_is_no_page():
    assert force_pages(make_draft()) == ()


def test_a_unit_of_the_city_keeps_its_body_when_only_its_posts_go_out():
    assert vars_of(city_count(make_draft(forces=(CITY_TEAM,)).case)) == (2, 2)


def test_a_unit_that_is_handed_over_whole_is_gone():
    quotas = (QUOTAS[0], replace(QUOTAS[1], mode="整体划转"))
    assert vars_of(city_count(make_draft(forces=(CITY_TEAM,), quotas=quotas).case)) == (2, 1)


def test_a_city_team_outside_the_reform_stays():
    other = ForceRow("市级", "", "", "机动支队", None, None, None)
    assert vars_of(city_count(make_draft(forces=(CITY_TEAM, other)).case)) == (3, 3)


def test_units_that_the_sheet_does_not_list_are_counted_and_said():
    draft = make_draft(forces=(CITY_TEAM,))
    assert uncounted_units(draft.case) == ("交通支队",)
    assert "1 个" in words_of(force_pages(draft)[0])


def vars_of(count):
    return count.before, count.after


def test_own_teams_of_a_domain_merge_into_one():
    draft = make_draft(forces=(EAST_TEAM, SECOND))
    assert counts(draft) == {EAST: (2, 2, 0), WEST: (0, 2, -2)}
    assert team(draft, EAST).merged == 2


def test_a_comprehensive_team_counts_once():
    merged = (Institution(EAST, "东区综合大队", (TOWN, ROADS)),)
    draft = make_draft(forces=(EAST_TEAM, SECOND), institutions=merged)
    assert counts(draft)[EAST] == (2, 1, 1)
    assert team(draft, EAST, "东区综合大队").force.quota == 60 + 10 + 20 + 8


def test_districts_outside_the_reform_stay_as_they_are():
    assert counts(make_draft(forces=(FAR_TEAM,)))[FAR] == (1, 1, 0)


def test_own_teams_of_no_domain_or_of_one_not_taken_stay_alone():
    loose = ForceRow("区级", EAST, "", "东区巡查队", 5, 5, 1)
    draft = make_draft(forces=(EAST_TEAM, loose))
    alone = team(draft, EAST, "东区巡查队")
    assert counts(draft)[EAST] == (2, 3, -1)
    assert (alone.sent, alone.force) == (None, Force(5, 5, 1))


def test_a_team_that_nothing_goes_to_and_nobody_had_does_not_exist():
    posts = {**POSTS, (ROADS, CIVIL, WEST): 0}
    assert counts(make_draft(forces=(EAST_TEAM,), posts=posts))[WEST] == (0, 1, -1)


def test_the_force_after_merging_is_its_own_and_what_comes_down():
    people = [person(1), person(2, certified=False), person(3), person(4, ROADS)]
    draft = make_draft(people, (EAST, EAST, "市级留用", EAST), forces=(EAST_TEAM,))
    assert team(draft, EAST).sent == Force(20, 2, 1)
    assert team(draft, EAST).force == Force(80, 59, 45)
    assert team(draft, WEST).own is None
    assert team(draft, WEST).force == Force(10, 0, 0)


def test_what_is_not_known_stays_blank():
    unknown = replace(EAST_TEAM, staff=None)
    draft = make_draft(forces=(unknown,))
    assert team(draft, EAST).force == Force(80, None, None)
    rows = tables_of(force_pages(draft)[0])[1].rows
    assert rows[0] == (EAST, TOWN, 1, 60, None, 44, 20, None, None, 80, None, None)
    assert rows[2][:6] == (EAST, "小计", 1, 60, None, 44)
    assert rows[3][3:6] == (None, None, None)


@pytest.mark.parametrize(
    ("given", "force"),
    [
        ({"certificates_known": False}, Force(10, 1, None)),
        ({"domains_without_people": (TOWN,)}, Force(10, None, None)),
    ],
)
def test_what_the_roster_does_not_say_stays_blank(given, force):
    assert team(make_draft([person(1)], (WEST,), forces=(EAST_TEAM,), **given), WEST).sent == force


def test_the_page_says_more_or_fewer_and_by_how_many_per_cent():
    draft = make_draft(forces=(CITY_TEAM, EAST_TEAM, SECOND))
    (page,) = force_pages(draft)
    assert "由 4 支变为 6 支，增加 2 支" in words_of(page)
    assert tables_of(page)[0].rows[0][2:] == (2, 2, 0, 0.0)
    assert tables_of(page)[0].total[2:] == (4, 6, -2, -0.5)
    assert tables_of(page)[0].rows[2][-1] is None


forces = st.lists(
    st.builds(
        ForceRow,
        st.sampled_from(["市级", "区级"]),
        st.sampled_from([EAST, WEST, FAR, ""]),
        st.sampled_from([TOWN, ROADS, ""]),
        st.sampled_from(["城管支队", "甲队", "乙队"]),
        *[st.none() | st.integers(0, 50)] * 3,
    ),
    min_size=1,
    max_size=12,
)


@given(forces, st.booleans())
def test_before_less_after_is_fewer_at_every_level(rows, merge):
    institutions = (Institution(WEST, "西区综合大队", (TOWN, ROADS)),) if merge else ()
    draft = make_draft(forces=tuple(rows), institutions=institutions)
    every = (city_count(draft.case), *district_counts(draft))
    whole = total_count(every)
    assert sum(one.before - one.after for one in every) == whole.fewer
    assert whole.fewer_share is None or whole.fewer_share * whole.before == Fraction(whole.fewer)
    own = sum(row.level == "区级" for row in rows)
    assert sum(one.before for one in district_counts(draft)) == own
    inside = sum(row.level == "区级" and row.district in (EAST, WEST) for row in rows)
    assert sum(one.merged for one in district_teams(draft)) == inside


@given(forces)
def test_posts_that_come_down_are_all_accounted_for(rows):
    teams = district_teams(make_draft(forces=tuple(rows)))
    assert sum(one.sent.quota for one in teams if one.sent) == sum(POSTS.values())
    for one in teams:
        parts = [force.quota for force in (one.own, one.sent) if force is not None]
        assert one.force.quota == (None if None in parts else sum(parts))
