"""Odd, though every cell can be read: ranks, names, totals, payroll, macros."""

from __future__ import annotations

from dataclasses import replace

import pytest

from roster.small_city import BRIGADE, FARMERS
from zhifa_alloc.roster import build_case
from zhifa_alloc.schema.ranks import is_below, lowest_rank

ROSTER, PAYROLL = "花名册", "统发工资"


def with_rank(city, level, rank):
    city.add_column(ROSTER, "职务层次", level)
    city.add_column(ROSTER, "职级", rank)
    return city


@pytest.mark.parametrize(
    ("level", "rank"),
    [
        ("县处级副职", "四级主任科员"),
        ("副处级", "一级主任科员"),
        ("正科", "三级主任科员"),
        ("乡科级副职", "一级科员"),
    ],
)
def test_a_rank_below_the_level_is_worth_a_look(city, level, rank):
    found = with_rank(city, level, rank).check().findings
    assert [(finding.code, finding.where.cell) for finding in found] == [("W323", "X2")]
    assert found[0].params["lowest"] in ("四级调研员", "二级主任科员", "四级主任科员")


@pytest.mark.parametrize(
    ("level", "rank"),
    [
        ("县处级副职", "四级调研员"),
        ("县处级正职", "四级高级主办"),
        ("科员级", "四级主办"),
        ("县处级副职", "副主任科员"),
        ("县处级副职", ""),
        ("", "一级科员"),
        ("县处级正职", "二级调研员"),
    ],
)
def test_a_rank_that_fits_or_is_of_no_known_series_is_left_alone(city, level, rank):
    assert with_rank(city, level, rank).codes() == []


def test_everyday_words_for_levels_are_known():
    assert is_below("二级科员", "一级科员")
    assert not is_below("一级巡视员", "二级巡视员")
    assert lowest_rank("副处") == lowest_rank("副处级") == lowest_rank("县处级副职") == "四级调研员"


@pytest.mark.parametrize("name", ["李(王+月)", "张\ue123", "王（石＋页）"])
def test_a_name_that_cannot_be_typed_elsewhere(city, name):
    place = city.put(ROSTER, "姓名", 2, name)
    assert city.codes() == [("W325", place)]


@pytest.mark.parametrize("name", ["张伟(女)", "张伟（大）", "张伟1", "阿卜杜拉•买买提", "𠮷田"])
def test_marks_that_tell_namesakes_apart_are_part_of_the_name(city, name):
    city.put(ROSTER, "姓名", 2, name)
    assert city.codes() == []


@pytest.mark.parametrize(
    "cells", [("合计", "3人"), ("总计：3人",), ("共计（3 人）",), ("合计：男2名、女1名，共3人",)]
)
def test_a_total_that_differs_from_the_rows_is_noted(city, cells):
    city.insert(ROSTER, 5, *cells)
    assert city.codes() == [("N409", f"{ROSTER}!A6")]


@pytest.mark.parametrize("cells", [("合计", "4人"), ("小计", "3人"), ("合计", 3), ("合计：男3人、女1人",)])
def test_a_total_that_agrees_or_counts_something_else_is_not(city, cells):
    city.insert(ROSTER, 5, *cells)
    assert city.codes() == []


def payroll(*rows):
    return [["统发工资名册"], ["单位", "编制类型", "统发人数"], *map(list, rows), ["合计", "", 99]]


def test_payroll_is_held_against_roster_and_establishment(city):
    city.sheets[PAYROLL] = payroll(
        (BRIGADE, "参公事业编制", 2), (BRIGADE, "全额拨款事业编制", 3), (FARMERS, "参公事业编制", 0)
    )
    found = city.check().findings
    assert [(finding.code, finding.where.cell) for finding in found] == [("W324", "C4"), ("W324", "C5")]
    assert dict(found[0].params) | {"gap": ""} == {
        "unit": BRIGADE, "quota_type": "全额拨款事业编制", "approved": "10", "staff": "1", "gap": "",
    }  # fmt: skip
    assert [finding.params["gap"] for finding in found] == ["2", "1"]


@pytest.mark.parametrize(
    "sheet",
    [
        [["姓名", "工资", "备注"], ["张伟", 5000, ""]],
        payroll(("查无此单位", "参公事业编制", 9), (BRIGADE, "参公事业编制", "约2人")),
        [["停发名单见附件"]],
    ],
)
def test_a_payroll_of_another_shape_is_only_carried(city, sheet):
    city.sheets[PAYROLL] = sheet
    assert city.codes() == []


def test_a_unit_whose_roster_has_not_come_is_not_held_against_the_payroll(city):
    del city.sheets[ROSTER][4]
    city.sheets[PAYROLL] = payroll((FARMERS, "参公事业编制", 11))
    assert city.codes() == [("N404", "编制!")]


def test_macros_are_said_and_nothing_else_changes(city):
    plain = city.book()
    checked = build_case([replace(plain, macros=True)])
    assert [finding.code for finding in checked.findings] == ["N408"]
    assert checked.case.people == build_case([plain]).case.people
