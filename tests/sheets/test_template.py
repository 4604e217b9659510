from __future__ import annotations

import importlib.util
import os
import re
import stat
import subprocess
import sys
import zipfile
from pathlib import Path

import openpyxl
import pytest

import cities
from templates.build import PRINTED_ROWS, VERSION, build
from zhifa_alloc.roster import build_case
from zhifa_alloc.schema.columns import SHEETS
from zhifa_alloc.schema.errors import UnusableFile, WrongUse
from zhifa_alloc.schema.terms import CARRIED_SHEETS
from zhifa_alloc.sheets import template
from zhifa_alloc.sheets.read import read_book
from zhifa_alloc.sheets.template import TEMPLATE_NAME, template_file, write_template

HEADER_ROW, EXAMPLE_ROW, FIRST_ROW = 3, 4, 5
REPOSITORY = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    target = tmp_path_factory.mktemp("template") / "我的花名册.xlsx"
    write_template(target)
    return target


@pytest.fixture(scope="module")
def book(path):
    return openpyxl.load_workbook(path)


def headers(sheet):
    return {cell.value: cell.column for cell in sheet[HEADER_ROW] if cell.value}


class TestContents:
    def test_every_sheet_of_the_contract_is_there_required_ones_first(self, book):
        names = book.sheetnames
        assert names[:4] == ["填写说明", "花名册", "编制", "区情"]
        assert set(names) == {"填写说明", "字典", *SHEETS, *CARRIED_SHEETS}

    @pytest.mark.parametrize("name", SHEETS)
    def test_headers_are_the_canonical_ones(self, book, name):
        assert set(headers(book[name])) >= {column.header for column in SHEETS[name].columns}

    def test_only_the_dictionary_is_hidden(self, book):
        assert [sheet.title for sheet in book if sheet.sheet_state != "visible"] == ["字典"]

    def test_every_sheet_has_one_example_row_marked_as_such(self, book):
        for name in (*SHEETS, *CARRIED_SHEETS):
            marked = [
                row
                for row in book[name].iter_rows(min_row=1, max_col=1)
                if str(row[0].value).startswith("示例")
            ]
            assert [row[0].row for row in marked] == [EXAMPLE_ROW]

    def test_keys_and_numbers_of_people_are_text(self, book):
        sheet = book["花名册"]
        columns = headers(sheet)
        for header in ("人员编号", "身份证号", "出生年月", "参加工作时间", "执法证号"):
            rows = range(EXAMPLE_ROW, FIRST_ROW + PRINTED_ROWS)
            assert {sheet.cell(row, columns[header]).number_format for row in rows} == {"@"}
            assert column_format(book, sheet, columns[header]) == "@"
        assert book["区情"].cell(FIRST_ROW, headers(book["区情"])["区划代码"]).number_format == "@"

    def test_five_hundred_rows_are_prepared_of_which_one_page_is_printed(self, book):
        sheet = book["花名册"]
        assert sheet.cell(FIRST_ROW + PRINTED_ROWS - 1, 1).border.left.style == "thin"
        assert sheet.max_row == FIRST_ROW + PRINTED_ROWS - 1
        (area,) = [str(item.sqref) for item in sheet.conditional_formatting]
        assert area == f"A{FIRST_ROW + PRINTED_ROWS}:AC{FIRST_ROW + 499}"
        lists = [rule for rule in sheet.data_validations.dataValidation if rule.type == "list"]
        assert {area.max_row for rule in lists for area in rule.sqref.ranges} == {FIRST_ROW + 499}

    def test_every_parameter_stands_with_its_default(self, book):
        values = {
            row[0].value: row[1].value for row in book["参数"].iter_rows(min_row=FIRST_ROW) if row[0].value
        }
        assert values["取整方法"] == "双向控制"
        assert values["每队最少持证人数"] == 2
        assert values["目标顺序"] == "均衡、就地、志愿、距离、次序号"
        assert values["基准日"] is None

    def test_the_version_can_be_read(self, book):
        assert book.defined_names["模板版本"].attr_text == "'字典'!$A$2"
        assert book["字典"]["A2"].value == VERSION


