"""``plan --base``: hand edits stay, nobody moves without need, closed domains keep everything."""

from __future__ import annotations

import openpyxl
import pytest


def edit(draft, changes, sheet="人员分配", column="去向"):
    """Change 去向 of people (人员编号 -> destination), as a leader does in Excel."""
    book = openpyxl.load_workbook(draft)
    page = book[sheet]
    header = next(row for row in page.iter_rows() if column in [cell.value for cell in row])
    names = [cell.value for cell in header]
    for row in page.iter_rows(min_row=header[0].row + 1):
        if row[names.index("人员编号")].value in changes:
            row[names.index(column)].value = changes[row[names.index("人员编号")].value]
    book.save(draft)


def places(value):
    return {one["staff_id"]: one["to"] for one in value["assignments"]}


@pytest.fixture
def first(run, book, city, tmp_path):
    value = run("plan", book(city), "-o", tmp_path / "out", "--json", "-").json()
    return places(value)


@pytest.fixture
def again(run, tmp_path):
    def plan(*words, roster="名册.xlsx", base="草案.xlsx"):
        ran = run(
            "plan",
            tmp_path / roster,
            "-o",
            tmp_path / "out",
            "--base",
            tmp_path / "out" / base,
            "--json",
            "-",
            *words,
        )
        assert ran.code == 0, ran.said
        return ran

    return plan


def test_unchanged_input_moves_nobody(first, again):
    ran = again()
    assert places(ran.json()) == first
    assert "动 0 人" in ran.err


def test_hand_edits_are_pins_and_stay_so_in_the_drafts_that_follow(first, again, run, tmp_path):
    person = next(key for key in sorted(first) if first[key] == "东区")
    edit(tmp_path / "out" / "草案.xlsx", {person: "北区"})
    assert run("verify", tmp_path / "out" / "草案.xlsx").code == 1
    second = again()
    assert places(second.json())[person] == "北区"
    assert run("verify", tmp_path / "out" / "草案-2.xlsx").code == 0
    third = again(base="草案-2.xlsx")
    assert places(third.json()) == places(second.json())


def test_few_others_move_when_one_is_moved_by_hand(first, again, tmp_path):
    person = next(key for key in sorted(first) if first[key] == "东区")
    edit(tmp_path / "out" / "草案.xlsx", {person: "北区"})
    after = places(again().json())
    assert len([key for key in first if first[key] != after[key]]) <= 6


def test_a_quota_cell_changed_by_hand_is_locked_and_the_rest_adds_up(first, again, run, tmp_path):
    draft = tmp_path / "out" / "草案.xlsx"
    book = openpyxl.load_workbook(draft)
    page = book["编制分配"]
    header = next(row for row in page.iter_rows() if "执法领域" in [cell.value for cell in row])
    names = [cell.value for cell in header]
    row = next(
        row
        for row in page.iter_rows(min_row=header[0].row + 1)
        if row[names.index("执法领域")].value == "城市管理"
    )
    cell = row[names.index("东区")]
    wanted = cell.value + 1
    cell.value = wanted
    book.save(draft)
    assert run("verify", draft).code == 1
    value = again().json()
    cells = {one["district"]: one["quota"] for one in value["quotas"] if one["domain"] == "城市管理"}
    assert cells["东区"] == wanted
    assert sum(cells.values()) == 18
    assert run("verify", tmp_path / "out" / "草案-2.xlsx").code == 0


def test_a_domain_that_is_settled_keeps_every_cell_and_person(first, again, city, book, tmp_path):
    city["编制"][0].append("状态")
    city["编制"][1].append("测算中")
    city["编制"][2].append("已审定")
    city["区情"][3][3] = 900000
    book(city, "新.xlsx")
    value = again(roster="新.xlsx").json()
    kept = {one["staff_id"] for one in value["assignments"] if one["domain"] == "交通运输"}
    assert all(places(value)[key] == first[key] for key in kept)
    assert any(places(value)[key] != first[key] for key in set(first) - kept)


def test_only_the_named_domain_is_planned_again(first, again, run, city, book, tmp_path):
    city["区情"][3][3] = 900000
    book(city, "新.xlsx")
    value = again("--domain", "交通运输", roster="新.xlsx").json()
    moved = {one["domain"] for one in value["assignments"] if one["to"] != first[one["staff_id"]]}
    assert moved == {"交通运输"}
    base = tmp_path / "out" / "草案.xlsx"
    assert run("plan", tmp_path / "新.xlsx", "--base", base, "--domain", "没有").code == 2
    assert run("plan", tmp_path / "新.xlsx", "--domain", "交通运输").code == 2


def test_a_person_who_left_takes_the_hand_edit_along_and_it_is_said(first, again, city, book, tmp_path):
    person = next(key for key in sorted(first) if first[key] == "东区")
    edit(tmp_path / "out" / "草案.xlsx", {person: "北区"})
    city["花名册"] = [row for row in city["花名册"] if row[0] != person]
    book(city, "新.xlsx")
    value = again(roster="新.xlsx").json()
    assert person not in places(value)
    assert [one["cell"] for one in value["findings"] if one["code"] == "W601"]


