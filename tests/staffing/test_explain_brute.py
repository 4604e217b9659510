"""What is said to have closed a wish is held against every placement there is."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import replace

import pytest

from staffing.test_brute_force import _GOALS, _KEYS, _all_placements, _obeys, _random_table, _small_case
from zhifa_alloc.rules import stage_values
from zhifa_alloc.schema.draft import Draft
from zhifa_alloc.schema.errors import NoFeasiblePlan
from zhifa_alloc.schema.terms import CITY, TOGETHER
from zhifa_alloc.staffing import explain, place

_LOOKED_UP = {"not_receiving", "not_this_domain", "rule_pins", "rule_exclusions", "rule_objections"}
_BY_RULES = {"together", "apart", "certified", "rules", "no_seats"}


def _drafts(seed, person, case_of, table_of, placing="统筹测算"):
    rng = random.Random(seed)
    case, before = _small_case(rng, person, case_of)
    case = replace(case, parameters=case.parameters.model_copy(update={"placing": placing}))
    table = _random_table(rng, case, table_of)
    try:
        placement = place(case, table, before)
    except NoFeasiblePlan:
        return None
    return Draft("x", "0", case, table, table, (), placement.assignments, placement.stages, before=before)


def _every(draft):
    """Stage values of every placement that obeys the rules, in the order of the goals."""
    order = [_KEYS[goal] for goal in dict.fromkeys((*draft.case.parameters.goals, *_GOALS))]
    found = []
    for places in _all_placements(draft.case, draft.headcounts):
        if _obeys(draft.case, places):
            values = stage_values(draft.case, draft.headcounts, places, draft.before)
            found.append((places, tuple(values[key] for key in order)))
    return order, found


def _holds(name, staff_id, wish, order, found, reached, kept_places):
    """Say whether the cause that is named is true, with the people of other domains where they are."""
    there = [
        values
        for places, values in found
        if places[staff_id] == wish and all(places[key] == to for key, to in kept_places.items())
    ]
    if name in _LOOKED_UP | _BY_RULES:
        return not there
    if name == "level":
        return True  # no goal is blamed
    goal = order.index(name)
    kept = [values for values in there if all(a <= b for a, b in zip(values[:goal], reached, strict=False))]
    return all(values[goal] > reached[goal] for values in kept)


@pytest.mark.parametrize("seed", range(60))
def test_every_cause_is_true_of_every_placement(seed, person, case_of, table_of):
    draft = _drafts(seed, person, case_of, table_of)
    if draft is None:
        return
    order, found = _every(draft)
    places = {row.staff_id: row.to for row in draft.assignments}
    values = stage_values(draft.case, draft.headcounts, places, draft.before)
    reached = tuple(values[key] for key in order)
    for row in draft.assignments:
        for closed in explain(draft, row.staff_id).closed:
            name = closed.cause.code.removeprefix("closed.")
            elsewhere = _elsewhere(draft.case, row.staff_id, places)
            assert _holds(name, row.staff_id, closed.wish, order, found, reached, elsewhere), (row, closed)


def _elsewhere(case, staff_id, places):
    """Places of the people outside the domain of the person and of a partner who must go along."""
    people = {one.staff_id: one for one in case.people}
    along = {staff_id}
    for relation in case.relations:
        pair = {relation.first, relation.second}
        if relation.demand == TOGETHER and staff_id in pair and pair <= set(places):
            along |= pair if all(people[key].takes_part for key in pair) else set()
    domains = {people[key].domain for key in along}
    return {
        key: to for key, to in places.items() if people[key].takes_part and people[key].domain not in domains
    }


@pytest.mark.parametrize("seed", range(30))
def test_every_better_wish_is_explained_with_the_counts_of_the_draft(seed, person, case_of, table_of):
    draft = _drafts(seed, person, case_of, table_of)
    if draft is None:
        return
    people = {one.staff_id: one for one in draft.case.people}
    for row in draft.assignments:
        one = people[row.staff_id]
        better = [wish for wish in one.wishes if wish]
        better = better[: better.index(row.to)] if row.to in better else better
        closed = explain(draft, row.staff_id).closed
        assert [c.wish for c in closed] == (list(dict.fromkeys(better)) if one.takes_part else [])
        for c in closed:
            alike = [
                p
                for p in draft.case.people
                if p.takes_part and (p.domain, p.quota_type) == (one.domain, one.quota_type)
            ]
            assert c.wanted == sum(c.wish in p.wishes for p in alike)
            assert c.room == draft.headcounts.values.get((one.domain, one.quota_type, c.wish), 0)


@pytest.mark.parametrize("seed", range(40))
def test_who_chose_later_is_told_how_many_had_chosen(seed, person, case_of, table_of):
    draft = _drafts(seed, person, case_of, table_of, placing="积分选岗")
    if draft is None:
        return
    to = {row.staff_id: row for row in draft.assignments}
    people = {one.staff_id: one for one in draft.case.people}
    for row in draft.assignments:
        for closed in explain(draft, row.staff_id).closed:
            if closed.cause.code != "closed.taken":
                continue
            there = [
                key
                for key, other in to.items()
                if other.to == closed.wish
                and (people[key].domain, people[key].quota_type) == (row.domain, row.quota_type)
            ]
            assert closed.cause.params["ahead"] <= len(there)
            assert closed.cause.params["ahead"] >= closed.room > 0 or closed.room == 0


def test_the_causes_that_are_tried_are_many(person, case_of, table_of):
    causes: Counter[str] = Counter()
    for seed in range(60):
        draft = _drafts(seed, person, case_of, table_of)
        for row in draft.assignments if draft else ():
            causes.update(c.cause.code.removeprefix("closed.") for c in explain(draft, row.staff_id).closed)
    assert {"rule_pins", "rule_exclusions", "together", "rules", "balance", "stay", "wishes"} <= set(causes)
    assert CITY not in causes
