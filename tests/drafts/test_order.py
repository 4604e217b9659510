"""Sheet 选岗次序: a forged figure is named by its cell, another order or place of the rows is not."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from drafts.conftest import Desk, make_case
from zhifa_alloc.drafts.book import write_draft
from zhifa_alloc.drafts.order_pages import SHEET_ORDER
from zhifa_alloc.planning import plan


@pytest.fixture(scope="module")
def chosen():
    case = make_case()
    people = tuple(replace(p, points=Fraction(int(p.staff_id[1:]) % 7)) for p in case.people)
    parameters = case.parameters.model_copy(update={"placing": "积分选岗"})
    return plan(replace(case, people=people, parameters=parameters))


@pytest.fixture
def picked(chosen, tmp_path):
    write_draft(chosen, tmp_path / "草案.xlsx")
    return Desk(tmp_path / "草案.xlsx")


def _figure_faults(desk):
    return [
        (fault.where.sheet, fault.where.cell)
        for fault in desk.verify().faults
        if fault.code == "figure_changed"
    ]


def _table(sheet):
    """First data row and headers of the order of choosing."""
    for number, row in enumerate(sheet.iter_rows(values_only=True), start=1):
        if "人员编号" in row:
            return number + 1, [str(name).replace("\n", "") for name in row]
    raise AssertionError


@pytest.mark.parametrize("header", ["选岗次序", "积分", "次序号"])
def test_a_forged_order_of_choosing_is_named_by_its_cell(picked, header):
    sheet = picked.book()[SHEET_ORDER]
    first, headers = _table(sheet)
    cell = sheet.cell(first + 4, headers.index(header) + 1).coordinate
    picked.put(SHEET_ORDER, cell, 999)
    assert _figure_faults(picked) == [(SHEET_ORDER, cell)]
    assert not picked.verify().ok


def test_rows_may_be_sorted_and_places_edited(picked, two_to_swap):
    def turn_round(book):
        sheet = book[SHEET_ORDER]
        first, headers = _table(sheet)
        rows = [row for row in sheet.iter_rows(min_row=first, max_col=len(headers)) if row[1].value]
        turned = [[cell.value for cell in row] for row in reversed(rows)]
        for row, values in zip(rows, turned, strict=True):
            for cell, value in zip(row, values, strict=True):
                cell.value = value

    picked.edit(turn_round)
    assert _figure_faults(picked) == []
    one, other = (picked.cell_of(key) for key in two_to_swap)
    there = {cell: picked.book()["人员分配"][cell].value for cell in (one, other)}
    picked.put("人员分配", one, there[other])
    picked.put("人员分配", other, there[one])
    assert _figure_faults(picked) == []


def test_a_row_put_in_above_changes_nothing(picked):
    picked.edit(lambda book: book[SHEET_ORDER].insert_rows(1))
    assert _figure_faults(picked) == []
