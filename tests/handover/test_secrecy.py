"""Who sees what: words planted in every field are searched for in the bytes of the written workbooks."""

from __future__ import annotations

import zipfile

import pytest

from handover.marked_city import DISTRICTS, page_of
from zhifa_alloc.handover import consultation_book, handover_book
from zhifa_alloc.handover.audience import Audience
from zhifa_alloc.handover.columns import ALLOWED, PERSON_COLUMNS, person_table
from zhifa_alloc.handover.portion import portion_of
from zhifa_alloc.sheets.write import write_book

BOOKS = {Audience.CONSULTED: consultation_book, Audience.SIGNING: handover_book}
NEVER = ("专{}", "科{}", "居{}", "愿一{}", "愿二{}", "愿三{}", "指{}", "不宜{}", "备{}", "因{}", "册{}.xlsx")
NOT_CONSULTED = ("族{}", "中共党员{}", "证{}")
ALWAYS = ("名{}", "学{}", "职{}", "层{}", "级{}", "交{}")


def inflated(book, path) -> str:
    write_book(book, path)
    with zipfile.ZipFile(path) as archive:
        return "\n".join(archive.read(name).decode("utf-8") for name in archive.namelist())


@pytest.fixture(params=[(audience, district) for audience in Audience for district in DISTRICTS], ids=str)
def written(request, draft, tmp_path):
    audience, district = request.param
    text = inflated(BOOKS[audience](draft, district), tmp_path / "book.xlsx")
    own = {row.staff_id for row in draft.assignments if row.to == district}
    return audience, text, [one for one in draft.case.people if one.staff_id in own], draft


def test_what_must_stay_in_the_city_is_in_no_workbook(written):
    _, text, _, draft = written
    for person in draft.case.people:
        found = [form.format(person.staff_id) for form in NEVER if form.format(person.staff_id) in text]
        assert not found
        assert str(person.points) not in text
    for row in draft.assignments:
        assert str(row.draw_number) not in text
    for word in (
        "病休",
        "试用期",
        "审查调查",
        "停职",
        "发现词",
        "QQ9",
        "W201",
        "ZZ1",
        "密职",
        "密资",
        "密案",
    ):
        assert word not in text


@pytest.mark.parametrize("district", DISTRICTS)
def test_a_consultation_has_no_numbers_of_people_nor_dates_of_birth(district, draft, tmp_path):
    text = inflated(consultation_book(draft, district), tmp_path / "book.xlsx")
    for person in draft.case.people:
        assert person.id_number not in text
        assert not [form for form in NOT_CONSULTED if form.format(person.staff_id) in text]
        assert f"{person.birth[0]}.{person.birth[1]:02d}" not in text
    for word in ("签字）", "盖章）：</", "移交人", "身份证号", "执法证号"):
        assert word not in text


def test_what_the_district_needs_is_there(written):
    audience, text, own, _ = written
    assert own
    for person in own:
        assert all(form.format(person.staff_id) in text for form in ALWAYS)
        if audience is Audience.SIGNING:
            assert person.id_number in text
            assert person.certificate in text


def test_nobody_else_is_in_the_workbook(written):
    _, text, own, draft = written
    names = {person.staff_id for person in own}
    for person in draft.case.people:
        if person.staff_id not in names:
            assert person.staff_id not in text
            assert person.id_number not in text


def test_the_other_district_is_not_in_the_workbook(draft, tmp_path):
    text = inflated(handover_book(draft, "道里区"), tmp_path / "book.xlsx")
    for word in ("南岗区", "呼兰区", "他区", "ZC003", "案2025-2"):
        assert word not in text


def test_somebody_who_takes_no_part_is_left_out_even_when_a_hand_edit_places_him(city, tmp_path):
    from dataclasses import replace

    moved = tuple((person, "道里区" if to == "不参与" else to) for person, to in city.placed)
    draft = replace(city, placed=moved).draft()
    apart = [person for person in draft.case.people if not person.takes_part]
    text = inflated(handover_book(draft, "道里区"), tmp_path / "book.xlsx")
    assert apart
    assert not [person.staff_id for person in apart if person.staff_id in text]


def test_the_lists_of_allowed_columns():
    assert ALLOWED[Audience.CONSULTED] == {
        *("序号", "人员编号", "姓名", "执法领域", "原单位", "接收区", "接收单位", "职务", "职务层次", "职级"),
        *("编制类型", "学历", "持证有无", "人员状态", "交接备注"),
    }
    assert ALLOWED[Audience.SIGNING] - ALLOWED[Audience.CONSULTED] == {
        *("性别", "民族", "出生年月", "身份证号", "政治面貌", "参加工作时间"),
        *("执法证号", "执法证有效期", "有效期提示"),
    }
    assert set().union(*ALLOWED.values()) == set(PERSON_COLUMNS)


def test_a_column_that_is_not_allowed_stops_the_program(draft):
    portion = portion_of(draft, "道里区")
    with pytest.raises(KeyError, match="身份证号"):
        person_table(Audience.CONSULTED, ("姓名", "身份证号"), portion.people, portion)


def test_a_status_leaves_the_city_only_as_two_words(draft):
    for build, name in ((consultation_book, "人员名单"), (handover_book, "人员下沉名册")):
        table = next(
            block for block in page_of(build(draft, "道里区"), name).blocks if hasattr(block, "columns")
        )
        place = [column.header for column in table.columns].index("人员状态")
        assert {row[place] for row in table.rows} == {"在岗", "暂不在岗"}


def test_an_officer_of_another_place_is_not_named_on_carried_sheets(draft):
    from handover.marked_city import column_of

    book = handover_book(draft, "道里区")
    assert column_of(book, "未结案件移交清单", "承办人") == ["名R0001、另行安排"]
    assert column_of(book, "执法车辆移交清单", "移交后使用人") == ["另行安排"]
