"""What is written is whole, the same every time, and nothing in it turns into something else."""

from __future__ import annotations

import re
import zipfile
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.utils.datetime import from_excel

from zhifa_alloc.schema.errors import UnusableFile
from zhifa_alloc.schema.page import Book, Column, Formula, Gantt, Lines, Page, Signatures, Spread, Table
from zhifa_alloc.sheets.layout import data_address, lay_out, spans
from zhifa_alloc.sheets.write import write_book

COLUMNS = (
    Column("人员编号", "key", 12),
    Column("姓名", width=8, group="人"),
    Column("去向", width=10, group="人", choices=("东区", "西区"), editable=True, prompt="从列表选择"),
    Column("说明", "text", 20),
    Column("数", "number"),
    Column("份额", "decimal"),
    Column("日期", "date", 12),
)
ROWS = (
    ("0012", "张三", "东区", "=1+1", 3, 1.5, date(2026, 5, 1)),
    ("230199198503120012", "李四", "西区", "http://a.b", 4, 2.25, None),
)


def table(**given):
    return Table(**({"columns": COLUMNS, "rows": ROWS} | given))


def written(path: Path, *blocks, **page):
    blocks = blocks or (table(),)
    write_book(Book("测试", (Page("名册", page.pop("title", "名册"), blocks, **page),)), path)
    return openpyxl.load_workbook(path)


def xml(path: Path, member="xl/worksheets/sheet1.xml") -> str:
    return zipfile.ZipFile(path).read(member).decode()


def test_the_same_book_gives_the_same_bytes(tmp_path):
    written(tmp_path / "a.xlsx")
    written(tmp_path / "b.xlsx")
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()


@pytest.mark.parametrize(
    "text", ["=1+1", "+1", "-1", "@SUM(A1)", "=cmd|' /C calc'!A0", "\t=1", "http://x.y/z"]
)
def test_text_stays_text(tmp_path, text):
    path = tmp_path / "a.xlsx"
    row = (*ROWS[0][:3], text, *ROWS[0][4:])
    sheet = written(path, table(rows=(row,)))["名册"]
    cell = sheet["D4"]
    assert (cell.value, cell.data_type) == (text, "s")
    assert "<f>" not in xml(path)
    assert "hyperlink" not in xml(path)
    if text[0] in "=+-@":
        assert cell.quotePrefix


def test_keys_are_text_cells_in_text_format(tmp_path):
    sheet = written(tmp_path / "a.xlsx")["名册"]
    for address, value in (("A4", "0012"), ("A5", "230199198503120012")):
        assert (sheet[address].value, sheet[address].number_format) == (value, "@")


def test_a_formula_is_live_and_has_its_value(tmp_path):
    path = tmp_path / "a.xlsx"
    total = ("合计", None, None, None, Formula("SUM(E4:E5)", 7), None, None)
    sheet = written(path, table(total=total))["名册"]
    assert sheet["E6"].value == "=SUM(E4:E5)"
    assert openpyxl.load_workbook(path, data_only=True)["名册"]["E6"].value == 7


@settings(max_examples=20)
@given(st.text(st.characters(codec=None), max_size=30))
def test_any_text_can_be_written(tmp_path_factory, text):
    path = tmp_path_factory.mktemp("any") / "a.xlsx"
    sheet = written(path, table(rows=((*ROWS[0][:3], text, *ROWS[0][4:]),)))["名册"]
    assert sheet["A4"].value == "0012"


@pytest.mark.parametrize("text", ["<r>甲</r>", "_x0041_", " 前后有空格 ", 'a&b<c>"d"', "甲\n乙", "\u3000甲"])
def test_text_that_looks_like_markup_stays_as_typed(tmp_path, text):
    row = (*ROWS[0][:3], text, *ROWS[0][4:])
    path = tmp_path / "a.xlsx"
    sheet = written(path, table(rows=(row, ROWS[1])))["名册"]
    assert sheet["D4"].value == text


VALUES = st.one_of(
    st.none(),
    st.integers(-3, 3),
    st.sampled_from([1.0, 0.5, -2.0]),
    st.sampled_from(["", "甲", "-1", "1", "长" * 40]),
    st.dates(date(2020, 1, 1), date(2020, 1, 3)),
)


