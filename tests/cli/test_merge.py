"""``diff --base`` and ``merge``: two people edit one draft, and the edits come together."""

from __future__ import annotations

import shutil

import openpyxl
import pytest


@pytest.fixture
def old(planned, tmp_path):
    """A copy of the one plan for all, to be edited."""
    shutil.copytree(planned, tmp_path, dirs_exist_ok=True)
    return tmp_path / "out" / "草案.xlsx"


class Draft:
    """A draft's file in somebody's hands."""

    def __init__(self, path):
        self.path = path
        self.book = openpyxl.load_workbook(path)
        sheet = self.book["人员分配"]
        rows = list(sheet.iter_rows())
        self.head = [cell.value for cell in rows[1]]
        self.people = {
            row[0].value: row[self.head.index("去向")] for row in rows if str(row[0].value)[:2] == "A0"
        }
        self.rows = {row[0].value: [cell.value for cell in row] for row in rows}

    def place(self, key):
        return self.people[key].value

    def of(self, district, domain="城市管理"):
        spot = self.head.index("执法领域")
        keys = [key for key, cell in self.people.items() if cell.value == district]
        return [key for key in keys if self.rows[key][spot] == domain]

    def posts(self, domain, district):
        rows = list(self.book["编制分配"].iter_rows())
        head = next(row for row in rows if row[0].value == "执法领域")
        place = next(cell.column for cell in head if cell.value == district) - 1
        return next(row for row in rows if row[0].value == domain)[place]


def copied(old, name, **moves):
    """A copy in which people (人员编号=去向) were moved by hand."""
    path = old.with_name(f"{name}.xlsx")
    shutil.copy(old, path)
    draft = Draft(path)
    for key, to in moves.items():
        draft.people[key].value = to
    draft.book.save(path)
    return path


@pytest.fixture
def moves(old):
    """Four people of one pool: one moved by the first, one by the second, one by both alike, one by both unlike."""
    east, west, *_ = (Draft(old).of(name) for name in ("东区", "西区"))
    one, two, three = east[:3]
    return {"mine": one, "theirs": west[0], "both": two, "conflict": three}


@pytest.fixture
def copies(old, moves):
    mine = copied(old, "甲稿", **{moves["mine"]: "西区", moves["both"]: "北区", moves["conflict"]: "西区"})
    theirs = copied(
        old, "乙稿", **{moves["theirs"]: "东区", moves["both"]: "北区", moves["conflict"]: "北区"}
    )
    return mine, theirs


def test_who_changed_what_is_listed_person_by_person(run, old, copies, moves):
    ran = run("diff", "--base", old, *copies, "--json", "-")
    assert ran.code == 0, ran.said
    found = {one["staff_id"]: one for one in ran.json()["people"]}
    assert {one["side"]: key for key, one in found.items()} == moves
    assert found[moves["conflict"]] == {
        "staff_id": moves["conflict"],
        "base": "东区",
        "mine": "西区",
        "theirs": "北区",
        "side": "conflict",
        "agreed": "东区",
    }
    assert run("diff", "--base", old, *copies, "--exit-code").code == 1
    assert len(ran.err.splitlines()) <= 40


def test_a_merge_takes_every_edit_and_marks_where_two_disagree(run, old, copies, moves):
    target = old.with_name("议定.xlsx")
    ran = run("merge", "--base", old, *copies, "-o", target)
    assert ran.code == 1
    assert "冲突" in ran.err
    draft = Draft(target)
    assert {side: draft.place(key) for side, key in moves.items()} == {
        "mine": "西区",
        "theirs": "东区",
        "both": "北区",
        "conflict": "东区",
    }
    sheet = [[cell.value for cell in row] for row in draft.book["合并冲突"].iter_rows()]
    (row,) = [row for row in sheet if row[0] == "人员分配"]
    assert (moves["conflict"] in row[2], row[3:6]) == (True, ["东区", "西区", "北区"])
    assert row[1] == draft.people[moves["conflict"]].coordinate
    assert draft.rows[moves["conflict"]][draft.head.index("合并冲突")] == "甲稿改为 西区，乙稿改为 北区"
    fills = {side: draft.people[key].fill.fgColor.rgb for side, key in moves.items()}
    assert len(set(fills.values())) == 2
    assert fills["mine"] == fills["theirs"] == fills["both"]
    edits = run("verify", target, "--json", "-").json()["edits"]
    assert {one["key"] for one in edits} == {moves[side] for side in ("mine", "theirs", "both")}


