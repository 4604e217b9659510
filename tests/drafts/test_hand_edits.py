"""What people change in the workbook is found, kept and named: who, from, to."""

from __future__ import annotations

import pytest

from drafts.conftest import CITY_POLICE, CIVIL, EAST, NORTH, WEST, Desk
from zhifa_alloc.schema.draft import HandEdit


def test_a_changed_destination_is_an_edit(desk, draft):
    one = next(one for one in draft.assignments if one.to == EAST)
    cell = desk.cell_of(one.staff_id)
    read = desk.put("人员分配", cell, WEST).read()
    assert read.draft.edits == (HandEdit("人员分配", cell, one.staff_id, EAST, WEST),)
    (now,) = [row for row in read.draft.assignments if row.staff_id == one.staff_id]
    assert now.to == WEST
    assert now.reason.code == "by_hand"
    assert read.original == draft


def test_the_wish_met_follows_the_edit(desk, draft):
    people = {person.staff_id: person for person in draft.case.people}
    one = next(
        one for one in draft.assignments if one.preference == 1 and people[one.staff_id].wishes[1] != one.to
    )
    second = people[one.staff_id].wishes[1]
    read = desk.put("人员分配", desk.cell_of(one.staff_id), second).read()
    (now,) = [row for row in read.draft.assignments if row.staff_id == one.staff_id]
    assert now.preference == 2


def test_a_changed_number_of_posts_is_an_edit(desk, draft):
    cell = desk.quota_cell(CITY_POLICE, CIVIL, NORTH)
    was = draft.quotas.values[CITY_POLICE, CIVIL, NORTH]
    read = desk.put("编制分配", cell, was + 1).read()
    key = f"{CITY_POLICE}/{CIVIL}/{NORTH}"
    assert read.draft.edits == (HandEdit("编制分配", cell, key, str(was), str(was + 1)),)
    assert read.draft.quotas.values[CITY_POLICE, CIVIL, NORTH] == was + 1


@pytest.mark.parametrize("typed", ["12", " 12 ", 12.0])
def test_a_number_may_be_typed_in_any_way(desk, typed):
    cell = desk.quota_cell(CITY_POLICE, CIVIL, NORTH)
    read = desk.put("编制分配", cell, typed).read()
    assert read.draft.quotas.values[CITY_POLICE, CIVIL, NORTH] == 12


def test_blanks_typed_into_a_destination_are_no_edit(desk, draft):
    one = draft.assignments[0]
    read = desk.put("人员分配", desk.cell_of(one.staff_id), f" {one.to}　").read()
    assert read.draft.edits == ()


def test_rows_below_the_notes_are_read(desk, draft):
    one = next(one for one in draft.assignments if one.to == EAST)

    def move_below(book):
        sheet = book["人员分配"]
        row = next(row for row in sheet.iter_rows() if row[0].value == one.staff_id)
        last = sheet.max_row + 3
        for cell in row:
            if cell.value is not None:
                sheet.cell(last, cell.column, cell.value)
        sheet.delete_rows(row[0].row)

    read = desk.edit(move_below).read()
    assert (read.draft, read.faults) == (draft, ())


def test_a_sum_and_a_signature_typed_below_are_nobody(desk, draft):
    def type_below(book):
        sheet = book["人员分配"]
        sheet.append(["合计", 36])
        sheet.append(["填表人：", "张三", None, "审核人："])

    read = desk.edit(type_below).read()
    assert (read.draft, read.faults) == (draft, ())


def test_rows_in_another_order_change_nothing(desk, draft):
    def turn_round(book):
        sheet = book["人员分配"]
        rows = [row for row in sheet.iter_rows() if str(row[0].value or "").startswith("A")]
        values = [[cell.value for cell in row] for row in rows]
        for row, new in zip(rows, reversed(values), strict=True):
            for cell, value in zip(row, new, strict=True):
                cell.value = value

    read = desk.edit(turn_round).read()
    assert (read.draft, read.faults) == (draft, ())


@pytest.mark.office
def test_an_edit_is_found_after_libreoffice_saved_the_file(desk, draft, office):
    one = next(one for one in draft.assignments if one.to == EAST)
    cell = desk.cell_of(one.staff_id)
    saved = Desk(*office(desk.put("人员分配", cell, WEST).path))
    assert saved.read().draft.edits == (HandEdit("人员分配", cell, one.staff_id, EAST, WEST),)


@pytest.mark.parametrize(
    ("column", "weight"),
    [("姓名", "broken"), ("编制类型", "broken"), ("去向指定", "broken"), ("备注", "warn")],
)
def test_a_cell_that_nobody_reads_is_said_to_be_changed_in_vain(desk, draft, column, weight):
    one = draft.assignments[3]
    cell = desk.cell_of(one.staff_id, column)
    read = desk.put("人员分配", cell, "另写的").read()
    (fault,) = read.faults
    assert (fault.code, fault.where.cell, fault.weight) == ("fixed_text", cell, weight)
    assert read.draft == draft
