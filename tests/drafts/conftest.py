"""A small city planned by the program itself, its draft on disk, and hands that change it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from functools import cache
from pathlib import Path

import openpyxl
import pytest

from zhifa_alloc.drafts.book import write_draft
from zhifa_alloc.drafts.facts import ReadDraft
from zhifa_alloc.drafts.read import read_draft
from zhifa_alloc.drafts.verify import Verification, verify
from zhifa_alloc.planning import plan
from zhifa_alloc.schema.case import Case, District, InputFile, QuotaLock, UnitQuota, WeightRow, Workload
from zhifa_alloc.schema.draft import Draft
from zhifa_alloc.schema.finding import CellRef, Finding, Severity
from zhifa_alloc.schema.parameters import Parameters
from zhifa_alloc.schema.person import Person
from zhifa_alloc.schema.status import can_hold_certificate, standing_of

EAST, WEST, NORTH, FAR = "东区", "西区", "北区", "远区"
CITY_POLICE, TRAFFIC = "城市管理", "交通运输"
CIVIL, WORKER = "参公事业编制", "工勤编制"
ID_NUMBER = "23019919850312001X"


def make_person(number: int, domain: str = CITY_POLICE, quota_type: str = CIVIL, **given: object) -> Person:
    status = str(given.pop("status", "在岗"))
    names = (EAST, WEST, NORTH)
    values: dict[str, object] = {
        "name": f"测试{number:02d}",
        "birth": (1968 + number % 30, 1 + number % 12),
        "sex": "男女"[number % 2],
        "education": ("大学本科", "大专", "硕士研究生")[number % 3],
        "certified": can_hold_certificate(quota_type) and status == "在岗",
        "certificate": f"ZF{number:05d}",
        "stationed": names[number // 2 % 3],
        "home": names[number % 3],
        "wishes": (names[number % 3], names[(number + 1) % 3], ""),
        "id_number": ID_NUMBER if number == 1 else "",
        "where": CellRef("花名册.xlsx", "花名册", f"A{number + 3}"),
    }
    return Person(
        staff_id=f"A{number:03d}",
        unit=f"{domain}支队",
        quota_type=quota_type,
        domain=domain,
        mode="岗编分离",
        status=status,
        standing=standing_of(status, quota_type, "岗编分离", {}),
        **(values | given),
    )


def make_people() -> tuple[Person, ...]:
    police = [make_person(number) for number in range(1, 21)]
    workers = [make_person(number, quota_type=WORKER) for number in range(21, 25)]
    traffic = [make_person(number, TRAFFIC) for number in range(31, 43)]
    aside = [make_person(50, status="停职")]
    return (*police, *workers, *traffic, *aside)


def make_case(**given: object) -> Case:
    weights = (
        (("常住人口", Fraction(7, 10)), ("案件量", Fraction(3, 10))),
        (("常住人口", "70%"), ("案件量", "0.3")),
    )
    values: dict[str, object] = {
        "inputs": (InputFile("花名册.xlsx", "ab" * 32),),
        "people": make_people(),
        "quotas": (
            UnitQuota("城市管理支队", CITY_POLICE, CIVIL, 24, 3, deadline=date(2026, 10, 25)),
            UnitQuota("城市管理支队", CITY_POLICE, WORKER, 6, 1),
            UnitQuota("交通运输支队", TRAFFIC, CIVIL, 16, 2),
        ),
        "districts": (
            District(EAST, receives=True, code="01", factors={"常住人口": Fraction(500_001)}),
            District(WEST, receives=True, code="02", factors={"常住人口": Fraction(300_000)}),
            District(NORTH, receives=True, code="03", factors={"常住人口": Fraction(200_000)}),
            District(FAR, receives=False, code="04"),
        ),
        "weights": (
            WeightRow(CITY_POLICE, *weights),
            WeightRow(TRAFFIC, (("常住人口", Fraction(1)),), assumed=True),
        ),
        "workloads": (
            Workload(CITY_POLICE, "案件量", {EAST: Fraction(120), WEST: Fraction(90), NORTH: Fraction(33)}),
        ),
        "parameters": Parameters(抽签种子="测试"),
        "base_date": date(2026, 10, 25),
        "base_date_given": False,
    }
    return Case(**(values | given))


FINDING = Finding(
    "W301", Severity.WARNING, CellRef("花名册.xlsx", "花名册", "H9"), FAR, {"header": "第一志愿"}
)


@cache
def planned() -> Draft:
    return plan(make_case(), (FINDING,))


@pytest.fixture
def case() -> Case:
    return make_case()


@pytest.fixture
def draft() -> Draft:
    return planned()


@dataclass
class Desk:
    """A draft's file on somebody's desk."""

    path: Path

    def read(self) -> ReadDraft:
        return read_draft(self.path)

    def verify(self) -> Verification:
        return verify(self.read())

    def book(self) -> openpyxl.Workbook:
        return openpyxl.load_workbook(self.path)

    def edit(self, change: Callable[[openpyxl.Workbook], object]) -> Desk:
        """Change the file as somebody would who opens and saves it."""
        book = self.book()
        change(book)
        book.save(self.path)
        return self

    def put(self, sheet: str, cell: str, value: object) -> Desk:
        def change(book: openpyxl.Workbook) -> None:
            book[sheet][cell] = value

        return self.edit(change)

    def cell_of(self, staff_id: str, header: str = "去向") -> str:
        """Address of a person's cell on 人员分配."""
        sheet = self.book()["人员分配"]
        head = next(row for row in sheet.iter_rows() if row[0].value == "人员编号")
        column = next(cell.column_letter for cell in head if cell.value == header)
        row = next(row for row in sheet.iter_rows() if row[0].value == staff_id)
        return f"{column}{row[0].row}"

    def quota_cell(self, domain: str, quota_type: str, header: str) -> str:
        sheet = self.book()["编制分配"]
        head = next(row for row in sheet.iter_rows() if row[0].value == "执法领域")
        column = next(cell.column_letter for cell in head if cell.value == header)
        row = next(row for row in sheet.iter_rows() if (row[0].value, row[1].value) == (domain, quota_type))
        return f"{column}{row[0].row}"

    def values(self, sheet: str) -> list[list[object]]:
        return [[cell.value for cell in row] for row in self.book()[sheet].iter_rows()]


@pytest.fixture
def desk(tmp_path, draft) -> Desk:
    path = tmp_path / "草案.xlsx"
    write_draft(draft, path)
    return Desk(path)


@pytest.fixture
def two_to_swap(draft) -> tuple[str, str]:
    """Two people of one domain and type, in two districts, who may take each other's place."""
    rows = [one for one in draft.assignments if (one.domain, one.quota_type) == (CITY_POLICE, CIVIL)]
    first = next(one for one in rows if one.to == EAST)
    second = next(one for one in rows if one.to == WEST)
    return first.staff_id, second.staff_id


def with_people(case: Case, people: Iterable[Person]) -> Case:
    return replace(case, people=tuple(people))


def with_lock(case: Case, quota: int) -> Case:
    return replace(case, locks=(QuotaLock(CITY_POLICE, CIVIL, NORTH, quota),))
