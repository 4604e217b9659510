"""Faults of 参数, 权重, 权重范围 and 业务量: one a book."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from cities.shelf import OTHER, BookFault, Page, Shelf, Spot
from zhifa_alloc.schema.codes import Code


def _parameter(shelf: Shelf, name: str, value: object) -> tuple[Page, int]:
    """Write a parameter in a row of its own, the default's first row being kept for others."""
    page = shelf.page("参数")
    return page, page.add({"参数": name, "值": value})  # type: ignore[dict-item]


def _unknown_parameter(shelf: Shelf) -> Spot:
    page, line = _parameter(shelf, shelf.any_of("取整办法", "均衡容忍", "抽签", "种子"), "双向控制")
    return page.at(line, "参数")


def _bad_choice(shelf: Shelf) -> Spot:
    pair = shelf.any_of(
        ("取整方法", "四舍五入"),
        ("分配方式", "抓阄"),
        ("超编处理", "分流"),
        ("意见采纳", "看情况"),
        ("目标顺序", "均衡、志愿"),
        ("状态:驻村", "算在岗"),
        ("领导职数方案", "某某方案"),
    )
    page, line = _parameter(shelf, *pair)
    return page.at(line, "值")


def _bad_count(shelf: Shelf) -> Spot:
    names = ("每队最少持证人数", "每队最少编制", "均衡容差", "变动代价", "临近退休月数")
    page, line = _parameter(shelf, shelf.any_of(*names), shelf.any_of("两人", -1, 2.5, "若干"))
    return page.at(line, "值")


def _bad_date(shelf: Shelf) -> Spot:
    page, line = _parameter(shelf, "审定日期", shelf.any_of("九月底", "2026-13-01", "近期"))
    return page.at(line, "值")


def _unknown_rule(shelf: Shelf) -> Spot:
    page, line = _parameter(shelf, shelf.any_of("规则:夫妻同区", "规则:自选", "规则：就近"), "停用：研究决定")
    return page.at(line, "参数")


def _fixed_rule(shelf: Shelf) -> Spot:
    page, line = _parameter(
        shelf, shelf.any_of("规则:每队持证在岗人数", "规则:任职回避", "规则:quota-sums"), "停用：研究决定"
    )
    return page.at(line, "参数")


def _rule_without_reason(shelf: Shelf) -> Spot:
    rule = shelf.any_of("same-district", "presence", "near-retirement", "leadership-candidates")
    page, line = _parameter(shelf, f"规则:{rule}", shelf.any_of("停用", "停用：", "停用，"))
    return page.at(line, "值")


def _parameter_twice(shelf: Shelf) -> Spot:
    page = shelf.page("参数")
    again = shelf.random.choice(page.lines())
    line = page.add(page.row(again))
    return page.at(line, "参数")


def _no_draw(shelf: Shelf) -> Spot:
    page = shelf.page("参数")
    (line,) = page.lines(lambda row: row["参数"] == "抽签种子")
    page.put(line, "值", "")
    return page.spot


def _no_base_date(shelf: Shelf) -> Spot:
    page = shelf.page("参数")
    (line,) = page.lines(lambda row: row["参数"] == "基准日")
    page.put(line, "值", "")
    shelf.page("编制").clear("交接期限")
    return page.spot


def _all_zero(shelf: Shelf) -> Spot:
    page = shelf.page("权重")
    line = shelf.random.choice(page.lines())
    for header in map(str, page.rows[0][1:]):
        page.put(line, header, 0)
    return page.at(line, "执法领域")


def _weight_without_figures(shelf: Shelf) -> Spot:
    page = shelf.page("权重")
    header = shelf.any_of("在建工程", "企业数", "常驻人口")
    spot = page.add_column(header, lambda _: 0.1)
    if shelf.random.random() < 0.5:
        return spot
    # Or a domain that has no row in 业务量, while its weights count on one.
    page.drop_column(header)
    workload = shelf.page("业务量")
    default = page.lines(lambda row: row["执法领域"] == "默认")[0]
    own = [page.get(line, "执法领域") for line in page.lines()]
    gone = workload.lines(lambda row: row["执法领域"] not in own)[0]
    del workload.rows[gone]
    return page.at(default, "案件量")


def _weight_twice(shelf: Shelf) -> Spot:
    page = shelf.page("权重")
    line = page.add(page.row(shelf.random.choice(page.lines())))
    return page.at(line, "执法领域")


def _mixed_percent(shelf: Shelf) -> Spot:
    page = shelf.page("权重")
    line = shelf.random.choice(page.lines())
    page.put(line, str(page.rows[0][-1]), shelf.any_of(20, 35, 40))
    return page.at(line, "执法领域")


def _workload_twice(shelf: Shelf) -> Spot:
    page = shelf.page("业务量")
    line = page.add(page.row(shelf.random.choice(page.lines())))
    return page.at(line, "指标")


