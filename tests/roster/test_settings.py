"""参数 and --set."""

from __future__ import annotations

import datetime as dt

import pytest

from zhifa_alloc.schema.errors import WrongUse
from zhifa_alloc.schema.switches import SWITCH_KINDS

PARAMETER = "参数"


def test_every_parameter_is_read(city):
    written = {
        "取整方法": "最大余数",
        "每队最少持证人数": 3,
        "每队最少编制": "4",
        "均衡容差": 1,
        "分配方式": "积分选岗",
        "目标顺序": "志愿、均衡、就地、距离、次序号",
        "变动代价": 0,
        "超编处理": "随同下沉",
        "临近退休月数": 12,
        "意见采纳": "直接采纳",
        "审定文号": "示例编发〔2026〕1号",
        "审定日期": "2026年9月18日",
        "状态:驻村": "占编不在岗",
    }
    for name, value in written.items():
        city.add_row(PARAMETER, 参数=name, 值=value)
    read = city.case().parameters
    assert (read.rounding, read.min_certified, read.team_quota_floor, read.tolerance) == ("最大余数", 3, 4, 1)
    assert (read.placing, read.move_cost, read.surplus) == ("积分选岗", 0, "随同下沉")
    assert read.goals == ("志愿", "均衡", "就地", "距离", "次序号")
    assert (read.near_retirement_months, read.feedback) == (12, "直接采纳")
    assert (read.approval_number, read.approval_date) == ("示例编发〔2026〕1号", dt.date(2026, 9, 18))
    assert read.statuses == {"驻村": "占编不在岗"}
    assert read.approved


def test_an_empty_value_is_the_default(city):
    city.add_row(PARAMETER, 参数="每队最少持证人数", 值="")
    assert city.case().parameters.min_certified == 2


def test_a_seed_written_as_a_number_keeps_its_digits(city):
    city.put(PARAMETER, "值", 2, 20260928)
    assert city.case().parameters.seed == "20260928"


@pytest.mark.parametrize(
    ("name", "value", "code"),
    [
        ("取整办法", "最大余数", "E118"),
        ("取整方法", "四舍五入", "E119"),
        ("目标顺序", "均衡、省钱", "E119"),
        ("目标顺序", "均衡、就地、志愿、距离、距离", "E119"),
        ("状态:驻村", "不在", "E119"),
        ("每队最少持证人数", "两人", "E120"),
        ("每队最少持证人数", -1, "E120"),
        ("均衡容差", 0.5, "E120"),
        ("审定日期", "九月", "E121"),
    ],
)
def test_a_bad_parameter_is_named(city, name, value, code):
    row = city.add_row(PARAMETER, 参数=name, 值=value)
    (finding,) = city.check().findings
    column = "A" if code == "E118" else "B"
    assert (finding.code, finding.where.cell) == (code, f"{column}{row + 1}")


def test_an_unknown_parameter_gets_a_guess(city):
    city.add_row(PARAMETER, 参数="取整办法", 值="最大余数")
    assert city.check().findings[0].params["suggestion"] == "取整方法"


def test_a_parameter_given_twice(city):
    city.add_row(PARAMETER, 参数="基准日", 值="2026-01-01")
    assert city.codes() == [("E232", "参数!A4")]


def test_overrides_replace_the_sheet(city):
    city.add_row(PARAMETER, 参数="每队最少持证人数", 值="两人")
    checked = city.check(每队最少持证人数="4", 取整方法="Q值法", **{"状态:驻村": "不参与"})
    assert checked.findings == ()
    assert (checked.case.parameters.min_certified, checked.case.parameters.rounding) == (4, "Q值法")
    assert checked.case.parameters.statuses == {"驻村": "不参与"}


@pytest.mark.parametrize(
    ("name", "value", "code"),
    [
        ("取整", "Q值法", "parameter_unknown"),
        ("取整方法", "四舍五入", "parameter_choice"),
        ("均衡容差", "一", "parameter_count"),
        ("基准日", "九月", "parameter_date"),
    ],
)
def test_an_override_that_cannot_be_obeyed_stops(city, name, value, code):
    with pytest.raises(WrongUse) as stop:
        city.check(**{name: value})
    assert stop.value.code == code
    assert (stop.value.params["name"], stop.value.params["value"]) == (name, value)
    assert stop.value.params["expected"] or code in {"parameter_count", "parameter_date"}


def test_without_base_date_and_deadlines_certificates_never_expire_and_that_is_said(city):
    city.put(PARAMETER, "值", 1, "")
    for row in (1, 2, 3):
        city.put("编制", "交接期限", row, "")
    city.put("花名册", "执法证有效期", 1, dt.date(2001, 1, 1))
    assert city.codes() == [("N402", "参数!")]
    assert city.case().base_date is None


