"""对比指标: posts beside residents, area, entities; cases per post."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from drafts.figure_city import (
    CIVIL,
    DISTRICTS,
    EAST,
    POSTS,
    ROADS,
    TOWN,
    WEST,
    district,
    make_draft,
    tables_of,
    words_of,
)
from zhifa_alloc.drafts.ratio_page import ratio_pages, rounded
from zhifa_alloc.drafts.ratios import ratios_of, residents_ratios
from zhifa_alloc.schema.case import Workload

CASES = (
    Workload(TOWN, "案件量", {EAST: Fraction(300), WEST: Fraction(200)}),
    Workload(ROADS, "道路里程", {EAST: Fraction(7), WEST: Fraction(9)}),
)


def by_kind(draft):
    return {ratio.kind: ratio for ratio in ratios_of(draft)}


def with_factors(east, west, **given):
    return make_draft(districts=(district(EAST, **east), district(WEST, **west)), **given)


def test_posts_per_ten_thousand_residents_and_of_all_receiving_districts_together():
    ratio = by_kind(make_draft())["residents"]
    assert ratio.values == {EAST: Fraction(28, 50), WEST: Fraction(14 * 2, 25)}
    assert ratio.whole == Fraction(42 * 10_000, 625_000)
    assert ratio.spread == 2


def test_area_and_entities_go_by_either_name():
    for area, entities in (("辖区面积", "经营主体"), ("面积", "市场主体")):
        found = by_kind(with_factors({area: "12.5", entities: 4000}, {area: 20, entities: 7000}))
        assert found["area"].values == {EAST: Fraction(28 * 2, 25), WEST: Fraction(14, 20)}
        assert found["entities"].values == {EAST: Fraction(7), WEST: Fraction(2)}


def test_any_other_factor_is_given_per_a_readable_power_of_ten():
    assert by_kind(with_factors({"街镇数": 7}, {"街镇数": 7}))["other"].unit == 1
    large = by_kind(with_factors({"流动人口": 70_000}, {"流动人口": 50_000}))["other"]
    assert large.unit == 1000
    assert large.whole == Fraction(42 * 1000, 120_000)


def test_cases_per_post_count_only_the_domains_that_report_cases():
    ratio = by_kind(make_draft(workloads=CASES))["cases"]
    assert ratio.values == {EAST: Fraction(15), WEST: Fraction(20)}
    assert ratio.whole == Fraction(500, 30)


def test_cases_of_several_domains_are_added_up():
    more = (*CASES, Workload(ROADS, "案件量", {EAST: Fraction(100), WEST: Fraction(0)}))
    ratio = by_kind(make_draft(workloads=more))["cases"]
    assert ratio.values == {EAST: Fraction(400, 28), WEST: Fraction(200, 14)}


def test_nothing_is_divided_by_zero():
    posts = {**POSTS, (TOWN, CIVIL, WEST): 0}
    draft = with_factors({"街镇数": 5}, {"街镇数": 0}, posts=posts, workloads=CASES)
    found = by_kind(draft)
    assert WEST not in found["other"].values
    assert WEST not in found["cases"].values
    assert tables_of(ratio_pages(draft)[0])[0].rows[0][3] is None


def test_a_district_that_declines_the_domain_has_no_ratio_in_it():
    districts = (district(EAST, 常住人口=100), district(WEST, excluded=(ROADS,), 常住人口=100))
    posts = {key: value for key, value in POSTS.items() if key != (ROADS, CIVIL, WEST)}
    ratios = dict(residents_ratios(make_draft(districts=districts, posts=posts)))
    assert set(ratios[ROADS].values) == {EAST}
    assert ratios[ROADS].whole == Fraction(8 * 10_000, 100)


def test_only_factors_that_are_there():
    assert ratio_pages(make_draft(districts=(district(EAST), district(WEST)))) == ()
    (page,) = ratio_pages(with_factors({"街镇数": 5}, {"街镇数": 6}))
    assert "每万人" not in words_of(page)
    assert "案件量" not in words_of(page)


def test_the_page_says_what_it_is_for_and_lists_receiving_districts_only():
    (page,) = ratio_pages(make_draft(workloads=CASES))
    headers = [column.header for column in tables_of(page)[0].columns]
    assert "仅供比较，不作为分配依据" in words_of(page)
    assert headers[:5] == ["指标", "单位", EAST, WEST, "承接区合计"]
    assert tables_of(page)[0].rows[0] == ("每万人编制数", "名/万人", 0.56, 1.12, 0.67, 2.0)
    assert tables_of(page)[0].rows[1][:5] == ("每名编制案件量", "件/名", 15.0, 20.0, 16.67)
    assert tables_of(page)[-1].rows[0] == ("编制数", "名", 28, 14, 42)


def test_a_row_with_a_small_ratio_is_shown_finer_half_up_and_all_alike():
    assert rounded([Fraction(1, 8), Fraction(5, 8)]) == [0.13, 0.63]
    assert rounded([Fraction(1, 80), Fraction(5, 8), None]) == [0.0125, 0.625, None]
    assert rounded([Fraction(0), Fraction(5, 8)]) == [0.0, 0.63]


counts = st.integers(0, 500)
figures = st.fractions(min_value=Fraction(1, 100), max_value=10**7, max_denominator=100)


@given(counts, counts, figures, figures, st.sampled_from(["常住人口", "辖区面积", "经营主体", "街镇数"]))
def test_ratio_times_figure_is_the_posts_and_the_city_lies_between_its_districts(one, two, x, y, factor):
    districts = (district(EAST, **{factor: x}), district(WEST, **{factor: y}))
    (ratio,) = ratios_of(
        make_draft(districts=districts, posts={(TOWN, CIVIL, EAST): one, (ROADS, CIVIL, WEST): two})
    )
    for name, posts in ((EAST, one), (WEST, two)):
        assert ratio.values[name] * ratio.figures[name] / ratio.unit == posts
    assert ratio.whole * (x + y) / ratio.unit == one + two
    assert min(ratio.values.values()) <= ratio.whole <= max(ratio.values.values())


def test_domains_add_up_to_the_whole():
    draft = make_draft()
    whole = by_kind(draft)["residents"]
    parts = [ratio for _, ratio in residents_ratios(draft)]
    assert sum(part.whole for part in parts) == whole.whole
    assert all(
        sum(part.values[one.name] for part in parts) == whole.values[one.name] for one in DISTRICTS[:2]
    )
