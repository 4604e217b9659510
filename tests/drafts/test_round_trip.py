"""A draft written and read back is the same draft, whoever saved the file in between."""

from __future__ import annotations

from dataclasses import replace

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drafts.conftest import make_case, make_person, planned
from zhifa_alloc.drafts.book import draft_book, write_draft
from zhifa_alloc.drafts.data_page import carried, data_page, data_texts
from zhifa_alloc.drafts.read import draft_of, read_draft
from zhifa_alloc.planning import plan
from zhifa_alloc.schema.canonical import draft_from_texts
from zhifa_alloc.schema.errors import UnusableFile
from zhifa_alloc.schema.page import Table
from zhifa_alloc.schema.raw import RawBook, RawSheet


def test_reading_gives_back_what_was_written(desk, draft):
    read = desk.read()
    assert read.original == draft
    assert read.draft == draft
    assert read.faults == ()


def test_the_same_draft_gives_the_same_bytes(tmp_path, draft):
    write_draft(draft, tmp_path / "a.xlsx")
    write_draft(draft, tmp_path / "b.xlsx")
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()


def test_a_draft_saved_again_by_openpyxl_still_reads(desk, draft):
    read = desk.edit(lambda book: None).read()
    assert (read.draft, read.faults) == (draft, ())


@pytest.mark.office
def test_a_draft_saved_again_by_libreoffice_still_reads(desk, draft, office):
    read = read_draft(*office(desk.path))
    assert (read.draft, read.faults) == (draft, ())


def test_a_draft_of_quotas_alone_says_so_and_reads_back(tmp_path):
    draft = plan(make_case(people=()))
    write_draft(draft, tmp_path / "草案.xlsx")
    assert read_draft(tmp_path / "草案.xlsx").draft == draft
    text = openpyxl.load_workbook(tmp_path / "草案.xlsx")["人员分配"]["A2"].value
    assert "只分配编制" in text


@given(st.text(min_size=1, max_size=40), st.text(max_size=40))
def test_any_text_survives_the_hidden_sheet(name, remark):
    people = (make_person(1, name=name), make_person(2, remark=remark))
    draft = planned()
    case = replace(draft.case, people=people)
    whole = replace(draft, case=case, assignments=draft.assignments[:2])
    assert draft_from_texts(data_texts(whole)) == whole
    page = data_page(data_texts(whole))
    (table,) = page.blocks
    assert isinstance(table, Table)
    rows = (("项", "内容"), *table.rows)
    book = RawBook("草案.xlsx", "", (RawSheet(page.name, rows),))
    found = carried(book)
    assert found.draft == whole
    assert found.written == found.actual


@settings(max_examples=8)
@given(st.text(min_size=1, max_size=12), st.text(min_size=1, max_size=12))
def test_any_key_and_text_survive_the_file(tmp_path_factory, key, text):
    draft = planned()
    first, *others = draft.case.people
    odd = replace(first, staff_id=f"0{key}", name=text, remark=f"={text}", where=first.where)
    people = tuple(sorted((odd, *others), key=lambda person: person.staff_id))
    rows = (replace(draft.assignments[0], staff_id=odd.staff_id), *draft.assignments[1:])
    whole = replace(draft, case=replace(draft.case, people=people), assignments=tuple(rows))
    path = tmp_path_factory.mktemp("odd") / "草案.xlsx"
    write_draft(whole, path)
    read = read_draft(path)
    assert read.draft == whole


def test_the_sheets_of_the_contract_stand_in_the_order_of_reading(draft):
    visible = [page.name for page in draft_book(draft).pages if page.visibility == "visible"]
    wanted = ("概览", "编制分配", "人员分配", "测算过程", "均衡情况", "规则检查", "提醒", "草案信息")
    assert visible[0] == "概览"
    assert [name for name in visible if name in wanted] == list(wanted)


def test_another_workbook_is_not_a_draft(tmp_path):
    book = openpyxl.Workbook()
    book.active["A1"] = "花名册"
    book.save(tmp_path / "别的.xlsx")
    with pytest.raises(UnusableFile) as stopped:
        read_draft(tmp_path / "别的.xlsx")
    assert (stopped.value.code, stopped.value.exit_code) == ("not_a_draft", 2)


def test_a_later_format_is_refused_with_the_version_it_needs(desk):
    def later(book):
        sheet = book["草案数据"]
        sheet["B3"] = "2"
        sheet["B4"] = "9.9.0"

    with pytest.raises(UnusableFile) as stopped:
        desk.edit(later).read()
    assert stopped.value.code == "newer_draft"
    assert stopped.value.params["needs"] == "9.9.0"


@pytest.mark.parametrize("sheet", ["编制分配", "人员分配"])
def test_a_sheet_that_is_needed_and_gone_is_named(desk, sheet):
    with pytest.raises(UnusableFile) as stopped:
        desk.edit(lambda book: book.remove(book[sheet])).read()
    assert (stopped.value.code, stopped.value.params["sheet"]) == ("draft_sheet_missing", sheet)


@pytest.mark.parametrize("text", ["", "{", '{"plan_id":1}', "[]", '"x"'])
def test_data_that_is_no_draft_is_refused(desk, text):
    with pytest.raises(UnusableFile) as stopped:
        desk.put("草案数据", "B7", text).read()
    assert stopped.value.code == "damaged_draft"


def test_reading_from_values_is_the_same_as_reading_the_file(desk, draft):
    from zhifa_alloc.sheets.read import read_book

    assert draft_of(read_book(desk.path)).draft == draft
