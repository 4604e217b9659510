"""Large cities fall into domains, are rounded instead of searched, and still obey and prove."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from zhifa_alloc.drafts.proof import proved_bounds
from zhifa_alloc.rules import demands_of
from zhifa_alloc.schema.draft import Draft
from zhifa_alloc.staffing import ladder, loosening, opening, place, stages
from zhifa_alloc.staffing.parts import split
from zhifa_alloc.staffing.problem import build_problem


def _treat_as_large(monkeypatch, size):
    """Treat the city as one of many thousands, or of so many that it is priced before anything is relaxed."""
    monkeypatch.setattr(loosening, "SEARCHED_WHOLE", 100)
    monkeypatch.setattr(stages, "SEARCHED_CITY", 0)
    if size == "a hundred thousand":
        monkeypatch.setattr(opening, "SMOOTHED_FROM", 0)
        monkeypatch.setattr(ladder, "_MUCH", 0)


SIZES = ("many thousands", "a hundred thousand")


@pytest.fixture(params=SIZES)
def as_if_large(monkeypatch, request):
    _treat_as_large(monkeypatch, request.param)


def _obeys(case, table, placement):
    to = {one.staff_id: one.to for one in placement.assignments}
    demands = demands_of(case)
    together = all(to[pair.first] == to[pair.second] for pair in demands.pairs if pair.together)
    thick = all(
        sum(to[key] == floor.team.district for key in floor.members) >= floor.at_least
        for floor in demands.floors
    )
    there = dict.fromkeys(table.values, 0)
    for one in placement.assignments:
        if one.to != "不参与":
            there[one.domain, one.quota_type, one.to] += 1
    return together and thick and there == dict(table.values)


def test_couples_across_domains_are_split_and_meet_again(tied, as_if_large):
    case, table = tied
    problem = build_problem(case, table, demands_of(case), None)
    assert len(split(problem)) == 1
    assert len(loosening.loosen(problem, split(problem)).parts) == 3
    assert _obeys(case, table, place(case, table))


@pytest.mark.parametrize("size", SIZES)
def test_rounding_claims_no_more_than_a_search_of_everything_finds(size, tied, monkeypatch):
    case, table = tied
    best = place(case, table).stages
    _treat_as_large(monkeypatch, size)
    placement = place(case, table)
    for full, rounded in zip(best, placement.stages, strict=True):
        assert rounded.bound <= full.value <= rounded.value
        if full.value != rounded.value:
            break
    draft = Draft(
        "x",
        "0",
        case,
        table,
        table,
        (),
        placement.assignments,
        placement.stages,
        certificate=placement.certificate,
    )
    assert proved_bounds(draft) == tuple(stage.certified for stage in placement.stages)


def test_rows_in_another_order_give_the_same_rounding(tied, as_if_large):
    case, table = tied
    people, relations = list(case.people), list(case.relations)
    random.Random(1).shuffle(people)
    shuffled = replace(case, people=tuple(people), relations=tuple(relations[::-1]))
    assert place(shuffled, table) == place(case, table)