class TestPrompts:
    def rules(self, book):
        return [(sheet, rule) for sheet in book for rule in sheet.data_validations.dataValidation]

    def test_drop_downs_point_to_ranges_or_names_never_to_literals(self, book):
        lists = [rule for _, rule in self.rules(book) if rule.type == "list"]
        names = set(book.defined_names)
        assert len(lists) > 50
        for rule in lists:
            assert rule.formula1 in names or re.fullmatch(r"'字典'!\$[A-Z]+\$2:\$[A-Z]+\$\d+", rule.formula1)

    def test_ranges_hold_exactly_their_words(self, book):
        ranges = {rule.formula1 for _, rule in self.rules(book) if rule.type == "list"} - set(
            book.defined_names
        )
        for formula in ranges:
            cells = book["字典"][formula.partition("!")[2].replace("$", "")]
            assert all(cell.value for (cell,) in cells)
            (last,) = cells[-1]
            assert last.offset(row=1).value is None

    def test_live_lists_hang_on_header_cells(self, book):
        for name in ("各单位", "各领域", "各区"):
            assert re.match(r"OFFSET\('(编制|区情)'!\$[AB]\$3,1,0,", book.defined_names[name].attr_text)

    def test_every_column_of_the_roster_says_what_belongs_in_it(self, book):
        sheet = book["花名册"]
        prompted = {
            area.min_col
            for rule in sheet.data_validations.dataValidation
            if rule.prompt
            for area in rule.sqref.ranges
        }
        assert prompted == set(headers(sheet).values())

    def test_texts_fit_what_excel_allows(self, book):
        for _, rule in self.rules(book):
            assert len(rule.prompt or "") <= 255
            assert len(rule.error or "") <= 255
            assert len(rule.promptTitle or "") <= 32
            assert len(rule.errorTitle or "") <= 32

    def test_refusals_are_chinese(self, book):
        refusing = [rule for _, rule in self.rules(book) if rule.type not in (None, "none")]
        assert all(re.search("[一-鿿]", rule.error or "") for rule in refusing)

    def test_wishes_are_refused_outside_the_list_and_open_lists_only_ask(self, book):
        sheet = book["花名册"]
        columns = headers(sheet)
        styles = {
            area.min_col: rule.errorStyle
            for rule in sheet.data_validations.dataValidation
            if rule.type == "list"
            for area in rule.sqref.ranges
        }
        assert styles[columns["第一志愿"]] in (None, "stop")
        assert styles[columns["编制类型"]] == styles[columns["人员状态"]] == "warning"


class TestFillingIn:
    def test_an_empty_template_is_read_and_only_misses_data(self, path):
        result = build_case([read_book(path)])
        assert result.case is None
        assert {(f.code, f.where.sheet) for f in result.findings if f.severity == "error"} == {
            ("E234", "编制"),
            ("E234", "区情"),
        }

    def test_a_filled_template_is_the_city_that_was_filled_in(self, path, tmp_path):
        city = cities.make_city(300, 3, 4, seed=2)
        filled = fill(path, city, tmp_path / "filled.xlsx")
        expected = build_case([cities.raw_book(city.grids, "made.xlsx")]).case
        result = build_case([read_book(filled)])
        assert [f for f in result.findings if f.severity != "note"] == []
        assert places_aside(result.case.people) == places_aside(expected.people)
        assert places_aside(result.case.quotas) == places_aside(expected.quotas)
        assert places_aside(result.case.districts) == places_aside(expected.districts)
        assert result.case.workloads == expected.workloads
        assert places_aside(result.case.relations) == places_aside(expected.relations)

    @pytest.mark.office
    def test_what_libreoffice_saves_reads_back_the_same(self, path, tmp_path):
        filled = fill(path, cities.make_city(200, 2, 4, seed=3), tmp_path / "filled.xlsx")
        saved = saved_by_libreoffice(filled, tmp_path / "saved")
        there, here = (build_case([read_book(file)]) for file in (saved, filled))
        assert [(f.code, f.where.cell) for f in there.findings] == [
            (f.code, f.where.cell) for f in here.findings
        ]
        assert places_aside(there.case.people) == places_aside(here.case.people)
        assert there.case.parameters == here.case.parameters

    @pytest.mark.office
    def test_libreoffice_keeps_drop_downs_and_version(self, path, tmp_path):
        saved = openpyxl.load_workbook(saved_by_libreoffice(path, tmp_path))
        assert "模板版本" in saved.defined_names
        assert saved["字典"].sheet_state == "hidden"
        lists = [
            rule.formula1 for rule in saved["花名册"].data_validations.dataValidation if rule.type == "list"
        ]
        assert "可选去向" in lists
        assert any(formula.startswith(("字典!$", "'字典'!$")) for formula in lists)


def column_format(book, sheet, column):
    """The number format of a whole column, which new cells take on."""
    return sheet.column_dimensions[openpyxl.utils.get_column_letter(column)].number_format


def places_aside(rows):
    """Forget in which book, sheet and cell something stood."""
    return re.sub(r"where=CellRef\([^)]*\)", "", repr(rows))


