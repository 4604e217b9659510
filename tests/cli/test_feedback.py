"""``plan --feedback``: accepted objections are obeyed from then on, all others are said."""

from __future__ import annotations

import shutil
import subprocess

import openpyxl
import pytest

from cli.returning import copy_of
from support.returned import fill


@pytest.fixture
def desk(planned, tmp_path):
    return copy_of(planned, tmp_path / "办")


@pytest.fixture
def collect(here, desk):
    def call():
        assert here("collect", desk.returns, "--draft", desk.draft).code == 0

    return call


@pytest.fixture
def replan(here, desk):
    def call(*words, base="草案.xlsx", code=0, feedback=True, roster="名册.xlsx"):
        said = ("--feedback", desk.returns) if feedback else ()
        start = (
            "plan",
            desk.folder / roster,
            "-o",
            desk.folder / "out",
            "--base",
            desk.folder / "out" / base,
        )
        ran = here(*start, *said, "--json", "-", *words)
        assert ran.code == code, ran.said
        return ran

    return call


def places(ran):
    return {one["staff_id"]: one["to"] for one in ran.json()["assignments"]}


def codes(ran, prefix="6"):
    return sorted(one["code"] for one in ran.json()["findings"] if one["code"][1] == prefix)


@pytest.fixture
def person(desk):
    """Somebody of 东区, whom 东区 refuses."""
    key = desk.people_of("东区")[0]
    desk.answer("东区", {key: ("不同意", "亲属回避")})
    return key


def test_an_accepted_objection_keeps_the_person_from_the_district(desk, collect, replan, person):
    collect()
    desk.decide({person: "采纳"})
    ran = replan()
    after = places(ran)
    assert after[person] != "东区"
    assert set(after) == set(desk.places())
    (row,) = [one for one in ran.json()["assignments"] if one["staff_id"] == person]
    assert row["reason"] == f"东区的不同意意见已采纳，改为安排到{after[person]}"
    assert codes(ran) == ["N602"]
    assert "采纳并照办 1 条" in ran.err


@pytest.mark.parametrize(
    ("decision", "code"),
    [("", "W605"), ("另行研究", "W605"), ("不采纳", "N603")],
    ids=["open", "study", "no"],
)
def test_an_objection_that_is_not_accepted_changes_nothing_and_is_said(
    desk, collect, replan, person, decision, code
):
    collect()
    if decision:
        desk.decide({person: decision})
    ran = replan()
    assert places(ran) == desk.places()
    assert codes(ran) == [code]


def test_what_is_to_be_talked_about_changes_nothing_even_where_the_ledger_says_accepted(
    desk, collect, replan
):
    key = desk.people_of("东区")[0]
    desk.answer("东区", {key: ("需协商", "其他")})
    collect()
    desk.decide({key: "采纳"})
    ran = replan()
    assert places(ran) == desk.places()
    assert codes(ran) == ["N601"]


@pytest.mark.parametrize("place", ["回收/台账.xlsx", "out/意见.xlsx"])
def test_the_ledger_is_found_where_offices_put_it(desk, collect, replan, person, place):
    collect()
    copied = desk.folder / place
    shutil.copy(desk.ledger, copied)
    desk.decide({person: "采纳"}, copied)
    ran = replan()
    assert places(ran)[person] != "东区"
    assert f"主管部门意见取自 {copied.name}" in ran.err


def test_without_a_ledger_every_decision_is_open(desk, replan, person):
    ran = replan()
    assert places(ran) == desk.places()
    assert codes(ran) == ["W605"]
    assert "没有台账" in ran.err


def test_a_refusal_is_obeyed_at_once_where_the_parameter_says_so(here, desk, replan):
    here(
        "plan", desk.folder / "名册.xlsx", "-o", desk.folder / "out", "--force", "--set", "意见采纳=直接采纳"
    )
    first, second = desk.people_of("东区")[:2]
    desk.answer("东区", {first: ("不同意", "专业不符"), second: ("需协商", "其他")})
    after = places(replan("--set", "意见采纳=直接采纳"))
    assert after[first] != "东区"
    assert after[second] == desk.places()[second]


def test_an_accepted_objection_holds_in_the_drafts_that_follow(desk, collect, replan, person):
    collect()
    desk.decide({person: "采纳"})
    second = places(replan())
    third = replan(base="草案-2.xlsx", feedback=False)
    assert places(third) == second
    (row,) = [one for one in third.json()["assignments"] if one["staff_id"] == person]
    assert row["reason"].startswith("东区的不同意意见已采纳")


def edit(draft, key, to):
    fill(draft, "人员分配", "人员编号", {key: {"去向": to}})


