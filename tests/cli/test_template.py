"""``template --from``: a workbook begun for each department, and what comes back."""

from __future__ import annotations

import openpyxl
import pytest

from support.in_process import in_process


@pytest.fixture
def run(tmp_path, monkeypatch):
    return in_process(tmp_path, monkeypatch)


@pytest.fixture
def office(book, city):
    """The office's own book: two departments, no rosters."""
    owners = ["主管部门", "城管局", "交通局"]
    city["编制"] = [[*row, owner] for row, owner in zip(city["编制"], owners, strict=True)]
    people = city.pop("花名册")
    return book(city, "编办.xlsx"), people


def fill(path, rows):
    """Type people into a department's workbook, below the example row."""
    filled = openpyxl.load_workbook(path)
    sheet = filled["花名册"]
    columns = {cell.value: cell.column for cell in sheet[3]}
    for line, row in enumerate(rows[1:], start=5):
        for header, value in zip(rows[0], row, strict=True):
            sheet.cell(line, columns[header], value)
    filled.save(path)


def test_a_workbook_for_each_department_with_its_posts_and_the_districts(run, office, tmp_path):
    main, _ = office
    ran = run("template", "--from", main, "-o", tmp_path / "报送")
    assert ran.code == 0, ran.said
    assert sorted(path.name for path in (tmp_path / "报送").iterdir()) == ["交通局.xlsx", "城管局.xlsx"]
    own = openpyxl.load_workbook(tmp_path / "报送" / "交通局.xlsx")
    assert [cell.value for cell in own["编制"]["A"][4:7]] == ["交通支队", None, None]
    assert [cell.value for cell in own["区情"]["A"][4:8]] == ["东区", "西区", "北区", "外区"]
    assert "参数" not in own.sheetnames
    assert own["花名册"].data_validations.dataValidation
    assert own.active.title == "花名册"


def test_what_comes_back_is_brought_together_without_a_second_source(run, office, tmp_path):
    main, people = office
    folder = tmp_path / "报送"
    run("template", "--from", main, "-o", folder)
    fill(folder / "城管局.xlsx", [row for row in people if row[3] != "交通支队"])
    ran = run("check", main, folder, "--json", "-")
    assert ran.json()["departments"] == {"received": ["城管局"], "missing": ["交通局"]}
    assert {row["code"] for row in ran.json()["findings"]} <= {"W309", "N404"}
    fill(folder / "交通局.xlsx", [row for row in people if row[3] != "城管支队"])
    ran = run("check", main, folder, "--json", "-")
    assert (ran.code, ran.json()["people"]) == (0, 30)
    assert {row["code"] for row in ran.json()["findings"]} <= {"W309"}


def test_a_changed_copy_of_the_establishment_is_a_second_source(run, office, tmp_path):
    main, _ = office
    folder = tmp_path / "报送"
    run("template", "--from", main, "-o", folder)
    own = openpyxl.load_workbook(folder / "交通局.xlsx")
    own["编制"]["D5"] = 99
    own.save(folder / "交通局.xlsx")
    found = run("check", main, folder, "--json", "-").json()["findings"]
    assert [row["book"] for row in found if row["code"] == "W311"] == ["交通局.xlsx"]


def test_departments_without_the_office_s_book_are_told_what_is_missing(run, office, tmp_path):
    main, people = office
    folder = tmp_path / "报送"
    run("template", "--from", main, "-o", folder)
    fill(folder / "城管局.xlsx", [row for row in people if row[3] != "交通支队"])
    fill(folder / "交通局.xlsx", [row for row in people if row[3] != "城管支队"])
    alone, together = run("check", folder), run("check", folder, main)
    assert (alone.code, together.code) == (1, 0)
    assert "编办的总表不在这里的，请一并写上" in alone.out
    assert "编办的总表" not in together.out


def test_people_known_already_are_filled_in(run, book, city, tmp_path):
    city["编制"] = [
        [*row, owner] for row, owner in zip(city["编制"], ["主管部门", "城管局", ""], strict=True)
    ]
    ran = run("template", "--from", book(city), "-o", tmp_path / "报送")
    assert "城管局.xlsx：编制 1 行，人员 18 人" in ran.out
    own = openpyxl.load_workbook(tmp_path / "报送" / "交通支队.xlsx")["花名册"]
    assert [own.cell(5, column).value for column in (1, 2)] == ["A0018", "测试18"]
    assert own.cell(16, 6).value == city["花名册"][30][2]


def test_files_are_not_overwritten_and_a_file_is_no_folder(run, office, tmp_path):
    main, _ = office
    assert run("template", "--from", main, "-o", tmp_path / "报送.xlsx").code == 2
    assert run("template", "--from", main).code == 0
    assert run("template", "--from", main).code == 2
    assert run("template", "--from", main, "--force").code == 0
