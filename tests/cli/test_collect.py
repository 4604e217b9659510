"""``collect``: what came back becomes a ledger that keeps what the department wrote into it."""

from __future__ import annotations

import zipfile

import openpyxl
import pytest

from cli.returning import copy_of
from support.returned import fill
from zhifa_alloc.drafts.read import read_draft


@pytest.fixture
def desk(planned, tmp_path):
    return copy_of(planned, tmp_path / "办")


@pytest.fixture
def collect(here, desk):
    def call(*words, code=0):
        ran = here("collect", desk.returns, "--draft", desk.draft, *words)
        assert ran.code == code, ran.said
        return ran

    return call


@pytest.fixture
def answered(desk):
    """东区 objects to two people, 西区 agrees, 北区 is silent."""
    first, second, *_ = desk.people_of("东区")
    desk.answer("东区", {first: ("不同意", "亲属回避", "见附件"), second: ("需协商", "其他")})
    desk.answer("西区", {})
    return first, second


def test_json_of_the_contract_and_exit_0_with_objections(desk, collect, answered):
    said = collect("--json", "-").json()
    east, west, north = said["districts"]
    people = {name: len(desk.people_of(name)) for name in ("东区", "西区", "北区")}
    assert (east["returned"], east["accepted"], east["objected"], east["pending"]) == (
        True,
        people["东区"] - 2,
        2,
        0,
    )
    assert (west["accepted"], west["pending"]) == (people["西区"], 0)
    assert (north["returned"], north["pending"]) == (False, people["北区"])
    assert said["objections"] == [
        {
            "staff_id": answered[0],
            "district": "东区",
            "opinion": "不同意",
            "reason": "亲属回避",
            "decision": "",
        },
        {"staff_id": answered[1], "district": "东区", "opinion": "需协商", "reason": "其他", "decision": ""},
    ]
    assert said["duties"] == []


def test_the_chinese_name_of_the_command(here, desk, answered):
    assert here("汇总", desk.returns, "--draft", desk.draft).code == 0


def test_the_ledger_lies_beside_the_folder_and_is_never_overwritten(desk, collect, answered):
    collect()
    before = desk.ledger.read_bytes()
    collect()
    assert desk.ledger.read_bytes() == before
    assert (desk.folder / "台账-2.xlsx").exists()


def test_each_item_has_its_state_and_its_deadline(desk, collect, answered):
    collect("--as-of", "2026-10-27")
    rows = {(row["区"], row["执法领域"], row["环节"]): row for row in desk.rows("进度台账", "区")}
    assert len(rows) == 3 * 2 * 2
    late = rows["北区", "城市管理", "划转交接"]
    assert (late["状态"], late["剩余天数"], late["提示"]) == ("未发", -2, "逾期2天")
    assert rows["西区", "交通运输", "征求意见"]["状态"] == "已回"
    assert {rows["东区", domain, "征求意见"]["状态"] for domain in ("城市管理", "交通运输")} <= {
        "有异议",
        "已回",
    }
    assert rows["北区", "交通运输", "划转交接"]["剩余天数"] == 29


def test_what_is_late_is_red(desk, collect, answered):
    collect("--as-of", "2026-10-27")
    sheet = openpyxl.load_workbook(desk.ledger)["进度台账"]
    colours = {cell.fill.fgColor.rgb for row in sheet.iter_rows() for cell in row if cell.value == -2}
    assert colours
    assert colours.isdisjoint(
        {cell.fill.fgColor.rgb for row in sheet.iter_rows() for cell in row if cell.value == 29}
    )


def test_the_day_is_said_and_is_the_base_date_unless_given(collect, answered):
    assert "剩余天数按 2026-10-25 计算（草案的基准日，取最早的交接期限" in collect().out
    assert "剩余天数按 2026-10-01 计算（--as-of 指定）" in collect("--as-of", "2026-10-01").out


def test_entries_of_the_department_are_kept(desk, collect, answered):
    collect()
    desk.decide({answered[0]: "采纳"})
    fill(desk.ledger, "谈心谈话", "人员编号", {answered[0]: {"谈话人": "李四", "谈话日期": "2026-10-12"}})
    sheet = openpyxl.load_workbook(desk.ledger)
    issues = sheet["问题"]
    row = next(cell.row for cell in issues["B"] if cell.value == "区里意见") + 2
    issues.cell(row, 3).value, issues.cell(row, 4).value = "北区", "办公用房未落实"
    issues.cell(row, 5).value = "市机关事务局"
    progress = sheet["进度台账"]
    header = next(row for row in progress.iter_rows() if "发出日期" in [cell.value for cell in row])
    place = {cell.value: cell.column for cell in header}
    for line in range(header[0].row + 1, progress.max_row + 1):
        if progress.cell(line, place["区"]).value == "北区":
            progress.cell(line, place["发出日期"]).value = "2026-10-09"
    sheet.save(desk.ledger)

    ran = collect("--json", "-")
    assert [one["decision"] for one in ran.json()["objections"]] == ["采纳", ""]
    assert "沿用 台账.xlsx 中填写的意见和记录" in ran.err
    talk = next(
        row for row in desk.rows("谈心谈话", "人员编号", "台账-2.xlsx") if row["人员编号"] == answered[0]
    )
    assert talk["谈话人"] == "李四"
    added = [row for row in desk.rows("问题", "问题", "台账-2.xlsx") if row["问题"] == "办公用房未落实"]
    assert [(row["区"], row["责任单位"]) for row in added] == [("北区", "市机关事务局")]
    north = [row for row in desk.rows("进度台账", "区", "台账-2.xlsx") if row["区"] == "北区"]
    assert {row["状态"] for row in north} == {"已发"}


