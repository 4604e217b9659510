"""Rules raised to 不符 or lowered to 提醒 in 参数, as a user meets them in ``plan`` and ``verify``."""

from __future__ import annotations

import json

import openpyxl
import pytest

RULE = "领导人选"


def status_of(value, rule):
    return next(one["status"] for one in value["rules"] if one["id"] == rule)


def words_of(path, sheet):
    cells = (cell for row in openpyxl.load_workbook(path)[sheet].values for cell in row)
    return "\n".join(str(cell) for cell in cells if cell is not None)


def placed(value):
    return [(one["staff_id"], one["to"]) for one in value["assignments"]]


@pytest.fixture
def ranked(city):
    """Only one person has a rank, so that most teams have nobody who could lead them: a warning."""
    roster = city["花名册"]
    roster[0].append("职务层次")
    for row in roster[1:]:
        row.append("乡科级正职" if row[0] == "A0005" else "")
    return city


def test_a_raised_warning_ends_plan_and_verify_with_1_and_moves_nobody(run, ranked, book, tmp_path):
    plain = run("plan", book(ranked), "-o", "提醒", "--json", "提醒.json")
    assert plain.code == 0, plain.said
    ranked["参数"].append([f"规则:{RULE}", "不符：每队须有人带"])
    raised = run("plan", book(ranked), "-o", "不符", "--json", "不符.json")
    assert raised.code == 1
    before, after = (
        json.loads((tmp_path / f"{n}.json").read_text(encoding="utf-8")) for n in ("提醒", "不符")
    )
    assert status_of(before, "leadership-candidates") == "warn"
    assert status_of(after, "leadership-candidates") == "broken"
    assert placed(before) == placed(after)
    draft = tmp_path / "不符" / "草案.xlsx"
    checked = run("verify", draft, "--json", "-")
    assert checked.code == 1
    assert not checked.json()["ok"]
    assert status_of(checked.json(), "leadership-candidates") == "broken"
    assert f"提高为不符的规则：{RULE}，理由：每队须有人带" in words_of(draft, "概览")
    assert "不符：每队须有人带" in words_of(draft, "草案信息")
    assert run("handover", draft).code == 1


def test_a_lowered_rule_warns_and_its_reason_is_printed(run, city, book, tmp_path):
    city["人员关系"] = [["甲", "乙", "关系", "要求"], ["A0001", "A0002", "夫妻", "同区"]]
    headers, *roster = city["花名册"]
    for row in roster:
        row[headers.index("去向指定")] = {"A0001": "东区", "A0002": "西区"}.get(row[0], "")
    assert run("plan", book(city), "-o", "硬").code == 3
    city["参数"].append(["规则:同区要求", "提醒：党组会研究决定"])
    planned = run("plan", book(city), "-o", "软", "--json", "软.json")
    assert planned.code == 0, planned.said
    draft = tmp_path / "软" / "草案.xlsx"
    checked = run("verify", draft, "--json", "-")
    assert checked.code == 0
    assert status_of(checked.json(), "same-district") == "warn"
    assert "降为提醒的规则：同区要求，理由：党组会研究决定" in words_of(draft, "概览")
    assert "党组会研究决定" in words_of(draft, "规则明细")
    assert "提醒：党组会研究决定" in words_of(draft, "草案信息")


def test_a_rule_of_law_is_not_lowered(run, city, book):
    city["参数"].append(["规则:每队持证在岗人数", "提醒：人手不够"])
    refused = run("check", book(city), "--json", "-")
    assert refused.code == 1
    assert [one["code"] for one in refused.json()["findings"] if one["severity"] == "error"] == ["E132"]