@settings(max_examples=25)
@given(st.lists(st.tuples(VALUES, VALUES), min_size=1, max_size=6), st.data())
def test_every_cell_is_written_as_it_would_be_alone(tmp_path_factory, rows, data):
    path = tmp_path_factory.mktemp("a") / "a.xlsx"
    places = st.tuples(st.integers(0, len(rows) - 1), st.integers(0, 1))
    marks = data.draw(st.dictionaries(places, st.sampled_from(["warn", "bad"])))
    columns = (Column("一", "text", 12), Column("二", "general"))
    sheet = written(path, table(columns=columns, rows=tuple(rows), marks=marks))["名册"]
    for (row, column), mark in [((r, c), marks.get((r, c))) for r in range(len(rows)) for c in (0, 1)]:
        value, cell = rows[row][column], sheet.cell(row + 3, column + 1)
        assert cell.data_type == ("s" if isinstance(value, str) and value else "n")
        if isinstance(value, date):
            assert from_excel(cell.value).date() == value
        else:
            assert (cell.value or 0) == (value or 0)
        assert (cell.fill.fill_type is not None) == (mark is not None)
        assert bool(cell.quotePrefix) == (value == "-1")
        if column:
            assert cell.number_format == ("0.0###" if isinstance(value, float) else "0")


def test_control_characters_are_dropped(tmp_path):
    row = (*ROWS[0][:3], "甲\x00\x07乙\ud800\r\n丙", *ROWS[0][4:])
    assert written(tmp_path / "a.xlsx", table(rows=(row,)))["名册"]["D4"].value == "甲乙\ufffd\n丙"


def test_a_text_too_long_for_a_cell_is_refused_and_nothing_is_left(tmp_path):
    row = (*ROWS[0][:3], "字" * 32_768, *ROWS[0][4:])
    with pytest.raises(UnusableFile) as stopped:
        written(tmp_path / "a.xlsx", table(rows=(row,)))
    assert stopped.value.code == "cell_too_long"
    assert stopped.value.params["place"] == "名册!D4"
    assert list(tmp_path.iterdir()) == []


def test_a_file_held_by_excel_is_left_alone_and_named(tmp_path, monkeypatch):
    path = tmp_path / "a.xlsx"
    written(path)
    before = path.read_bytes()

    def held(*_):
        raise PermissionError(13, "in use")

    monkeypatch.setattr(Path, "replace", held)
    with pytest.raises(UnusableFile) as stopped:
        written(path, title="另一个")
    assert (stopped.value.code, stopped.value.params["name"]) == ("file_locked", "a.xlsx")
    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]


def test_a_target_that_is_a_folder_is_named(tmp_path):
    (tmp_path / "a.xlsx").mkdir()
    with pytest.raises(UnusableFile) as stopped:
        written(tmp_path / "a.xlsx")
    assert stopped.value.code == "cannot_write"


def test_missing_folders_are_made(tmp_path):
    written(tmp_path / "新" / "夹" / "a.xlsx")
    assert (tmp_path / "新" / "夹" / "a.xlsx").is_file()


def test_choices_come_from_a_hidden_sheet(tmp_path):
    book = written(tmp_path / "a.xlsx")
    (rule,) = book["名册"].data_validations.dataValidation
    assert rule.formula1 == "'字典'!$A$1:$A$2"
    assert str(rule.sqref) == "C4:C5"
    assert book["字典"].sheet_state == "hidden"
    assert [cell.value for cell in book["字典"]["A"]] == ["东区", "西区"]


def test_a_page_named_like_the_hidden_sheet_gets_out_of_its_way(tmp_path):
    write_book(Book("测试", (Page("字典", "", (table(),)),)), tmp_path / "a.xlsx")
    assert openpyxl.load_workbook(tmp_path / "a.xlsx").sheetnames == ["字典(2)", "字典"]


def test_print_set_up_is_that_of_official_tables(tmp_path):
    blocks = (Spread(("填报单位：", "单位：名")), table(filter=True, frozen_columns=2, print_columns=3))
    sheet = written(tmp_path / "a.xlsx", *blocks, footer="仅供研究 & 参考", annex="附件1")["名册"]
    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "landscape")
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.print_title_rows == "$4:$5"
    assert sheet.freeze_panes == "C6"
    assert sheet.print_area == "'名册'!$A$1:$C$7"
    assert sheet.auto_filter.ref == "A5:G7"
    assert sheet.oddFooter.right.text.endswith("第 &P 页 共 &N 页")
    assert "仅供研究 && 参考" in sheet.oddFooter.left.text


