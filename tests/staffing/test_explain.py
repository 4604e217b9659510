"""What is said to have closed a wish did close it."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from zhifa_alloc.rules import stage_values
from zhifa_alloc.schema.case import Relation
from zhifa_alloc.schema.draft import Draft
from zhifa_alloc.schema.errors import NoFeasiblePlan, WrongUse
from zhifa_alloc.schema.parameters import Parameters
from zhifa_alloc.schema.terms import APART, TOGETHER
from zhifa_alloc.staffing import explain, place
from zhifa_alloc.text import phrasebook
from zhifa_alloc.text.sentences import reason_sentence

_ORDER = ("balance", "stay", "wishes", "distance", "draw")


def _draft(case, table):
    placement = place(case, table)
    return Draft("x", "0", case, table, table, (), placement.assignments, placement.stages)


def _forced(case, table, staff_id, wish):
    """Stage values when the person is pinned to the wish; None when that cannot be."""
    people = tuple(replace(p, pin=wish) if p.staff_id == staff_id else p for p in case.people)
    try:
        stages = place(replace(case, people=people), table).stages
    except NoFeasiblePlan:
        return None
    return {stage.key: stage.value for stage in stages}


def test_the_goal_that_is_named_does_get_worse(city, shares):
    case = city(60, domains=1, seed=8)
    table = shares(case)
    draft = _draft(case, table)
    reached = stage_values(case, table, {row.staff_id: row.to for row in draft.assignments})
    closed = [(row.staff_id, c) for row in draft.assignments for c in explain(draft, row.staff_id).closed]
    causes = {c.cause.code.removeprefix("closed.") for _, c in closed}
    assert {"balance", "wishes"} & causes
    for staff_id, wish in closed[::4]:
        name = wish.cause.code.removeprefix("closed.")
        assert all(reason_sentence(wish.cause, phrasebook(lang)) for lang in ("zh", "en"))
        forced = _forced(case, table, staff_id, wish.wish)
        if forced is None or name not in _ORDER:
            continue
        worse = next(key for key in _ORDER if forced[key] != reached[key])
        assert forced[worse] > reached[worse]
        assert _ORDER.index(worse) <= _ORDER.index(name)


def test_a_pin_closes_better_wishes_and_a_first_wish_needs_no_explanation(person, case_of, table_of):
    people = [
        person("P0", pin="甲区", wishes=("乙区",)),
        *(person(f"P{k}", wishes=("乙区",)) for k in range(1, 6)),
    ]
    case = case_of(people, ("甲区", "乙区"))
    table = table_of(case, {("农业", "参公事业编制", "甲区"): 3, ("农业", "参公事业编制", "乙区"): 3})
    draft = _draft(case, table)
    assert [c.cause.code for c in explain(draft, "P0").closed] == ["closed.rule_pins"]
    met = next(row.staff_id for row in draft.assignments if row.preference == 1)
    assert explain(draft, met).closed == ()
    unmet = next(row.staff_id for row in draft.assignments if row.preference == 0 and not row.pinned)
    assert [(c.position, c.wish) for c in explain(draft, unmet).closed] == [(1, "乙区")]


def test_an_unknown_person_is_wrong_use(person, case_of, table_of):
    case = case_of([person(f"P{k}") for k in range(4)], ("甲区",))
    table = table_of(case, {("农业", "参公事业编制", "甲区"): 4})
    with pytest.raises(WrongUse):
        explain(_draft(case, table), "nobody")


def test_who_went_along_with_a_partner_who_chose_is_told_so_and_not_about_seats(person, case_of, table_of):
    """The spouse with more points takes 甲区; there were seats in 乙区, the other's first wish, at any time."""
    people = [
        person("P0", wishes=("甲区",), points=Fraction(9)),
        person("P1", wishes=("乙区", "甲区"), points=Fraction(1)),
        *(person(f"P{k}", points=Fraction(2)) for k in range(2, 6)),
    ]
    case = case_of(
        people,
        ("甲区", "乙区"),
        relations=(Relation("P0", "P1", "夫妻", TOGETHER),),
        parameters=Parameters(seed="1", min_certified=1, placing="积分选岗"),
    )
    table = table_of(case, {("农业", "参公事业编制", place): 3 for place in ("甲区", "乙区")})
    placement = place(case, table)
    draft = Draft("x", "0", case, table, table, (), placement.assignments, placement.stages)
    rows = {row.staff_id: row for row in placement.assignments}
    assert (rows["P0"].reason.code, rows["P1"].reason.code) == ("picked", "picked_together")
    assert [closed.cause.code for closed in explain(draft, "P1").closed] == ["closed.carried"]


def test_the_reason_names_the_rule_that_closed_a_wish_not_its_seats(person, case_of, table_of):
    """Two brothers want 甲区, where more people want to go than it takes; one of them is sent there as specified."""
    people = [person(f"P{k}", wishes=("甲区",), pin="甲区" if k == 0 else "") for k in range(6)]
    case = case_of(
        people,
        ("甲区", "乙区"),
        relations=(Relation("P0", "P1", "兄弟", APART),),
        parameters=Parameters(seed="1", min_certified=1),
    )
    table = table_of(case, {("农业", "参公事业编制", place): 3 for place in ("甲区", "乙区")})
    rows = {row.staff_id: row for row in place(case, table).assignments}
    assert (rows["P0"].reason.code, rows["P1"].reason.code) == ("pinned", "none_met_apart")
    assert "none_met_full" in {row.reason.code for row in rows.values()}
