"""What the sheets of a draft say, and that their formulas say the same as the program."""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction

import openpyxl
import pytest

from drafts.conftest import CITY_POLICE, CIVIL, EAST, FAR, NORTH, TRAFFIC, WEST, make_case, with_lock
from zhifa_alloc.drafts.book import draft_book, write_draft
from zhifa_alloc.drafts.recount import headcount_shares, quota_shares
from zhifa_alloc.planning import plan
from zhifa_alloc.quotas import share_quotas
from zhifa_alloc.quotas.methods import METHODS
from zhifa_alloc.schema.page import Column, Lines, Table
from zhifa_alloc.schema.terms import CITY

RECEIVING = (EAST, WEST, NORTH)


def page(draft, name):
    return next(one for one in draft_book(draft).pages if one.name == name)


def table(draft, name, number=0):
    return [block for block in page(draft, name).blocks if isinstance(block, Table)][number]


def texts(draft, name):
    return "\n".join(
        text for block in page(draft, name).blocks if isinstance(block, Lines) for text in block.texts
    )


def test_every_visible_sheet_has_the_fixed_line(draft):
    for one in draft_book(draft).pages:
        if one.visibility == "visible":
            assert "仅供研究" in one.footer, one.name


def test_the_overview_speaks_the_offices_language(draft):
    said = texts(draft, "概览") + str(table(draft, "概览"))
    for word in ("gap", "bound", "下界", "间隙", "求解", "最优", "最佳", "solver"):
        assert word not in said.lower()
    assert not re.search(r"\d/\d", said)


def test_the_overview_lists_every_district_and_adds_up(draft):
    shown = table(draft, "概览")
    names = [row[0] for row in shown.rows]
    assert names == [*RECEIVING, CITY, FAR]
    assert next(row for row in shown.rows if row[0] == FAR)[1] == "—"
    assert shown.total[1] == sum(row.approved for row in draft.case.quotas)
    assert shown.total[2] == sum(person.takes_part for person in draft.case.people)


def test_assumptions_of_the_program_are_said(draft):
    said = texts(draft, "概览")
    assert "程序的假设" in said
    assert "2026-10-25" in said


def test_the_matrix_has_totals_that_stay_live(desk, draft):
    book = openpyxl.load_workbook(desk.path)
    cell = desk.quota_cell(CITY_POLICE, CIVIL, "合计")
    assert str(book["编制分配"][cell].value).startswith("=SUM(")
    values = openpyxl.load_workbook(desk.path, data_only=True)["编制分配"]
    assert values[cell].value == 24
    assert values[desk.quota_cell("合计", None, "合计")].value == 46


def test_people_have_the_columns_of_the_roster(draft):
    from zhifa_alloc.schema.columns import ROSTER

    headers = {column.header for column in table(draft, "人员分配").columns}
    assert {spec.header for spec in ROSTER.columns} | {"去向", "志愿满足", "理由", "次序号"} <= headers


def test_only_the_destination_is_offered_for_editing(draft):
    columns: tuple[Column, ...] = table(draft, "人员分配").columns
    (editable,) = [column for column in columns if column.editable]
    assert editable.header == "去向"
    assert editable.choices == (*RECEIVING, CITY, "不参与")


def test_shares_of_the_engine_are_those_of_the_recount(draft):
    assert quota_shares(draft.case) == dict(draft.quotas.shares)
    recounted = headcount_shares(draft.case, draft.quotas.values)
    assert {key: recounted.get(key, Fraction(0)) for key in draft.headcounts.shares} == dict(
        draft.headcounts.shares
    )


def test_a_lock_that_bends_the_rounding_is_explained():
    draft = plan(with_lock(make_case(), 9))
    assert draft.quotas.outside
    assert "锁定编制" in texts(draft, "测算过程")


def test_teams_are_compared_with_their_domain(draft):
    rows = table(draft, "均衡情况").rows
    whole = [row for row in rows if row[:2] == (CITY_POLICE, "全领域")]
    parts = [row for row in rows if row[0] == CITY_POLICE and row[1] in (*RECEIVING, CITY)]
    for column in (2, *range(4, 17)):
        assert sum(row[column] for row in parts) == whole[0][column]


def test_a_draft_with_edits_says_so(desk, draft):
    one = next(one for one in draft.assignments if one.to == EAST)
    read = desk.put("人员分配", desk.cell_of(one.staff_id), WEST).read()
    assert "手工改动 1 处" in texts(read.draft, "概览")
    marks = table(read.draft, "人员分配").marks
    assert "changed" in marks.values()


def numbers(path):
    book = openpyxl.load_workbook(path, data_only=True)
    formulas = openpyxl.load_workbook(path)
    return {
        (sheet.title, cell.coordinate): book[sheet.title][cell.coordinate].value
        for sheet in formulas
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "f"
    }


def recalculated_cases():
    case = make_case()
    east, west, north, far = case.districts
    short = [replace(row, approved=row.approved - 8 * (row.domain == TRAFFIC)) for row in case.quotas]
    along = case.parameters.model_copy(update={"surplus": "随同下沉"})
    given = dict.fromkeys(RECEIVING, 0)
    for (_, _, name), posts in share_quotas(case).values.items():
        given[name] += posts
    totals = [
        replace(one, cap=given[one.name], floor=given[one.name]) if one.receives else one
        for one in case.districts
    ]
    by_method = {
        method: replace(
            case, districts=tuple(totals), parameters=case.parameters.model_copy(update={"rounding": method})
        )
        for method in METHODS
    }
    return {
        "plain": case,
        "surplus stays": replace(case, quotas=tuple(short)),
        "surplus goes along": replace(case, quotas=tuple(short), parameters=along),
        "not received": replace(
            case, districts=(east, west, replace(north, excluded_domains=(TRAFFIC,)), far)
        ),
        "no weights": replace(case, weights=()),
        **by_method,
    }


@pytest.mark.office
def test_formulas_recalculated_by_libreoffice_give_what_the_program_wrote(tmp_path, office):
    paths = {name: tmp_path / f"{number}.xlsx" for number, name in enumerate(recalculated_cases())}
    for name, case in recalculated_cases().items():
        write_draft(plan(case), paths[name])
    for (name, path), again in zip(paths.items(), office(*paths.values()), strict=True):
        written, counted = numbers(path), numbers(again)
        assert len(written) > 100
        assert written.keys() == counted.keys()
        for place, value in written.items():
            assert counted[place] == pytest.approx(value, abs=1e-9), (name, place)


@pytest.mark.office
def test_counts_of_people_follow_an_edit(desk, draft, office):
    """测算过程 counts people by formula, so a hand move is seen there at once."""
    one = next(
        one for one in draft.assignments if (one.domain, one.quota_type, one.to) == (TRAFFIC, CIVIL, EAST)
    )
    desk.put("人员分配", desk.cell_of(one.staff_id), WEST)
    book = openpyxl.load_workbook(office(desk.path)[0], data_only=True)["测算过程"]
    head = next(row for row in book.iter_rows(values_only=True) if row[0] == "执法领域")
    row = next(row for row in book.iter_rows(values_only=True) if row[:3] == (TRAFFIC, "人数", CIVIL))
    before = {name: draft.headcounts.values[TRAFFIC, CIVIL, name] for name in RECEIVING}
    assert row[head.index(EAST)] == before[EAST] - 1
    assert row[head.index(WEST)] == before[WEST] + 1