def test_fonts_and_borders_are_named(tmp_path):
    sheet = written(tmp_path / "a.xlsx")["名册"]
    assert sheet["A1"].font.name == "方正小标宋简体"
    assert (sheet["A2"].font.name, sheet["A2"].alignment.wrap_text) == ("黑体", True)
    assert sheet["B4"].font.name == "仿宋_GB2312"
    assert sheet["E4"].font.name == "Times New Roman"
    assert sheet["B4"].border.left.style == "thin"
    assert sheet.row_dimensions[4].height >= 20


def test_a_wrapped_text_gets_the_height_it_needs(tmp_path):
    row = (*ROWS[0][:3], "很长的说明" * 12, *ROWS[0][4:])
    sheet = written(tmp_path / "a.xlsx", table(rows=(row,)))["名册"]
    assert sheet.row_dimensions[4].height > 100


def test_groups_share_an_upper_header(tmp_path):
    sheet = written(tmp_path / "a.xlsx")["名册"]
    assert {"B2:C2", "A2:A3", "G2:G3"} <= {str(one) for one in sheet.merged_cells.ranges}
    assert (sheet["B2"].value, sheet["B3"].value, sheet["C3"].value) == ("人", "姓名", "去向")


def test_marks_are_fills(tmp_path):
    sheet = written(tmp_path / "a.xlsx", table(marks={(1, 4): "bad", (0, 2): "changed"}))["名册"]
    assert sheet["E5"].fill.start_color.rgb == "FFF8CBAD"
    assert sheet["C4"].fill.start_color.rgb == "FFBDD7EE"
    assert sheet["E4"].fill.fill_type is None


def test_spare_rows_stand_between_data_and_total(tmp_path):
    total = ("合计", None, None, None, 7, None, None)
    sheet = written(tmp_path / "a.xlsx", table(spare_rows=2, total=total))["名册"]
    assert sheet["A6"].border.left.style == "thin"
    assert (sheet["A6"].value, sheet["A8"].value) == (None, "合计")


def test_signatures_stand_side_by_side(tmp_path):
    blocks = (table(), Signatures((("移交人：", "日期："), ("接收人：", "日期："), ("监交人：", "日期："))))
    sheet = written(tmp_path / "a.xlsx", *blocks)["名册"]
    texts = [cell.value for cell in sheet[7] if cell.value]
    assert texts == ["移交人：", "接收人：", "监交人："]


def test_a_page_without_a_table_has_room_for_its_texts(tmp_path):
    sheet = written(
        tmp_path / "a.xlsx", Spread(("甲", "乙", "丙", "丁", "戊", "己", "庚")), Lines(("正文",))
    )["名册"]
    assert [cell.value for cell in sheet[2]] == ["甲", "乙", "丙", "丁", "戊", "己", "庚"]


def test_hidden_pages_carry_values_only(tmp_path):
    data = Page("数据", "", (table(),), visibility="very_hidden")
    write_book(Book("测试", (data, Page("名册", "名册", (table(),)))), tmp_path / "a.xlsx")
    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    assert book["数据"].sheet_state == "veryHidden"
    assert book["数据"]["A2"].value == "0012"
    assert book.active.title == "名册"


