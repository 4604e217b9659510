"""People against 编制, 区情 and each other: the severities of the input contract."""

from __future__ import annotations

import datetime as dt

import pytest

from roster.small_city import BRIGADE, FARMERS, id_number, person
from zhifa_alloc.schema.finding import Severity

ROSTER = "花名册"


def test_a_unit_that_is_not_in_the_establishment(city):
    place = city.put(ROSTER, "所在单位", 1, "市城管支队")
    (finding,) = city.check().findings
    assert (finding.code, f"{ROSTER}!{finding.where.cell}") == ("E204", place)
    assert finding.params["suggestion"] == BRIGADE


def test_units_are_matched_whatever_their_width_and_blanks(city):
    city.put("编制", "单位", 3, "市农业综合行政执法支队（直属）")
    city.put(ROSTER, "所在单位", 4, "市农业综合行政执法支队 (直属)")
    assert city.case().people[3].unit == "市农业综合行政执法支队（直属）"


def test_a_type_that_the_unit_does_not_have(city):
    place = city.put(ROSTER, "编制类型", 4, "行政编制")
    (finding,) = city.check().findings
    assert (finding.code, f"{ROSTER}!{finding.where.cell}") == ("E205", place)
    assert finding.params["types"] == "参公事业编制"


def test_people_outside_quota_are_listed_and_take_no_part(city):
    city.put(ROSTER, "编制类型", 4, "编外（协管员）")
    city.put(ROSTER, "去向指定", 4, "")
    city.put(ROSTER, "执法证号", 4, "")
    city.put(ROSTER, "执法证有效期", 4, "")
    person_ = city.case().people[3]
    assert not person_.takes_part
    assert not person_.standing.on_quota
    assert not person_.certified


@pytest.mark.parametrize("key", ["A0002", "Ａ０００２"])
def test_a_duplicate_key_names_both_cells(city, key):
    place = city.put(ROSTER, "人员编号", 4, key)
    (finding,) = city.check().findings
    assert (finding.code, f"{ROSTER}!{finding.where.cell}") == ("E201", place)
    assert finding.params["cell"] == "花名册!A3"


def test_a_duplicate_id_number(city):
    place = city.put(ROSTER, "身份证号", 4, id_number(serial=453))
    (finding,) = city.check().findings
    assert (finding.code, f"{ROSTER}!{finding.where.cell}") == ("E202", place)
    assert "19850312" not in finding.value


def test_the_same_row_twice_is_one_finding(city):
    city.sheets[ROSTER].append(list(city.sheets[ROSTER][1]))
    assert [code for code, _ in city.codes()] == ["E201"]


def test_neither_key_nor_id_number(city):
    city.put(ROSTER, "人员编号", 2, "")
    place = city.put(ROSTER, "身份证号", 2, "")
    assert city.codes() == [("E233", place)]


def test_the_id_number_is_optional_beside_a_key(city):
    city.put(ROSTER, "身份证号", 2, "")
    assert city.case().people[1].id_number == ""


def test_people_without_a_key_are_numbered_in_the_order_of_their_id_numbers(city):
    for row in (1, 2, 3):
        city.put(ROSTER, "人员编号", row, "")
    city.put(ROSTER, "人员编号", 4, "P0002")
    people = {person.name: (person.staff_id, person.numbered) for person in city.case().people}
    assert people == {
        "张伟": ("P0001", True),
        "李娜": ("P0003", True),
        "王强": ("P0004", True),
        "赵敏": ("P0002", False),
    }
    rows = city.sheets[ROSTER]
    rows[1:] = reversed(rows[1:])
    assert {person.name: (person.staff_id, person.numbered) for person in city.case().people} == people


def test_keys_stored_as_numbers_are_warned_of_once(city):
    for row in range(1, 5):
        place = city.put(ROSTER, "人员编号", row, 1000 + row)
    (finding,) = city.check().findings
    assert (finding.code, finding.where.cell, finding.params["count"]) == ("W314", "A2", "4")
    assert [person.staff_id for person in city.case().people] == ["1001", "1002", "1003", "1004"]
    assert place == "花名册!A5"


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        ({"去向指定": "呼兰区"}, "E206"),
        ({"去向指定": "道里区", "人员状态": "停职"}, "E208"),
        ({"去向指定": "道里区", "编制类型": "编外", "执法证号": "", "执法证有效期": ""}, "E208"),
        ({"去向指定": "道里区", "不宜去向": "南岗区、道里区"}, "E209"),
        ({"第一志愿": "呼兰区"}, "W301"),
        ({"第一志愿": "道里区", "不宜去向": "道里区"}, "W302"),
        ({"第一志愿": "道里区", "第三志愿": "道里区"}, "W303"),
    ],
)
def test_destinations_are_held_against_the_districts(city, cells, code):
    city.sheets[ROSTER].append(person(9, "钱进", **cells))
    ((found, place),) = city.codes()
    assert found == code
    assert place.endswith("6")
    severity = city.check().findings[0].severity
    assert severity is (Severity.ERROR if code.startswith("E") else Severity.WARNING)


def test_a_district_may_decline_a_domain(city):
    city.put("区情", "不承接领域", 2, "农业")
    city.put(ROSTER, "第一志愿", 4, "南岗区")
    city.put(ROSTER, "第一志愿", 1, "南岗区")
    city.put(ROSTER, "第二志愿", 1, "")
    assert city.codes() == [("W301", "花名册!N5")]
    city.put(ROSTER, "去向指定", 4, "南岗区")
    assert ("E207", "花名册!S5") in city.codes()


