"""Made-up cities: no rule broken, every figure the same from both sides, no order of rows in the result."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from zhifa_alloc.rules import check_all, demands_of, stage_values
from zhifa_alloc.schema.draft import Draft
from zhifa_alloc.schema.errors import NoFeasiblePlan
from zhifa_alloc.schema.quota import QuotaTable
from zhifa_alloc.staffing import place
from zhifa_alloc.staffing.conflicts import counted
from zhifa_alloc.staffing.parts import split
from zhifa_alloc.staffing.problem import build_problem


def _draft(case, table, placement):
    quotas = QuotaTable(
        table.method,
        table.rows,
        case.receiving,
        {},
        {cell: value for cell, value in table.values.items() if cell[2] in case.receiving},
    )
    return Draft("x", "0", case, quotas, table, (), placement.assignments, placement.stages)


@pytest.mark.parametrize("seed", range(60))
def test_sixty_cities_break_no_rule_or_say_what_cannot_hold(seed, city, shares):
    case = city(40 + seed, domains=2, districts=("甲区", "乙区", "丙区", "丁区")[: 2 + seed % 3], seed=seed)
    table = shares(case)
    problem = build_problem(case, table, demands_of(case), None)
    if any(counted(problem, part) for part in split(problem)):
        with pytest.raises(NoFeasiblePlan):
            place(case, table)
        return
    placement = place(case, table)
    results = check_all(_draft(case, table, placement))
    assert {one.rule for one in results if one.status == "broken"} <= {"quota-sums"}


@pytest.mark.parametrize("seed", range(2))
def test_no_rule_is_broken_and_both_sides_count_the_same(seed, city, shares):
    case = city(240, domains=3, seed=seed)
    table = shares(case)
    placement = place(case, table)
    broken = {
        result.rule
        for result in check_all(_draft(case, table, placement))
        if result.status == "broken" and result.rule != "quota-sums"
    }
    assert broken == set()
    destinations = {row.staff_id: row.to for row in placement.assignments}
    values = stage_values(case, table, destinations)
    assert {stage.key: stage.value for stage in placement.stages} == values
    assert all(stage.proved for stage in placement.stages)


def test_rows_in_another_order_give_the_same_placement(city, shares):
    case = city(120, domains=2, seed=3)
    table = shares(case)
    people = list(case.people)
    random.Random(1).shuffle(people)
    shuffled = replace(case, people=tuple(people), districts=case.districts[::-1], quotas=case.quotas[::-1])
    assert place(shuffled, table) == place(case, table)


def test_with_the_draft_as_base_nobody_moves(city, shares):
    case = city(120, domains=2, seed=4)
    table = shares(case)
    first = place(case, table)
    base = {row.staff_id: row.to for row in first.assignments if row.to != "不参与"}
    again = place(case, table, base)
    assert [row.to for row in again.assignments] == [row.to for row in first.assignments]