def test_addresses_can_be_asked_before_the_file_exists(tmp_path):
    total = ("合计", None, None, None, 7, None, None)
    blocks = (Lines(("一、",), "heading"), table(total=total, spare_rows=1), table())
    page = Page("名册", "名册", blocks, annex="附件1")
    write_book(Book("测试", (page,)), tmp_path / "a.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "a.xlsx")["名册"]
    assert sheet[data_address(page, 1, 1, 1)].value == "李四"
    assert sheet[data_address(page, 1, -1, 0)].value == "合计"
    assert sheet[data_address(page, 2, 0, 0)].value == "0012"
    assert len(lay_out(page).blocks) == 3


@given(st.lists(st.floats(1, 60), min_size=1, max_size=20), st.data())
def test_parts_side_by_side_share_all_columns_and_overlap_nowhere(widths, data):
    parts = data.draw(st.integers(1, len(widths)))
    found = spans(widths, parts)
    assert [column for first, last in found for column in range(first, last + 1)] == list(range(len(widths)))


def test_no_member_of_the_file_tells_when_it_was_made(tmp_path):
    written(tmp_path / "a.xlsx")
    archive = zipfile.ZipFile(tmp_path / "a.xlsx")
    assert {info.date_time[0] for info in archive.infolist()} == {1980}
    assert set(re.findall(r"\d{4}-\d\d-\d\dT", xml(tmp_path / "a.xlsx", "docProps/core.xml"))) == {
        "2000-01-01T"
    }


def signed(path, rows):
    body = tuple((*ROWS[0],) for _ in range(rows))
    total = ("合计", None, None, None, rows, None, None)
    names = Signatures((("移交人：", "日期："), ("接收人：", "日期："), ("监交人：", "日期：")))
    written(path, table(rows=body, total=total), names)
    return re.findall(r'<brk id="(\d+)"', xml(path))


def test_signatures_take_the_last_rows_along_to_their_page(tmp_path):
    assert signed(tmp_path / "short.xlsx", 4) == []
    (row,) = signed(tmp_path / "long.xlsx", 18)
    # Title, two header rows, 18 people and the total: the last three of these go along.
    assert int(row) == 1 + 2 + 18 + 1 - 3


def test_a_short_text_of_two_lines_makes_its_row_higher(tmp_path):
    page = Page("表", "题", (Table((Column("甲", "text", 20),), (("一",), ("一\n二",))),))
    write_book(Book("册", (page,)), tmp_path / "b.xlsx")
    heights = openpyxl.load_workbook(tmp_path / "b.xlsx")["表"].row_dimensions
    assert heights[4].height > heights[3].height


def test_what_is_hardly_longer_than_a_page_is_made_to_fit_on_one(tmp_path):
    tall = {}
    for rows in (4, 14, 18):
        assert bool(signed(tmp_path / "b.xlsx", rows)) is (rows == 18)
        (setup,) = re.findall(r"<pageSetup[^>]*>", xml(tmp_path / "b.xlsx"))
        tall[rows] = 'fitToHeight="0"' in setup
    assert tall == {4: False, 14: False, 18: True}


def test_a_page_that_must_be_one_is_one_however_long(tmp_path):
    rows = tuple((f"第{number}行",) for number in range(90))
    page = Page("表", "题", (Table((Column("甲"),), rows), Lines(("注",))), single=True)
    write_book(Book("册", (page,)), tmp_path / "b.xlsx")
    (setup,) = re.findall(r"<pageSetup[^>]*>", xml(tmp_path / "b.xlsx"))
    assert "fitToHeight" not in setup
    assert "<brk" not in xml(tmp_path / "b.xlsx")


def test_notes_below_a_table_never_begin_a_page_alone(tmp_path):
    """However many rows there are, a break takes the last rows along, and a chart keeps its own page."""
    columns = (Column("环节", "text", 40), Column("最迟开始", "date", 40), Column("日历天数", "number", 40))
    day = date(2026, 10, 9)
    parted = []
    for count in range(8, 40):
        rows = tuple((f"第{number}步", day, 3) for number in range(count))
        chart = Gantt("工期", 0, 0, 1, 2, day, date(2026, 10, 30))
        page = Page("工期", "倒排工期", (Table(columns, rows), Lines(("说明一", "说明二")), chart))
        write_book(Book("册", (page,)), tmp_path / "b.xlsx")
        breaks = [one.id for one in openpyxl.load_workbook(tmp_path / "b.xlsx")["工期"].row_breaks.brk]
        last = 2 + count  # title and header come first
        assert breaks[-1] == last + 3  # the notes, and a blank row before the chart
        assert all(one <= last - 3 for one in breaks[:-1])
        parted.append(len(breaks) == 2)
    assert {True, False} == set(parted)


def test_a_text_of_half_a_page_below_a_table_may_part_from_it(tmp_path):
    """Notes take rows of the table along; sections of a report do not, for the page before would be left half empty."""
    rows = tuple((f"第{number}行",) for number in range(40))
    found = []
    for lines in (4, 24):
        page = Page("表", "题", (Table((Column("甲"),), rows), Lines(tuple("文" for _ in range(lines)))))
        write_book(Book("册", (page,)), tmp_path / "b.xlsx")
        found.append(len(openpyxl.load_workbook(tmp_path / "b.xlsx")["表"].row_breaks.brk))
    assert found == [1, 0]
