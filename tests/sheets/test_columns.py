"""A few columns of a long sheet: the same values in the same places as the ordinary reader has, or none."""

from __future__ import annotations

import zipfile

import openpyxl
import pytest

from zhifa_alloc.schema.errors import UnusableFile
from zhifa_alloc.sheets.columns import columns_of
from zhifa_alloc.sheets.guard import inspect
from zhifa_alloc.sheets.read import read_book
from zhifa_alloc.sheets.read_part import read_part

HEADERS = ("编号", "去向")


@pytest.fixture
def book(tmp_path):
    """A title, a header in row 3, four people, a gap, a note."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "人员"
    sheet["A1"] = "某市 & 某区 <人员>"
    rows = [
        ("编号", "人数", "去向"),
        ("A1", 3, "东区"),
        ("A2", None, None),
        ("A & <3>", 5, "西 区"),
        (None, 6, "北区"),
    ]
    for number, row in enumerate(rows, start=3):
        for column, value in enumerate(row, start=1):
            sheet.cell(number, column, value)
    sheet["A12"] = "说明"
    sheet["A12"].font = openpyxl.styles.Font(bold=True)
    return book


def saved(book, tmp_path):
    book.save(tmp_path / "册.xlsx")
    return tmp_path / "册.xlsx"


def part(path, headers=HEADERS):
    with zipfile.ZipFile(path) as archive:
        return columns_of(
            archive.read("xl/worksheets/sheet1.xml"), archive.read("xl/sharedStrings.xml"), "人员", headers
        )


def test_the_wanted_columns_stand_where_they_stand_in_the_file(book, tmp_path):
    path = saved(book, tmp_path)
    (whole,) = read_book(path).sheets
    found = part(path)
    wanted = [("", "", "")] * 2 + [(row[0], "", row[2]) for row in whole.rows[2:]]
    assert list(found.rows) == wanted


def with_formula(sheet):
    sheet["C5"] = "=C4"


def with_number(sheet):
    sheet["A5"] = 7


def without_header(sheet):
    sheet["C3"] = "去处"


def with_escapes(sheet):
    sheet["A5"] = "A_x0041_"


@pytest.mark.parametrize("change", [with_formula, with_number, without_header, with_escapes])
def test_another_form_is_left_to_the_ordinary_reader(book, tmp_path, change):
    change(book.active)
    path = saved(book, tmp_path)
    assert part(path) is None
    assert read_part(path, {"人员": HEADERS}) == read_book(path)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b'<c r="A5"', b'<c\nr="A5"'),
        (b'<c r="A5"', b'<c s="0" r="A5"'),
        (b"<sheetData>", b"<sheetData><!-- -->"),
        (b'<c r="A5"', b'<c r="A99999999"'),
    ],
)
def test_a_form_in_which_a_cell_could_hide_is_not_read(book, tmp_path, old, new):
    with zipfile.ZipFile(saved(book, tmp_path)) as archive:
        xml = archive.read("xl/worksheets/sheet1.xml")
        strings = archive.read("xl/sharedStrings.xml")
    assert old in xml
    assert columns_of(xml, strings, "人员", HEADERS) is not None
    assert columns_of(xml.replace(old, new), strings, "人员", HEADERS) is None


def test_a_kept_sheet_is_still_held_to_size_and_kind(book, tmp_path):
    path = saved(book, tmp_path)
    whole = path.read_bytes()
    assert set(inspect(whole, path.name, {"人员"}).kept) == {"人员"}
    with zipfile.ZipFile(path) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    sheet = "xl/worksheets/sheet1.xml"
    members[sheet] = members[sheet].replace(b"<worksheet", b"<!DOCTYPE x><worksheet", 1)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    with pytest.raises(UnusableFile):
        inspect(path.read_bytes(), path.name, {"人员"})


def test_a_sheet_under_two_names_is_not_kept(book, tmp_path):
    """Or the ordinary reader could meet it under the other name, unguarded."""
    book.create_sheet("另")
    path = saved(book, tmp_path)
    with zipfile.ZipFile(path) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    relations = "xl/_rels/workbook.xml.rels"
    members[relations] = members[relations].replace(b"sheet2.xml", b"sheet1.xml")
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    assert inspect(path.read_bytes(), path.name, {"人员"}).kept == {}
