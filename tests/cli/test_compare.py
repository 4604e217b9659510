"""``plan --compare``: settings side by side, one whole plan a column, and no draft."""

from __future__ import annotations

import openpyxl
import pytest

from zhifa_alloc.cli.cases import case_of, other_case
from zhifa_alloc.cli.compare import settings_of
from zhifa_alloc.cli.inputs import read_books
from zhifa_alloc.schema.canonical import plan_id
from zhifa_alloc.schema.errors import WrongUse

ANY = {
    "取整方法": "最大余数",
    "每队最少持证人数": "1",
    "每队最少编制": "3",
    "均衡容差": "2",
    "分配方式": "积分选岗",
    "目标顺序": "志愿、均衡、就地、距离、次序号",
    "变动代价": "3",
    "超编处理": "随同下沉",
    "基准日": "2026-01-01",
    "临近退休月数": "24",
    "抽签种子": "另一个",
    "意见采纳": "直接采纳",
    "审定文号": "某发〔2026〕1号",
    "审定日期": "2026-09-01",
    "状态:驻村": "占编不在岗",
    "权重:常住人口": "50%",
    "区情:北区:常住人口": "900000",
}


@pytest.mark.parametrize("name", ANY)
def test_a_setting_on_checked_books_is_the_setting_in_force_when_they_were_checked(book, city, name):
    raw = read_books([book(city)])
    plain = case_of(raw, {}).case
    whole = case_of(raw, {name: ANY[name]}).case
    shared = other_case(raw, plain, {name: ANY[name]})
    assert plan_id(shared, "") == plan_id(whole, "")
    assert name == "权重:常住人口" or plan_id(shared, "") != plan_id(plain, "")


def test_values_are_columns_and_semicolons_join():
    words = [
        "均衡容差=1,2",
        "甲案:取整方法=Q值法；均衡容差=1",
        "区情:北区:常住人口=1,200,000",
        "权重:常住人口=30%|40%",
    ]
    assert [(one.name, dict(one.changes)) for one in settings_of(words)] == [
        ("均衡容差=1", {"均衡容差": "1"}),
        ("均衡容差=2", {"均衡容差": "2"}),
        ("甲案", {"取整方法": "Q值法", "均衡容差": "1"}),
        ("区情:北区:常住人口=1,200,000", {"区情:北区:常住人口": "1,200,000"}),
        ("权重:常住人口=30%", {"权重:常住人口": "30%"}),
        ("权重:常住人口=40%", {"权重:常住人口": "40%"}),
    ]
    for word in ("均衡容差", "；"):
        with pytest.raises(WrongUse):
            settings_of([word])
    with pytest.raises(WrongUse):
        settings_of(["均衡容差=" + ",".join("0123456789")])


def test_each_column_is_the_plan_under_that_setting(run, book, city, tmp_path):
    path, target = book(city), tmp_path / "比较.xlsx"
    ran = run(
        "plan", path, "--compare", "取整方法=最大余数", "--compare", "区情:北区:常住人口=900000",
        "-o", target, "--json", "-",
    )  # fmt: skip
    value = ran.json()
    assert [one["name"] for one in value["settings"]] == [
        "现行设置", "取整方法=最大余数", "区情:北区:常住人口=900000",
    ]  # fmt: skip
    plan = run(
        "plan", path, "-o", tmp_path / "out", "--set", "区情:北区:常住人口=900000", "--json", "-"
    ).json()
    assert value["settings"][2]["plan_id"] == plan["plan_id"]
    assert value["settings"][2]["metrics"] == plan["metrics"]
    assert (value["settings"][0]["moved"], value["settings"][0]["cells"]) == (0, 0)
    assert value["quotas"]
    assert all(len(set(row["values"])) > 1 for row in value["quotas"])
    assert openpyxl.load_workbook(target).sheetnames[:2] == ["设置对比", "编制差异"]
    assert sorted(one.name for one in tmp_path.iterdir()) == ["out", "名册.xlsx", "比较.xlsx"]


def test_a_setting_without_a_plan_says_why_and_the_others_stand(run, book, city):
    ran = run("plan", book(city), "--compare", "每队最少编制=30", "--json", "-")
    assert ran.code == 0
    assert [one["feasible"] for one in ran.json()["settings"]] == [True, False]
    assert "每队最少编制" in ran.json()["settings"][1]["why_none"]
    assert "无可行方案" in ran.err


def test_against_a_base_draft_changes_are_counted_from_there(run, book, city, tmp_path):
    path = book(city)
    run("plan", path, "-o", tmp_path / "out", "-q")
    value = run(
        "plan", path, "--base", tmp_path / "out" / "草案.xlsx", "--compare", "变动代价=0", "--json", "-"
    ).json()
    assert value["against"] == "base"
    assert value["settings"][0]["moved"] == 0
