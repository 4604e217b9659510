"""Workbook -> RawBook: every cell at its address, whatever the file calls itself."""

from __future__ import annotations

import datetime as dt
import shutil
import subprocess
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from msoffcrypto.format.ooxml import OOXMLFile

from zhifa_alloc.schema.errors import UnusableFile
from zhifa_alloc.sheets.read import read_book
from zhifa_alloc.text import LANGUAGES, phrasebook
from zhifa_alloc.text.sentences import error_sentence


def write(path: Path, cells: dict[str, object], merged: str = "") -> Path:
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("编制")
        if merged:
            sheet.merge_range(merged, "")
        for place, value in cells.items():
            sheet.write(place, value)
        book.add_worksheet("藏").hide()
    return path


def refusal(path: Path) -> str:
    with pytest.raises(UnusableFile) as stop:
        read_book(path)
    for lang in LANGUAGES:
        sentence, hint = error_sentence(stop.value, phrasebook(lang))
        assert path.name in sentence
        assert hint
    return stop.value.code


def test_cells_stand_at_their_addresses(tmp_path):
    book = read_book(write(tmp_path / "a.xlsx", {"C5": "值", "D6": 12, "B7": "00012"}, "A1:D1"))
    sheet = book.sheets[0]
    assert (sheet.name, sheet.rows[4][2], sheet.rows[5][3], sheet.rows[6][1]) == ("编制", "值", 12.0, "00012")
    assert sheet.rows[0][0] == ""
    assert sheet.merged == ((0, 0, 0, 3),)
    assert (book.name, len(book.sha256)) == ("a.xlsx", 64)


def test_hidden_sheets_are_read(tmp_path):
    assert [sheet.name for sheet in read_book(write(tmp_path / "a.xlsx", {"A1": 1})).sheets] == ["编制", "藏"]


def test_dates_and_booleans_keep_their_kind(tmp_path):
    path = tmp_path / "a.xlsx"
    book = openpyxl.Workbook()
    book.active.append([dt.date(2026, 9, 30), True, 45000, "=1+1", "末"])
    book.active["A1"].number_format = 'yyyy"年"m"月"d"日"'
    book.save(path)
    sheet = read_book(path).sheets[0]
    assert sheet.rows[0] == (dt.date(2026, 9, 30), True, 45000.0, "", "末")
    assert sheet.uncached == {"D1"}


def test_a_chart_sheet_is_no_sheet(tmp_path):
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as book:
        book.add_worksheet("编制").write("A1", 1)
        chart = book.add_chart({"type": "line"})
        chart.add_series({"values": "=编制!$A$1:$A$1"})
        book.add_chartsheet("图").set_chart(chart)
    assert [sheet.name for sheet in read_book(path).sheets] == ["编制"]


def test_the_name_of_a_file_does_not_matter(tmp_path):
    path = write(tmp_path / "a.xlsx", {"A1": 1}).rename(tmp_path / "a.xls")
    assert read_book(path).sheets[0].rows == ((1.0,),)


@pytest.mark.office
@pytest.mark.parametrize("kind", ["xls", "ods"])
def test_older_and_open_formats_are_read(tmp_path, kind):
    source = write(tmp_path / "a.xlsx", {"A1": "姓名", "B3": 5})
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    office = shutil.which("soffice") or "soffice"
    subprocess.run(
        [office, profile, "--headless", "--convert-to", kind, "--outdir", str(tmp_path), str(source)],
        check=True,
        capture_output=True,
    )
    sheet = read_book(tmp_path / f"a.{kind}").sheets[0]
    assert (sheet.rows[0][0], sheet.rows[2][1]) == ("姓名", 5)


def test_a_missing_file_and_a_folder(tmp_path):
    assert refusal(tmp_path / "没有.xlsx") == "file_missing"
    assert refusal(tmp_path) == "file_is_folder"


def test_a_locked_file(tmp_path, monkeypatch):
    path = write(tmp_path / "a.xlsx", {"A1": 1})

    def locked(_):
        raise PermissionError(13, "in use")

    monkeypatch.setattr(Path, "read_bytes", locked)
    assert refusal(path) == "file_locked"


def test_a_file_the_disk_cannot_give(tmp_path, monkeypatch):
    path = write(tmp_path / "a.xlsx", {"A1": 1})

    def broken(_):
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(Path, "read_bytes", broken)
    assert refusal(path) == "file_unreadable"


def test_an_encrypted_workbook(tmp_path):
    path, locked = write(tmp_path / "a.xlsx", {"A1": 1}), tmp_path / "密.xlsx"
    with path.open("rb") as plain, locked.open("wb") as target:
        OOXMLFile(plain).encrypt("口令", target)
    assert refusal(locked) == "encrypted"


def test_an_empty_workbook(tmp_path):
    assert refusal(write(tmp_path / "a.xlsx", {})) == "empty_workbook"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty_file"),
        (b'a,"b\n1,2\n' + b"x" * 200_000, "csv_broken"),
        (b"<html></html>", "html_file"),
        (b"PK\x03\x04", "damaged_workbook"),
        (b"hello", "not_a_workbook"),
    ],
)
def test_what_is_no_workbook(tmp_path, content, code):
    path = tmp_path / "a.xlsx"
    path.write_bytes(content)
    assert refusal(path) == code


def test_one_roster_reads_the_same_in_the_old_and_the_open_format():
    old, free = (read_book(Path(__file__).parent / "data" / f"小.{kind}").sheets for kind in ("xls", "ods"))
    assert [(sheet.name, sheet.rows) for sheet in old] == [(sheet.name, sheet.rows) for sheet in free]
