"""What offices really send, thirteen kinds of dirt: a small file for each, read without a wrong word."""

from __future__ import annotations

import datetime as dt

import openpyxl
import pytest

from roster.small_city import BRIGADE, FARMERS, ROSTER_HEADERS, id_number, person
from zhifa_alloc.roster import build_case
from zhifa_alloc.schema.errors import UnusableFile
from zhifa_alloc.sheets.read import read_book

ROSTER = "花名册"


def test_1_a_title_a_line_of_particulars_and_a_header_on_two_levels(city):
    rows = city.sheets[ROSTER]
    upper, lower = list(ROSTER_HEADERS), [""] * len(ROSTER_HEADERS)
    upper[6], lower[6:8] = "基本情况", ["性别", "出生年月"]
    upper[7] = ""
    rows[0:1] = [
        ["市城管支队人员花名册"],
        ["填报单位(盖章)：城管局", "", "填报时间：2026.9", "", "单位：人"],
        upper,
        lower,
    ]
    city.merged[ROSTER] = ["A1:V1", "G3:H3", "A3:A4", "B3:B4", "C3:C4"]
    people = city.case().people
    assert [(one.name, one.birth) for one in people][:2] == [("张伟", (1985, 3)), ("李娜", (1985, 3))]
    assert people[0].where.cell == "B5"


def test_2_headings_sums_blank_rows_and_notes_are_nobody(city):
    for line, cells in (
        (6, ["注：1.本表一式三份"]),
        (5, ["", "合计", "4人"]),
        (3, ["小计", "2人"]),
        (1, ["一大队"]),
    ):
        city.insert(ROSTER, line, *cells)
    city.sheets[ROSTER] += [[""] * 22, ["填表人：", "", "审核人：", "", "联系电话："]]
    assert (city.check().people, city.codes()) == (4, [])


def test_3_hidden_sheets_rows_and_columns_and_filtered_rows_count(city):
    rows = city.sheets[ROSTER]
    city.sheets["花名册-农业"] = [ROSTER_HEADERS, rows.pop()]
    city.sheets["Sheet3"] = [["草稿"]]
    path = city.write()
    book = openpyxl.load_workbook(path)
    book["花名册-农业"].sheet_state = "hidden"
    sheet = book[ROSTER]
    sheet.row_dimensions[3].hidden = True
    sheet.column_dimensions["F"].hidden = True
    sheet.auto_filter.ref = "A1:V4"
    sheet.auto_filter.add_filter_column(1, ["张伟"])
    book.save(path)
    checked = build_case([read_book(path)])
    assert (checked.people, checked.findings) == (4, ())


@pytest.mark.parametrize(
    ("written", "codes"),
    [
        ("1985.03", []), ("1985.3", []), (1985.03, []), ("198503", []), (198503, []), ("19850312", []),
        ("1985-03-12", []), ("1985年3月", []), (dt.date(1985, 3, 12), []), ("1985.03(40岁)", []),
        ("1985.03\n(40岁)", []), ("1985/3/12", []), ("１９８５．０３", []), ("85.3", ["E108"]), ("1985", ["E108"]),
    ],
)  # fmt: skip
def test_4_dates_in_every_spelling(city, written, codes):
    city.put(ROSTER, "出生年月", 1, written)
    assert [code for code, _ in city.codes()] == codes


@pytest.mark.parametrize(
    ("born", "taken"), [("19851012", (1985, 10)), ("19850112", (1985, 1)), ("19850312", (1985, 1))]
)
def test_4_a_month_that_lost_its_zero_is_settled_by_the_id_or_left_in_doubt(city, born, taken):
    city.put(ROSTER, "身份证号", 1, id_number(born))
    city.put(ROSTER, "出生年月", 1, 1985.1)
    assert [code for code, _ in city.codes()] == ["W308"]
    assert city.case().people[0].birth == taken


@pytest.mark.parametrize(
    ("written", "codes"),
    [
        (2.30199198503124e17, ["E104"]),
        ("'" + id_number(serial=453), []),
        (id_number(serial=453) + "\u00a0 ", []),
        ("".join(chr(ord(c) + 0xFEE0) for c in id_number(serial=453)), []),
        ("230199850312453", ["E102"]),
        (f"{id_number(serial=453)}、{id_number(serial=455)}", ["E105"]),
        (f"{id_number(serial=453)}\n{id_number(serial=455)}", ["E105"]),
    ],
)
def test_5_id_numbers_in_every_guise_and_never_repaired(city, written, codes):
    city.put(ROSTER, "身份证号", 1, written)
    assert [code for code, _ in city.codes()] == codes


