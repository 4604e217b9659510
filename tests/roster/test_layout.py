"""Rosters as offices make them: titles, two-level headers, headings, sums, notes, merged cells."""

from __future__ import annotations

import pytest

from roster.small_city import BRIGADE, ROSTER_HEADERS, City, id_number, person
from zhifa_alloc.schema.errors import UnusableFile
from zhifa_alloc.text import phrasebook
from zhifa_alloc.text.sentences import error_sentence

ROSTER = "花名册"


def names(city: City) -> list[str]:
    return [person.name for person in city.case().people]


def test_a_title_block_stands_above_the_header(city):
    city.insert(ROSTER, 0, "市城市管理行政执法支队人员花名册")
    city.insert(ROSTER, 1, "填报单位（盖章）：", "", "填报时间：2026年9月", "", "单位：人")
    city.merged[ROSTER] = ["A1:V1"]
    assert names(city) == ["张伟", "李娜", "王强", "赵敏"]
    assert city.case().people[0].where.cell == "B4"


def test_a_header_may_have_two_levels(city):
    rows = city.sheets[ROSTER]
    column = ROSTER_HEADERS.index("参加工作时间")
    upper = list(ROSTER_HEADERS)
    upper[column : column + 1] = ["学历", ""]
    lower = [""] * len(upper)
    lower[column : column + 2] = ["全日制", "在职"]
    rows[0:1] = [upper, lower]
    for row in rows[2:]:
        row[column : column + 1] = ["本科", "硕士"]
    letters = [chr(ord("A") + index) for index in range(len(upper))]
    city.merged[ROSTER] = [f"{letters[column]}1:{letters[column + 1]}1"] + [
        f"{letter}1:{letter}2" for index, letter in enumerate(letters) if index not in (column, column + 1)
    ]
    assert names(city) == ["张伟", "李娜", "王强", "赵敏"]
    assert {person.education for person in city.case().people} == {"本科"}


def test_a_group_over_plain_headers(city):
    city.insert(ROSTER, 0, "", "", "基本情况")
    city.merged[ROSTER] = ["C1:F1"]
    assert names(city) == ["张伟", "李娜", "王强", "赵敏"]


@pytest.mark.parametrize(
    "header",
    ["出生\n年月", "出生 年月", "出生日期", "出生年月（岁）", "出生年月*", "出生时间"],
)
def test_headers_are_known_by_alias_whatever_their_white_space(city, header):
    rows = city.sheets[ROSTER]
    rows[0] = [header if cell == "出生年月" else cell for cell in rows[0]]
    city.put(ROSTER, "身份证号", 1, "")
    assert city.case().people[0].birth == (1985, 3)
    assert city.codes() == []


@pytest.mark.parametrize(
    "cells",
    [
        ["一大队"],
        ["", "二、执法一科"],
        ["", "", "一大队", "35人"],
        ["", "", "小计", "", "", "", 3],
        ["", "合 计", "", "", "4人"],
        ["总计：4人"],
        ["注：1.本表一式三份。2.编外人员不列入。"],
        ["填表人：", "", "审核人：", "", "联系电话："],
        ["说明", "本表不含离退休人员"],
        ["示例", "张三", BRIGADE, "", "参公事业编制"],
        [""],
        ["", "", "", "", "", "　"],
        ROSTER_HEADERS,
    ],
)
@pytest.mark.parametrize("position", [1, 3, 5])
def test_rows_that_are_not_people_are_skipped(city, cells, position):
    city.insert(ROSTER, position, *cells)
    assert names(city) == ["张伟", "李娜", "王强", "赵敏"]
    assert city.codes() == []


def test_a_serial_number_that_starts_again_is_no_matter(city):
    rows = city.sheets[ROSTER]
    for row, serial in zip(rows, ["序号", 1, 2, 1, 1], strict=True):
        row.insert(0, serial)
    city.insert(ROSTER, 3, "二大队")
    city.insert(ROSTER, 6, 5)
    assert names(city) == ["张伟", "李娜", "王强", "赵敏"]
    assert city.codes() == []


def test_a_person_below_a_sum_is_still_a_person(city):
    city.insert(ROSTER, 5, "", "合计")
    city.sheets[ROSTER].append(person(9, "钱进"))
    assert "钱进" in names(city)


def test_a_row_without_a_name_but_with_an_id_is_a_fault_not_a_heading(city):
    city.insert(ROSTER, 5, "", "", "", "", "", id_number())
    assert {code for code, _ in city.codes()} == {"E101"}
    assert {place for _, place in city.codes()} == {"花名册!B6", "花名册!C6", "花名册!E6"}


def test_a_merged_unit_is_filled_down(city):
    rows = city.sheets[ROSTER]
    del rows[4]
    rows[2][2] = rows[3][2] = ""
    city.merged[ROSTER] = ["C2:C4"]
    assert {person.unit for person in city.case().people} == {BRIGADE}


def test_an_empty_unit_that_is_not_merged_is_not_guessed(city):
    city.put(ROSTER, "所在单位", 2, "")
    assert city.codes() == [("E101", "花名册!C3")]


def test_merged_cells_of_the_establishment_speak_for_their_rows_but_figures_do_not(city):
    rows = city.sheets["编制"]
    rows[2][0] = rows[2][1] = rows[2][3] = ""
    city.merged["编制"] = ["A2:A3", "B2:B3", "D2:D3"]
    assert city.codes() == [("E101", "编制!D3")]
    rows[2][3] = 10
    city.merged["编制"] = ["A2:A3", "B2:B3"]
    assert [row.approved for row in city.case().quotas] == [20, 10, 12]


