"""A few columns of a long sheet: the same values in the same places as the ordinary reader has, or none."""

from __future__ import annotations

import zipfile
from functools import partial

import pytest
import xlsxwriter

from zhifa_alloc.schema.errors import UnusableFile
from zhifa_alloc.sheets.columns import columns_of
from zhifa_alloc.sheets.guard import inspect
from zhifa_alloc.sheets.read import read_book
from zhifa_alloc.sheets.read_part import read_part

HEADERS = ("编号", "去向")
KEEP = {"人员": partial(columns_of, name="人员", headers=HEADERS)}


ROWS = (
    ("某市 & 某区 <人员>",),
    (),
    ("编号", "人数", "去向"),
    ("A1", 3, "东区"),
    ("A2", None, None),
    ("A & <3>", 5, "西 区"),
    (None, 6, "北区"),
    (),
    ("说明",),
)


@pytest.fixture
def path(tmp_path):
    return saved(tmp_path)


def saved(tmp_path, **changes):
    """A title, a header in row 3, four people, a gap, a note; as XlsxWriter and offices write it."""
    book = xlsxwriter.Workbook(tmp_path / "册.xlsx", {"strings_to_formulas": True})
    sheet = book.add_worksheet("人员")
    for number, row in enumerate(ROWS):
        sheet.write_row(number, 0, row)
    for cell, value in changes.items():
        sheet.write(cell, value)
    book.add_worksheet("另")
    book.close()
    return tmp_path / "册.xlsx"


def part(path, headers=HEADERS):
    with zipfile.ZipFile(path) as archive:
        return columns_of(
            [archive.read("xl/worksheets/sheet1.xml")], archive.read("xl/sharedStrings.xml"), "人员", headers
        )


def test_the_wanted_columns_stand_where_they_stand_in_the_file(path):
    whole = read_book(path).sheets[0]
    wanted = [("", "", "")] * 2 + [(row[0], "", row[2]) for row in whole.rows[2:]]
    assert list(part(path).rows) == wanted


@pytest.mark.parametrize("change", [{"C5": "=C4"}, {"A5": 7}, {"C3": "去处"}, {"A5": "A_x0041_"}])
def test_another_form_is_left_to_the_ordinary_reader(tmp_path, change):
    path = saved(tmp_path, **change)
    assert part(path) is None
    assert read_part(path, {"人员": HEADERS}).sheets == read_book(path).sheets[:1]


@pytest.mark.parametrize("length", [60, 150, 230, 300])
def test_a_sheet_that_comes_in_pieces_is_read_like_a_whole_one(path, length):
    with zipfile.ZipFile(path) as archive:
        xml, strings = archive.read("xl/worksheets/sheet1.xml"), archive.read("xl/sharedStrings.xml")
    head = xml.index(b'<row r="5"')
    pieces = [xml[:head], *(xml[start : start + length] for start in range(head, len(xml), length))]
    assert len(pieces) > 2
    assert columns_of(pieces, strings, "人员", HEADERS) == part(path)


@pytest.mark.parametrize("cut", [b"<!-", b"<!"])
def test_a_comment_that_begins_in_one_piece_and_goes_on_in_the_next_hides_nothing(path, cut):
    with zipfile.ZipFile(path) as archive:
        xml, strings = archive.read("xl/worksheets/sheet1.xml"), archive.read("xl/sharedStrings.xml")
    torn = xml.replace(b'<row r="6"', b'<!-- --><row r="6"').partition(cut)
    pieces = [torn[0] + cut[:1], cut[1:] + torn[2]]
    assert columns_of(pieces, strings, "人员", HEADERS) is None


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b'<c r="A5"', b'<c\nr="A5"'),
        (b'<c r="A5"', b'<c s="0" r="A5"'),
        (b"<sheetData>", b"<sheetData><!-- -->"),
        (b'<c r="A5"', b'<c r="A99999999"'),
    ],
)
def test_a_form_in_which_a_cell_could_hide_is_not_read(path, old, new):
    with zipfile.ZipFile(path) as archive:
        xml = archive.read("xl/worksheets/sheet1.xml")
        strings = archive.read("xl/sharedStrings.xml")
    assert old in xml
    assert columns_of([xml], strings, "人员", HEADERS) is not None
    assert columns_of([xml.replace(old, new)], strings, "人员", HEADERS) is None


def test_a_kept_sheet_is_still_held_to_size_and_kind(path):
    whole = path.read_bytes()
    assert set(inspect(whole, path.name, KEEP).kept) == {"人员"}
    with zipfile.ZipFile(path) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    sheet = "xl/worksheets/sheet1.xml"
    members[sheet] = members[sheet].replace(b"<worksheet", b"<!DOCTYPE x><worksheet", 1)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    with pytest.raises(UnusableFile):
        inspect(path.read_bytes(), path.name, KEEP)


def test_a_sheet_under_two_names_is_not_kept(path):
    """Or the ordinary reader could meet it under the other name, unguarded."""
    with zipfile.ZipFile(path) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    relations = "xl/_rels/workbook.xml.rels"
    members[relations] = members[relations].replace(b"sheet2.xml", b"sheet1.xml")
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    assert inspect(path.read_bytes(), path.name, KEEP).kept == {}