def test_wishes_of_people_who_take_no_part_are_left_alone(city):
    city.put(ROSTER, "人员状态", 1, "停职")
    city.put(ROSTER, "第一志愿", 1, "呼兰区")
    assert city.codes() == []


def test_exclusions_are_a_list(city):
    city.put(ROSTER, "不宜去向", 1, "南岗区，呼兰区；南岗区")
    city.put(ROSTER, "第二志愿", 1, "")
    assert city.case().people[0].exclusions == ("南岗区", "呼兰区")


def test_the_file_goes_before_the_id_number(city):
    city.put(ROSTER, "出生年月", 1, "1984.12")
    city.put(ROSTER, "性别", 2, "男")
    assert city.codes() == [("W306", "花名册!H2"), ("W307", "花名册!G3")]
    people = city.case().people
    assert people[0].birth == (1984, 12)
    assert people[1].sex == "男"


def test_sex_and_birth_come_from_the_id_number_when_not_written(city):
    city.put(ROSTER, "出生年月", 2, "")
    city.put(ROSTER, "性别", 2, "")
    assert (city.case().people[1].birth, city.case().people[1].sex) == ((1985, 3), "女")


@pytest.mark.parametrize(
    ("birth_in_id", "taken"), [("19851012", (1985, 10)), ("19850112", (1985, 1)), ("19850612", (1985, 1))]
)
def test_a_month_stored_as_a_number_is_decided_by_the_id_number(city, birth_in_id, taken):
    place = city.put(ROSTER, "出生年月", 1, 1985.1)
    city.put(ROSTER, "身份证号", 1, id_number(birth_in_id, 453))
    assert city.codes() == [("W308", place)]
    assert city.case().people[0].birth == taken


@pytest.mark.parametrize(
    ("number", "until", "code", "counts"),
    [
        ("08010000099", dt.date(2026, 9, 30), "", True),
        ("08010000099", "长期", "", True),
        ("08010000099", "2026年9月", "", True),
        ("08010000099", "", "W309", True),
        ("08010000099", dt.date(2026, 9, 29), "W310", False),
        ("08010000099", "2026.8", "W310", False),
        ("有", dt.date(2030, 1, 1), "W313", False),
        ("", dt.date(2030, 1, 1), "W318", False),
        ("无", "", "", False),
        ("08010000002", dt.date(2030, 1, 1), "W305", True),
    ],
)
def test_certificates(city, number, until, code, counts):
    city.put(ROSTER, "执法证号", 4, number)
    city.put(ROSTER, "执法证有效期", 4, until)
    assert [found for found, _ in city.codes()] == ([code] if code else [])
    assert city.case().people[3].certified is counts


def test_certificates_without_a_column_of_dates_are_warned_of_once(city):
    city.drop_column(ROSTER, "执法证有效期")
    assert city.codes() == [("W309", "花名册!")]
    assert all(person.certified for person in city.case().people)


def test_workers_and_people_on_probation_are_never_certified(city):
    city.put("编制", "编制类型", 3, "工勤编制")
    city.put(ROSTER, "编制类型", 4, "工勤编制")
    city.put(ROSTER, "人员状态", 1, "试用期")
    assert city.codes() == [("W316", "花名册!K5")]
    people = city.case().people
    assert not people[3].certified
    assert not people[0].certified
    assert people[0].takes_part


def test_without_any_certificate_number_the_rule_is_not_checked_and_that_is_said(city):
    for row in range(1, 5):
        city.put(ROSTER, "执法证号", row, "")
        city.put(ROSTER, "执法证有效期", row, "")
    assert [code for code, _ in city.codes()] == ["N406"]
    assert not city.case().certificates_known


def test_people_above_quota(city):
    city.put("编制", "核定编制数", 3, 2)
    for number in (8, 9):
        city.sheets[ROSTER].append(person(number, "钱进", unit=FARMERS))
    (finding,) = city.check().findings
    assert (finding.code, finding.where.cell, finding.value) == ("W304", "A4", "3")
    assert (finding.params["approved"], finding.params["surplus"]) == ("2", "1")


def test_probation_takes_no_part_where_everything_is_transferred(city):
    city.put("编制", "划转方式", 1, "整体划转")
    city.put("编制", "划转方式", 2, "整体划转")
    city.put(ROSTER, "人员状态", 1, "试用期")
    assert not city.case().people[0].takes_part


def test_where_people_work_comes_from_their_section_when_not_written(city):
    city.put(ROSTER, "所在机构", 1, "二大队")
    city.put(ROSTER, "所在机构", 2, "二大队")
    city.put(ROSTER, "现驻区", 2, "道里区")
    city.sheets["机构驻区"] = [["所在单位", "所在机构", "驻区"], [BRIGADE, "二 大队", "南岗区"]]
    assert [person.stationed for person in city.case().people] == ["南岗区", "道里区", "", ""]


def test_without_a_roster_there_are_quotas_and_a_note(city):
    del city.sheets[ROSTER]
    assert [code for code, _ in city.codes()] == ["N405"]
    assert city.case().people == ()
    assert city.case().domains_without_people == ()


def test_a_domain_whose_roster_has_not_come_is_named(city):
    del city.sheets[ROSTER][4]
    (finding,) = city.check().findings
    assert (finding.code, finding.value) == ("N404", "农业")
    assert city.case().domains_without_people == ("农业",)


def test_without_a_public_draw_there_is_a_warning(city):
    city.put("参数", "值", 2, "")
    assert [code for code, _ in city.codes()] == ["W315"]
