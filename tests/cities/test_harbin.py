from __future__ import annotations

import zipfile
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

import cities
from cities.identity import check_digit
from zhifa_alloc.roster import build_case
from zhifa_alloc.sheets.read import read_book

FOLDER = Path(__file__).parents[2] / "data" / "samples" / "harbin"
CENSUS = {
    "道里区": 923_762,
    "南岗区": 1_343_857,
    "道外区": 906_421,
    "香坊区": 916_408,
    "平房区": 190_253,
    "松北区": 236_848,
    "呼兰区": 764_534,
    "阿城区": 596_856,
    "双城区": 825_634,
}


@pytest.fixture(scope="module")
def sample():
    return build_case([read_book(FOLDER / "花名册.xlsx")])


@pytest.fixture(scope="module")
def case(sample):
    assert sample.case is not None
    return sample.case


def test_six_districts_receive_and_three_do_not(case):
    assert case.receiving == ("道里区", "南岗区", "道外区", "香坊区", "平房区", "松北区")
    assert [d.name for d in case.districts if not d.receives] == ["呼兰区", "阿城区", "双城区"]


def test_population_is_the_public_census_and_says_its_source(case):
    assert {d.name: d.factors["常住人口"] for d in case.districts} == CENSUS
    notes = [line.cells[0] for line in grid_named("区情").lines if line.role == "note"]
    assert "第六次全国人口普查" in notes[0]
    assert "http" in notes[0]


def grid_named(name):
    return next(grid for grid in cities.harbin().grids if grid.name == name)


@pytest.mark.parametrize("sheet", ["编制", "区情", "业务量", "权重", "区距", "现有队伍", "资产", "案件"])
def test_made_up_figures_are_called_made_up(sheet):
    assert any("示例" in str(cell) for line in grid_named(sheet).lines for cell in line.cells)


def test_eight_domains_in_two_waves(case):
    waves = {row.batch: (row.deadline, set()) for row in case.quotas}
    for row in case.quotas:
        waves[row.batch][1].add(row.domain)
    assert waves == {
        "第一批": (date(2026, 10, 25), {"市场监管", "生态环境", "文化市场", "交通运输", "农业"}),
        "第二批": (date(2026, 10, 28), {"城市管理", "应急管理", "卫生监督"}),
    }


def test_fragmented_brigades_share_domains(case):
    units = {domain: {row.unit for row in case.quotas if row.domain == domain} for domain in case.domains}
    assert Counter(len(names) for names in units.values()) == {1: 5, 2: 1, 3: 2}


def test_quota_types_and_modes(case):
    assert {row.quota_type for row in case.quotas} == {
        "行政编制",
        "参公事业编制",
        "全额拨款事业编制",
        "工勤编制",
    }
    assert {row.domain for row in case.quotas if row.mode == "整体划转"} == {"卫生监督"}


def test_about_six_hundred_people_some_outside_the_quota(sample, case):
    assert sample.people == len(case.people) == 604
    assert sum(not person.standing.on_quota for person in case.people) == 8


def test_one_brigade_is_over_its_quota_and_others_have_vacancies(case):
    people = Counter((p.unit, p.quota_type) for p in case.people if p.standing.on_quota)
    gaps = {
        (row.unit, row.quota_type): row.approved - people[row.unit, row.quota_type] for row in case.quotas
    }
    assert [unit for (unit, _), gap in gaps.items() if gap < 0] == ["市住房城乡建设执法支队"]
    assert sum(gap > 0 for gap in gaps.values()) >= 8


def test_all_that_binds_people_occurs(case):
    statuses = {person.status for person in case.people}
    assert statuses >= {"在岗", "借调", "挂职", "病休", "产假", "试用期", "审查调查", "暂缓", "驻村"}
    assert {relation.demand for relation in case.relations} == {"同区", "不同队"}
    assert any(person.pin == "市级留用" for person in case.people)
    assert any(person.pin in case.receiving for person in case.people)
    assert any(person.exclusions for person in case.people)
    assert case.locks
    assert case.institutions
    assert case.parameters.approved


def test_where_people_work_now_comes_from_rows_and_from_sections(case):
    market = [p for p in case.people if p.domain == "市场监管" and p.section == "二大队"]
    assert {p.stationed for p in market} == {"南岗区"}
    assert {p.stationed for p in case.people if p.domain == "生态环境"} > {"", "道里区"}


def test_no_person_is_real(case):
    for person in case.people:
        assert person.id_number.startswith("230199")
        assert check_digit(person.id_number[:17]) == person.id_number[17]


def test_warnings_are_few_and_there_are_no_errors(sample):
    assert {finding.severity.value for finding in sample.findings} == {"warning"}
    assert Counter(finding.code for finding in sample.findings) == {
        "W301": 1,
        "W302": 1,
        "W304": 1,
        "W309": 4,
        "W310": 3,
    }


def test_several_books_say_the_same_as_one(case):
    parts = build_case([read_book(path) for path in sorted((FOLDER / "分册").glob("*.xlsx"))]).case
    assert parts is not None
    for name in ("quotas", "districts", "weights", "parameters", "relations", "distances", "workloads"):
        assert strip(getattr(parts, name)) == strip(getattr(case, name))
    assert strip(parts.people) == strip(case.people)


def strip(value):
    """Forget in which book, sheet and cell something stood."""
    return "".join(
        part.partition(")")[2] if i else part for i, part in enumerate(repr(value).split("CellRef("))
    )


def test_headers_stand_where_offices_put_them():
    for grid in cities.harbin().rosters:
        roles = [line.role for line in grid.lines]
        assert roles[:3] == ["title", "info", "header"]
        assert roles[-1] == "note"
        assert "total" in roles
    two_level = next(grid for grid in cities.harbin().rosters if grid.name == "花名册-生态环境")
    assert [line.role for line in two_level.lines].count("header") == 2


@pytest.mark.parametrize(
    "name", ["花名册.xlsx", *(f"分册/{name}" for name in cities.harbin_parts(cities.harbin()))]
)
def test_the_files_in_the_repository_are_what_the_generator_makes(name, tmp_path):
    city = cities.harbin()
    grids = city.grids if "/" not in name else cities.harbin_parts(city)[name.partition("/")[2]]
    fresh = tmp_path / Path(name).name
    cities.write_book(grids, fresh)
    assert members(fresh) == members(FOLDER / name)


def members(path):
    """Return what a workbook holds; the packing may differ between zlib versions."""
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_a_written_book_reads_as_the_values_it_was_made_of(tmp_path):
    grids = cities.harbin().grids
    cities.write_book(grids, tmp_path / "book.xlsx")
    read = read_book(tmp_path / "book.xlsx")
    made = cities.raw_book(grids, "book.xlsx")
    assert [sheet.name for sheet in read.sheets] == [sheet.name for sheet in made.sheets]
    for there, here in zip(read.sheets, made.sheets, strict=True):
        assert there.rows == here.rows
        assert sorted(there.merged) == sorted(here.merged)


def test_the_same_grids_give_the_same_bytes(tmp_path):
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        cities.write_book(cities.make_city(100, 2, 2).grids, tmp_path / name / "book.xlsx")
    assert (tmp_path / "a" / "book.xlsx").read_bytes() == (tmp_path / "b" / "book.xlsx").read_bytes()