def test_5_a_small_x_is_an_x(city):
    number = next(made for serial in range(451, 999, 2) if (made := id_number(serial=serial)).endswith("X"))
    city.put(ROSTER, "身份证号", 1, number.lower())
    assert city.case().people[0].id_number == number


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("张 三", "张三"),
        ("张　三", "张三"),
        ("张\n三", "张三"),
        ("阿依古丽·买买提", "阿依古丽·买买提"),
        ("张伟(女)", "张伟(女)"),
    ],
)
def test_6_names(city, written, read):
    city.put(ROSTER, "姓名", 1, written)
    assert (city.case().people[0].name, city.codes()) == (read, [])


@pytest.mark.parametrize("nothing", ["-", "—", "无", "/", "　"])
def test_7_marks_for_nothing_are_empty_cells(city, nothing):
    for header in ("所在机构", "现驻区", "居住区", "第三志愿", "不宜去向", "积分"):
        city.put(ROSTER, header, 1, nothing)
    assert city.codes() == []


@pytest.mark.parametrize(
    ("header", "word", "code"),
    [
        ("所在机构", "同上", "E107"), ("所在单位", "〃", "E107"), ("执法证号", "√", "W313"),
        ("执法证号", "有", "W313"), ("第一志愿", "待定", "E106"),
    ],
)  # fmt: skip
def test_7_marks_that_stand_for_something_are_not_guessed(city, header, word, code):
    place = city.put(ROSTER, header, 1, word)
    assert (code, place) in city.codes()


def test_8_a_merged_unit_speaks_for_its_rows(city):
    rows = city.sheets[ROSTER]
    rows[2][2] = rows[3][2] = ""
    city.merged[ROSTER] = ["C2:C4"]
    assert {one.unit for one in city.case().people} == {BRIGADE, FARMERS}


@pytest.mark.parametrize(
    ("word", "near"),
    [("参公(借用行政)", ""), ("全额", "全额拨款事业编制"), ("参公", "参公事业编制"), ("事业(参公)", "")],
)
def test_9_an_unclear_type_is_asked_and_not_guessed(city, word, near):
    place = city.put(ROSTER, "编制类型", 1, word)
    (finding,) = city.check().findings
    assert (finding.code, f"花名册!{finding.where.cell}") == ("E205", place)
    assert not near or finding.params["suggestion"] == near


def test_10_a_person_listed_twice_and_a_word_in_the_remarks(city):
    rows = city.sheets[ROSTER]
    rows.append(person(9, "张伟", unit=FARMERS, serial=453, 备注="借调，已退休"))
    assert city.codes() == [("E202", "花名册!F6")]
    rows[-1][5] = id_number(serial=777)
    assert {one.status for one in city.case().people} == {"在岗"}


@pytest.mark.parametrize("name", ["花名册.et", "花名册.xls", "花名册"])
def test_11_the_content_decides_and_not_the_name(city, name):
    path = city.write()
    assert build_case([read_book(path.rename(path.with_name(name)))]).findings == ()


@pytest.mark.parametrize(
    ("data", "code"),
    [(b"<html><table></table></html>", "html_file"), (b"\xd0\xcf\x11\xe0", "not_a_workbook")],
)
def test_11_a_web_page_or_a_broken_file_is_called_so(tmp_path, data, code):
    (tmp_path / "a.xlsx").write_bytes(data)
    with pytest.raises(UnusableFile) as stop:
        read_book(tmp_path / "a.xlsx")
    assert stop.value.code == code


@pytest.mark.parametrize(
    ("canonical", "written"),
    [
        ("出生年月", "出生\n年月"), ("身份证号", "身份证号 码"), ("参加工作时间", "参加工作时 间"),
        ("所在单位", "工 作 单 位"), ("编制类型", "编制类型\n（行政/参公/全额）"), ("姓名", "＊姓　名"),
    ],
)  # fmt: skip
def test_12_headers_with_breaks_blanks_and_remarks(city, canonical, written):
    rows = city.sheets[ROSTER]
    rows[0] = [written if cell == canonical else cell for cell in rows[0]]
    assert (city.check().people, city.codes()) == (4, [])


def test_13_a_total_that_differs_is_noted_and_the_rows_count(city):
    city.sheets[ROSTER].append(["合计", "36人", *[""] * 20])
    assert (city.check().people, city.codes()) == (4, [("N409", "花名册!A6")])
