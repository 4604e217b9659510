"""Going on from a draft: few move for few changes, and what that costs is told."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest

import cities
from zhifa_alloc.drafts.diff import diff
from zhifa_alloc.drafts.trade_words import trade_sentence
from zhifa_alloc.planning import continue_from, plan, replan
from zhifa_alloc.planning.trade import trade_of
from zhifa_alloc.roster import build_case
from zhifa_alloc.schema.trade import Trade
from zhifa_alloc.text import phrasebook


@pytest.fixture(scope="module")
def case():
    made = cities.make_city(people=300, domains=4, districts=5)
    checked = build_case([cities.raw_book(made.grids, "city.xlsx")])
    assert checked.case is not None
    return checked.case


@pytest.fixture(scope="module")
def first(case):
    return plan(case)


def with_other_wishes(case, share):
    """Give so many of those who are placed freely other wishes; return the case and their keys."""
    random = Random(7)
    free = [person for person in case.people if person.takes_part and not person.pin]
    chosen = {person.staff_id for person in random.sample(free, round(len(free) * share))}

    def changed(person):
        return replace(person, wishes=tuple(random.sample(case.receiving, 3)))

    people = tuple(changed(one) if one.staff_id in chosen else one for one in case.people)
    return replace(case, people=people), chosen


def test_two_in_a_hundred_with_other_wishes_move_few_of_the_others(case, first):
    other, chosen = with_other_wishes(case, 0.02)
    second = replan(continue_from(other, first))
    moved = [move for move in diff(first, second).moves if move.staff_id not in chosen]
    assert len(moved) <= 0.025 * len(case.people)


def test_the_trade_is_what_a_second_placement_says(case, first):
    other, _ = with_other_wishes(case, 0.1)
    second = replan(continue_from(other, first))
    trade = trade_of(second, first)
    free = replan(replace(continue_from(other, first), before={}))
    assert trade is not None
    assert trade.moved == len(diff(first, second).moves)
    assert trade.moved_free == len(diff(first, free).moves)
    assert trade.first_free == sum(one.preference == 1 for one in free.assignments)
    assert trade.stayed >= 0


def test_no_second_placement_where_people_are_many_or_nothing_was_kept(first):
    assert trade_of(first, first) is None
    assert trade_of(replace(first, before={"x": "y"}), first, most_people=10) is None


@pytest.mark.parametrize(
    ("trade", "words"),
    [
        (Trade(20, 32, 90, 93), "比不考虑上稿少动 12 人，为此少满足第一志愿 3 个"),
        (Trade(20, 32, 90, 90), "比不考虑上稿少动 12 人，第一志愿满足的人数不变"),
        (Trade(20, 32, 91, 90), "比不考虑上稿少动 12 人，第一志愿还多满足 1 个"),
        (Trade(20, 20, 90, 93), "不考虑上稿另算一次，变动的人数不会更多"),
    ],
)
def test_the_trade_in_words(trade, words):
    assert trade_sentence(trade, phrasebook("zh")) == words
