"""Every code of the catalogue is planted somewhere, or it is said why no roster can bring it about."""

from __future__ import annotations

from functools import cache

import pytest

import cities
from cities.book_faults import BOOK_FAULTS, NOT_IN_ROSTERS, plant_in_book
from cities.shelf import Spot
from cities.spoilers import SPOILERS
from zhifa_alloc.roster import build_case
from zhifa_alloc.schema.codes import Code

clean = cache(lambda seed: cities.make_city(60, 2, 2 + seed % 2, seed).grids)


def found_in(books):
    findings = build_case(books).findings
    return [(item.code, Spot(item.where.book, item.where.sheet, item.where.cell)) for item in findings]


def test_every_code_is_planted_or_cannot_come_from_a_roster():
    kinds = (set(SPOILERS), set(BOOK_FAULTS), set(NOT_IN_ROSTERS))
    assert set.union(*kinds) == set(Code)
    assert sum(map(len, kinds)) == len(Code), "a code is planted in one way only"


def test_what_cannot_come_from_a_roster_is_not_a_roster_s_code():
    assert {code[1] for code in NOT_IN_ROSTERS} == {"5", "6"}
    assert all(NOT_IN_ROSTERS.values())


@pytest.mark.parametrize("code", BOOK_FAULTS)
def test_a_fault_of_the_book_is_found_at_its_place_and_nothing_else(code):
    for seed in range(2):
        books, spot = plant_in_book(clean(seed), code, seed)
        assert found_in(books) == [(code.value, spot)]


def test_planting_in_a_book_is_deterministic_and_leaves_the_clean_sheets_alone():
    before = cities.raw_book(clean(1), "a")
    for code in BOOK_FAULTS:
        assert plant_in_book(clean(1), code, 5) == plant_in_book(clean(1), code, 5)
    assert cities.raw_book(clean(1), "a") == before


@pytest.mark.parametrize("seed", range(50))
def test_a_clean_roster_is_silent(seed):
    grids = cities.make_city(100 + 3 * seed, 1 + seed % 3, 1 + seed % 3, 500 + seed).grids
    assert found_in([cities.raw_book(grids, "book.xlsx")]) == []
