"""Names of sheets and files that every program and system accepts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhifa_alloc.sheets.names import (
    clean_file_name,
    clean_file_names,
    clean_sheet_names,
    excel_length,
)


@pytest.mark.parametrize(
    ("name", "cleaned"),
    [
        ("道里区", "道里区"),
        ("a[1]:b*?/\\c", "a_1__b____c"),
        ("'引号'", "引号"),
        ("History", "History_"),
        ("历史记录", "历史记录_"),
        ("", "未命名"),
        ("字" * 40, "字" * 31),
    ],
)
def test_sheet_names(name, cleaned):
    assert clean_sheet_names([name]) == [cleaned]


def test_two_sheets_never_share_a_name():
    assert clean_sheet_names(["A", "a", "A"]) == ["A", "a(2)", "A(3)"]


@given(st.lists(st.text(st.characters(codec=None), max_size=40), max_size=6))
def test_any_sheet_name_becomes_one_that_excel_takes(names):
    cleaned = clean_sheet_names(names)
    assert len({name.casefold() for name in cleaned}) == len(names)
    for name in cleaned:
        assert 1 <= excel_length(name) <= 31
        assert not set(name) & set("[]:*?/\\")
        assert not name.startswith("'")
        assert not name.endswith("'")


@pytest.mark.parametrize(
    ("name", "cleaned"),
    [
        ("道里区", "道里区"),
        ("../../etc/passwd", "_.._etc_passwd"),
        ("/etc/x", "_etc_x"),
        ("CON", "_CON"),
        ("nul.区", "_nul.区"),
        (" 区. ", "区"),
        ("", "未命名"),
        ("甲\n乙", "甲_乙"),
    ],
)
def test_file_names(name, cleaned):
    assert clean_file_name(name) == cleaned


@given(st.text(st.characters(codec=None), max_size=120))
def test_any_file_name_stays_in_its_folder(tmp_path_factory, name):
    folder = tmp_path_factory.mktemp("names")
    cleaned = clean_file_name(name)
    assert len(cleaned.encode()) <= 240
    assert (folder / f"{cleaned}.xlsx").resolve().parent == folder.resolve()


def test_districts_that_differ_only_in_what_is_cleaned_get_files_of_their_own():
    assert clean_file_names(["东/区", "东:区", "东区"]) == {
        "东/区": "东_区",
        "东:区": "东_区(2)",
        "东区": "东区",
    }