def test_a_hand_edit_to_nowhere_stops_the_run(first, run, tmp_path):
    edit(tmp_path / "out" / "草案.xlsx", {min(first): "不存在区"})
    ran = run(
        "plan", tmp_path / "名册.xlsx", "-o", tmp_path / "out", "--base", tmp_path / "out" / "草案.xlsx"
    )
    assert ran.code == 2
    assert "不存在区" in ran.said
    assert not (tmp_path / "out" / "草案-2.xlsx").exists()


def test_placing_somebody_by_hand_who_takes_no_part_stops_the_run(run, book, city, tmp_path):
    head, out_of_work, *others = city["花名册"]
    head.append("人员状态")
    out_of_work.append("停职")
    for row in others:
        row.append("在岗")
    person, draft = out_of_work[0], tmp_path / "out" / "草案.xlsx"
    assert run("plan", book(city), "-o", tmp_path / "out").code == 0
    edit(draft, {person: "东区"})
    ran = run("plan", tmp_path / "名册.xlsx", "-o", tmp_path / "out", "--base", draft)
    assert (ran.code, person in ran.err) == (2, True)


def test_a_deleted_row_of_somebody_in_the_roster_stops_the_run(first, run, tmp_path):
    draft, person = tmp_path / "out" / "草案.xlsx", min(first)
    book = openpyxl.load_workbook(draft)
    sheet = book["人员分配"]
    sheet.delete_rows(next(row[0].row for row in sheet.iter_rows() if row[0].value == person))
    book.save(draft)
    ran = run("plan", tmp_path / "名册.xlsx", "-o", tmp_path / "out", "--base", draft)
    assert (ran.code, person in ran.err) == (2, True)
    assert not (tmp_path / "out" / "草案-2.xlsx").exists()


def test_a_quota_row_added_by_hand_stops_the_run(first, run, tmp_path):
    draft = tmp_path / "out" / "草案.xlsx"
    book = openpyxl.load_workbook(draft)
    book["编制分配"].append(["城市管理", "新编制类型", 2, 0, 1, 1, 0])
    book.save(draft)
    ran = run("plan", tmp_path / "名册.xlsx", "-o", tmp_path / "out", "--base", draft)
    assert (ran.code, "新编制类型" in ran.err) == (2, True)


def test_an_edit_from_which_nothing_can_be_read_stops_the_run(first, run, tmp_path):
    draft = tmp_path / "out" / "草案.xlsx"
    book = openpyxl.load_workbook(draft)
    rows = list(book["编制分配"].iter_rows())
    head = next(row for row in rows if row[0].value == "执法领域")
    place = next(cell.column for cell in head if cell.value == "东区") - 1
    cell = next(row for row in rows if row[0].value == "城市管理")[place]
    cell.value = "十二"
    book.save(draft)
    ran = run("plan", tmp_path / "名册.xlsx", "-o", tmp_path / "out", "--base", draft)
    assert (ran.code, f"编制分配!{cell.coordinate}" in ran.err) == (2, True)
    assert not (tmp_path / "out" / "草案-2.xlsx").exists()


def test_a_person_with_two_destinations_stops_the_run(first, run, tmp_path):
    draft, person = tmp_path / "out" / "草案.xlsx", min(first)
    book = openpyxl.load_workbook(draft)
    sheet = book["人员分配"]
    head = next(row for row in sheet.iter_rows() if row[0].value == "人员编号")
    place = [cell.value for cell in head].index("去向")
    elsewhere = "西区" if first[person] == "东区" else "东区"
    sheet.append([person, *[None] * (place - 1), elsewhere])
    book.save(draft)
    ran = run("plan", tmp_path / "名册.xlsx", "-o", tmp_path / "out", "--base", draft)
    assert (ran.code, person in ran.err) == (2, True)


def test_people_without_keys_keep_the_numbers_they_were_given(run, book, city, tmp_path):
    for row in city["花名册"][1:]:
        row[0] = ""
    one = run("plan", book(city), "-o", tmp_path / "out", "--json", "-").json()
    gone = city["花名册"].pop(1)
    assert gone[2]
    book(city, "新.xlsx")
    base = tmp_path / "out" / "草案.xlsx"
    two = run("plan", tmp_path / "新.xlsx", "-o", tmp_path / "out", "--base", base, "--json", "-").json()
    assert len(set(places(one)) - set(places(two))) == 1
    assert set(places(two)) < set(places(one))


def test_the_reason_of_a_kept_person_says_so(first, again, run, tmp_path):
    person = next(key for key in sorted(first) if first[key] == "东区")
    edit(tmp_path / "out" / "草案.xlsx", {person: "北区"})
    again()
    assert "手工调整" in run("explain", tmp_path / "out" / "草案-2.xlsx", person).out