def test_a_merge_without_conflict_goes_on_like_any_edited_draft(run, old, tmp_path):
    draft = Draft(old)
    east, west = draft.of("东区")[0], draft.of("西区")[0]
    mine, theirs = copied(old, "甲稿", **{east: "西区"}), copied(old, "乙稿", **{west: "东区"})
    ran = run("合并", "--base", old, mine, theirs)
    assert ran.code == 0, ran.said
    merged = old.with_name("合并稿.xlsx")
    assert "合并冲突" not in openpyxl.load_workbook(merged).sheetnames
    assert run("verify", merged).code == 0
    after = run("plan", tmp_path / "名册.xlsx", "-o", tmp_path / "新", "--base", merged, "--json", "-").json()
    places = {one["staff_id"]: one["to"] for one in after["assignments"]}
    assert (places[east], places[west]) == ("西区", "东区")


def test_posts_come_together_cell_by_cell(run, old):
    mine, theirs = copied(old, "甲稿"), copied(old, "乙稿")
    for path, changes in ((mine, {"东区": 1, "西区": -1}), (theirs, {"东区": 2, "北区": -2})):
        draft = Draft(path)
        for district, more in changes.items():
            draft.posts("城市管理", district).value += more
        draft.book.save(path)
    target = old.with_name("议定.xlsx")
    assert run("merge", "--base", old, mine, theirs, "-o", target).code == 1
    before, after = Draft(old), Draft(target)
    difference = {
        name: after.posts("城市管理", name).value - before.posts("城市管理", name).value
        for name in ("东区", "西区", "北区")
    }
    assert difference == {"东区": 0, "西区": -1, "北区": -2}
    rows = [[cell.value for cell in row] for row in after.book["合并冲突"].iter_rows()]
    assert [row[2] for row in rows if row[0] == "编制分配"] == ["城市管理 参公事业编制 东区"]


def test_what_does_not_belong_together_is_refused(run, book, city, old, copies, tmp_path):
    city["区情"][3][3] = 900000
    assert run("plan", book(city, "新.xlsx"), "-o", tmp_path / "别").code == 0
    other = tmp_path / "别" / "草案.xlsx"
    ran = run("merge", "--base", old, copies[0], other)
    assert (ran.code, "不是" in ran.err) == (2, True)
    assert run("merge", "--base", old, *copies, "-o", copies[0], "--force").code == 2
    assert not (tmp_path / "out" / "合并稿.xlsx").exists()


def test_a_copy_in_which_somebody_stands_twice_is_refused(run, old, moves, copies):
    draft = Draft(copies[0])
    sheet = draft.book["人员分配"]
    sheet.append([moves["mine"], *[None] * (draft.head.index("去向") - 1), "北区"])
    draft.book.save(copies[0])
    ran = run("merge", "--base", old, *copies)
    assert (ran.code, "verify" in ran.err) == (2, True)


def test_nothing_is_overwritten_unasked(run, old, copies):
    old.with_name("合并稿.xlsx").write_text("别动", encoding="utf-8")
    assert run("merge", "--base", old, *copies).code == 2
    assert run("merge", "--base", old, *copies, "--force").code == 1
    assert openpyxl.load_workbook(old.with_name("合并稿.xlsx")).sheetnames[1] == "合并冲突"


def decide(path, **words):
    """Fill in the last column of 合并冲突 (人员编号=words) and save."""
    draft = Draft(path)
    for row in draft.book["合并冲突"].iter_rows():
        key = str(row[2].value or "").split(" ")[0]
        if key in words:
            row[-1].value = words[key]
            where = row[-1].coordinate
    draft.book.save(path)
    return where


