"""``check --anonymise``: nothing of any person is in any byte of what is sent to others."""

from __future__ import annotations

import zipfile

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.packaging.custom import StringProperty
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation

from support.cities import small_city, write_workbook
from zhifa_alloc.sheets.read import read_book

SECRETS = {
    "a column that is not read": "马前卒",
    "a number in such a column": "13812345678",
    "a column without a header": "牛布衣",
    "a title": "沈琼枝",
    "a number in a title": "13987654321",
    "a note": "权勿用",
    "a signature": "匡超人",
    "a hidden sheet": "杜少卿",
    "the name of a sheet": "虞育德",
    "a comment": "庄绍光",
    "the author of a comment": "迟衡山",
    "a defined name": "范进士",
    "a property": "周学道",
    "a property of one's own": "严监生",
    "a drop-down": "荀玫生",
    "a header line of the page": "王玉辉",
    "a link": "余特先生",
    "words among figures": "鲍文卿",
    "a sheet that is handed on": "倪霜峰",
    "a remark": "向鼎臣",
    "a column of relatives": "季苇萧",
    "a hidden row": "牛玉圃",
}


@pytest.fixture
def told_of_people(tmp_path):
    """A workbook that tells of people in every place a workbook has."""
    sheets = small_city()
    roster = sheets["花名册"]
    roster[0] += ["家属情况", "手机", "", "备注", "配偶姓名"]
    for line in roster[1:]:
        line += ["马前卒", 13812345678, "牛布衣", "与向鼎臣同学", "季苇萧"]
    roster[3][1] = "牛玉圃"
    sheets["花名册"] = [
        ["沈琼枝编制的花名册", 13987654321],
        *roster,
        ["注：权勿用已退休，见附件。"],
        ["填表人：匡超人　审核人："],
    ]
    sheets["区情"][0].append("街镇数")
    for line in sheets["区情"][1:]:
        line.append("问鲍文卿")
    sheets["资产"] = [["领域", "资产名称", "存放地点"], ["城市管理", "车辆", "倪霜峰处"]]
    sheets["虞育德的备份"] = [["姓名", "情况"], ["杜少卿", "杜少卿请假"]]
    path = write_workbook(tmp_path / "名册.xlsx", sheets)
    _dress(path)
    return path


def _dress(path):
    book = openpyxl.load_workbook(path)
    sheet = book["花名册"]
    book["虞育德的备份"].sheet_state = "hidden"
    sheet.row_dimensions[5].hidden = True
    sheet["B3"].comment = Comment("庄绍光说不去", "迟衡山")
    sheet["B4"].hyperlink = "mailto:余特先生@example.com"
    sheet.oddHeader.left.text = "王玉辉"
    choices = DataValidation(type="list", formula1='"荀玫生,否"')
    choices.add("D3:D9")
    sheet.add_data_validation(choices)
    book.defined_names["范进士"] = DefinedName("范进士", attr_text="花名册!$A$1")
    book.properties.creator = book.properties.lastModifiedBy = "周学道"
    book.custom_doc_props.append(StringProperty(name="经办", value="严监生"))
    book.save(path)


def every_byte(path):
    with zipfile.ZipFile(path) as archive:
        parts = [archive.read(name).decode("utf-8") for name in archive.namelist()]
        return "\n".join((path.name, *archive.namelist(), *parts))


def originals_of(path):
    roster = next(sheet for sheet in read_book(path).sheets if sheet.name == "花名册").rows
    columns = {header: place for place, header in enumerate(roster[1])}
    told = ("人员编号", "姓名", "身份证号", "执法证号")
    return {str(row[columns[header]]) for row in roster[2:-2] for header in told} - {""}


def test_no_person_is_in_any_byte_of_the_copy(run, told_of_people, tmp_path):
    before = every_byte(told_of_people)
    assert [where for where, secret in SECRETS.items() if secret not in before] == []
    done = run("check", told_of_people, "--anonymise", "-o", tmp_path / "副本.xlsx")
    assert done.code == 0, done.err
    copy = every_byte(tmp_path / "副本.xlsx")
    assert [where for where, secret in SECRETS.items() if secret in copy] == []
    assert [word for word in originals_of(told_of_people) if word in copy] == []


def test_what_was_left_out_is_said(run, told_of_people, tmp_path):
    done = run("check", told_of_people, "--anonymise", "-o", tmp_path / "副本.xlsx")
    assert "没有用到的列，内容已略去：家属情况、手机" in done.out
    assert "没有用到的表，只留空表，表名已改：虞育德的备份" in done.out
    assert "只随表转发的表，除领域、区、单位等外都已略去：资产" in done.out


def test_a_person_has_one_pseudonym_in_all_copies(run, tmp_path):
    one, two = small_city(), small_city()
    two["花名册"] = [two["花名册"][0], *two["花名册"][5:8]]
    folder = tmp_path / "各部门"
    folder.mkdir()
    write_workbook(folder / "编办.xlsx", one)
    write_workbook(folder / f"{two['花名册'][1][1]}报.xlsx", {"花名册": two["花名册"]})
    done = run("check", folder, "--anonymise", "-o", tmp_path / "副本")
    assert done.code == 0, done.err
    books = {path.name: read_book(path) for path in sorted((tmp_path / "副本").iterdir())}
    assert len(books) == 2
    rosters = [next(sheet for sheet in book.sheets if sheet.name == "花名册").rows for book in books.values()]
    long, short = sorted(rosters, key=len, reverse=True)
    assert [row[:6] for row in short[1:]] == [row[:6] for row in long[5:8]]
    assert two["花名册"][1][1] not in "".join(books)


def test_several_workbooks_need_a_folder(run, told_of_people, tmp_path):
    other = write_workbook(tmp_path / "另册.xlsx", small_city())
    done = run("check", told_of_people, other, "--anonymise", "-o", tmp_path / "x.xlsx")
    assert done.code == 2
    assert "文件夹" in done.err


def test_a_workbook_without_a_header_keeps_no_person_either(run, tmp_path):
    """That no header is found may be the very reason to ask somebody for help."""
    sheets = small_city()
    sheets["花名册"][0] = ["编号", "人名", "证件", "单位名", "类别", *sheets["花名册"][0][5:]]
    path = write_workbook(tmp_path / "坏.xlsx", sheets)
    assert run("check", path).code == 2
    assert run("check", path, "--anonymise", "-o", tmp_path / "副本.xlsx").code == 0
    copy = every_byte(tmp_path / "副本.xlsx")
    names = {str(row[1]) for row in sheets["花名册"][1:]} | {str(row[2]) for row in sheets["花名册"][1:]}
    assert [word for word in names if word in copy] == []
