"""Figures of people by group: the closing rows of 均衡情况, and what JSON has of the sheets."""

from __future__ import annotations

from dataclasses import replace

import pytest

from drafts.conftest import make_case
from drafts.test_pages import table
from zhifa_alloc.cli.diff_screen import METRICS_SHOWN
from zhifa_alloc.drafts.diff_leader import KEY_METRICS
from zhifa_alloc.drafts.metrics import metrics_of
from zhifa_alloc.drafts.settings_table import METRICS
from zhifa_alloc.planning import plan
from zhifa_alloc.rules.bands import age_on
from zhifa_alloc.schema.terms import CITY

KINDS = {"去向": "district", "性别": "sex", "年龄": "age", "编制类型": "quota_type"}
WISHES = ("first", "second", "third", "none")
NAMES = {
    "男": "male",
    "女": "female",
    "不详": "unknown",
    "35岁以下": "to_35",
    "36至45岁": "36_45",
    "46至54岁": "46_54",
    "55岁以上": "from_55",
}


@pytest.fixture
def figures(draft):
    return metrics_of(draft)


def districts_of(draft):
    return {row[1]: row for row in table(draft, "均衡情况").rows if row[0] == "各领域合计"}


def people_at(draft, place):
    people = {one.staff_id: one for one in draft.case.people if one.takes_part}
    return [people[one.staff_id] for one in draft.assignments if one.staff_id in people and one.to == place]


def test_each_receiving_district_and_the_city_have_a_row_over_all_domains(draft):
    rows = districts_of(draft)
    assert list(rows) == [*draft.case.receiving, CITY]
    teams = [row for row in table(draft, "均衡情况").rows if row[0] in draft.case.domains]
    counts = [column for column, value in enumerate(rows[CITY]) if isinstance(value, int)]
    for place, row in rows.items():
        mine = [team for team in teams if team[1] == place]
        assert [row[column] for column in counts] == [sum(team[column] for team in mine) for column in counts]


def test_mean_ages_of_a_district_are_taken_over_people_not_over_means_of_teams(draft):
    for place, row in districts_of(draft).items():
        ages = [age_on(one.birth, draft.case.base_date) for one in people_at(draft, place) if one.birth]
        assert row[3] == round(sum(ages) / len(ages), 1)


def test_the_rows_of_all_domains_close_the_sheet_before_sent_and_kept(draft):
    names = [row[0] for row in table(draft, "均衡情况").rows]
    assert names[-2:] == ["全部领域"] * 2
    assert set(names[names.index("各领域合计") : -2]) == {"各领域合计"}


def test_figures_of_districts_are_those_of_the_sheet(draft, figures):
    names = ("people", "mean_age", "certified", "age_to_35", "age_36_45", "age_46_54", "age_from_55")
    for place, row in districts_of(draft).items():
        if place != CITY:
            assert tuple(figures[f"district.{name}.{place}"] for name in names) == row[2:9]


def test_figures_of_sent_and_kept_are_those_of_the_sheet(draft, figures):
    rows = [row for row in table(draft, "结构对比").rows if row[0] == "合计"]
    names = (
        "certified", "age_to_35", "age_from_55", "education_graduate", "education_bachelor",
        "rank_division", "rank_section_chief", "rank_section_deputy", "near_retirement", "wishes_first",
    )  # fmt: skip
    for group, row in zip(("sent", "kept"), rows, strict=True):
        assert (figures[f"{group}.people"], figures[f"{group}.mean_age"]) == row[2:4]
        for name, part in zip(names, row[4:], strict=True):
            assert figures[f"{group}.{name}_share"] == pytest.approx(part, abs=1e-4)
    assert figures["sent.people"] == figures["people_to_districts"]
    assert figures["kept.people"] == figures["people_kept_by_city"]


def test_wishes_by_group_are_those_of_the_sheet_and_add_up_to_the_city(draft, figures):
    for kind, item, _, named, *met in (row[:8] for row in table(draft, "志愿情况").rows):
        last = f"{KINDS[kind]}.{NAMES.get(item, item)}"
        assert figures[f"wishes.named.{last}"] == named
        assert [figures[f"wishes.{name}.{last}"] for name in WISHES] == met
    for kind in KINDS.values():
        for name in WISHES:
            found = [value for key, value in figures.items() if key.startswith(f"wishes.{name}.{kind}.")]
            assert sum(found) == figures[f"wishes_{name}"]


def test_items_without_people_are_there_as_zeros_and_unknown_only_with_people(draft, figures):
    assert {f"wishes.first.age.{name}" for name in ("to_35", "36_45", "46_54", "from_55")} <= figures.keys()
    assert not [key for key in figures if key.endswith(".unknown")]
    people = tuple(replace(one, sex="", birth=None) for one in draft.case.people)
    bare = metrics_of(replace(draft, case=replace(draft.case, people=people)))
    assert bare["wishes.none.sex.unknown"] == figures["wishes_none"]
    assert "sent.mean_age" not in bare


def test_who_stays_is_named_by_the_department_or_suggested():
    case = make_case()
    people = tuple(replace(one, pin=CITY) if one.staff_id == "A001" else one for one in case.people)
    found = metrics_of(plan(replace(case, people=people)))
    assert found["kept.named"] == 1
    assert found["kept.suggested"] == found["people_kept_by_city"] - 1


def test_without_a_roster_there_are_no_figures_of_people(draft):
    bare = replace(draft, case=replace(draft.case, people=()), assignments=())
    assert all(key.startswith("posts_") for key in metrics_of(bare))


def test_every_figure_is_a_number_and_none_tells_of_an_inquiry(figures):
    assert all(type(value) in {int, float} for value in figures.values())
    assert not [key for key in figures if "审查" in key]


def test_screens_and_sheets_show_only_the_figures_of_the_whole_city():
    assert not [name for name in (*METRICS_SHOWN, *KEY_METRICS, *METRICS) if "." in name]
