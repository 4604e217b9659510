"""``diff`` of two drafts: same, planned under other settings, edited by hand."""

from __future__ import annotations

import openpyxl
import pytest


@pytest.fixture
def two(run, book, city, tmp_path):
    """A draft, and the draft of the same city with another population of one district."""
    path = book(city)
    assert run("plan", path, "-o", tmp_path / "out").code == 0
    assert run("plan", path, "-o", tmp_path / "out", "--set", "区情:北区:常住人口=900000").code == 0
    return tmp_path / "out" / "草案.xlsx", tmp_path / "out" / "草案-2.xlsx"


def swap_two(draft, target):
    """Swap the destinations of two people of one domain, as a leader does."""
    edited = openpyxl.load_workbook(draft)
    sheet = edited["人员分配"]
    header = next(row for row in sheet.iter_rows() if "去向" in [cell.value for cell in row])
    names = [cell.value for cell in header]
    rows = list(sheet.iter_rows(min_row=header[0].row + 1))
    place, domain, key = (names.index(name) for name in ("去向", "执法领域", "人员编号"))
    first = rows[0]
    second = next(
        row
        for row in rows
        if row[domain].value == first[domain].value and row[place].value != first[place].value
    )
    first[place].value, second[place].value = second[place].value, first[place].value
    edited.save(target)
    return {first[key].value, second[key].value}


def test_a_draft_does_not_differ_from_itself(run, two):
    value = run("diff", two[0], two[0], "--json", "-").json()
    assert (value["quotas"], value["moves"], value["joined"], value["left"]) == ([], [], [], [])
    assert value["inputs_changed"] == []
    assert run("diff", two[0], two[0], "--exit-code").code == 0


def test_what_differs_is_told_with_its_cause(run, two):
    ran = run("diff", *two, "--json", "-")
    value = ran.json()
    assert value["inputs_changed"] == ["区情"]
    assert sum(cell["after"] - cell["before"] for cell in value["quotas"]) == 0
    assert {cell["district"] for cell in value["quotas"] if cell["after"] > cell["before"]} == {"北区"}
    assert {cell["cause"] for cell in value["quotas"]} <= {"名册变化", "连带调整"}
    assert {move["cause"] for move in value["moves"]} <= {"名册变化", "等价方案", "连带调整"}
    assert not [one for one in (*value["quotas"], *value["moves"]) if one["inferred"]]
    assert set(value["moves"][0]) >= {"staff_id", "from", "to", "cause"}
    assert all(len(pair) == 2 for pair in value["metrics"].values())
    assert run("diff", *two, "--exit-code").code == 1
    assert run("diff", *two).code == 0


def test_without_arguments_the_last_two_of_the_folder(run, two, tmp_path):
    assert run("diff", "--json", "-", cwd=tmp_path / "out").json() == run("diff", *two, "--json", "-").json()
    assert run("diff", cwd=tmp_path).code == 2


def test_hand_edits_are_named_as_such(run, two, tmp_path):
    moved = swap_two(two[0], tmp_path / "改.xlsx")
    value = run("diff", two[0], tmp_path / "改.xlsx", "--json", "-").json()
    assert {(move["staff_id"], move["cause"]) for move in value["moves"]} == {
        (key, "人工锁定") for key in moved
    }
    assert value["quotas"] == []


def test_people_who_joined_and_left(run, book, city, two, tmp_path):
    city["花名册"][5][0] = "新编号01"
    assert run("plan", book(city, "新.xlsx"), "-o", tmp_path / "out", "--fresh").code == 0
    value = run("diff", two[0], tmp_path / "out" / "草案-3.xlsx", "--json", "-").json()
    assert value["joined"] == ["新编号01"]
    assert value["left"] == ["A0004"]
    assert value["suspects"] == [["A0004", "新编号01"]]


def test_the_screen_stays_short_and_the_workbook_has_its_sheets(run, two, tmp_path):
    ran = run("diff", *two, "-o", tmp_path / "对比.xlsx")
    assert len(ran.out.splitlines()) <= 40
    assert openpyxl.load_workbook(tmp_path / "对比.xlsx").sheetnames[:5] == [
        "概览", "编制变化", "人员变动", "原因", "输入变化",
    ]  # fmt: skip
    assert run("diff", *two, "-o", tmp_path / "对比.xlsx").code == 2


def test_no_id_number_in_a_diff(run, two, city, tmp_path):
    run("diff", *two, "-o", tmp_path / "对比.xlsx", "--json", tmp_path / "diff.json")
    seen = (tmp_path / "diff.json").read_text(encoding="utf-8")
    seen += str([cell for sheet in openpyxl.load_workbook(tmp_path / "对比.xlsx") for cell in sheet.values])
    assert not [row[2] for row in city["花名册"][1:] if row[2] in seen]


def reseeded(run, city, write, tmp_path):
    """Two drafts of one city that differ in 抽签种子 alone."""
    for number, seed in enumerate(("甲种子", "乙种子"), start=1):
        city["参数"] = [["参数", "值"], ["抽签种子", seed]]
        assert run("plan", write(city), "-o", tmp_path / "seeds").code == 0, number
    return tmp_path / "seeds" / "草案.xlsx", tmp_path / "seeds" / "草案-2.xlsx"


def test_a_changed_seed_heads_the_comparison_and_counts_as_a_difference(run, book, city, tmp_path):
    placed = run("plan", book(city), "-o", tmp_path / "placed", "--json", "-").json()["assignments"]
    to = {one["staff_id"]: one["to"] for one in placed}
    for row in city["花名册"][1:]:
        row[9] = to[row[0]]
    drafts = reseeded(run, city, book, tmp_path)
    ran = run("diff", *drafts, "-o", tmp_path / "对比.xlsx", "--exit-code")
    assert ran.code == 1
    first, second = ran.out.splitlines()[:2]
    assert "抽签种子在出稿之后改过" in first
    assert "去向相同" in second
    assert "没有差异" not in ran.out
    sheet = openpyxl.load_workbook(tmp_path / "对比.xlsx")["概览"]
    said = [cell for row in sheet.values for cell in row if isinstance(cell, str)]
    assert "抽签种子在出稿之后改过" in said[1]
    assert not [line for line in said if "没有差异" in line]
    value = run("diff", *drafts, "--json", "-").json()
    assert (value["inputs_changed"], value["moves"], value["quotas"]) == (["抽签种子"], [], [])


def test_a_changed_seed_heads_the_comparison_where_people_moved(run, book, city, tmp_path):
    drafts = reseeded(run, city, book, tmp_path)
    assert "抽签种子在出稿之后改过" in run("diff", *drafts).out.splitlines()[0]
    assert "seed" in run("diff", *drafts, "--lang", "en").out.splitlines()[0]