@pytest.mark.parametrize("name", ["规则:同区要求", "规则：同区要求", "规则:same-district"])
@pytest.mark.parametrize("value", ["停用：党组会研究决定", "停用 党组会研究决定", "停用，党组会研究决定"])
def test_a_rule_is_switched_off_with_its_reason(city, name, value):
    city.add_row(PARAMETER, 参数=name, 值=value)
    parameters = city.case().parameters
    assert parameters.switches == {"same-district": "党组会研究决定"}
    assert not parameters.keeps("same-district")


def test_a_rule_that_stays_on_is_no_switch(city):
    city.add_row(PARAMETER, 参数="规则:同区要求", 值="启用")
    assert city.case().parameters.switches == {}


@pytest.mark.parametrize("value", ["提醒：党组会研究决定", "提醒，党组会研究决定", "提醒; 党组会研究决定"])
def test_a_rule_is_lowered_with_its_reason(city, value):
    city.add_row(PARAMETER, 参数="规则:同区要求", 值=value)
    parameters = city.case().parameters
    assert parameters.lowered == {"same-district": "党组会研究决定"}
    assert not parameters.keeps("same-district")
    assert not parameters.switches


@pytest.mark.parametrize(("value", "reason"), [("不符", ""), ("不符：市里要求", "市里要求")])
@pytest.mark.parametrize(
    ("title", "rule"), [("临近退休", "near-retirement"), ("领导与亲属同队", "leader-relatives")]
)
def test_a_rule_that_warns_is_raised_with_or_without_a_reason(city, title, rule, value, reason):
    city.add_row(PARAMETER, 参数=f"规则:{title}", 值=value)
    parameters = city.case().parameters
    assert parameters.raised == {rule: reason}
    assert parameters.raises(rule)


@pytest.mark.parametrize(
    ("title", "value"),
    [("临近退休", "提醒"), ("临近退休", "启用"), ("每队持证在岗人数", "不符"), ("同区要求", "不符")],
)
def test_a_severity_that_the_rule_has_already_changes_nothing(city, title, value):
    city.add_row(PARAMETER, 参数=f"规则:{title}", 值=value)
    parameters = city.case().parameters
    assert not any(getattr(parameters, kind) for kind in SWITCH_KINDS)


def test_the_last_word_on_a_rule_holds_and_an_override_comes_after_the_sheet(city):
    city.add_row(PARAMETER, 参数="规则:同区要求", 值="停用：研究决定")
    city.add_row(PARAMETER, 参数="规则:same-district", 值="提醒：再研究")
    assert city.case().parameters.switches == {}
    assert city.case().parameters.lowered == {"same-district": "再研究"}
    for name in ("规则:同区要求", "规则:Same-District"):
        assert city.check(**{name: "启用"}).case.parameters.keeps("same-district")


@pytest.mark.parametrize(
    ("name", "value", "code", "column"),
    [
        ("规则:夫妻必须同区", "停用：研究决定", "E131", "A"),
        ("规则:每队持证在岗人数", "停用：人手不够", "E132", "A"),
        ("规则:编制类型不混用", "停用：统筹使用", "E132", "A"),
        ("规则:任职回避", "停用：研究决定", "E132", "A"),
        ("规则:去向指定", "停用：研究决定", "E132", "A"),
        ("规则:同区要求", "停用", "E133", "B"),
        ("规则:同区要求", "停用：", "E133", "B"),
        ("规则:同区要求", "不要", "E119", "B"),
        ("规则:同区要求", "不符合", "E119", "B"),
        ("规则:同区要求", "提醒一下", "E119", "B"),
        ("规则:同区要求", "提醒", "E119", "B"),
        ("规则:同区要求", "提醒：", "E119", "B"),
        ("规则:每队持证在岗人数", "提醒：人手不够", "E132", "A"),
        ("规则:任职回避", "提醒", "E132", "A"),
        ("规则:去向指定", "提醒：研究决定", "E132", "A"),
    ],
)
def test_a_switch_that_cannot_be_obeyed_is_named(city, name, value, code, column):
    row = city.add_row(PARAMETER, 参数=name, 值=value)
    (finding,) = city.check().findings
    assert (finding.code, finding.where.cell) == (code, f"{column}{row + 1}")


@pytest.mark.parametrize(
    ("name", "value", "code"),
    [
        ("规则:没有", "停用：理由", "rule_unknown"),
        ("规则:每队持证在岗人数", "停用：理由", "rule_fixed"),
        ("规则:同区要求", "停用", "rule_without_reason"),
        ("规则:编制总数不变", "提醒：理由", "rule_fixed"),
        ("规则:同区要求", "提醒", "parameter_choice"),
    ],
)
def test_an_override_switches_off_only_what_may_be(city, name, value, code):
    with pytest.raises(WrongUse) as stop:
        city.check(**{name: value})
    assert stop.value.code == code
