"""Laws of the comparison, and the causes it names."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drafts.conftest import (
    CITY_POLICE,
    CIVIL,
    EAST,
    ID_NUMBER,
    NORTH,
    WEST,
    make_case,
    make_people,
    make_person,
    planned,
    with_lock,
)
from zhifa_alloc.drafts.as_json import diff_json, draft_json
from zhifa_alloc.drafts.diff import diff
from zhifa_alloc.drafts.diff_pages import diff_book
from zhifa_alloc.planning import plan
from zhifa_alloc.schema.case import UnitQuota
from zhifa_alloc.schema.draft import HandEdit
from zhifa_alloc.schema.errors import WrongUse
from zhifa_alloc.schema.terms import CITY

PLACES = (EAST, WEST, NORTH, CITY)


def moved(draft, places):
    """The draft with people sent elsewhere; no rule is asked."""
    rows = tuple(
        replace(one, to=places.get(one.staff_id, one.to)) if one.to != "不参与" else one
        for one in draft.assignments
    )
    return replace(draft, assignments=rows)


few = settings(max_examples=25)
destinations = st.dictionaries(
    st.sampled_from([one.staff_id for one in planned().assignments]), st.sampled_from(PLACES), max_size=12
)
posts = st.dictionaries(st.sampled_from(sorted(planned().quotas.values)), st.integers(0, 20), max_size=6)


def with_posts(draft, cells):
    return replace(draft, quotas=replace(draft.quotas, values={**draft.quotas.values, **cells}))


@few
@given(destinations, posts)
def test_a_draft_does_not_differ_from_itself(places, cells):
    draft = with_posts(moved(planned(), places), cells)
    change = diff(draft, draft)
    assert change.is_empty
    assert change.inputs_changed == ()
    assert all(before == after for before, after in change.metrics.values())


@few
@given(destinations, destinations, posts, posts)
def test_applying_the_difference_gives_the_other_draft(first, second, some, others):
    before, after = with_posts(moved(planned(), first), some), with_posts(moved(planned(), second), others)
    change = diff(before, after)
    applied = moved(before, {move.staff_id: move.after for move in change.moves})
    cells = {(cell.domain, cell.quota_type, cell.district): cell.after for cell in change.cells}
    assert [one.to for one in applied.assignments] == [one.to for one in after.assignments]
    assert with_posts(before, cells).quotas.values == after.quotas.values


@few
@given(posts, posts)
def test_differences_of_posts_add_up_to_the_difference_of_totals(some, others):
    before, after = with_posts(planned(), some), with_posts(planned(), others)
    change = diff(before, after)
    assert sum(cell.after - cell.before for cell in change.cells) == sum(after.quotas.values.values()) - sum(
        before.quotas.values.values()
    )
    assert all(cell.before != cell.after for cell in change.cells)


@few
@given(destinations, destinations)
def test_turning_round_turns_every_move_round(first, second):
    before, after = moved(planned(), first), moved(planned(), second)
    there = {(move.staff_id, move.before, move.after) for move in diff(before, after).moves}
    back = {(move.staff_id, move.after, move.before) for move in diff(after, before).moves}
    assert there == back


staff = st.sets(st.sampled_from([one.staff_id for one in planned().assignments]))


def without(draft, keys):
    """The draft as if these people had never been in the roster."""
    people = tuple(one for one in draft.case.people if one.staff_id not in keys)
    rows = tuple(one for one in draft.assignments if one.staff_id not in keys)
    return replace(draft, case=replace(draft.case, people=people), assignments=rows)


@few
@given(destinations, staff, staff)
def test_the_difference_gives_the_other_draft_also_where_people_came_and_went(places, some, others):
    before, after = without(planned(), some), without(moved(planned(), places), others)
    change = diff(before, after)
    old, new = ({one.staff_id: one.to for one in draft.assignments} for draft in (before, after))
    came = {key: new[key] for key in change.joined}
    applied = {key: to for key, to in old.items() if key not in change.left}
    assert applied | {move.staff_id: move.after for move in change.moves} | came == new
    assert not came.keys() & old.keys()


def test_people_who_came_and_went_are_no_moves():
    people = make_people()
    before = plan(make_case(people=people))
    after = plan(make_case(people=(*people[1:], make_person(60))))
    change = diff(before, after)
    assert (change.joined, change.left) == (("A060",), ("A001",))
    assert not {"A060", "A001"} & {move.staff_id for move in change.moves}
    assert "people" in change.inputs_changed


def test_the_same_person_under_two_keys_is_suggested_and_never_merged():
    people = make_people()
    renamed = replace(people[0], staff_id="A000")
    change = diff(plan(make_case(people=people)), plan(make_case(people=(renamed, *people[1:]))))
    assert change.suspects == (("A001", "A000"),)
    assert (change.joined, change.left) == (("A000",), ("A001",))


def test_a_hand_edit_is_a_cause_that_is_known(desk, draft):
    one = next(one for one in draft.assignments if one.to == EAST)
    edited = desk.put("人员分配", desk.cell_of(one.staff_id), WEST).read().draft
    (move,) = diff(draft, edited).moves
    assert (move.staff_id, move.before, move.after) == (one.staff_id, EAST, WEST)
    assert (move.cause, move.inferred) == ("人工锁定", False)
    (back,) = diff(edited, draft).moves
    assert (back.cause, back.inferred) == ("人工锁定", False)


def test_edited_posts_are_a_cause_that_is_known(desk, draft):
    cell = desk.quota_cell(CITY_POLICE, CIVIL, NORTH)
    was = draft.quotas.values[CITY_POLICE, CIVIL, NORTH]
    edited = desk.put("编制分配", cell, was + 1).read().draft
    (changed,) = diff(draft, edited).cells
    assert (changed.district, changed.before, changed.after, changed.cause) == (
        NORTH,
        was,
        was + 1,
        "人工锁定",
    )


CHANGES = {
    "编制增减": {"quotas": (*make_case().quotas[:2], UnitQuota("交通运输支队", "交通运输", CIVIL, 20, 2))},
    "权重变化": {
        "weights": (
            replace(
                make_case().weights[0], weights=(("常住人口", Fraction(1, 10)), ("案件量", Fraction(9, 10)))
            ),
            make_case().weights[1],
        )
    },
    "人工锁定": {"locks": with_lock(make_case(), 9).locks},
}


@pytest.mark.parametrize("cause", CHANGES)
def test_changed_posts_name_what_changed_in_the_input(cause):
    change = diff(planned(), plan(make_case(**CHANGES[cause])))
    assert {cell.cause for cell in change.cells} == {cause}


def test_a_person_whose_own_wishes_changed_moved_for_that(draft):
    people = make_people()
    chosen = next(one for one in draft.assignments if one.preference == 1 and one.domain == CITY_POLICE)
    other = next(name for name in (EAST, WEST, NORTH) if name != chosen.to)
    changed = tuple(
        replace(one, wishes=(other, "", ""), stationed=other) if one.staff_id == chosen.staff_id else one
        for one in people
    )
    moves = {move.staff_id: move for move in diff(draft, plan(make_case(people=changed))).moves}
    if chosen.staff_id in moves:
        assert (moves[chosen.staff_id].cause, moves[chosen.staff_id].inferred) == ("名册变化", False)
    assert all(move.inferred for key, move in moves.items() if key != chosen.staff_id)


def test_a_draft_in_which_somebody_stands_twice_is_refused(draft):
    twice = replace(draft, assignments=(*draft.assignments, draft.assignments[0]))
    with pytest.raises(WrongUse) as stopped:
        diff(draft, twice)
    assert stopped.value.code == "draft_unsound"


def test_json_has_the_keys_of_the_contract(draft):
    one = next(one for one in draft.assignments if one.to == EAST)
    after = replace(
        moved(draft, {one.staff_id: WEST}), edits=(HandEdit("人员分配", "G9", one.staff_id, EAST, WEST),)
    )
    value = diff_json(diff(draft, after))
    assert set(value) >= {"inputs_changed", "quotas", "moves", "joined", "left", "metrics"}
    (move,) = value["moves"]
    assert (move["staff_id"], move["from"], move["to"], move["cause"]) == (
        one.staff_id,
        EAST,
        WEST,
        "人工锁定",
    )
    json.dumps(value)


def test_no_id_number_is_in_any_json(draft):
    people = [replace(one, id_number=ID_NUMBER) for one in draft.case.people]
    whole = replace(draft, case=replace(draft.case, people=tuple(people)))
    for value in (draft_json(whole), diff_json(diff(whole, draft))):
        assert ID_NUMBER not in json.dumps(value, ensure_ascii=False)


def test_draft_json_has_every_receiving_district_and_exact_shares(draft):
    value = draft_json(draft)
    cells = Counter((cell["domain"], cell["quota_type"]) for cell in value["quotas"])
    assert set(cells.values()) == {3}
    assert set(Counter((cell["domain"], cell["quota_type"]) for cell in value["headcounts"]).values()) == {3}
    for cell in value["quotas"]:
        key = (cell["domain"], cell["quota_type"], cell["district"])
        assert Fraction(cell["share"]) == draft.quotas.shares[key]
    assert {"staff_id", "domain", "quota_type", "from", "to", "preference", "pinned", "reason"} <= set(
        value["assignments"][0]
    )


def test_the_workbook_starts_with_a_page_for_the_leader(desk, draft):
    one = next(one for one in draft.assignments if one.to == EAST)
    edited = desk.put("人员分配", desk.cell_of(one.staff_id), WEST).read().draft
    book = diff_book(diff(draft, edited))
    assert [page.name for page in book.pages] == ["概览", "编制变化", "人员变动", "原因", "输入变化"]
    assert "动 1 人，其中 1 人因人工调整" in str(book.pages[0])