@pytest.fixture
def merged(run, old, copies):
    assert run("merge", "--base", old, *copies).code == 1
    return old.with_name("合并稿.xlsx")


def faults(ran):
    return {(one["code"], one["cell"]) for one in ran.json()["faults"]}


def test_an_open_conflict_is_named_and_nothing_is_handed_over(run, old, moves, tmp_path):
    key = moves["conflict"]
    mine, theirs = copied(old, "甲稿", **{key: "西区"}), copied(old, "乙稿", **{key: "北区"})
    assert run("merge", "--base", old, mine, theirs).code == 1
    merged = old.with_name("合并稿.xlsx")
    (cell,) = [
        row[-1].coordinate for row in Draft(merged).book["合并冲突"].iter_rows() if row[0].value == "人员分配"
    ]
    ran = run("verify", merged, "--json", "-")
    assert (ran.code, faults(ran)) == (0, {("conflict_open", cell)})
    assert f"合并冲突!{cell}" in run("verify", merged).said
    handed = run("handover", merged, "-o", tmp_path / "交")
    assert (handed.code, "没有议定" in handed.err) == (1, True)
    assert not (tmp_path / "交").exists()
    planned = run("plan", tmp_path / "名册.xlsx", "-o", tmp_path / "新", "--base", merged)
    assert (planned.code, "没有议定" in planned.err) == (0, True)


@pytest.mark.parametrize(("word", "to"), [("北区", "北区"), ("甲稿", "西区"), ("原稿", "东区")])
def test_what_was_decided_holds_in_verify_diff_and_the_next_plan(run, old, merged, moves, tmp_path, word, to):
    key = moves["conflict"]
    decide(merged, **{key: word})
    seen = run("verify", merged, "--json", "-")
    assert not faults(seen)
    assert [one["after"] for one in seen.json()["edits"] if one["key"] == key] == (
        [to] if to != "东区" else []
    )
    moved = run("diff", old, merged, "--json", "-").json()["moves"]
    assert [one["to"] for one in moved if one["staff_id"] == key] == ([to] if to != "东区" else [])
    after = run("plan", tmp_path / "名册.xlsx", "-o", tmp_path / "新", "--base", merged, "--json", "-").json()
    if to != "东区":
        assert {one["staff_id"]: one["to"] for one in after["assignments"]}[key] == to


def test_a_decision_that_is_no_place_or_contradicts_the_sheet_stops_the_next_plan(
    run, merged, moves, tmp_path
):
    key = moves["conflict"]
    cell = decide(merged, **{key: "再议"})
    assert faults(run("verify", merged, "--json", "-")) == {("decision_unknown", cell)}
    decide(merged, **{key: "北区"})
    draft = Draft(merged)
    draft.people[key].value = "西区"
    draft.book.save(merged)
    assert faults(run("verify", merged, "--json", "-")) == {("decision_differs", cell)}
    ran = run("plan", tmp_path / "名册.xlsx", "-o", tmp_path / "新", "--base", merged)
    assert (ran.code, f"合并冲突!{cell}" in ran.err) == (2, True)


def test_drafts_planned_again_from_the_base_come_together(run, old, tmp_path):
    draft = Draft(old)
    east, west = draft.of("东区")[0], draft.of("西区")[0]
    sides = []
    for name, moves in (("甲", {east: "西区"}), ("乙", {west: "东区"})):
        edited = copied(old, f"{name}稿", **moves)
        assert run("plan", tmp_path / "名册.xlsx", "-o", tmp_path / name, "--base", edited).code == 0
        sides.append(tmp_path / name / "草案.xlsx")
    ran = run("merge", "--base", old, *sides, "-o", tmp_path / "议定.xlsx")
    assert ran.code in (0, 1), ran.said
    value = run("diff", "--base", old, *sides, "--json", "-").json()
    found = {one["staff_id"]: one["agreed"] for one in value["people"] if one["side"] != "conflict"}
    assert (found.get(east, "西区"), found.get(west, "东区")) == ("西区", "东区")
    assert {east, west} <= {one["staff_id"] for one in value["people"]}
