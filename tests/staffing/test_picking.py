"""积分选岗: the order of 积分 decides, and what is taken always leaves the rest feasible."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date
from fractions import Fraction
from itertools import permutations

import numpy as np
import pytest

from zhifa_alloc.rules import demands_of
from zhifa_alloc.rules.draw import draw_numbers_of
from zhifa_alloc.rules.priority import passed_over
from zhifa_alloc.schema.case import CarriedSheet, Relation
from zhifa_alloc.schema.draft import Draft
from zhifa_alloc.schema.errors import NoFeasiblePlan
from zhifa_alloc.schema.parameters import Parameters
from zhifa_alloc.schema.terms import APART, CITY, TOGETHER
from zhifa_alloc.staffing import place
from zhifa_alloc.staffing.minimal import has_placement
from zhifa_alloc.staffing.parts import split
from zhifa_alloc.staffing.picking import pick
from zhifa_alloc.staffing.placing import goal_order
from zhifa_alloc.staffing.problem import build_problem
from zhifa_alloc.staffing.stages import solve

_TYPE = "参公事业编制"
_PLACES = ("甲区", "乙区", CITY)


def _case(rng, person, case_of):
    people = [
        person(
            f"P{k}",
            wishes=rng.sample(_PLACES, rng.randint(0, 3)),
            certified=rng.random() < 0.6,
            points=Fraction(rng.randint(1, 4)) if rng.random() < 0.9 else None,
            pin="乙区" if rng.random() < 0.1 else "",
        )
        for k in range(7)
    ]
    parameters = Parameters(seed="3", min_certified=1, placing="积分选岗")
    relations = (Relation("P0", "P1", "夫妻", TOGETHER), Relation("P2", "P3", "兄弟", APART))
    related = [relation for relation in relations if rng.random() < 0.5]
    return case_of(people, ("甲区", "乙区"), parameters=parameters, relations=tuple(related))


def _dictatorship(case, table):
    """Go through every placement, in the published order, as a clerk would with a list."""
    seats = [to for (_, _, to), count in table.values.items() for _ in range(count)]
    staff = [p for p in case.people if p.takes_part]
    left = [dict(zip([p.staff_id for p in staff], order, strict=True)) for order in set(permutations(seats))]
    left = [
        places
        for places in left
        if all(not p.pin or places[p.staff_id] == p.pin for p in staff)
        and all(any(p.certified and places[p.staff_id] == d for p in staff) for d in ("甲区", "乙区"))
        and all(_kept(relation, places) for relation in case.relations)
    ]
    if not left:
        return None, set()
    numbers = draw_numbers_of(case)
    order = sorted(staff, key=lambda p: (p.points is None, -(p.points or 0), numbers[p.staff_id]))
    picked, choosers = {}, set()
    for p in order:
        for wish in () if p.pin or p.staff_id in picked else p.wishes:
            having = [places for places in left if places[p.staff_id] == wish]
            if having:
                left = having
                choosers.add(p.staff_id)
                picked |= dict.fromkeys(_unit(case, p.staff_id), wish)
                break
    return picked, choosers


def _kept(relation, places):
    first, second = places[relation.first], places[relation.second]
    return first == second if relation.demand == TOGETHER else first != second or first == CITY


def _unit(case, key):
    """Whoever goes where this person goes."""
    pairs = [{one.first, one.second} for one in case.relations if one.demand == TOGETHER]
    return {key}.union(*(pair for pair in pairs if key in pair))


@pytest.mark.parametrize("seed", range(60))
def test_everyone_gets_what_a_clerk_with_all_placements_would_give(seed, person, case_of, table_of):
    rng = random.Random(seed)
    case = _case(rng, person, case_of)
    table = table_of(case, {("农业", _TYPE, "甲区"): 3, ("农业", _TYPE, "乙区"): 2, ("农业", _TYPE, CITY): 2})
    picked, choosers = _dictatorship(case, table)
    if picked is None:
        with pytest.raises(NoFeasiblePlan):
            place(case, table)
        return
    placed = {row.staff_id: row for row in place(case, table).assignments}
    assert {key: placed[key].to for key in picked} == picked
    settled = [p.staff_id for p in case.people if p.staff_id in picked and not p.pin]
    expected = {key: "picked" if key in choosers else "picked_together" for key in settled}
    assert {key: placed[key].reason.code for key in settled} == expected


def test_a_city_that_chooses_obeys_every_rule_and_claims_no_more_than_it_knows(city, shares):
    case = city(240, domains=3, seed=1)
    table = shares(case)
    best = place(case, table).stages
    chosen = case.parameters.model_copy(update={"placing": "积分选岗"})
    placement = place(replace(case, parameters=chosen), table)
    assert all(stage.bound <= stage.value for stage in placement.stages)
    assert placement.stages[0].bound <= best[0].value
    first = sum(row.preference == 1 for row in placement.assignments)
    assert first > 80


def test_nobody_is_said_to_be_passed_over_for_whom_a_certificate_would_lapse(person, case_of, table_of):
    """PA wants 乙区, but of those who could stay in 甲区 only PA's certificate lasts to the handover of the duty."""
    people = [
        person("PA", "文化", wishes=("乙区",), points=Fraction(3)),
        person("PB", "文化", certificate_until=date(2025, 9, 1), points=Fraction(1)),
        person("PC", "文化", "行政编制", exclusions=("甲区",)),
        person("PD", "文化", certified=False, points=Fraction(2)),
    ]
    parameters = Parameters(seed="1", min_certified=1, placing="积分选岗")
    case = case_of(people, ("甲区", "乙区"), parameters=parameters)
    duties = CarriedSheet(("职责事项", "执法领域", "原实施主体"), (("执法检查", "文化", "市文旅局"),))
    quotas = tuple(replace(quota, deadline=date(2026, 6, 1)) for quota in case.quotas)
    case = replace(case, quotas=quotas, carried={"职责": duties})
    cells = {("文化", _TYPE, "甲区"): 2, ("文化", _TYPE, "乙区"): 1, ("文化", "行政编制", "乙区"): 1}
    table = table_of(case, cells)
    placement = place(case, table)
    assert {row.staff_id: row.to for row in placement.assignments}["PA"] == "甲区"
    assert passed_over(Draft("x", "0", case, table, table, (), placement.assignments, placement.stages)) == ()


def test_places_closed_by_choice_do_not_yield(city, shares):
    """Everybody's choice as the only place leaves a placement; everybody in one place does not."""
    case = city(240, domains=3, seed=1)
    table = shares(case)
    problem = build_problem(case, table, demands_of(case), None)
    parts = split(problem)
    first = solve(problem, parts, goal_order(case.parameters.goals)).places()
    picked, _ = pick(problem, parts, first)
    assert all(has_placement(picked, part) for part in parts)
    only = np.zeros_like(problem.allowed)
    only[:, 0] = True
    assert not any(has_placement(replace(problem, allowed=only & problem.allowed), part) for part in parts)
