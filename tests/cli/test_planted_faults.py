"""What somebody may do to a draft's file, one by one: verify names each with its cell, and says no."""

from __future__ import annotations

import re
import shutil
from dataclasses import replace
from fractions import Fraction

import openpyxl
import pytest

from support.cities import small_city, write_workbook
from support.in_process import say
from zhifa_alloc.cli import main
from zhifa_alloc.drafts.book import write_draft
from zhifa_alloc.drafts.read import read_draft


@pytest.fixture(scope="module")
def planned(tmp_path_factory):
    """One plan for all: one person is pinned, one brigade has just enough certified people in the north."""
    folder = tmp_path_factory.mktemp("plan")
    city = small_city()
    city["花名册"][1][9] = "东区"
    write_workbook(folder / "名册.xlsx", city)
    assert say("plan", "名册.xlsx", "-o", "out", cwd=folder).code == 0
    return folder / "out" / "草案.xlsx"


@pytest.fixture
def draft(planned, tmp_path):
    return shutil.copy(planned, tmp_path / "草案.xlsx")


@pytest.fixture
def run_here(capsys):
    """Run the program in this process: it starts once and not two dozen times."""

    def call(*words):
        code = main(list(map(str, words)))
        seen = capsys.readouterr()
        return code, seen.out + seen.err

    return call


class Sheets:
    """The draft opened as in Excel."""

    def __init__(self, path):
        self.book = openpyxl.load_workbook(path)
        self.people = self.book["人员分配"]
        rows = list(self.people.iter_rows())
        self.names = [cell.value for cell in rows[1]]
        self.rows = {row[0].value: row for row in rows if str(row[0].value)[:2] == "A0"}

    def cell(self, key, header="去向"):
        return self.rows[key][self.names.index(header)]

    def at(self, district, domain="城市管理"):
        spot = self.names.index("执法领域")
        keys = [key for key in self.rows if self.cell(key).value == district]
        return [key for key in keys if self.rows[key][spot].value == domain]

    def find(self, sheet, text, column=0):
        rows = self.book[sheet].iter_rows()
        return next(row for row in rows if str(row[column].value or "").replace(" ", "") == text)


def put(cell, value):
    cell.value = value
    return cell.coordinate


def person_twice(sheets):
    key = sheets.at("东区")[1]
    sheets.people.append([key, *[None] * (sheets.names.index("去向") - 1), "西区"])
    return sheets.cell(key).coordinate


def person_missing(sheets):
    key = sheets.at("东区")[1]
    sheets.people.delete_rows(sheets.cell(key).row)
    return key


def excluded_district(sheets):
    return put(sheets.cell(sheets.at("东区")[1]), "外区")


def unknown_district(sheets):
    return put(sheets.cell(sheets.at("东区")[1]), "火星区")


def pin_broken(sheets):
    put(sheets.cell(sheets.at("西区")[0]), "东区")
    return put(sheets.cell("A0000"), "西区")


def too_few_certified(sheets):
    *others, _ = sheets.at("北区", "交通运输")
    first, *_ = [put(sheets.cell(key), "东区") for key in others]
    return first


def sum_off_by_one(sheets):
    cell = sheets.find("编制分配", "城市管理")[4]
    return put(cell, cell.value + 1)


def changed_approved_number(sheets):
    cell = sheets.find("编制分配", "城市管理")[2]
    return put(cell, cell.value + 1)


def changed_hash(sheets):
    return put(sheets.find("草案信息", "输入文件1SHA-256")[1], "0" * 64)


def changed_plan_id(sheets):
    return put(sheets.find("草案信息", "方案号")[1], "000000000000")


def changed_working(sheets):
    cell = next(row[5] for row in sheets.book["测算过程"].iter_rows() if row[1].value == "因素数值")
    return put(cell, cell.value + 1)


def changed_name(sheets):
    return put(sheets.cell("A0003", "姓名"), "另一人")