def test_a_sheet_per_brigade(city):
    rows = city.sheets[ROSTER]
    city.sheets["花名册-农业"] = [ROSTER_HEADERS, rows.pop()]
    city.sheets["花名册-空"] = [ROSTER_HEADERS]
    city.sheets["花名册填报说明"] = [["一、身份证号按文本填写"], ["二、每人一行"]]
    assert names(city) == ["张伟", "李娜", "王强", "赵敏"]
    assert city.case().people[3].where.sheet == "花名册-农业"


def test_leftover_sheets_are_not_ours(city):
    city.sheets["Sheet2"] = [["草稿", 1, 2], ["x", 3, 4]]
    assert city.codes() == []


def test_a_roster_under_another_name_is_pointed_out(city):
    city.sheets["人员花名册"] = [ROSTER_HEADERS, person(9, "钱进")]
    assert city.codes() == [("N407", "人员花名册!")]


def test_unknown_columns_are_listed(city):
    city.add_column(ROSTER, "籍贯", "哈尔滨")
    city.add_column(ROSTER, "血型", "A")
    (finding,) = city.check().findings
    assert (finding.code, finding.value) == ("N401", "籍贯、血型")


def test_of_two_columns_with_one_meaning_the_canonical_header_counts(city):
    city.sheets[ROSTER][0].insert(0, "编制性质")
    for row in city.sheets[ROSTER][1:]:
        row.insert(0, "行政编制")
    assert city.codes() == [("W319", "花名册!A1")]
    assert city.case().people[0].quota_type == "参公事业编制"


def test_names_lose_the_blanks_that_align_them(city):
    city.put(ROSTER, "姓名", 1, "张　伟")
    city.put(ROSTER, "姓名", 2, "李 娜")
    city.put(ROSTER, "姓名", 3, "买买提·艾力")
    assert names(city)[:3] == ["张伟", "李娜", "买买提·艾力"]


@pytest.mark.parametrize("header", ["姓名", "所在单位", "编制类型"])
def test_a_missing_column_stops_and_names_the_nearest(city, header):
    city.drop_column(ROSTER, header)
    city.add_column(ROSTER, f"{header}全称", "x")
    with pytest.raises(UnusableFile) as stop:
        city.check()
    assert stop.value.code == "column_missing"
    assert stop.value.params["missing"] == header
    assert stop.value.params["found"] == f"{header}全称"


@pytest.mark.parametrize("sheet", ["编制", "区情"])
def test_a_missing_sheet_stops(city, sheet):
    city.sheets[f"{sheet}情况"] = city.sheets.pop(sheet)
    with pytest.raises(UnusableFile) as stop:
        city.check()
    assert stop.value.code == "sheet_missing"
    assert (stop.value.params["sheet"], stop.value.params["found"]) == (sheet, f"{sheet}情况")


@pytest.mark.parametrize("sheet", ["花名册-二", "编制"])
def test_a_sheet_with_data_and_no_header_stops(city, sheet):
    city.sheets[sheet] = [["钱进", BRIGADE, "参公"], ["孙丽", BRIGADE, "参公"]]
    with pytest.raises(UnusableFile) as stop:
        city.check()
    assert stop.value.code == "header_missing"
    assert stop.value.params["sheet"] == sheet


@pytest.mark.parametrize("sheet", ["编制", "区情"])
def test_a_required_sheet_with_a_header_alone_is_an_error(city, sheet):
    del city.sheets[sheet][1:]
    assert ("E234", f"{sheet}!") in city.codes()


@pytest.mark.parametrize(
    "rows",
    [
        [["钱进", BRIGADE], ["孙丽", BRIGADE]],
        [["市城管支队人员花名册"], ["钱进"], ["孙丽"], ["周杰"]],
    ],
)
def test_people_in_a_narrow_list_without_a_header_are_not_dropped(city, rows):
    city.sheets["花名册-二"] = rows
    with pytest.raises(UnusableFile) as stop:
        city.check()
    assert (stop.value.code, stop.value.params["sheet"]) == ("header_missing", "花名册-二")


@pytest.mark.parametrize(
    "rows",
    [[], [["市城管支队人员花名册"]], [["花名册"], ["填报单位：", "市城管局"], ["填报时间：", "2026年9月"]]],
)
def test_a_roster_with_a_title_alone_is_harmless(city, rows):
    city.sheets["花名册-二"] = rows
    assert city.codes() == []


@pytest.mark.parametrize("sheet", ["编制", "区情"])
def test_a_required_sheet_without_rows_is_the_only_finding(city, sheet):
    del city.sheets[sheet][1:]
    assert city.codes() == [("E234", f"{sheet}!")]


def test_a_missing_column_without_a_likely_one_has_no_empty_hint(city):
    city.drop_column("编制", "核定编制数")
    with pytest.raises(UnusableFile) as stop:
        city.check()
    assert stop.value.code == "column_missing_no_near"
    assert "（）" not in "".join(error_sentence(stop.value, phrasebook("zh")))


def test_an_empty_required_sheet_is_called_empty(city):
    city.sheets["编制"] = []
    with pytest.raises(UnusableFile) as stop:
        city.check()
    assert stop.value.code == "sheet_empty"
    assert "“编制”表是空的" in error_sentence(stop.value, phrasebook("zh"))[0]