def _factor_all_zero(shelf: Shelf) -> Spot:
    page, weights = shelf.page("业务量"), shelf.page("权重")
    own = [weights.get(line, "执法领域") for line in weights.lines()]
    line = shelf.random.choice(page.lines())
    for header in map(str, page.rows[0][2:]):
        page.put(line, header, 0)
    served = page.get(line, "执法领域") if page.get(line, "执法领域") in own else "默认"
    return weights.at(weights.lines(lambda row: row["执法领域"] == served)[0], "案件量")


def _column_of_district_missing(shelf: Shelf) -> Spot:
    page = shelf.page("业务量")
    page.drop_column(str(shelf.random.choice(page.rows[0][2:])))
    return page.spot


def _unknown_domain(shelf: Shelf) -> Spot:
    word = shelf.any_of("城管", "市监", "不存在的领域")
    weights = shelf.page("权重")
    if shelf.random.random() < 0.5:
        return weights.at(weights.add({**weights.row(weights.lines()[0]), "执法领域": word}), "执法领域")
    figures = shelf.page("业务量")
    return figures.put(shelf.random.choice(figures.lines()), "执法领域", word)


def _foreign_domain(shelf: Shelf) -> Spot:
    """Let a department's book, which has people of one unit, bring figures for another domain."""
    roster, quotas = shelf.page("花名册"), shelf.page("编制")
    moved = roster.rows.pop()
    unit = dict(zip(map(str, roster.rows[0]), moved, strict=True))["所在单位"]
    home = quotas.get(quotas.lines(lambda row: row["单位"] == unit)[0], "执法领域")
    others = [domain for domain in shelf.column("编制", "执法领域") if domain != home]
    shelf.add_page("花名册", list(map(str, roster.rows[0])), [moved], OTHER)
    figures = [10] * len(shelf.receiving)
    headers = ["执法领域", "指标", *map(str, shelf.receiving)]
    page = shelf.add_page("业务量", headers, [[shelf.random.choice(others), "投诉量", *figures]], OTHER)
    return page.at(1, "执法领域")


_RANGES: Final = ("因素", "最小", "最大")


def _out_of_range(shelf: Shelf) -> Spot:
    """Bound a factor so that the default row lies outside, and no other row."""
    weights = shelf.page("权重")
    line = shelf.random.choice(weights.lines())
    for header, weight in zip(("常住人口", "经营主体", "辖区面积", "案件量"), (70, 10, 10, 10), strict=True):
        weights.put(line, header, weight)
    shelf.add_page("权重范围", _RANGES, [["常住人口", "10%", shelf.any_of("50%", "60%")]])
    return weights.at(line, "常住人口")


def _impossible_range(shelf: Shelf) -> Spot:
    ends = shelf.any_of((50, 30), ("40%", "20%"), (0.2, 40), (10, 120))
    return shelf.add_page("权重范围", _RANGES, [["经营主体", *ends]]).at(1, "因素")


def _range_of_nothing(shelf: Shelf) -> Spot:
    return shelf.add_page("权重范围", _RANGES, [[shelf.any_of("常驻人口", "人口"), 10, 90]]).at(1, "因素")


def _range_twice(shelf: Shelf) -> Spot:
    factor = shelf.any_of("常住人口", "经营主体")
    page = shelf.add_page("权重范围", _RANGES, [[factor, "0%", "90%"], [factor, "0%", "80%"]])
    return page.at(2, "因素")


SETTING_FAULTS: Final[Mapping[Code, BookFault]] = {
    Code.PARAMETER_UNKNOWN: _unknown_parameter,
    Code.PARAMETER_CHOICE: _bad_choice,
    Code.PARAMETER_COUNT: _bad_count,
    Code.PARAMETER_DATE: _bad_date,
    Code.RULE_UNKNOWN: _unknown_rule,
    Code.RULE_FIXED: _fixed_rule,
    Code.RULE_WITHOUT_REASON: _rule_without_reason,
    Code.PARAMETER_TWICE: _parameter_twice,
    Code.NO_PUBLIC_DRAW: _no_draw,
    Code.NO_BASE_DATE: _no_base_date,
    Code.WEIGHTS_ALL_ZERO: _all_zero,
    Code.WEIGHT_WITHOUT_FIGURES: _weight_without_figures,
    Code.DUPLICATE_WEIGHT_ROW: _weight_twice,
    Code.MIXED_PERCENT: _mixed_percent,
    Code.DUPLICATE_WORKLOAD: _workload_twice,
    Code.FACTOR_ALL_ZERO: _factor_all_zero,
    Code.DISTRICT_COLUMN_MISSING: _column_of_district_missing,
    Code.UNKNOWN_DOMAIN: _unknown_domain,
    Code.FOREIGN_DOMAIN: _foreign_domain,
    Code.WEIGHT_OUT_OF_RANGE: _out_of_range,
    Code.RANGE_IMPOSSIBLE: _impossible_range,
    Code.RANGE_UNKNOWN_FACTOR: _range_of_nothing,
    Code.DUPLICATE_RANGE: _range_twice,
}
"""Code -> how to bring it about."""
