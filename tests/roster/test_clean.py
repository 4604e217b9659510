"""A clean workbook gives no finding, and a case in which everything stands where it should."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction

from zhifa_alloc.schema.terms import MODE_SECONDED


def test_a_clean_workbook_gives_no_finding(city):
    checked = city.check()
    assert checked.findings == ()
    assert checked.people == 4


def test_people_belong_to_the_domain_of_their_unit(city):
    people = {person.name: person for person in city.case().people}
    assert people["张伟"].domain == "城市管理"
    assert people["赵敏"].domain == "农业"
    assert people["赵敏"].pin == "道里区"
    assert people["张伟"].wishes == ("道里区", "南岗区", "")
    assert people["李娜"].home == "南岗区"
    assert people["李娜"].sex == "女"
    assert people["张伟"].birth == (1985, 3)
    assert people["张伟"].certified
    assert people["张伟"].where.cell == "B2"


def test_people_are_sorted_by_key_whatever_the_order_of_rows(city):
    before = city.case().people
    rows = city.sheets["花名册"]
    rows[1:] = reversed(rows[1:])
    after = city.case().people
    assert [person.staff_id for person in after] == [person.staff_id for person in before]
    assert [person.wishes for person in after] == [person.wishes for person in before]


def test_what_the_sheet_leaves_open_takes_the_default(city):
    farmers = city.case().quotas[2]
    assert farmers.mode == MODE_SECONDED
    assert farmers.state == "测算中"
    assert farmers.deadline == dt.date(2026, 11, 25)


def test_what_belongs_to_a_unit_holds_for_all_its_rows(city):
    city.put("编制", "划转方式", 1, "整体划转")
    city.put("编制", "划转方式", 2, "")
    first, second, _ = city.case().quotas
    assert (second.mode, second.deadline, second.department) == ("整体划转", first.deadline, "市城管局")


def test_base_date_is_the_earliest_deadline_unless_given(city):
    assert city.case().base_date == dt.date(2026, 9, 30)
    assert city.case().base_date_given
    city.put("参数", "值", 1, "")
    assert city.case().base_date == dt.date(2026, 10, 25)
    assert not city.case().base_date_given


def test_figures_and_weights_are_exact(city):
    city.put("区情", "辖区面积", 1, "479.3")
    case = city.case()
    assert case.districts[0].factors["辖区面积"] == Fraction(4793, 10)
    assert case.weights[0].weights == (("常住人口", Fraction(7, 10)), ("辖区面积", Fraction(3, 10)))
    assert case.weights[0].as_read == (("常住人口", "0.7"), ("辖区面积", "0.3"))
    assert [row.domain for row in case.weights] == ["城市管理", "农业"]


def test_a_district_that_does_not_receive_needs_no_figures(city):
    case = city.case()
    assert case.receiving == ("道里区", "南岗区")
    assert not case.districts[2].receives