def test_a_later_hand_placement_ends_the_objection_and_says_so(desk, collect, replan, person):
    collect()
    desk.decide({person: "采纳"})
    replan()
    edit(desk.folder / "out" / "草案-2.xlsx", person, "东区")
    third = replan(base="草案-2.xlsx", feedback=False)
    assert places(third)[person] == "东区"
    assert codes(third) == ["W604"]


def test_an_accepted_objection_ends_an_earlier_hand_placement_and_says_so(here, desk, collect, replan):
    key = desk.people_of("西区")[0]
    edit(desk.draft, key, "东区")
    second = replan(feedback=False)
    assert places(second)[key] == "东区"
    source = desk.folder / "out" / "征求意见稿-2" / "东区.xlsx"
    desk.returns.mkdir()
    fill(
        source, "回执", "人员编号", {key: {"接收意见": "不同意", "理由": "其他"}}, desk.returns / "东区.xlsx"
    )
    draft = desk.folder / "out" / "草案-2.xlsx"
    assert here("collect", desk.returns, "--draft", draft).code == 0
    desk.decide({key: "采纳"})
    third = replan(base="草案-2.xlsx")
    assert places(third)[key] != "东区"
    assert codes(third) == ["N602", "W602"]


def test_an_objection_against_the_roster_s_own_pin_is_a_conflict(here, desk, collect, replan, person):
    book = openpyxl.load_workbook(desk.folder / "名册.xlsx")
    sheet = book["花名册"]
    headers = [cell.value for cell in sheet[1]]
    row = next(row for row in sheet.iter_rows(min_row=2) if row[0].value == person)
    row[headers.index("去向指定")].value = "东区"
    book.save(desk.folder / "名册2.xlsx")
    collect()
    desk.decide({person: "采纳"})
    ran = here(
        *("plan", desk.folder / "名册2.xlsx", "-o", desk.folder / "out"),
        *("--base", desk.draft, "--feedback", desk.returns),
    )
    assert ran.code == 3
    assert f"去向指定把“{person}”定在东区" in ran.said
    assert "改为“不采纳”" in ran.said
    assert (desk.folder / "out" / "试算稿.xlsx").exists()
    assert not (desk.folder / "out" / "草案-2.xlsx").exists()


def test_more_accepted_objections_than_places_is_a_conflict(desk, collect, replan):
    people = desk.people_of("东区")
    desk.answer("东区", dict.fromkeys(people, ("不同意", "其他")))
    collect()
    desk.decide(dict.fromkeys(people, "采纳"))
    # Everybody else is settled in the roster, so nobody is left to take the places.
    book = openpyxl.load_workbook(desk.folder / "名册.xlsx")
    sheet = book["花名册"]
    headers = [cell.value for cell in sheet[1]]
    before = desk.places()
    for row in sheet.iter_rows(min_row=2):
        if before[row[0].value] != "东区":
            row[headers.index("去向指定")].value = before[row[0].value]
    book.save(desk.folder / "名册2.xlsx")
    ran = replan(roster="名册2.xlsx", code=3)
    assert "东区" in ran.said


def test_a_settled_domain_is_not_moved_by_an_objection_and_it_is_said(desk, collect, replan, person):
    collect()
    desk.decide({person: "采纳"})
    book = openpyxl.load_workbook(desk.folder / "名册.xlsx")
    sheet = book["编制"]
    sheet.cell(1, 8).value = "状态"
    sheet.cell(2, 8).value = sheet.cell(3, 8).value = "部门已定"
    book.save(desk.folder / "名册2.xlsx")
    ran = replan(roster="名册2.xlsx")
    assert places(ran) == desk.places()
    assert codes(ran) == ["W603"]


def test_a_person_who_left_takes_the_objection_along(desk, collect, replan, person):
    collect()
    desk.decide({person: "采纳"})
    book = openpyxl.load_workbook(desk.folder / "名册.xlsx")
    sheet = book["花名册"]
    sheet.delete_rows(next(row[0].row for row in sheet.iter_rows() if row[0].value == person))
    book.save(desk.folder / "名册2.xlsx")
    assert codes(replan(roster="名册2.xlsx")) == ["W604"]


def test_the_way_of_deciding_is_the_one_of_this_run(desk, replan, person):
    """The base was planned with 逐条确认; no ledger was made."""
    ran = replan("--set", "意见采纳=直接采纳")
    assert places(ran)[person] != "东区"
    assert "台账" not in ran.err
    assert "台账" in replan().err


MERGED = {"城市管理": {"机构名称": "东区综合执法大队"}, "交通运输": {"机构名称": "东区综合执法大队"}}


