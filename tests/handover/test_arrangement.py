"""An office chooses columns, their order and widths in a file; what it may not choose is refused by name."""

from __future__ import annotations

import openpyxl
import pytest

from handover.marked_city import column_of, page_of, table_of
from support.returned import fill
from zhifa_alloc.handover import collect, consultation_book, handover_book
from zhifa_alloc.schema.errors import UnusableFile
from zhifa_alloc.sheets.read import read_book
from zhifa_alloc.sheets.write import write_book


@pytest.fixture
def office(tmp_path, monkeypatch):
    """Write the office's file and put it in force."""

    def write(text: str) -> None:
        (tmp_path / "本局.toml").write_text(text, encoding="utf-8")
        monkeypatch.setenv("ZHIFA_STYLE", str(tmp_path / "本局.toml"))

    yield write
    from zhifa_alloc.sheets import house_style

    house_style._said.cache_clear()  # files of other tests may have the same path


def headers(book, name):
    return [column.header for column in table_of(book, name).columns]


def test_columns_come_in_the_order_of_the_file_and_the_others_stay_away(draft, office):
    before = handover_book(draft, "道里区")
    office('["栏目"]\n"执法证换发登记表" = ["姓名", "执法证号", "人员编号", "新证号"]\n')
    after = handover_book(draft, "道里区")
    assert headers(after, "执法证换发登记表") == ["姓名", "执法证号", "人员编号", "新证号"]
    for header in ("姓名", "执法证号", "人员编号"):
        assert column_of(after, "执法证换发登记表", header) == column_of(before, "执法证换发登记表", header)
    assert table_of(after, "执法证换发登记表").total[:2] == ("合计", "16人")
    assert headers(after, "人员下沉名册") == headers(before, "人员下沉名册")


def test_a_list_of_people_may_show_more_of_what_its_readers_may_see(draft, office):
    office('["栏目"]\n"人员名单" = ["姓名", "接收单位", "执法领域"]\n')
    book = consultation_book(draft, "道里区")
    assert headers(book, "人员名单") == ["姓名", "接收单位", "执法领域"]
    assert "道里区综合行政执法一大队" in column_of(book, "人员名单", "接收单位")


def test_marks_and_widths_go_along(draft, office):
    before = table_of(handover_book(draft, "道里区"), "编制分配表")
    office(
        '["栏目"]\n"编制分配表" = ["超编(−)", "编制类型", "核定编制数"]\n["栏宽"]\n"编制分配表" = {"编制类型" = 90}\n'
    )
    book = handover_book(draft, "道里区")
    after = table_of(book, "编制分配表")
    assert after.columns[1].width > after.columns[0].width * 5
    old = {(row, before.columns[place].header): mark for (row, place), mark in before.marks.items()}
    new = {(row, after.columns[place].header): mark for (row, place), mark in after.marks.items()}
    assert new == {key: mark for key, mark in old.items() if key[1] in ("超编(−)", "编制类型", "核定编制数")}
    assert headers(consultation_book(draft, "道里区"), "编制分配表") == ["超编(−)", "编制类型"]
    assert set(column_of(book, "核对表", "核对结果")) == {"一致"}


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ('["栏目"]\n"人员名单" = ["姓名", "身份证号"]', "征求意见稿没有这一栏"),
        ('["栏目"]\n"人员名单" = ["姓名", "志愿"]', "志愿"),
        ('["栏目"]\n"回执" = ["人员编号", "接收意见"]', "理由、说明"),
        ('["栏目"]\n"花名单" = ["姓名", "民族"]', "花名单"),
        ('["栏宽"]\n"回执" = {"签名" = 9}', "签名"),
        ('["栏宽"]\n"回执" = {"说明" = 900}', "栏宽"),
        ('["栏目"]\n"回执" = "姓名"', "栏目"),
    ],
)
def test_what_an_office_may_not_choose_is_refused_by_name(text, names, draft, office):
    office(text)
    with pytest.raises(UnusableFile) as stop:
        consultation_book(draft, "道里区")
    assert (stop.value.code, stop.value.params["name"]) == ("style_unusable", "本局.toml")
    assert names in str(stop.value.params["reason"])


def test_no_more_columns_than_a_page_holds(draft, office):
    every = '"序号", "人员编号", "姓名", "性别", "民族", "出生年月", "身份证号", "政治面貌", "学历", "职务", "职级"'
    more = '"参加工作时间", "执法领域", "原单位", "编制类型", "人员状态", "执法证号"'
    office(f'["栏目"]\n"人员下沉名册" = [{every}, {more}]\n')
    with pytest.raises(UnusableFile) as stop:
        handover_book(draft, "道里区")
    assert "17" in str(stop.value.params["reason"])


def test_answers_are_read_from_rearranged_sheets(draft, office, tmp_path):
    office('["栏目"]\n"回执" = ["姓名", "说明", "接收意见", "理由", "人员编号"]\n')
    path = tmp_path / "道里区.xlsx"
    write_book(consultation_book(draft, "道里区"), path)
    assert openpyxl.load_workbook(path)["回执"]["A4"].value == "姓名"
    fill(path, "回执", "人员编号", {"R0001": {"接收意见": "不同意", "理由": "其他"}})
    (one,) = collect(draft, [read_book(path)]).objections
    assert (one.staff_id, one.reason) == ("R0001", "其他")


def test_the_file_that_comes_with_the_program_lists_every_sheet_as_it_is(draft):
    """Its commented lists are what an office starts from."""
    import tomllib

    from zhifa_alloc.handover.arrangement import SHEETS
    from zhifa_alloc.sheets.house_style import _own_file

    text = _own_file().read_text(encoding="utf-8").replace('# "', '"')
    listed = tomllib.loads(text)["栏目"]
    assert set(listed) <= SHEETS
    for build in (handover_book,):
        book = build(draft, "道里区")
        for page in book.pages:
            if page.name in listed and page.visibility == "visible":
                found = headers(book, page_of(book, page.name).name)
                assert [name for name in listed[page.name] if name in found] == [
                    name for name in found if name in listed[page.name]
                ]