def fill(path, city, target):
    """Type a city into the template, column by column of the same header, as a clerk would."""
    book = openpyxl.load_workbook(path)
    for grid in city.grids:
        sheet = book[grid.name]
        first = next(line for line in grid.lines if line.role == "header").cells
        columns = headers(sheet)
        free = iter(range(len(columns) + 1, 60))
        for header in first:
            if header not in columns:
                columns[header] = next(free)
                sheet.cell(HEADER_ROW, columns[header], header)
        row = FIRST_ROW
        known = {cell.value: cell.row for cell in sheet["A"] if grid.name == "参数"}
        for line in grid.lines:
            if line.role != "data":
                continue
            at = known.get(line.cells[0], row)
            row += at == row
            for header, value in zip(first, line.cells, strict=True):
                if value != "":
                    sheet.cell(at, columns[header], value)
    book.save(target)
    return target


def saved_by_libreoffice(path, folder):
    folder.mkdir(exist_ok=True)
    profile = (folder / "profile").as_uri()
    subprocess.run(
        [
            "soffice",
            f"-env:UserInstallation={profile}",
            "--headless",
            "--convert-to",
            "xlsx:Calc MS Excel 2007 XML",
            "--outdir",
            str(folder),
            str(path),
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )
    return folder / path.name


class TestWriting:
    def test_it_is_the_packed_file_byte_for_byte(self, path):
        assert path.read_bytes() == template_file().read_bytes()

    def test_an_existing_file_is_kept(self, tmp_path):
        target = tmp_path / "a.xlsx"
        target.write_text("mine")
        with pytest.raises(WrongUse) as stopped:
            write_template(target)
        assert (stopped.value.code, stopped.value.params) == ("file_exists", {"name": "a.xlsx"})
        assert target.read_text() == "mine"

    def test_force_replaces_it(self, tmp_path):
        target = tmp_path / "a.xlsx"
        target.write_text("mine")
        write_template(target, force=True)
        assert zipfile.is_zipfile(target)

    def test_missing_folders_are_made(self, tmp_path):
        write_template(tmp_path / "新" / "夹" / "模板.xlsx")
        assert [file.name for file in (tmp_path / "新" / "夹").iterdir()] == ["模板.xlsx"]

    def test_the_file_gets_ordinary_rights(self, path):
        umask = os.umask(0)
        os.umask(umask)
        assert stat.S_IMODE(path.stat().st_mode) == 0o666 & ~umask

    def test_a_locked_target_is_named(self, tmp_path, monkeypatch):
        def locked(self, target):
            raise PermissionError(13, "in use")

        monkeypatch.setattr(Path, "replace", locked)
        with pytest.raises(UnusableFile) as stopped:
            write_template(tmp_path / "a.xlsx")
        assert stopped.value.code == "file_locked"
        assert list(tmp_path.iterdir()) == []

    def test_a_file_in_place_of_a_folder_is_named(self, tmp_path):
        (tmp_path / "a").write_text("")
        with pytest.raises(UnusableFile) as stopped:
            write_template(tmp_path / "a" / "b.xlsx")
        assert stopped.value.code == "cannot_write"


class TestBuilding:
    def test_the_file_in_the_repository_is_what_the_builder_makes(self, tmp_path):
        build(tmp_path / TEMPLATE_NAME)
        assert members(tmp_path / TEMPLATE_NAME) == members(REPOSITORY / "data" / "templates" / TEMPLATE_NAME)

    def test_building_twice_gives_the_same_bytes(self, tmp_path):
        for name in ("a.xlsx", "b.xlsx"):
            build(tmp_path / name)
        assert members(tmp_path / "a.xlsx") == members(tmp_path / "b.xlsx")

    def test_the_packed_copy_comes_before_the_checkout(self, tmp_path, monkeypatch):
        packed = tmp_path / "_templates" / TEMPLATE_NAME
        packed.parent.mkdir()
        packed.write_bytes(b"packed")
        monkeypatch.setattr(template.resources, "files", lambda _: tmp_path)
        assert template_file().read_bytes() == b"packed"

    def test_an_installed_wheel_finds_its_template(self, tmp_path):
        need("hatchling")
        subprocess.run(
            [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path / "wheel")],
            cwd=REPOSITORY,
            check=True,
            capture_output=True,
        )
        (wheel,) = (tmp_path / "wheel").glob("*.whl")
        with zipfile.ZipFile(wheel) as archive:
            archive.extractall(tmp_path / "site")
        script = "from zhifa_alloc.sheets import template; import pathlib; print(template.__file__); "
        script += "template.write_template(pathlib.Path('out.xlsx'))"
        done = subprocess.run(
            [sys.executable, "-c", script],
            cwd=tmp_path,
            env={**os.environ, "PYTHONPATH": str(tmp_path / "site")},
            check=True,
            capture_output=True,
            text=True,
        )
        assert done.stdout.startswith(str(tmp_path / "site"))
        assert (tmp_path / "out.xlsx").read_bytes() == template_file().read_bytes()


def need(module):
    """Skip where a tool is missing; in CI every test must run."""
    if importlib.util.find_spec(module) is None:
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(f"{module} is missing")


def members(path):
    """Return what a workbook holds; the packing may differ between zlib versions."""
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}
