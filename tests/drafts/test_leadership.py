"""领导职数: ranges beside the quotas, counts of people who could hold a post."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafts.figure_city import CIVIL, EAST, ROADS, TOWN, WEST, make_draft, person, tables_of, words_of
from zhifa_alloc.drafts.leadership import leadership_of
from zhifa_alloc.drafts.leadership_page import leadership_pages
from zhifa_alloc.schema import leadership
from zhifa_alloc.schema.case import Institution
from zhifa_alloc.schema.errors import UnusableFile
from zhifa_alloc.schema.leadership import band_of, leadership_profiles, parse_profiles
from zhifa_alloc.schema.parameters import Parameters

PROVINCE, HUBEI = "某省事业单位示例", "湖北2005示例"
ON = Parameters(领导职数方案=HUBEI)


@pytest.mark.parametrize(
    ("profile", "table", "posts", "text"),
    [
        *((PROVINCE, "body", posts, text) for posts, text in [
            (1, "1—2"), (10, "1—2"), (11, "2—3"), (50, "2—3"), (51, "3—4"), (100, "3—4"), (101, "4—5"), (200, "4—5"),
            (201, "5—6"), (400, "5—6"), (401, "6—7"), (600, "6—7"), (601, "7—8"), (5000, "7—8"),
        ]),
        *((PROVINCE, "section", posts, text) for posts, text in [
            (5, "1—2"), (6, "2—3"), (10, "2—3"), (11, "3—4"),
        ]),
        *((HUBEI, "body", posts, text) for posts, text in [(10, "1—2"), (11, "2—3"), (20, "2—3"), (21, "3—4")]),
        *((HUBEI, "section", posts, text) for posts, text in [
            (3, "1正"), (4, "1正1副"), (6, "1正1副"), (7, "1正2副"), (9, "1正2副"), (10, "1正3副"),
        ]),
    ],
)  # fmt: skip
def test_the_profiles_give_what_was_published(profile, table, posts, text):
    assert band_of(getattr(leadership_profiles()[profile], table), posts).text == text


def test_every_profile_says_that_it_is_an_example():
    assert all("示例，非本地规定" in profile.note for profile in leadership_profiles().values())


def test_a_body_without_posts_has_no_leaders():
    assert band_of(leadership_profiles()[HUBEI].body, 0) is None


def test_the_page_is_off_by_default():
    assert leadership_pages(make_draft()) == ()


def test_ranges_stand_beside_the_quota_of_each_team():
    (page,) = leadership_pages(make_draft(parameters=ON))
    assert tables_of(page)[0].rows == (
        (EAST, TOWN, 20, "2—3", "1正3副"),
        (EAST, ROADS, 8, "1—2", "1正2副"),
        (WEST, TOWN, 10, "1—2", "1正3副"),
        (WEST, ROADS, 4, "1—2", "1正1副"),
    )
    assert "示例，非本地规定" in words_of(page)


def test_a_comprehensive_team_has_the_posts_of_all_its_domains():
    merged = (Institution(EAST, "东区综合大队", (TOWN, ROADS)),)
    first = leadership_of(make_draft(institutions=merged), leadership_profiles()[HUBEI])[0]
    assert (first.team.name, first.posts, first.body.text) == ("东区综合大队", 28, "3—4")


def test_people_at_section_level_and_above_are_counted_never_named():
    people = [
        person(1, post_level="县处级副职"),
        person(2, post_level="乡科级正职"),
        person(3, rank="四级主办"),
        person(4, post_level="科员级", rank="一级行政执法员"),
        person(5, post_level="乡科级正职"),
    ]
    (page,) = leadership_pages(make_draft(people, (EAST,) * 4 + (WEST,), parameters=ON))
    rows = tables_of(page)[0].rows
    assert rows[0][5:] == (1, 1, 1, 3, "不少于职数下限")
    assert rows[1][5:] == (0, 0, 0, 0, "比职数下限少 1 人")
    assert tables_of(page)[0].marks == {(1, 9): "warn", (3, 9): "warn"}
    assert not [one for one in people if one.name in words_of(page) or one.staff_id in words_of(page)]


def test_people_who_stay_with_the_city_do_not_count():
    draft = make_draft([person(1, post_level="乡科级正职")], ("市级留用",), parameters=ON)
    assert all(sum(row.eligible.values()) == 0 for row in leadership_of(draft, leadership_profiles()[HUBEI]))


def test_a_domain_whose_roster_has_not_come_is_left_open():
    draft = make_draft([person(1, ROADS)], (EAST,), parameters=ON, domains_without_people=(TOWN,))
    assert tables_of(leadership_pages(draft)[0])[0].rows[0][5:] == (None,) * 4 + ("名册未交，人员待定",)


def test_a_profile_of_another_installation_is_said_to_be_missing():
    (page,) = leadership_pages(make_draft(parameters=Parameters(领导职数方案="本市")))
    assert "没有名为“本市”的领导职数方案" in words_of(page)


@pytest.mark.parametrize(
    "bands",
    [
        '{"编制至"=10,"最少"=1,"最多"=2}',
        '{"编制至"=10,"最少"=1,"最多"=2},{"编制至"=5,"最少"=1,"最多"=2},{"最少"=3,"最多"=4}',
        '{"最少"=1,"最多"=2},{"最少"=3,"最多"=4}',
        '{"最少"=3,"最多"=2}',
        '{"最少"=3}',
        "",
    ],
    ids=["not open", "descending", "open inside", "least above most", "no most", "no band"],
)
def test_a_profile_must_be_steps_that_ascend_to_an_open_one(bands):
    with pytest.raises(ValueError, match="validation error"):
        parse_profiles(f'["甲"]\n"说明"="x"\n"单独机构"=[{{"最少"=1,"最多"=2}}]\n"内设机构"=[{bands}]')


def test_a_spoilt_file_is_said_with_its_name(monkeypatch, tmp_path):
    spoilt = tmp_path / leadership.PROFILES_NAME
    spoilt.write_text("[甲", encoding="utf-8")
    monkeypatch.setattr(leadership, "_profiles_file", lambda: spoilt)
    leadership_profiles.cache_clear()
    with pytest.raises(UnusableFile) as caught:
        leadership_profiles()
    assert (caught.value.code, caught.value.params["name"]) == ("leadership_profiles", "领导职数.toml")
    leadership_profiles.cache_clear()


OWN = """
["本市"]
"说明" = "本市规定"
"单独机构" = [{ "编制至" = 10, "最少" = 1, "最多" = 1 }, { "最少" = 2, "最多" = 2 }]
"内设机构" = [{ "最少" = 1, "最多" = 1 }]
["本市"."领域"."城市管理"]
"单独机构" = [{ "编制至" = 15, "最少" = 4, "最多" = 4 }, { "最少" = 5, "最多" = 6 }]
"""


@pytest.fixture
def own_profile(monkeypatch, tmp_path):
    file = tmp_path / leadership.PROFILES_NAME
    file.write_text(OWN.replace("城市管理", TOWN), encoding="utf-8")
    monkeypatch.setattr(leadership, "_profiles_file", lambda: file)
    leadership_profiles.cache_clear()
    yield Parameters(领导职数方案="本市")
    leadership_profiles.cache_clear()


def test_a_domain_may_have_a_table_of_its_own_and_the_page_prints_it(own_profile):
    (page,) = leadership_pages(make_draft(parameters=own_profile))
    assert tables_of(page)[0].rows == (
        (EAST, TOWN, 20, "5—6", "1"),
        (EAST, ROADS, 8, "1", "1"),
        (WEST, TOWN, 10, "4", "1"),
        (WEST, ROADS, 4, "1", "1"),
    )
    assert f"其中{TOWN}：单独机构按编制数：15 名及以下为 4；超过 15 名为 5—6" in words_of(page)


def test_a_comprehensive_team_goes_by_the_tables_of_the_whole_profile(own_profile):
    merged = (Institution(EAST, "东区综合大队", (TOWN, ROADS)),)
    rows = leadership_of(make_draft(institutions=merged), leadership_profiles()["本市"])
    assert [row.body.text for row in rows] == ["2", "4", "1"]


def test_steps_of_a_domain_are_checked_like_those_of_a_profile():
    with pytest.raises(ValueError, match="validation error"):
        parse_profiles(OWN.replace('"编制至" = 15, ', ""))


@given(st.integers(1, 3000), st.integers(0, 500), st.sampled_from([PROVINCE, HUBEI]))
def test_more_posts_never_mean_fewer_leaders(posts, more, name):
    profile = leadership_profiles()[name]
    for bands in (profile.body, profile.section):
        small, large = band_of(bands, posts), band_of(bands, posts + more)
        assert (small.least, small.most) <= (large.least, large.most)
        assert small.most >= small.least >= 1


def test_the_quota_of_a_team_is_of_all_types():
    posts = {(TOWN, CIVIL, EAST): 9, (TOWN, "工勤编制", EAST): 2}
    first = leadership_of(make_draft(posts=posts), leadership_profiles()[HUBEI])[0]
    assert (first.posts, first.body.text) == (11, "2—3")
