from __future__ import annotations

import pytest

import cities
from cities.spoilers import SPOILERS
from zhifa_alloc.roster import build_case


def named(grids):
    found = build_case([cities.raw_book(grids, "book.xlsx")]).findings
    return {(finding.code, finding.where.sheet, finding.where.cell) for finding in found}


def planted(faults):
    return {(fault.code, fault.sheet, fault.cell) for fault in faults}


@pytest.mark.parametrize("code", SPOILERS)
def test_each_kind_of_fault_is_found_at_its_cell_and_nowhere_else(code):
    grids, faults = cities.plant(cities.make_city(400, 4, 5).grids, 2, seed=1, codes=[code])
    assert {fault.code for fault in faults} == {code.value}
    assert named(grids) == planted(faults)


@pytest.mark.parametrize("seed", range(6))
def test_hundreds_of_faults_are_all_found_and_nothing_else(seed):
    grids, faults = cities.plant(cities.make_city(1500, 6, 5, seed).grids, 350, seed)
    assert len(faults) == 350
    assert named(grids) == planted(faults)


def test_faults_are_found_in_office_layouts_too():
    clean = cities.harbin().grids
    grids, faults = cities.plant(clean, 120, seed=3)
    # A brigade over its quota may come down to it when a row of it can no longer be read.
    assert planted(faults) <= named(grids) <= planted(faults) | named(clean)


def test_planting_is_deterministic_and_leaves_the_clean_sheets_alone():
    clean = cities.make_city(300, 3, 4).grids
    before = cities.raw_book(clean, "a")
    assert cities.plant(clean, 20, seed=5) == cities.plant(clean, 20, seed=5)
    assert cities.plant(clean, 20, seed=5) != cities.plant(clean, 20, seed=6)
    assert cities.raw_book(clean, "a") == before


def test_a_book_too_small_for_the_faults_is_refused():
    with pytest.raises(ValueError, match="5000"):
        cities.plant(cities.make_city(100, 2, 2).grids, 5000, seed=1)
