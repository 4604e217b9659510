"""Tables sent as text: any encoding, any separator, told by content."""

from __future__ import annotations

import pytest

from zhifa_alloc.schema.errors import UnusableFile
from zhifa_alloc.sheets.read import read_book
from zhifa_alloc.sheets.read_csv import sheet_name

TEXT = "姓名,身份证号,备注\n张　三,23010219850312451X,一、二\n"


def rows(path, data):
    path.write_bytes(data)
    return read_book(path).sheets[0].rows


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16", "utf-16-le", "utf-16-be"]
)
@pytest.mark.parametrize("name", ["花名册.csv", "花名册.xlsx", "花名册.txt"])
def test_every_encoding_reads_the_same_whatever_the_name(tmp_path, encoding, name):
    found = rows(tmp_path / name, TEXT.encode(encoding))
    assert found == (("姓名", "身份证号", "备注"), ("张　三", "23010219850312451X", "一、二"))


def test_a_mark_at_the_beginning_of_utf_16_be(tmp_path):
    assert rows(tmp_path / "a.csv", b"\xfe\xff" + TEXT.encode("utf-16-be"))[0][0] == "姓名"


@pytest.mark.parametrize("mark", [",", "\t", ";", "，"])
def test_the_separator_is_told_from_the_text(tmp_path, mark):
    text = f"区{mark}是否承接{mark}常住人口\n道里区{mark}是{mark}923762\n"
    assert rows(tmp_path / "区情.csv", text.encode("gb18030"))[1] == ("道里区", "是", "923762")


def test_quoted_cells_keep_separators_and_line_breaks(tmp_path):
    text = '区,不承接领域\r\n道里区,"农业,水务"\r\n"南岗\n区",""\r\n'
    assert rows(tmp_path / "区情.csv", text.encode())[1:] == (("道里区", "农业,水务"), ("南岗\n区", ""))


def test_short_lines_are_filled_up(tmp_path):
    assert rows(tmp_path / "a.csv", b"a,b,c\n1\n\n") == (("a", "b", "c"), ("1", "", ""), ("", "", ""))


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ('="00012"', "00012"),
        ("2.30199E+17", 2.30199e17),
        ("1985.1", 1985.1),
        ("1985.10", "1985.10"),
        ("12", "12"),
    ],
)
def test_what_excel_makes_of_numbers_is_seen(tmp_path, cell, value):
    assert rows(tmp_path / "a.csv", f"x,{cell}\n".encode())[0][1] == value


@pytest.mark.parametrize(
    ("stem", "name"),
    [
        ("花名册", "花名册"),
        ("花名册-城管", "花名册-城管"),
        ("编制", "编制"),
        ("市城管局花名册", "花名册（市城管局花名册）"),
    ],
)
def test_the_sheet_is_named_after_the_file(stem, name):
    assert sheet_name(stem) == name


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"\x00\x01\x02,\x03", "not_a_workbook"),
        (b"<html><td>a,b</td></html>", "html_file"),
        (b"%PDF-1.7 x", "not_a_workbook"),
        (b"\xff\xff\xff\xff", "not_a_workbook"),
        (b",,,\n,,\n", "empty_workbook"),
        (b'a,"' + b"x" * 200_000, "csv_broken"),
    ],
)
def test_what_is_no_table(tmp_path, data, code):
    with pytest.raises(UnusableFile) as stop:
        rows(tmp_path / "a.csv", data)
    assert stop.value.code == code
