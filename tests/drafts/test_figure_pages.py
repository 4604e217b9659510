"""The sheets to compare with, in the workbook as a whole."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from drafts.figure_city import CIVIL, EAST, QUOTAS, TOWN, make_draft, person
from zhifa_alloc.drafts.book import draft_book, write_draft
from zhifa_alloc.drafts.parameters import parameter_rows
from zhifa_alloc.drafts.read import read_draft
from zhifa_alloc.schema.case import ForceRow, WeightRange
from zhifa_alloc.schema.parameters import Parameters

SHEETS = {"对比指标", "改革前后", "领导职数", "超编消化"}


@pytest.fixture
def full():
    """A draft in which every one of the sheets has something to say."""
    return make_draft(
        [person(number) for number in range(3)],
        (EAST,) * 3,
        quotas=(replace(QUOTAS[0], approved=2, reserve=0), QUOTAS[1]),
        posts={(TOWN, CIVIL, EAST): 2},
        parameters=Parameters(领导职数方案="某省事业单位示例"),
        forces=(ForceRow("区级", EAST, TOWN, "东区城管大队", 60, None, 44),),
        weight_ranges=(WeightRange("常住人口", Fraction(1, 5), Fraction(333, 1000)),),
    )


def names_of(draft):
    return {page.name for page in draft_book(draft).pages}


def test_each_sheet_is_there_when_it_has_something_to_say(full):
    assert names_of(full) >= SHEETS
    assert names_of(make_draft()) & SHEETS == {"对比指标"}


def test_they_do_not_stand_in_the_way_of_reading_the_draft_back(full, tmp_path):
    path = tmp_path / "草案.xlsx"
    write_draft(full, path)
    read = read_draft(path)
    assert read.draft.case == full.case
    assert read.draft.edits == ()
    assert not [fault for fault in read.faults if fault.where.sheet in SHEETS]


def test_the_fixed_line_stands_on_every_one(full):
    pages = [page for page in draft_book(full).pages if page.name in SHEETS]
    assert len(pages) == len(SHEETS)
    assert all("本稿由测算程序按所列参数生成" in page.blocks[-1].texts[-1] for page in pages)


def test_ranges_of_weights_are_echoed_with_the_parameters(full):
    assert ("权重范围 常住人口", "20%—33.3%") in parameter_rows(full.case)
