"""``check -o``: the user's workbook back, with the faults marked."""

from __future__ import annotations

import openpyxl


def test_bad_cells_are_coloured_and_listed_and_values_stay(run, book, city, tmp_path):
    city["花名册"][3][7] = "城東区"
    path = book(city)
    before = path.read_bytes()
    ran = run("check", path, "-o", tmp_path / "标注.xlsx")
    assert ran.code == 1, ran.said
    assert path.read_bytes() == before
    copy = openpyxl.load_workbook(tmp_path / "标注.xlsx")
    assert copy.sheetnames[0] == "问题清单"
    cell = copy["花名册"]["H4"]
    assert cell.value == "城東区"
    assert cell.fill.fgColor.rgb.endswith("FFC7CE")
    assert "E" in cell.comment.text
    rows = list(copy["问题清单"].values)
    assert any(row[3] == "花名册!H4" and row[4] == "城東区" for row in rows)
    assert copy["花名册"]["B2"].value == city["花名册"][1][1]


def test_id_numbers_are_masked_in_the_list(run, book, city, tmp_path):
    city["花名册"][3][2] = city["花名册"][4][2]
    run("check", book(city), "-o", tmp_path / "标注.xlsx")
    copy = openpyxl.load_workbook(tmp_path / "标注.xlsx")
    assert not [row for row in copy["问题清单"].values if city["花名册"][4][2] in str(row)]


def test_the_original_and_other_files_are_never_overwritten(run, book, city, tmp_path):
    path = book(city)
    assert run("check", path, "-o", path).code == 2
    assert run("check", path, "-o", path, "--force").code == 2
    assert run("check", path, "-o", tmp_path / "标注.xlsx").code == 0
    assert run("check", path, "-o", tmp_path / "标注.xlsx").code == 2
    assert run("check", path, "-o", tmp_path / "标注.xlsx", "--force").code == 0
    assert run("check", path, path, "-o", tmp_path / "二.xlsx").code == 2
