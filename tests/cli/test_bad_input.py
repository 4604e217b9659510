"""Each bad input gives a clear sentence (where, what, why, mend), the right exit code, and nothing half-written."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from msoffcrypto.format.ooxml import OOXMLFile


def leftovers(tmp_path):
    return sorted(
        path.name for path in tmp_path.iterdir() if "方案" in path.name or path.name.startswith(".zhifa")
    )


def refused(run, tmp_path, path, code, *words):
    ran = run("plan", path)
    assert ran.code == code, ran.said
    for word in words:
        assert word in ran.said
    assert leftovers(tmp_path) == []
    return ran


@pytest.mark.parametrize("sheet", ["编制", "区情"])
def test_missing_sheet(run, book, city, tmp_path, sheet):
    del city[sheet]
    refused(run, tmp_path, book(city), 2, sheet)


@pytest.mark.parametrize(
    ("sheet", "header"),
    [("花名册", "姓名"), ("花名册", "编制类型"), ("编制", "核定编制数"), ("区情", "是否承接")],
)
def test_missing_column(run, book, city, tmp_path, sheet, header):
    position = city[sheet][0].index(header)
    for row in city[sheet]:
        del row[position]
    refused(run, tmp_path, book(city), 2, sheet, header)


def test_unknown_district_in_a_wish(run, book, city, tmp_path):
    city["花名册"][3][7] = "城東区"
    ran = run("check", book(city), "--json", "-")
    assert ran.code == 1
    (finding,) = [one for one in ran.json()["findings"] if one["severity"] == "error"]
    assert (finding["sheet"], finding["cell"], finding["value"]) == ("花名册", "H4", "城東区")
    assert finding["message"]
    assert finding["fix"]


def test_unknown_unit(run, book, city, tmp_path):
    city["花名册"][5][3] = "园林支队"
    refused(run, tmp_path, book(city), 1, "园林支队", "D6")


def test_id_stored_as_a_number(run, book, city, tmp_path):
    city["花名册"][2][2] = 230199198503120000
    ran = refused(run, tmp_path, book(city), 1, "E104", "C3")
    assert "230199198503120000" not in ran.said


def test_duplicate_key(run, book, city, tmp_path):
    city["花名册"][9][0] = city["花名册"][8][0]
    refused(run, tmp_path, book(city), 1, city["花名册"][8][0])


def test_negative_quota(run, book, city, tmp_path):
    city["编制"][1][3] = -3
    refused(run, tmp_path, book(city), 1, "编制", "D2", "-3")


def test_weights_all_zero(run, book, city, tmp_path):
    city["权重"][1][1] = 0
    refused(run, tmp_path, book(city), 1, "权重")


@pytest.mark.parametrize(
    ("content", "word"),
    [
        (b"", "空"),
        (b"name,unit\n1,2\n", ""),
        (b"PK\x03\x04broken", ""),
        (b"<html><table></table></html>", ""),
    ],
)
def test_not_a_workbook(run, tmp_path, content, word):
    path = tmp_path / "名册.xlsx"
    path.write_bytes(content)
    refused(run, tmp_path, path, 2, "名册.xlsx", word)


def test_missing_file(run, tmp_path):
    refused(run, tmp_path, tmp_path / "没有.xlsx", 2, "没有.xlsx")


def test_encrypted(run, book, city, tmp_path):
    plain = book(city, "明文.xlsx")
    locked = tmp_path / "加密.xlsx"
    with plain.open("rb") as source, locked.open("wb") as target:
        OOXMLFile(source).encrypt("口令", target)
    refused(run, tmp_path, locked, 2, "加密.xlsx", "密码")


@pytest.mark.skipif(os.name == "posix" and os.geteuid() == 0, reason="root may write anywhere")
def test_output_that_cannot_be_written(run, book, city, tmp_path):
    folder = tmp_path / "out"
    folder.mkdir(mode=0o500)
    ran = run("plan", book(city), "-o", folder)
    assert ran.code == 2


def test_output_folder_is_a_file(run, book, city, tmp_path):
    (tmp_path / "out").write_text("x")
    ran = run("plan", book(city), "-o", tmp_path / "out")
    assert ran.code == 2
    assert "out" in ran.said


def test_locked_file_says_close_it(run, book, city, tmp_path, monkeypatch, capsys):
    """Excel on Windows holds a file so that replacing it fails with PermissionError; simulated here."""
    from zhifa_alloc.cli import main

    assert run("plan", book(city), "-o", tmp_path / "out").code == 0

    def held(*_):
        raise PermissionError(13, "in use")

    monkeypatch.setattr(Path, "replace", held)
    assert main(["plan", str(tmp_path / "名册.xlsx"), "-o", str(tmp_path / "out")]) == 2
    said = capsys.readouterr().err
    assert "关闭" in said


def test_unknown_option_and_command_are_explained_in_chinese(run):
    assert run("plan", "--nosuch").code == 2
    ran = run("nosuch")
    assert ran.code == 2
    assert "nosuch" in ran.said


def test_all_faults_at_once(run, book, city):
    city["花名册"][2][2] = 230199198503120000
    city["花名册"][3][7] = "城東区"
    city["花名册"][5][3] = "园林支队"
    city["编制"][1][3] = 2.5
    ran = run("check", book(city), "--json", "-")
    errors = {(one["sheet"], one["cell"]) for one in ran.json()["findings"] if one["severity"] == "error"}
    assert errors == {("花名册", "C3"), ("花名册", "H4"), ("花名册", "D6"), ("编制", "D2")}
