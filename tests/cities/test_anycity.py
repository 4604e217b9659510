from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import cities
from zhifa_alloc.planning import plan
from zhifa_alloc.roster import build_case

SIZES = st.tuples(
    st.integers(1, 5), st.integers(1, 6), st.integers(10, 25), st.integers(0, 10_000)
)  # domains, districts, people a team, seed


def checked(city):
    return build_case([cities.raw_book(city.grids, "city.xlsx")])


@given(SIZES)
@settings(max_examples=40)
def test_every_city_is_clean(size):
    domains, districts, team, seed = size
    city = cities.make_city(team * domains * districts, domains, districts, seed)
    result = checked(city)
    assert result.findings == ()
    assert result.case is not None
    assert result.people == len(city.officers) == team * domains * districts


@given(SIZES)
@settings(max_examples=30)
def test_people_never_exceed_the_quota_of_their_domain_and_type(size):
    domains, districts, team, seed = size
    city = cities.make_city(team * domains * districts, domains, districts, seed)
    people = Counter((p.domain, p.quota_type) for p in city.officers)
    quota = Counter()
    for post in city.posts:
        quota[post.domain, post.quota_type] += post.approved
        assert post.reserve <= post.approved
    assert all(people[cell] <= quota[cell] for cell in people)


@pytest.mark.parametrize(("people", "domains", "districts"), [(60, 2, 3), (130, 4, 3), (250, 3, 5)])
@pytest.mark.parametrize("seed", [1, 2])
def test_a_plan_exists(people, domains, districts, seed):
    result = checked(cities.make_city(people, domains, districts, seed))
    draft = plan(result.case, result.findings)
    assert len(draft.assignments) == people
    assert "broken" not in {rule.status for rule in draft.rules}


def test_the_seed_decides_everything():
    one, same, other = (cities.make_city(300, 3, 4, seed) for seed in (7, 7, 8))
    assert one.grids == same.grids
    assert one.grids != other.grids


def test_another_size_is_another_city():
    small, large = (cities.make_city(people, 2, 2, 1) for people in (100, 200))
    assert [p.name for p in small.officers] != [p.name for p in large.officers[:100]]


@pytest.mark.parametrize("size", [(100, 8, 6), (100_000, 99, 6), (100_000, 8, 99), (100, 0, 1)])
def test_sizes_that_cannot_work_are_refused(size):
    with pytest.raises(ValueError, match="Size"):
        cities.make_city(*size)


def test_a_large_city_keeps_keys_and_numbers_apart():
    officers = cities.make_city(20_000, 13, 16).officers
    assert len({p.key for p in officers}) == len({p.id_number for p in officers}) == 20_000


def test_nobody_gets_two_special_treatments():
    city = cities.make_city(2000, 8, 6)
    relations = next(grid for grid in city.grids if grid.name == "人员关系")
    bound = Counter(cell for line in relations.lines if line.role == "data" for cell in line.cells[:2])
    for officer in city.officers:
        special = (
            (officer.status != "在岗") + bool(officer.pin) + bool(officer.exclusions) + bound[officer.key]
        )
        assert special <= 1