def changed_type(sheets):
    return put(sheets.cell("A0003", "编制类型"), "行政编制")


def tampered(old, new):
    def tamper(sheets):
        sheet = sheets.book["草案数据"]
        cell = next(row[1] for row in sheet.iter_rows() if re.search(old, str(row[1].value)))
        return put(cell, re.sub(old, new, cell.value))

    return tamper


def tampered_weights(sheets):
    return tampered(r'"weights":\[\["常住人口","1"\]\]', '"weights":[["常住人口","1/2"]]')(sheets)


def tampered_parameters(sheets):
    return tampered('"抽签种子":"测试种子"', '"抽签种子":"改过"')(sheets)


def tampered_people(sheets):
    return tampered('"测试03"', '"测试99"')(sheets)


def tampered_price(sheets):
    """One more part of a step for the first place that has a price."""
    return tampered(r'"cells":\[\[("[^]]*),(-?\d+)\]', r'"cells":[[\g<1>,\g<2>1]')(sheets)


def changed_total_of_a_row(sheets):
    return put(sheets.find("编制分配", "城市管理")[7], 999)


def changed_total_of_a_district(sheets):
    return put(sheets.find("编制分配", "合计")[4], 1)


def row_nobody_approved(sheets):
    sheet = sheets.book["编制分配"]
    sheet.append(["城市管理", "行政编制", 2, 0, 1, 1, 0, 2])
    return f"A{sheet.max_row}"


def absurd_number(sheets):
    return put(sheets.find("编制分配", "城市管理")[4], 10**30)


def changed_parameter(sheets):
    return put(sheets.find("草案信息", "变动代价")[1], "5")


def changed_goal(sheets):
    return put(sheets.find("草案信息", "志愿")[1], -1)


def changed_bound(sheets):
    return put(sheets.find("草案信息", "志愿")[2], "-1")


FAULTS = (
    tampered_price,
    changed_total_of_a_row,
    changed_total_of_a_district,
    row_nobody_approved,
    absurd_number,
    changed_parameter,
    changed_goal,
    changed_bound,
    person_twice,
    person_missing,
    excluded_district,
    unknown_district,
    pin_broken,
    too_few_certified,
    sum_off_by_one,
    changed_approved_number,
    changed_hash,
    changed_plan_id,
    changed_working,
    changed_name,
    changed_type,
    tampered_weights,
    tampered_parameters,
    tampered_people,
)


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.__name__)
def test_a_planted_fault_is_named_with_its_cell(run_here, draft, fault):
    sheets = Sheets(draft)
    where = fault(sheets)
    sheets.book.save(draft)
    code, said = run_here("verify", draft, "--all")
    assert code == 1, said
    assert where in said, (where, said)


def test_a_clean_draft_passes_in_one_line_that_states_the_gap(run_here, draft):
    code, said = run_here("verify", draft)
    (line,) = [line for line in said.splitlines() if line.startswith("通过")]
    assert code == 0
    assert "%" in line


FORGERIES = {
    "share": lambda one: replace(one, quotas=replace(one.quotas, shares=_raised(one.quotas.shares))),
    "posts": lambda one: replace(one, quotas=replace(one.quotas, values=_raised(one.quotas.values))),
    "goal": lambda one: replace(
        one, stages=(replace(one.stages[0], value=one.stages[0].value + 1), *one.stages[1:])
    ),
    "bound": lambda one: replace(
        one, stages=(replace(one.stages[0], bound=Fraction(one.stages[0].value + 5)), *one.stages[1:])
    ),
}


def _raised(table):
    first = next(iter(table))
    return {**table, first: table[first] + 1}


@pytest.mark.parametrize("name", FORGERIES)
def test_a_forger_who_mends_the_checksums_is_found_by_recounting(run_here, draft, name):
    write_draft(FORGERIES[name](read_draft(draft).draft), draft)
    code, said = run_here("verify", draft, "--all")
    assert code == 1, said
    assert "编制分配" in said or "草案信息" in said
