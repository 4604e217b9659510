"""Laws over drawn cities: what is written is read again; what verify accepts, the next plan keeps."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from itertools import combinations

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from support.chance_city import chance_city
from zhifa_alloc.drafts.book import edited_book
from zhifa_alloc.drafts.read import read_draft
from zhifa_alloc.drafts.read_edited import read_edited
from zhifa_alloc.drafts.verify import verify
from zhifa_alloc.planning import continue_from, plan, replan
from zhifa_alloc.roster import build_case
from zhifa_alloc.rules.goals import preference_of
from zhifa_alloc.schema.errors import NoFeasiblePlan
from zhifa_alloc.schema.raw import RawBook, RawSheet
from zhifa_alloc.sheets.write import write_book

CITIES = 6
FOUND_AMONG = 60


def drawn(seed):
    """The draft of a drawn city; None where its bounds and pins cannot be met together."""
    sheets = tuple(
        RawSheet(name, tuple(tuple("" if cell is None else cell for cell in row) for row in rows))
        for name, rows in chance_city(seed, people=9).sheets.items()
    )
    case = build_case((RawBook("名册.xlsx", "00" * 32, sheets),)).case
    try:
        return None if case is None else plan(case)
    except NoFeasiblePlan:
        return None


@cache
def drafts():
    found = filter(None, map(drawn, range(FOUND_AMONG)))
    return [draft for draft, _ in zip(found, range(CITIES), strict=False)]


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("laws")


def test_enough_cities_are_drawn():
    assert len(drafts()) == CITIES


@pytest.mark.parametrize("number", range(CITIES))
def test_writing_and_reading_is_the_identity(folder, number):
    draft = drafts()[number]
    path = folder / f"{number}.xlsx"
    write_book(edited_book(draft, draft), path)
    read = read_draft(path)
    assert (read.original, read.draft, read.faults) == (draft, draft, ())
    assert read_edited(path).draft == draft
    assert verify(read).ok


def by_hand(draft, swaps):
    """Let people of one domain and type change places, pair after pair."""
    rows = list(draft.assignments)
    for first, second in swaps:
        rows[first], rows[second] = (
            replace(rows[first], to=rows[second].to),
            replace(rows[second], to=rows[first].to),
        )
    people = {person.staff_id: person for person in draft.case.people}
    told = (replace(row, preference=preference_of(people[row.staff_id], row.to)) for row in rows)
    return replace(draft, assignments=tuple(told))


def pairs(draft):
    pools = [(one.domain, one.quota_type, one.to == "不参与") for one in draft.assignments]
    return [
        (first, second)
        for first, second in combinations(range(len(pools)), 2)
        if pools[first] == pools[second] and draft.assignments[first].to != draft.assignments[second].to
    ]


@settings(max_examples=12)
@given(st.data())
def test_every_hand_edit_that_verify_accepts_survives_a_plan_from_there(folder, data):
    draft = data.draw(st.sampled_from([draft for draft in drafts() if pairs(draft)]))
    swaps = data.draw(st.lists(st.sampled_from(pairs(draft)), min_size=1, max_size=2))
    path = folder / "改.xlsx"
    write_book(edited_book(by_hand(draft, swaps), draft), path)
    read = read_draft(path)
    assume(verify(read).ok)
    wanted = {edit.key: edit.after for edit in read.draft.edits}
    after = replan(continue_from(draft.case, read.draft))
    places = {one.staff_id: one.to for one in after.assignments}
    assert {key: places[key] for key in wanted} == wanted
    assert {held.staff_id for held in after.held_places if held.kind == "hand"} == set(wanted)


def test_values_forged_beside_hand_edits_are_named(tmp_path):
    """Who moves people for the worse and writes the worse values into the draft's data does not get away with it."""
    draft = next(draft for draft in drafts() if pairs(draft))
    worse = tuple(replace(s, value=s.value + 5, bound=s.bound + 5, proved=True) for s in draft.stages)
    forged = replace(draft, stages=worse)
    write_book(edited_book(by_hand(draft, pairs(draft)[:1]), forged), tmp_path / "改.xlsx")
    found = verify(read_draft(tmp_path / "改.xlsx"))
    assert found.edits
    named = [fault.params["stage"] for fault in found.faults if fault.code == "stage_value"]
    assert named == [stage.key for stage in draft.stages]
