"""What set a difference off, found by sharing and placing again with one change after the other."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drafts.conftest import (
    CITY_POLICE,
    CIVIL,
    EAST,
    NORTH,
    TRAFFIC,
    WEST,
    make_case,
    make_people,
    make_person,
    planned,
    with_lock,
)
from zhifa_alloc.drafts.diff import diff
from zhifa_alloc.drafts.diff_words import why_cell, why_moved
from zhifa_alloc.planning import continue_from, plan, replan
from zhifa_alloc.planning.attribution import attribute
from zhifa_alloc.schema.case import District, QuotaLock, UnitQuota, WeightRow
from zhifa_alloc.schema.draft import HandEdit, HeldExclusion
from zhifa_alloc.schema.feedback import Feedback, Refusal
from zhifa_alloc.schema.parameters import Parameters
from zhifa_alloc.text import phrasebook

ZH, EN = phrasebook("zh"), phrasebook("en")


def explained(before, after):
    return diff(before, after, attribute(before, after))


def shifted(**factors):
    """Districts with other figures."""
    return tuple(
        replace(one, factors={"常住人口": Fraction(factors[one.name])}) if one.name in factors else one
        for one in make_case().districts
    )


def other_weights():
    police, traffic = make_case().weights
    return (replace(police, weights=(("常住人口", Fraction(1, 10)), ("案件量", Fraction(9, 10)))), traffic)


def by_hand(draft, key, to):
    """The draft as its file is read after somebody moved one person."""
    rows = tuple(replace(one, to=to) if one.staff_id == key else one for one in draft.assignments)
    was = next(one.to for one in draft.assignments if one.staff_id == key)
    return replace(draft, assignments=rows, edits=(HandEdit("人员分配", "G9", key, was, to),))


PARTS = {
    "figures": ({"districts": shifted(北区=600_000)}, {"名册变化"}),
    "weights": ({"weights": other_weights()}, {"权重变化"}),
    "quotas": (
        {"quotas": (*make_case().quotas[:2], UnitQuota("交通运输支队", TRAFFIC, CIVIL, 24, 2))},
        {"编制增减"},
    ),
    "locks": ({"locks": with_lock(make_case(), 9).locks}, {"人工锁定"}),
}


@pytest.mark.parametrize("part", PARTS)
def test_one_change_alone_is_named_without_placing_again(part):
    fields, causes = PARTS[part]
    change = explained(planned(), plan(make_case(**fields)))
    assert change.inputs_changed == (part,)
    assert change.cells
    assert {cell.cause for cell in change.cells} <= causes | {"连带调整"}
    assert {move.cause for move in change.moves} <= causes | {"连带调整", "等价方案"}
    assert causes <= {cell.cause for cell in change.cells}
    assert not [one for one in change.moves if one.inferred]
    assert change.placed_again == 0


def test_figures_of_districts_are_called_so_and_not_weights():
    change = explained(planned(), plan(make_case(districts=shifted(北区=600_000))))
    cell = next(cell for cell in change.cells if cell.district == NORTH)
    assert (cell.cause, cell.blame.ground) == ("名册变化", "figures")
    assert why_cell(cell, ZH).startswith("区情变化；公平份额")
    assert "权重" not in why_cell(cell, ZH)


@settings(max_examples=8, deadline=None)
@given(st.sets(st.sampled_from(sorted(PARTS)), min_size=1), st.integers(250_000, 900_000))
def test_what_the_changes_brought_adds_up_to_the_whole_difference(parts, people):
    fields = {name: value for part in sorted(parts) for name, value in PARTS[part][0].items()}
    if "districts" in fields:
        fields["districts"] = shifted(北区=people)
    before, after = planned(), plan(make_case(**fields))
    found = attribute(before, after)
    keys = {key for key, posts in after.quotas.values.items() if before.quotas.values[key] != posts}
    assert set(found.cells) == keys
    for key, steps in found.cells.items():
        assert sum(step.posts for step in steps) == after.quotas.values[key] - before.quotas.values[key]
    moved = {one.staff_id for one in diff(before, after).moves}
    assert set(found.arrivals) == moved
    assert {arrival.change for arrival in found.arrivals.values()} <= set(found.order)


def test_two_changes_are_told_apart_by_placing_once_more():
    seed = Parameters(抽签种子="另一个")
    after = plan(make_case(districts=shifted(北区=600_000), parameters=seed))
    found = attribute(planned(), after)
    assert found.order == ("figures", "seed")
    assert found.placed_again == 1
    halfway = plan(make_case(districts=shifted(北区=600_000)))
    for cell in found.cells.values():
        assert {step.change for step in cell} == {"figures"}
    places = {one.staff_id: one.to for one in halfway.assignments}
    for move in explained(planned(), after).moves:
        if places[move.staff_id] != move.after:
            assert (move.cause, move.blame.ground) == ("规则或参数变化", "seed")


def test_beyond_the_budget_causes_are_inferred_and_said_to_be():
    after = plan(make_case(districts=shifted(北区=600_000), parameters=Parameters(抽签种子="另一个")))
    found = attribute(planned(), after, budget=0)
    assert (dict(found.arrivals), found.placed_again) == ({}, 0)
    change = diff(planned(), after, found)
    assert change.moves
    assert all(move.inferred for move in change.moves)
    assert not [cell for cell in change.cells if cell.blame.inferred]


def test_a_larger_total_that_costs_a_district_a_post_is_named():
    def case(posts):
        return make_case(
            people=(),
            quotas=(UnitQuota("支队", TRAFFIC, CIVIL, posts, 0),),
            districts=tuple(
                District(name, receives=True, code=name, factors={"常住人口": Fraction(size)})
                for name, size in ((EAST, 6), (WEST, 6), (NORTH, 2))
            ),
            weights=(WeightRow(TRAFFIC, (("常住人口", Fraction(1)),)),),
            workloads=(),
            parameters=Parameters(取整方法="最大余数", 每队最少编制=0),
        )

    change = explained(plan(case(10)), plan(case(11)))
    cell = next(cell for cell in change.cells if cell.district == NORTH)
    assert (cell.before, cell.after, cell.cause) == (2, 1, "编制增减")
    assert cell.against_share
    words = why_cell(cell, ZH)
    assert "10→11" in words
    assert "反而少 1 名" in words
    assert "阿拉巴马" in words
    assert "Alabama" in why_cell(cell, EN)


def test_an_undone_hand_edit_is_called_so():
    key = next(one.staff_id for one in planned().assignments if one.to == EAST)
    (back,) = explained(by_hand(planned(), key, WEST), planned()).moves
    assert (back.cause, back.blame.ground, back.inferred) == ("人工锁定", "hand_undone", False)
    assert why_moved(back, ZH).startswith("撤回人工改动")


def test_who_makes_room_for_a_hand_edit_is_moved_as_a_knock_on():
    key = next(one.staff_id for one in planned().assignments if one.to == EAST and one.domain == CITY_POLICE)
    base = by_hand(planned(), key, NORTH)
    after = replan(continue_from(make_case(), base))
    change = explained(base, after)
    assert key not in {move.staff_id for move in change.moves}
    assert change.moves
    assert {(move.cause, move.blame.ground) for move in change.moves} == {("连带调整", "hand")}
    since = {move.staff_id: move.cause for move in explained(planned(), after).moves}
    assert since[key] == "人工锁定"


def test_an_accepted_objection_is_the_cause_of_the_move():
    one = next(one for one in planned().assignments if one.to == WEST and one.domain == CITY_POLICE)
    feedback = Feedback(refusals=(Refusal(one.staff_id, WEST),))
    after = replan(continue_from(make_case(), planned(), feedback=feedback))
    assert after.held_exclusions == (HeldExclusion(one.staff_id, WEST),)
    causes = {move.staff_id: move.cause for move in explained(planned(), after).moves}
    assert causes.pop(one.staff_id) == "区里意见"
    assert set(causes.values()) <= {"连带调整", "等价方案"}


def test_own_data_are_the_cause_and_no_value_of_them_is_told():
    people = make_people()
    one = next(one for one in people if one.domain == TRAFFIC)
    changed = tuple(replace(each, pin=NORTH) if each is one else each for each in people)
    moves = explained(planned(), plan(make_case(people=changed))).moves
    own = [move for move in moves if move.staff_id == one.staff_id]
    assert [(move.cause, move.blame.ground) for move in own] == [("人工锁定", "pin")]
    out = tuple(replace(each, status="停职") if each is one else each for each in people)
    words = [why_moved(move, ZH) for move in explained(planned(), plan(make_case(people=out))).moves]
    assert not [word for word in words if "停职" in word]


def test_in_a_domain_that_nothing_reached_moves_are_mere_ties():
    newcomer = make_person(60, TRAFFIC)
    after = plan(make_case(people=(*make_people(), newcomer)))
    for move in explained(planned(), after).moves:
        if move.domain == CITY_POLICE:
            assert (move.cause, move.inferred) == ("等价方案", False)


def test_districts_of_another_reform_leave_causes_inferred():
    far = replace(make_case().districts[3], name="新区")
    after = plan(make_case(districts=(*make_case().districts[:3], far), base_date=date(2027, 1, 1)))
    assert attribute(planned(), after).order == ()
    assert all(move.inferred for move in explained(planned(), after).moves)


@settings(max_examples=5, deadline=None)
@given(st.integers(0, 30))
def test_unchanged_input_changes_nobody(number):
    seed = Parameters(抽签种子=str(number))
    before = plan(make_case(parameters=seed))
    after = replan(continue_from(make_case(parameters=seed), before))
    assert explained(before, after).is_empty
    lock = (QuotaLock(CITY_POLICE, CIVIL, NORTH, before.quotas.values[CITY_POLICE, CIVIL, NORTH]),)
    locked = replan(continue_from(make_case(parameters=seed, locks=lock), before))
    assert explained(before, locked).is_empty


@pytest.mark.parametrize("book", [ZH, EN], ids=["zh", "en"])
def test_every_ground_has_words(book):
    from zhifa_alloc.drafts.diff_causes import CAUSES

    assert all(book.has(f"diff.grounds.{ground}") for ground in CAUSES)