def test_merged_teams_are_taken_over_and_carried_on(here, desk, collect, replan):
    fill(desk.answer("东区", {}), "机构设置", "执法领域", MERGED)
    collect()
    second = replan()
    assert codes(second) == ["N604"]
    assert "采用 东区 的机构设置" in second.err
    change = here("diff", desk.draft, desk.folder / "out" / "草案-2.xlsx", "--json", "-").json()
    assert change["inputs_changed"] == ["区里意见"]
    (told,) = change["input_changes"]
    assert told["change"] == "东区机构设置 —→东区综合执法大队（城市管理、交通运输）"
    third = replan(base="草案-2.xlsx", feedback=False)
    assert places(third) == places(second)
    book = openpyxl.load_workbook(desk.folder / "out" / "征求意见稿-3" / "东区.xlsx")
    assert "东区综合执法大队" in str([[cell.value for cell in row] for row in book["机构设置"].iter_rows()])


def test_the_office_s_own_change_goes_before_what_a_district_sent_back(desk, collect, replan):
    fill(desk.answer("东区", {}), "机构设置", "执法领域", MERGED)
    collect()
    replan()
    book = openpyxl.load_workbook(desk.folder / "名册.xlsx")
    sheet = book["机构设置"] if "机构设置" in book.sheetnames else book.create_sheet("机构设置")
    for row in (["区", "机构名称", "执法领域"], ["东区", "东区执法局", "城市管理、交通运输"]):
        sheet.append(row)
    book.save(desk.folder / "名册2.xlsx")
    third = replan(base="草案-2.xlsx", feedback=False, roster="名册2.xlsx")
    assert codes(third) == ["W606"]


def test_bodies_above_the_total_are_not_taken_over(here, desk, replan):
    above = {domain: {**row, "拟配编制（名）": 99} for domain, row in MERGED.items()}
    fill(desk.answer("东区", {}), "机构设置", "执法领域", above)
    ran = here("collect", desk.returns, "--draft", desk.draft, "--json", "-")
    assert ran.code == 1
    assert [one["code"] for one in ran.json()["findings"]] == ["E507"]
    assert ran.json()["setups"][0]["within_total"] is False
    assert codes(replan()) == []


def test_posts_of_a_body_within_the_total_are_said_and_change_nothing(here, desk, replan):
    less = {"城市管理": {**MERGED["城市管理"], "拟配编制（名）": 1}, "交通运输": MERGED["交通运输"]}
    fill(desk.answer("东区", {}), "机构设置", "执法领域", less)
    ran = here("collect", desk.returns, "--draft", desk.draft, "--json", "-")
    assert [one["code"] for one in ran.json()["findings"]] == ["W503"]
    assert codes(replan()) == ["N604"]


def test_a_folder_without_a_base_is_wrong_use(here, desk, person):
    assert (
        here("plan", desk.folder / "名册.xlsx", "-o", desk.folder / "x", "--feedback", desk.returns).code == 2
    )


@pytest.mark.office
def test_the_round_trip_through_libreoffice(here, desk, collect, replan, tmp_path):
    """Sent, answered and saved in LibreOffice, collected, decided, planned again, compared."""
    first, second, third = desk.people_of("东区")[:3]
    said = {first: ("不同意", "亲属回避"), second: ("不同意", "其他"), third: ("需协商", "其他")}
    fill(desk.answer("东区", said), "机构设置", "执法领域", MERGED)
    desk.answer("西区", {})
    desk.answer("北区", {})
    saved_by_office(desk.returns, tmp_path)
    collect()
    desk.decide({first: "采纳", second: "不采纳"})
    ran = replan()
    before, after = desk.places(), places(ran)
    assert after.keys() == before.keys()
    assert after[first] != "东区"
    assert (after[second], after[third]) == (before[second], before[third])
    assert codes(ran) == ["N601", "N602", "N603", "N604"]
    change = here("diff", desk.draft, desk.folder / "out" / "草案-2.xlsx", "--json", "-").json()
    assert {one["staff_id"]: one["cause"] for one in change["moves"]}[first] == "区里意见"
    assert change["joined"] == change["left"] == []
    assert here("verify", desk.folder / "out" / "草案-2.xlsx").code == 0
    states = {(row["区"], row["环节"], row["状态"]) for row in desk.rows("进度台账", "区")}
    assert ("西区", "征求意见", "已回") in states
    assert ("东区", "征求意见", "有异议") in states
    assert {state for _, step, state in states if step == "划转交接"} == {"未发"}


def saved_by_office(folder, scratch):
    """Open every workbook of the folder in LibreOffice and save it again."""
    kept = scratch / "office"
    office = ("soffice", f"-env:UserInstallation=file://{scratch}/profile", "--headless")
    target = ("--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", str(kept))
    subprocess.run([*office, *target, *map(str, folder.glob("*.xlsx"))], check=True, capture_output=True)
    assert len(list(kept.iterdir())) == len(list(folder.iterdir()))
    shutil.rmtree(folder)
    kept.rename(folder)
