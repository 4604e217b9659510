"""权重范围: what the 编办 allows for the departments' weights."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhifa_alloc.roster.ranges import percent
from zhifa_alloc.schema.canonical import case_from_json, case_to_json, plan_id

RANGE, WEIGHT, WORKLOAD = "权重范围", "权重", "业务量"
HEADER = ["因素", "最小", "最大"]


@pytest.fixture
def ranged(city):
    """The clean city weighs 常住人口 70 % and 辖区面积 30 % in both domains."""

    def put(*rows):
        city.sheets[RANGE] = [HEADER, *map(list, rows)]
        return city

    return put


def only(city):
    (finding,) = city.check().findings
    return finding


@pytest.mark.parametrize(
    "ends", [(0.7, 0.8), (70, 80), ("70%", "80%"), ("", 70), (0.7, ""), (70, "80%"), ("", "")]
)
def test_a_weight_inside_its_range_is_fine_however_written(ranged, ends):
    assert ranged(("常住人口", *ends)).codes() == []


def test_the_ends_are_kept_exactly(ranged):
    (bound,) = ranged(("常住人口", "33.3%", 75)).case().weight_ranges
    assert (bound.factor, bound.low, bound.high) == ("常住人口", Fraction(333, 1000), Fraction(3, 4))


def test_one_percent_is_meant_where_the_other_end_is_a_percentage(ranged):
    (bound,) = ranged(("常住人口", 1, 80)).case().weight_ranges
    assert (bound.low, bound.high) == (Fraction(1, 100), Fraction(4, 5))


def test_a_weight_outside_names_domains_factor_and_range_at_its_cell(ranged):
    finding = only(ranged(("常住人口", "20%", "40%")))
    assert (finding.code, finding.where.sheet, finding.where.cell, finding.value) == (
        "E236",
        "权重",
        "B2",
        "70%",
    )
    assert finding.params["domains"] == "城市管理、农业"
    assert (finding.params["low"], finding.params["high"]) == ("20%", "40%")
    assert finding.params["cell"] == "权重范围!A2"


def test_it_is_the_normalised_weight_that_counts(ranged):
    city = ranged(("常住人口", 10, 30))
    city.put(WEIGHT, "常住人口", 1, 1)
    city.put(WEIGHT, "辖区面积", 1, 4)
    assert city.codes() == []


def test_a_domain_of_its_own_is_named_alone(ranged):
    city = ranged(("常住人口", 20, 70))
    city.sheets[WEIGHT].append(["农业", 1, 0])
    finding = only(city)
    assert (finding.where.cell, finding.params["domains"], finding.value) == ("B3", "农业", "100%")


def test_a_factor_left_out_weighs_nothing(ranged):
    city = ranged(("辖区面积", "10%", ""))
    city.sheets[WEIGHT].append(["农业", 1, ""])
    assert (only(city).where.cell, only(city).value) == ("C3", "0%")


def test_a_factor_without_a_column_is_reported_at_the_row(ranged):
    city = ranged(("辖区面积", "10%", ""))
    city.drop_column(WEIGHT, "辖区面积")
    assert only(city).where.cell == "A2"


def test_an_indicator_is_not_asked_of_domains_without_it(ranged):
    city = ranged(("案件量", "20%", ""))
    city.sheets[WORKLOAD] = [["执法领域", "指标", "道里区", "南岗区"], ["城市管理", "案件量", 100, 200]]
    city.sheets[WEIGHT].append(["城市管理", 1, ""])
    city.add_column(WEIGHT, "案件量", "", 1)
    assert city.codes() == []


def test_the_programs_equal_weights_are_held_to_it_too(ranged):
    city = ranged(("常住人口", "60%", ""))
    del city.sheets[WEIGHT]
    finding = only(city)
    assert (finding.code, finding.where.sheet, finding.where.cell) == ("E236", "权重范围", "A2")


def test_a_row_of_weights_that_cannot_be_read_is_reported_once(ranged):
    city = ranged(("常住人口", "20%", "40%"))
    place = city.put(WEIGHT, "常住人口", 1, "三成")
    assert city.codes() == [("E109", place)]


def test_weights_all_zero_are_reported_once(ranged):
    city = ranged(("常住人口", "20%", "40%"))
    city.put(WEIGHT, "常住人口", 1, 0)
    city.put(WEIGHT, "辖区面积", 1, 0)
    assert [code for code, _ in city.codes()] == ["E219"]


@pytest.mark.parametrize("ends", [(50, 30), (0.2, 40), (10, 120), ("", 101)])
def test_a_range_that_no_weight_can_meet(ranged, ends):
    assert (only(ranged(("常住人口", *ends))).code, only(ranged(("常住人口", *ends))).where.cell) == (
        "E237",
        "A2",
    )


def test_a_negative_end(ranged):
    assert ranged(("常住人口", -1, 40)).codes() == [("E110", "权重范围!B2")]


def test_a_misspelt_factor_is_asked_about(ranged):
    finding = only(ranged(("常驻人口", 20, 80)))
    assert (finding.code, finding.params["suggestion"]) == ("E238", "常住人口")


def test_a_factor_twice(ranged):
    finding = only(ranged(("常住人口", 20, 80), ("常 住人口", 30, 80)))
    assert (finding.code, finding.where.cell, finding.params["cell"]) == ("E239", "A3", "权重范围!A2")


def test_only_the_main_book_sets_ranges(city, department):
    department.sheets[RANGE] = [HEADER, ["常住人口", "20%", "40%"]]
    assert [code for code, _ in city.codes(department)] == ["W311"]


def test_ranges_survive_the_draft_and_their_order_is_no_matter(ranged):
    case = ranged(("常住人口", "60%", ""), ("辖区面积", "", "40%")).case()
    again = ranged(("辖区面积", "", "40%"), ("常住人口", "60%", "")).case()
    assert case_from_json(case_to_json(case)) == case
    assert plan_id(case, "1") == plan_id(again, "1")


def test_a_draft_from_before_ranges_still_reads(city):
    text = case_to_json(city.case())
    assert "weight_ranges" not in text
    assert case_from_json(text).weight_ranges == ()


@given(st.integers(0, 10_000))
def test_percentages_of_two_decimals_are_printed_exactly(number):
    assert Fraction(percent(Fraction(number, 10_000)).removesuffix("%")) * 100 == number
