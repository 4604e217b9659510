"""Long tables as columns: nothing is lost, nothing is mixed up, what does not fit is refused."""

from __future__ import annotations

import json
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafts.conftest import make_case, make_person, planned
from zhifa_alloc.schema.canonical import draft_from_texts, draft_to_json, draft_to_texts
from zhifa_alloc.schema.person import Person
from zhifa_alloc.schema.placement import Assignment, Reason
from zhifa_alloc.schema.tables import pack, unpack


def through_json(rows, kind):
    return unpack(json.loads(json.dumps(pack(rows, kind))), kind)


people = st.builds(
    make_person,
    st.integers(1, 40),
    name=st.text(max_size=3),
    remark=st.text(st.characters(codec=None), max_size=4),
    points=st.none() | st.fractions(),
    birth=st.none() | st.tuples(st.integers(1960, 2000), st.integers(1, 12)),
    certificate_until=st.none() | st.dates(),
    wishes=st.tuples(*[st.sampled_from(("", "东区", "西区"))] * 3),
    exclusions=st.lists(st.sampled_from(("东区", "西区")), max_size=2).map(tuple),
    numbered=st.booleans(),
)


@given(st.lists(people, max_size=6))
def test_any_people_survive(rows):
    assert through_json(rows, Person) == tuple(rows)


anything = st.none() | st.booleans() | st.integers(0, 2) | st.sampled_from((0.0, 1.0)) | st.text(max_size=2)


@given(st.lists(st.dictionaries(st.sampled_from("abc"), anything, max_size=2), max_size=8))
def test_values_of_unlike_kinds_are_not_taken_for_each_other(params):
    """1, 1.0 and True are equal to Python, but not to whoever reads a sentence made of them."""
    rows = [Assignment("A", "", "", "", "", None, False, Reason("x", one)) for one in params]
    found = through_json(rows, Assignment)
    assert [repr(row) for row in found] == [repr(row) for row in rows]


def test_what_rosters_repeat_is_written_once():
    rows = tuple(make_person(1 + number % 30) for number in range(600))
    table = pack(rows, Person)
    assert table["columns"]["unit"] == {"one": rows[0].unit}
    assert set(table["columns"]["education"]) == {"few", "at"}
    assert "remark" not in table["columns"]
    assert len(json.dumps(table)) < len(json.dumps([pack((row,), Person) for row in rows])) / 8


@pytest.mark.parametrize(
    "spoil",
    [
        lambda table: table["columns"].pop("staff_id"),
        lambda table: table["columns"].update(unknown={"one": 1}),
        lambda table: table.update(rows=2),
        lambda table: table["columns"]["standing"]["at"].append(0),
        lambda table: table["columns"]["standing"]["at"].__setitem__(0, 99),
        lambda table: table["columns"].update(name={"many": []}),
        lambda table: table["columns"].update(name=[]),
        lambda table: table.pop("columns"),
    ],
)
def test_columns_of_something_else_are_refused(spoil):
    rows = [make_person(number, status="停职" if number == 1 else "在岗") for number in range(1, 7)]
    table = json.loads(json.dumps(pack(rows, Person)))
    spoil(table)
    with pytest.raises((ValueError, LookupError, TypeError, AttributeError)):
        unpack(table, Person)


def test_drafts_of_one_roster_share_its_people():
    draft = planned()
    other = replace(draft, assignments=tuple(replace(one, draw_number=0) for one in draft.assignments))
    first, second = (draft_from_texts(draft_to_texts(one)) for one in (draft, other))
    assert (first, second) == (draft, other)
    assert first.case.people is second.case.people


def test_a_draft_of_one_line_is_still_read():
    draft = planned()
    texts = replace(draft_to_texts(draft), facts=draft_to_json(draft), people="", assignments="")
    assert draft_from_texts(texts) == draft


def test_exact_points_stay_exact():
    rows = tuple(make_person(1, points=Fraction(number, 3)) for number in (1, 1, 2, 2))
    assert through_json(rows, Person) == rows
    assert make_case().people != rows
