"""What may not stand in a cell: one fault, one finding, at the cell that Excel shows."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from roster.small_city import Formula, id_number
from zhifa_alloc.roster import build_case
from zhifa_alloc.schema.finding import Severity
from zhifa_alloc.schema.spelling import nearest

ROSTER, QUOTA, DISTRICT = "花名册", "编制", "区情"


@pytest.mark.parametrize("blank", ["", "  ", "　", "无", "-", "/"])
@pytest.mark.parametrize("header", ["姓名", "所在单位", "编制类型"])
def test_a_missing_name_unit_or_type(city, header, blank):
    place = city.put(ROSTER, header, 2, blank)
    assert city.codes() == [("E101", place)]


@pytest.mark.parametrize(
    ("written", "code"),
    [
        (230199198503124514, "E104"),
        (2.30199e17, "E104"),
        ("23019985031245", "E102"),
        ("230199850312451", "E102"),
        ("2301991985031245133", "E102"),
        ("23019919850312451A", "E102"),
        ("230199198503124514", "E103"),
        ("230199198513124513", "E103"),
        (f"{id_number()}、{id_number(serial=453)}", "E105"),
        ("同上", "E107"),
    ],
)
def test_a_bad_id_number_is_one_error_and_is_masked(city, written, code):
    place = city.put(ROSTER, "身份证号", 1, written)
    (finding,) = city.check().findings
    assert (finding.code, f"{ROSTER}!{finding.where.cell}") == (code, place)
    assert finding.severity is Severity.ERROR
    assert "19850312" not in finding.value


@pytest.mark.parametrize("written", ["{} ", "　{}", "'{}", "\u00a0{}"])
def test_an_id_number_may_have_blanks_around_it(city, written):
    city.put(ROSTER, "身份证号", 1, written.format(id_number(serial=453)))
    assert city.case().people[0].id_number == id_number(serial=453)


def test_full_width_digits_and_a_small_x_are_read(city):
    serial = next(n for n in range(1, 99, 2) if id_number(serial=n).endswith("X"))
    wide = "".join(chr(ord(char) + 0xFEE0) if char.isdigit() else "x" for char in id_number(serial=serial))
    city.put(ROSTER, "身份证号", 1, wide)
    assert city.case().people[0].id_number == id_number(serial=serial)


@pytest.mark.parametrize(
    "header", ["现驻区", "居住区", "第一志愿", "第二志愿", "第三志愿", "去向指定", "不宜去向"]
)
def test_a_word_that_is_no_district_is_an_error_with_a_guess(city, header):
    place = city.put(ROSTER, header, 3, "道理区")
    (finding,) = city.check().findings
    assert (finding.code, f"{ROSTER}!{finding.where.cell}", finding.value) == ("E106", place, "道理区")
    assert finding.params["suggestion"] == "道里区"


def test_a_guess_is_offered_and_never_applied(city):
    city.put(ROSTER, "第一志愿", 1, "道里")
    checked = city.check()
    assert checked.case is None
    assert checked.findings[0].params["suggestion"] == "道里区"


@pytest.mark.parametrize(
    ("written", "meant"), [("東区", "东区"), ("城東區", "城东区"), ("龍江縣", "龙江县"), ("西區", "西区")]
)
def test_traditional_characters_are_understood_for_a_guess(written, meant):
    assert nearest(written, ["西区", "东区", "城东区", "城西区", "龙江县", "虎林县"]) == meant


def test_no_guess_where_nothing_is_near(city):
    city.put(ROSTER, "第一志愿", 1, "Berlin")
    assert city.check().findings[0].params["suggestion"] == ""


def test_a_wish_may_name_the_city(city):
    city.put(ROSTER, "第一志愿", 1, "市级留用")
    assert city.case().people[0].wishes[0] == "市级留用"


@pytest.mark.parametrize(
    ("written", "code"), [(-3, "E110"), (2.5, "E111"), ("约20", "E109"), ("", "E101"), ("12,000.5", "E111")]
)
def test_a_quota_is_a_whole_number(city, written, code):
    place = city.put(QUOTA, "核定编制数", 1, written)
    assert city.codes() == [(code, place)]


@pytest.mark.parametrize("written", ["20", "２０", " 20 ", "20.0", 20])
def test_a_quota_may_be_written_as_text(city, written):
    city.put(QUOTA, "核定编制数", 1, written)
    assert city.case().quotas[0].approved == 20


@pytest.mark.parametrize(
    ("sheet", "header", "written"),
    [
        (DISTRICT, "是否承接", "待定"),
        (QUOTA, "划转方式", "平移"),
        (QUOTA, "改革方式", "合并"),
        (QUOTA, "状态", "完成"),
        (ROSTER, "性别", "M"),
    ],
)
def test_a_choice_is_one_of_its_words(city, sheet, header, written):
    place = city.put(sheet, header, 1, written)
    (finding,) = city.check().findings
    assert (finding.code, f"{sheet}!{finding.where.cell}") == ("E112", place)
    assert "、" in finding.params["expected"]


def test_a_status_is_known_or_explained_in_parameters(city):
    place = city.put(ROSTER, "人员状态", 1, "驻村")
    assert city.codes() == [("E115", place)]
    city.add_row("参数", 参数="状态：驻村", 值="占编不在岗")
    person = city.case().people[0]
    assert (person.standing.takes_part, person.standing.present) == (True, False)


def test_a_quota_type_is_a_name_never_a_digit(city):
    place = city.put(ROSTER, "编制类型", 1, 3)
    assert city.codes() == [("E116", place)]


def test_a_ditto_mark_is_not_guessed(city):
    place = city.put(ROSTER, "所在单位", 2, "同上")
    assert city.codes() == [("E107", place)]


def test_an_id_number_may_not_be_the_key(city):
    place = city.put(ROSTER, "人员编号", 1, id_number(serial=453))
    (finding,) = city.check().findings
    assert (finding.code, f"{ROSTER}!{finding.where.cell}") == ("E123", place)
    assert "19850312" not in finding.value


def test_an_excel_error_is_said_as_such(city):
    place = city.put(QUOTA, "核定编制数", 1, Formula("=1/0", "#DIV/0!"))
    (finding,) = city.check().findings
    assert (finding.code, f"{QUOTA}!{finding.where.cell}", finding.value) == ("E113", place, "#DIV/0!")


def test_a_factor_left_empty_names_district_and_factor(city):
    place = city.put(DISTRICT, "辖区面积", 2, "")
    (finding,) = city.check().findings
    assert (finding.code, f"{DISTRICT}!{finding.where.cell}") == ("E117", place)
    assert (finding.params["district"], finding.params["factor"]) == ("南岗区", "辖区面积")


def test_a_factor_may_be_zero_but_not_negative(city):
    city.put(DISTRICT, "辖区面积", 2, 0)
    assert city.codes() == []
    place = city.put(DISTRICT, "辖区面积", 2, -1)
    assert city.codes() == [("E110", place)]


@pytest.mark.parametrize(
    ("written", "month"),
    [
        ("1985.03", (1985, 3)),
        ("1985.3", (1985, 3)),
        ("1985.10", (1985, 10)),
        (1985.12, (1985, 12)),
        (1985.03, (1985, 3)),
        (198503, (1985, 3)),
        ("198503", (1985, 3)),
        (19850312, (1985, 3)),
        ("1985-03-12", (1985, 3)),
        ("1985/3/2", (1985, 3)),
        ("1985年3月", (1985, 3)),
        ("1985年03月12日", (1985, 3)),
        ("1985.03(40岁)", (1985, 3)),
        ("1985.03\n（40岁）", (1985, 3)),
        (dt.date(1985, 3, 12), (1985, 3)),
        ("", (1985, 3)),
    ],
)
def test_months_are_read_in_every_form_that_rosters_use(city, written, month):
    city.put(ROSTER, "出生年月", 1, written)
    city.put(ROSTER, "身份证号", 1, id_number(f"{month[0]}{month[1]:02d}12", 453))
    assert city.case().people[0].birth == month
    assert city.codes() == []


@pytest.mark.parametrize("written", ["85.03", "1985.13", "三月", 1985, "1985"])
def test_a_month_that_cannot_be_read_is_an_error(city, written):
    place = city.put(ROSTER, "出生年月", 1, written)
    assert city.codes() == [("E108", place)]


@pytest.mark.parametrize("written", ["2026年10月", "十月底", "2026.13.01", "2026-02-30"])
def test_a_deadline_is_a_day(city, written):
    place = city.put(QUOTA, "交接期限", 1, written)
    assert city.codes() == [("E108", place)]


@pytest.mark.parametrize(
    "written", ["2026.10.25", "2026/10/25", "2026年10月25日", 20261025, "20261025", 46320]
)
def test_days_are_read_in_every_form(city, written):
    city.put(QUOTA, "交接期限", 1, written)
    assert city.case().quotas[0].deadline == dt.date(2026, 10, 25)


def test_a_bad_cell_causes_no_second_finding(city):
    city.put(ROSTER, "身份证号", 1, 230199198503124514)
    city.put(ROSTER, "人员编号", 1, "")
    city.put(ROSTER, "性别", 1, "女")
    place = city.put(QUOTA, "核定编制数", 2, -1)
    assert city.codes() == [("E104", "花名册!F2"), ("E110", place)]


def test_all_faults_come_at_once_in_the_order_of_the_file(city):
    city.put(QUOTA, "核定编制数", 1, -1)
    city.put(ROSTER, "第一志愿", 2, "道理区")
    city.put(ROSTER, "姓名", 2, "")
    city.put(ROSTER, "身份证号", 1, "1")
    city.put(DISTRICT, "常住人口", 1, "")
    assert [code for code, _ in city.codes()] == ["E102", "E101", "E106", "E110", "E117"]


def test_a_formula_saved_without_its_result(city):
    place = city.put(QUOTA, "核定编制数", 1, "")
    book = city.book()
    sheets = [
        replace(sheet, uncached=frozenset({"D2", "F9"})) for sheet in book.sheets if sheet.name == QUOTA
    ]
    others = [sheet for sheet in book.sheets if sheet.name != QUOTA]
    (finding,) = build_case([replace(book, sheets=(*sheets, *others))]).findings
    assert (finding.code, f"{QUOTA}!{finding.where.cell}") == ("E114", place)


@pytest.mark.parametrize("written", [dt.date(2026, 1, 1), 12.5, True])
def test_a_name_is_text(city, written):
    place = city.put(ROSTER, "姓名", 1, written)
    assert city.codes() == [("E122", place)]


def test_one_and_true_are_different_cells(city):
    city.put(QUOTA, "市级留用数", 1, 1)
    place = city.put(QUOTA, "市级留用数", 2, True)
    assert city.codes() == [("E109", place)]
