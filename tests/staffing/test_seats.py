"""Seats: whoever moves up, headcounts and floors hold, and nobody moves who may not."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zhifa_alloc.rules import demands_of
from zhifa_alloc.schema.case import Relation
from zhifa_alloc.schema.parameters import Parameters
from zhifa_alloc.schema.terms import APART
from zhifa_alloc.staffing.parts import split
from zhifa_alloc.staffing.placing import goal_order
from zhifa_alloc.staffing.problem import build_problem
from zhifa_alloc.staffing.seats import Seats
from zhifa_alloc.staffing.stages import solve

_TYPE = "参公事业编制"
_PLACES = ("甲区", "乙区", "丙区")


def _seated(case, table):
    problem = build_problem(case, table, demands_of(case), None)
    parts = split(problem)
    first = solve(problem, parts, goal_order(case.parameters.goals)).places()
    (part,) = parts
    return problem, part, Seats(problem, part, np.array([first[unit[0]] for unit in part.units]))


def _breaks(problem, part, at):
    """Count what a placement of the part breaks."""
    there = np.zeros_like(problem.capacity)
    np.add.at(there, (problem.row_of[part.people], at), 1)
    place = dict(zip(part.people.tolist(), at.tolist(), strict=True))
    short = [f for f in part.floors if sum(place[i] == f.destination for i in f.members) < f.at_least]
    met = [r for r in part.rivals for d in r.destinations if place[r.first] == place[r.second] == d]
    return (
        int((there != problem.capacity).sum())
        + len(short)
        + len(met)
        + int((~problem.allowed[part.people, at]).sum())
    )


@pytest.fixture(scope="module")
def town(case_of, person, table_of):
    """Twelve people, three districts of four that need two certified officers each, two people kept apart."""
    people = [person(f"P{k:02d}", certified=k < 8, exclusions=("乙区",) if k == 5 else ()) for k in range(12)]
    case = case_of(
        people,
        _PLACES,
        parameters=Parameters(seed="3", min_certified=2),
        relations=(Relation("P01", "P02", "兄弟", APART),),
    )
    return case, table_of(case, {("农业", _TYPE, place): 4 for place in _PLACES})


@settings(max_examples=60, deadline=None)
@given(asked=st.lists(st.tuples(st.integers(0, 11), st.integers(0, 2), st.booleans()), max_size=25))
def test_no_chain_breaks_a_rule_or_moves_anybody_who_is_held(town, asked):
    problem, part, seats = _seated(*town)
    held = {}
    for k, d, stays in asked:
        if k in held or not problem.allowed[part.people[k], d]:
            continue
        before = seats.at.copy()
        taken = seats.take([k], d)
        assert seats.at[k] == d if taken else np.array_equal(seats.at, before)
        assert _breaks(problem, part, seats.at) == 0
        assert all(seats.at[one] == there for one, there in held.items())
        if taken and stays:
            seats.hold([k])
            held[k] = d


def test_a_chain_over_two_places_is_found(case_of, person, table_of):
    """P0 in 甲区 wants 乙区, whose P1 may go to 丙区 only, whose P2 may go to 甲区."""
    open_to = {"P0": ("甲区", "乙区"), "P1": ("乙区", "丙区"), "P2": ("丙区", "甲区")}
    people = [
        person(key, exclusions=tuple(place for place in _PLACES if place not in places))
        for key, places in open_to.items()
    ]
    case = case_of(people, _PLACES, parameters=Parameters(seed="3", min_certified=1))
    problem, _, seats = _seated(case, table_of(case, {("农业", _TYPE, place): 1 for place in _PLACES}))
    where = {name: d for d, name in enumerate(problem.destinations)}
    start = seats.at.copy()
    wish = next(place for place in open_to["P0"] if where[place] != start[0])
    assert seats.take([0], where[wish])
    assert (seats.at != start).all()
    seats.hold([1])
    assert not seats.take([0], int(start[0]))
    assert seats.at[0] == where[wish]