def test_a_decision_of_their_own_words_is_named_and_counts_as_open(desk, collect, answered):
    collect()
    desk.decide({answered[0]: "原则采纳"})
    ran = collect("--json", "-", code=1)
    assert [one["code"] for one in ran.json()["findings"]] == ["E508"]
    assert ran.json()["objections"][0]["decision"] == ""


def test_a_handover_is_signed_only_with_all_three_days(here, desk, collect):
    here("handover", desk.draft)
    desk.answer("东区", {}, "交接表")
    path = desk.returns / "东区.xlsx"
    two = {"移交签字日期": "2026-10-20", "接收签字日期": "2026-10-21"}
    fill(path, "签收登记", "执法领域", {"城市管理": two})

    def states(name):
        rows = [row for row in desk.rows("进度台账", "区", name) if row["区"] == "东区"]
        return {row["执法领域"]: row["状态"] for row in rows if row["环节"] == "划转交接"}

    collect()
    assert states("台账.xlsx")["城市管理"] == "已回"
    fill(path, "签收登记", "执法领域", {"城市管理": {"监交签字日期": "2026-10-24"}})
    collect()
    assert states("台账-2.xlsx") == {"城市管理": "已签收", "交通运输": "已回"}
    (row,) = [
        row
        for row in desk.rows("签收情况", "区", "台账-2.xlsx")
        if row["执法领域"] == "城市管理" and row["区"] == "东区"
    ]
    assert str(row["交接完成日"])[:10] == "2026-10-24"


def test_files_that_cannot_be_used_are_named_one_by_one(here, desk, collect, answered, book, city):
    (desk.returns / "坏.xlsx").write_bytes(b"PK not a workbook")
    (desk.returns / "扫描.pdf").write_bytes(b"%PDF")
    (desk.returns / "~$东区.xlsx").write_bytes(b"lock")
    book(city, "回收表.xlsx").rename(desk.returns / "区里自己做的.xlsx")
    here("plan", desk.folder / "名册.xlsx", "-o", desk.folder / "旧", "--set", "抽签种子=另一个")
    (desk.folder / "旧" / "征求意见稿" / "北区.xlsx").rename(desk.returns / "北区旧稿.xlsx")
    desk.answer("西区", {desk.people_of("西区")[0]: ("不同意", "其他")}).rename(desk.returns / "西区改.xlsx")
    desk.answer("西区", {})
    ran = collect("--json", "-", code=1)
    found = {(one["code"], one["book"]) for one in ran.json()["findings"]}
    assert found == {
        ("E501", "区里自己做的.xlsx"),
        ("E502", "北区旧稿.xlsx"),
        ("E505", "西区.xlsx"),
        ("E505", "西区改.xlsx"),
        ("E506", "坏.xlsx"),
        ("N501", ""),
    }
    assert "扫描.pdf" in ran.err


def test_a_late_reply_names_the_draft_that_it_answers(here, desk, answered):
    here("plan", desk.folder / "名册.xlsx", "-o", desk.folder / "out", "--fresh", "--set", "均衡容差=1")
    ran = here("collect", desk.returns, "--draft", desk.folder / "out" / "草案-2.xlsx")
    names = ("草案.xlsx", "草案-2.xlsx")
    old, new = (read_draft(desk.folder / "out" / name).draft.plan_id for name in names)
    assert ran.code == 1
    assert f"东区的征求意见稿答复的是方案“{old}”（草案.xlsx），现在汇总的方案是“{new}”" in ran.said.replace(
        "\n", ""
    )


def test_wrong_use_is_said_in_a_sentence(here, desk, answered):
    assert here("collect", desk.returns).code == 2
    assert here("collect", desk.folder / "没有", "--draft", desk.draft).code == 2
    assert here("collect", desk.returns, "--draft", desk.draft, "--as-of", "下周").code == 2


def test_the_page_for_the_inspectors_names_nobody(desk, collect, answered):
    collect()
    with zipfile.ZipFile(desk.folder / "台账-督查.xlsx") as archive:
        text = "".join(archive.read(name).decode() for name in archive.namelist())
    assert "督查情况表" in text
    assert not [key for key in desk.places() if key in text]
    assert "测试0" not in text
    assert "亲属回避" not in text
    assert "&lt;3" in text


def test_what_a_clerk_types_does_not_leak(desk, collect):
    """An ID number, or a word on an inquiry, typed as a reason."""
    first = desk.people_of("东区")[0]
    desk.answer("东区", {first: ("不同意", "审查调查", "230199198503120014 本人")})
    ran = collect("--json", "-")
    assert "审查调查" not in ran.said
    assert "230199198503120014" not in ran.said
    with zipfile.ZipFile(desk.ledger) as archive:
        text = "".join(archive.read(name).decode() for name in archive.namelist())
    assert "230199198503120014" not in text
    assert "审查调查" not in text
