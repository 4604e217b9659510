"""An office restyles every workbook by a file of its own, and a file that makes no sense is refused."""

from __future__ import annotations

import zipfile

import pytest

from zhifa_alloc.schema.errors import UnusableFile
from zhifa_alloc.schema.page import Book, Column, Lines, Page, Table
from zhifa_alloc.sheets.house_style import style_in_force
from zhifa_alloc.sheets.styles import Style
from zhifa_alloc.sheets.write import write_book

BOOK = Book(
    "册", (Page("表", "题", (Table((Column("甲"), Column("乙", "number")), (("x", 1),)), Lines(("注",)))),)
)


def _styles(path):
    with zipfile.ZipFile(path) as archive:
        return archive.read("xl/styles.xml").decode("utf-8")


def test_the_file_that_comes_with_the_program_says_what_the_program_does_anyway():
    assert style_in_force() == Style()


def test_another_file_changes_fonts_and_fills_of_every_workbook(tmp_path, monkeypatch):
    (tmp_path / "本局.toml").write_text('"标题字体" = "华文中宋"\n"表头底色" = "#ABCDEF"\n', encoding="utf-8")
    write_book(BOOK, tmp_path / "before.xlsx")
    monkeypatch.setenv("ZHIFA_STYLE", str(tmp_path / "本局.toml"))
    write_book(BOOK, tmp_path / "after.xlsx")
    before, after = (_styles(tmp_path / name) for name in ("before.xlsx", "after.xlsx"))
    assert ("华文中宋" in before, "华文中宋" in after) == (False, True)
    assert ("FFABCDEF" in before, "FFABCDEF" in after) == (False, True)
    assert "仿宋_GB2312" in after


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ('"标题字体" = ""', "标题字体"),
        ('"表头底色" = "蓝"', "表头底色"),
        ('"字号" = 12', "字号"),
        ("= =", "TOMLDecodeError"),
    ],
)
def test_a_file_that_makes_no_sense_is_refused_by_name(text, names, tmp_path, monkeypatch):
    (tmp_path / "坏.toml").write_text(text, encoding="utf-8")
    monkeypatch.setenv("ZHIFA_STYLE", str(tmp_path / "坏.toml"))
    with pytest.raises(UnusableFile) as stop:
        write_book(BOOK, tmp_path / "b.xlsx")
    assert (stop.value.code, stop.value.params["name"]) == ("style_unusable", "坏.toml")
    assert names in str(stop.value.params["reason"])
    assert not list(tmp_path.glob("*.xlsx"))
