"""编制 and 区情, row against row."""

from __future__ import annotations

import pytest

from roster.small_city import BRIGADE, FARMERS

QUOTA, DISTRICT = "编制", "区情"


def only(city):
    (finding,) = city.check().findings
    return finding.code, f"{finding.where.sheet}!{finding.where.cell}"


def test_a_duplicate_row_of_the_establishment(city):
    city.add_row(QUOTA, 单位=BRIGADE, 执法领域="城市管理", 编制类型="参公事业编制", 核定编制数=5)
    assert only(city) == ("E211", "编制!A5")


def test_a_reserve_above_the_approved_posts(city):
    place = city.put(QUOTA, "市级留用数", 1, 21)
    assert only(city) == ("E210", place)


def test_a_unit_in_two_domains(city):
    place = city.put(QUOTA, "执法领域", 2, "住建")
    assert only(city) == ("E212", place)


@pytest.mark.parametrize(("header", "value"), [("划转方式", "整体划转"), ("交接期限", "2026-12-01")])
def test_a_unit_that_contradicts_itself(city, header, value):
    place = city.put(QUOTA, header, 2, value)
    assert only(city) == ("E213", place)


def test_two_units_of_a_domain_may_differ_in_mode(city):
    city.put(QUOTA, "执法领域", 3, "城市管理")
    city.put(QUOTA, "划转方式", 3, "整体划转")
    assert city.codes() == []


def test_a_domain_is_decided_as_a_whole(city):
    city.put(QUOTA, "执法领域", 3, "城市管理")
    place = city.put(QUOTA, "状态", 3, "已审定")
    assert only(city) == ("E235", place)
    city.put(QUOTA, "状态", 1, "")
    assert {row.state for row in city.case().quotas} == {"已审定"}


def test_people_outside_quota_have_no_posts(city):
    city.add_row(QUOTA, 单位=BRIGADE, 执法领域="城市管理", 编制类型="编外用人", 核定编制数=30)
    assert only(city) == ("W321", "编制!C5")
    assert len(city.case().quotas) == 3


def test_an_unreadable_cell_of_the_establishment_is_not_blamed_on_people(city):
    place = city.put(QUOTA, "单位", 3, "")
    assert only(city) == ("E101", place)
    city.put(QUOTA, "单位", 3, FARMERS)
    place = city.put(QUOTA, "编制类型", 3, "")
    assert only(city) == ("E101", place)
    city.put(QUOTA, "编制类型", 3, "参公事业编制")
    place = city.put(QUOTA, "执法领域", 3, "")
    assert only(city) == ("E101", place)


def test_a_duplicate_district(city):
    place = city.put(DISTRICT, "区", 3, "道里区")
    assert only(city) == ("E214", place)


def test_no_district_receives(city):
    city.put(DISTRICT, "是否承接", 1, "否")
    city.put(DISTRICT, "是否承接", 2, "否")
    assert ("E215", "区情!") in city.codes()


def test_an_unreadable_district_is_not_blamed_on_people(city):
    place = city.put(DISTRICT, "区", 1, "")
    assert only(city) == ("E101", place)
    city.put(DISTRICT, "区", 1, "道里区")
    place = city.put(DISTRICT, "是否承接", 1, "?")
    assert only(city) == ("E112", place)
    city.sheets["业务量"] = [["执法领域", "指标", "南岗区"], ["农业", "耕地", 5]]
    assert only(city) == ("E112", place)


def test_a_domain_that_everybody_declines(city):
    city.put(DISTRICT, "不承接领域", 1, "农业")
    city.put(DISTRICT, "不承接领域", 2, "农业、城市管理")
    city.put("花名册", "去向指定", 4, "")
    city.put("花名册", "第二志愿", 1, "")
    (finding,) = city.check().findings
    assert (finding.code, finding.value, finding.params["count"]) == ("E216", "农业", "10")
    city.put(QUOTA, "市级留用数", 3, 12)
    assert city.codes() == []


@pytest.mark.parametrize("header", ["不承接领域", "已接收领域"])
def test_an_unknown_domain_of_a_district(city, header):
    place = city.put(DISTRICT, header, 3, "农业、城管")
    (finding,) = city.check().findings
    assert (finding.code, f"{DISTRICT}!{finding.where.cell}") == ("E217", place)
    assert (finding.value, finding.params["suggestion"]) == ("城管", "城市管理")


def test_caps_and_floors(city):
    city.put(DISTRICT, "编制上限", 1, 30)
    city.put(DISTRICT, "编制下限", 1, 10)
    district = city.case().districts[0]
    assert (district.cap, district.floor) == (30, 10)
    place = city.put(DISTRICT, "编制下限", 1, 31)
    assert only(city) == ("E218", place)
    place = city.put(DISTRICT, "编制下限", 1, -1)
    assert only(city) == ("E110", place)


def test_two_factor_columns_of_one_name(city):
    city.add_column(DISTRICT, "常住人口", 1, 2, "")
    assert [code for code, _ in city.codes()] == ["W319"]
    assert city.case().districts[0].factors["常住人口"] == 923762


def test_columns_of_words_are_no_factors(city):
    city.add_column(DISTRICT, "备注", "第六次人口普查", "", "")
    city.add_column(DISTRICT, "数据来源", "统计公报", "", "")
    assert set(city.case().districts[0].factors) == {"常住人口", "辖区面积"}


@pytest.mark.parametrize("sheet", [QUOTA, DISTRICT])
def test_notes_that_go_on_below_are_no_rows(city, sheet):
    city.sheets[sheet] += [
        ["注：1.编制数为批准数。"],
        ["2.岗编分离的，编制保留在市级"],
        ["（3）来源：统计公报"],
    ]
    assert city.codes() == []
