"""业务量, 权重 and 区距."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roster.small_city import Formula
from zhifa_alloc.schema.figures import written_number

WEIGHT, WORKLOAD, DISTANCE = "权重", "业务量", "区距"


def only(city):
    (finding,) = city.check().findings
    return finding.code, f"{finding.where.sheet}!{finding.where.cell}"


def weights_of(city, domain):
    return next(row for row in city.case().weights if row.domain == domain)


@pytest.mark.parametrize("pair", [(0.7, 0.3), (70, 30), ("70%", "30%"), ("７０％", "30 %"), (7, "3.0")])
def test_weights_are_normalised_exactly_however_written(city, pair):
    city.put(WEIGHT, "常住人口", 1, pair[0])
    city.put(WEIGHT, "辖区面积", 1, pair[1])
    assert weights_of(city, "农业").weights == (("常住人口", Fraction(7, 10)), ("辖区面积", Fraction(3, 10)))
    assert city.codes() == []


def test_weights_are_echoed_as_read(city):
    city.put(WEIGHT, "常住人口", 1, "70%")
    city.put(WEIGHT, "辖区面积", 1, Formula("=0.1+0.2", 0.30000000000000004))
    assert weights_of(city, "农业").as_read == (("常住人口", "70%"), ("辖区面积", "0.3"))


def test_a_domain_row_replaces_the_default_whole(city):
    city.sheets[WEIGHT].append(["农业", 1, ""])
    assert weights_of(city, "农业").weights == (("常住人口", Fraction(1)),)
    assert weights_of(city, "城市管理").weights[1] == ("辖区面积", Fraction(3, 10))


def test_without_weights_the_factors_weigh_equally_and_that_is_marked(city):
    del city.sheets[WEIGHT]
    row = weights_of(city, "农业")
    assert row.assumed
    assert row.weights == (("常住人口", Fraction(1, 2)), ("辖区面积", Fraction(1, 2)))
    assert city.codes() == []


def test_without_weights_and_factors_shares_are_equal_and_that_is_marked(city):
    del city.sheets[WEIGHT]
    city.drop_column("区情", "常住人口")
    city.drop_column("区情", "辖区面积")
    row = weights_of(city, "农业")
    assert row.assumed
    assert row.weights == ()


def test_a_domain_without_a_row_and_without_default_is_assumed(city):
    city.put(WEIGHT, "执法领域", 1, "农业")
    assert not weights_of(city, "农业").assumed
    assert weights_of(city, "城市管理").assumed


def test_weights_all_zero(city):
    city.put(WEIGHT, "常住人口", 1, 0)
    city.put(WEIGHT, "辖区面积", 1, "")
    assert only(city) == ("E219", "权重!A2")


def test_a_negative_weight(city):
    place = city.put(WEIGHT, "常住人口", 1, -0.7)
    assert only(city) == ("E110", place)


def test_a_weight_for_a_factor_nobody_has(city):
    city.add_column(WEIGHT, "常驻人口", 0.5)
    (finding,) = city.check().findings
    assert (finding.code, finding.where.cell, finding.params["suggestion"]) == ("E220", "D1", "常住人口")


def test_an_unknown_factor_without_weight_is_no_matter(city):
    city.add_column(WEIGHT, "网格数", 0)
    assert city.codes() == []


def test_a_weight_for_an_indicator_the_domain_lacks(city):
    city.sheets[WORKLOAD] = [["执法领域", "指标", "道里区", "南岗区"], ["城市管理", "案件量", 100, 200]]
    city.add_column(WEIGHT, "案件量", 1)
    (finding,) = city.check().findings
    assert (finding.code, finding.where.cell, finding.params["domains"]) == ("E220", "D2", "农业")


def test_a_factor_that_is_zero_everywhere_has_no_proportion(city):
    city.put("区情", "辖区面积", 1, 0)
    city.put("区情", "辖区面积", 2, 0)
    (finding,) = city.check().findings
    assert (finding.code, finding.where.cell) == ("E223", "C2")


def test_mixed_decimals_and_percentages_are_asked_about(city):
    city.put(WEIGHT, "常住人口", 1, 70)
    assert only(city) == ("W320", "权重!A2")


def test_unknown_and_repeated_rows_of_weights(city):
    city.sheets[WEIGHT] += [["农林", 1, 1], ["农业", 1, 1], ["农业", 2, 1]]
    assert [code for code, _ in city.codes()] == ["E217", "E221"]


def test_workloads_are_read_by_domain_and_district(city):
    city.sheets[WORKLOAD] = [
        ["执法领域", "指标", "单位", "道里区", "南岗区", "合计"],
        ["城市管理", "案件量", "件", "1,200", 800.5, 2000.5],
        ["合计", "", "", 1200, 800.5, 2000.5],
    ]
    city.sheets[WEIGHT].append(["城市管理", 1, ""])
    city.add_column(WEIGHT, "案件量", 0, 1)
    case = city.case()
    assert case.workloads[0].figures == {"道里区": Fraction(1200), "南岗区": Fraction(1601, 2)}
    assert weights_of(city, "城市管理").weights[-1] == ("案件量", Fraction(1, 2))


def test_faults_of_workloads(city):
    city.sheets[WORKLOAD] = [
        ["执法领域", "指标", "道里区", "南岗"],
        ["城市管理", "案件量", "", 1],
        ["城管", "案件量", 1, 1],
        ["农业", "案件量", -1, 1],
        ["农业", "案件量", 1, 1],
    ]
    assert sorted(city.codes()) == [
        ("E106", "业务量!D1"),
        ("E110", "业务量!C4"),
        ("E117", "业务量!C2"),
        ("E217", "业务量!A3"),
        ("E222", "业务量!B5"),
    ]


def test_a_receiving_district_needs_its_column(city):
    city.sheets[WORKLOAD] = [["执法领域", "指标", "道里区"], ["城市管理", "案件量", 1]]
    (finding,) = city.check().findings
    assert (finding.code, finding.params["district"]) == ("E224", "南岗区")


def test_a_district_that_declines_the_domain_needs_no_workload(city):
    city.put("区情", "不承接领域", 2, "农业")
    city.sheets[WORKLOAD] = [["执法领域", "指标", "道里区", "南岗区"], ["农业", "耕地", 5, ""]]
    assert city.codes() == []


def test_distances_are_completed_and_rounded_half_up(city):
    city.sheets[DISTANCE] = [
        ["区", "道里区", "南岗区", "呼兰区"],
        ["道里区", 0, 12.5, 30],
        ["南岗区", "", 0, 18.4],
    ]
    case = city.case()
    assert case.distances["道里区", "南岗区"] == case.distances["南岗区", "道里区"] == 13
    assert case.distances["呼兰区", "南岗区"] == 18
    (finding,) = city.check().findings
    assert (finding.code, finding.params["count"]) == ("N403", "2")


def test_distances_that_differ_by_direction_are_kept_and_said(city):
    city.sheets[DISTANCE] = [["区", "道里区", "南岗区"], ["道里区", 0, 12], ["南岗区", 21, 0]]
    assert [code for code, _ in city.codes()] == ["W322"]
    assert city.case().distances["南岗区", "道里区"] == 21


def test_distances_between_unknown_districts(city):
    city.sheets[DISTANCE] = [["区", "道里区", "南岗"], ["道理区", 0, 12], ["道里区", -1, 3]]
    assert city.codes() == [("E106", "区距!C1"), ("E106", "区距!A2"), ("E110", "区距!B3")]


@given(st.decimals(min_value=0, max_value=10**9, places=4), st.booleans())
def test_a_decimal_is_read_exactly_from_text_and_from_a_number(number, as_text):
    value = str(number) if as_text else float(number)
    read = written_number(value)
    assert read is not None
    assert read.value == Fraction(str(number))


def test_distances_of_two_books_that_contradict_each_other(city, department):
    city.sheets[DISTANCE] = [["区", "道里区", "南岗区"], ["道里区", 0, 12]]
    department.sheets[DISTANCE] = [["区", "南岗区"], ["道里区", 13]]
    assert city.codes(department) == [("E231", "区距!B2")]


def test_an_optional_sheet_left_as_the_template_made_it_is_no_matter(city):
    city.sheets[WORKLOAD] = [["各领域业务量表"], ["执法领域", "指标"], ["示例领域", "案件量"]]
    city.sheets[DISTANCE] = [["区"], ["示例区"]]
    city.sheets["锁定编制"] = [["执法领域", "编制类型", "区", "编制数"]]
    assert city.codes() == []
