"""The goals measured on a draft: what each stage's value is, worked out from people and places alone.

The placement has its own arithmetic; this one serves ``verify`` and shares none of it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Final

from zhifa_alloc.rules.bands import CATEGORIES, categories_of
from zhifa_alloc.rules.draw import draw_numbers_of
from zhifa_alloc.schema.case import Case
from zhifa_alloc.schema.person import Person
from zhifa_alloc.schema.placement import StageKey
from zhifa_alloc.schema.quota import QuotaTable
from zhifa_alloc.schema.terms import CITY

STEPS_NO_WISH_MET: Final = 4
"""Wish steps of a person who named wishes and got none of them."""


def wish_steps(person: Person, destination: str) -> int:
    """Steps away from the first wish: 0, 1, 2, or 4 for none of them; 0 without wishes."""
    if not any(person.wishes):
        return 0
    if destination in person.wishes:
        return person.wishes.index(destination)
    return STEPS_NO_WISH_MET


def preference_of(person: Person, destination: str) -> int | None:
    """1, 2 or 3 for the wish met, 0 for none of them, None without wishes or for people not placed."""
    if not any(person.wishes) or not person.takes_part:
        return None
    return person.wishes.index(destination) + 1 if destination in person.wishes else 0


def distance_km(case: Case, person: Person, destination: str) -> int:
    """Whole km from home, or 0 own district and 1 elsewhere without sheet 区距; 0 for the city or no home."""
    if not person.home:
        return 0
    known = case.distances.get((person.home, destination))
    if known is not None:
        return known
    return 0 if destination in (person.home, CITY) else 1


def corridor(members: int, people: int, team: int, tolerance: int) -> tuple[int, int]:
    """Fewest and most members of a category for a team of ``team`` out of a domain of ``people``."""
    low = members * team // people
    high = -(-members * team // people)
    return max(0, low - tolerance), high + tolerance


def stage_values(
    case: Case,
    headcounts: QuotaTable,
    destinations: Mapping[str, str],
    before: Mapping[str, str] | None = None,
) -> Mapping[StageKey, int]:
    """Value of every stage for people (who take part) and their destinations.

    Args:
        case: the checked input.
        headcounts: the table in force; it gives the size of each team.
        destinations: staff_id -> destination; who is missing counts in nothing.
        before: base destinations of people whose own data did not change.
    """
    takers = [person for person in case.people if person.takes_part and person.staff_id in destinations]
    numbers = draw_numbers_of(case)
    steps = {person.staff_id: wish_steps(person, destinations[person.staff_id]) for person in takers}
    moved = sum(destinations[key] != place for key, place in (before or {}).items() if key in steps)
    return {
        "balance": balance_value(case, headcounts, destinations),
        "stay": sum(
            bool(person.stationed) and person.stationed != destinations[person.staff_id] for person in takers
        ),
        "wishes": sum(steps.values()) + moved * case.parameters.move_cost,
        "distance": sum(distance_km(case, person, destinations[person.staff_id]) for person in takers),
        "draw": sum((len(numbers) + 1 - numbers[key]) * step for key, step in steps.items()),
    }


def balance_value(case: Case, headcounts: QuotaTable, destinations: Mapping[str, str]) -> int:
    """Persons outside the corridors of all teams."""
    alike = Counter(
        (person.domain, destinations.get(person.staff_id, ""), categories_of(person, case.base_date))
        for person in case.people
        if person.takes_part
    )
    people: Counter[str] = Counter()
    members: Counter[tuple[str, str]] = Counter()
    there: Counter[tuple[str, str, str]] = Counter()
    for (domain, place, categories), count in alike.items():
        people[domain] += count
        for category in categories:
            members[domain, category] += count
            there[domain, place, category] += count
    total = 0
    for domain, district, team in _team_sizes(headcounts):
        for category in CATEGORIES:
            low, high = corridor(members[(domain, category)], people[domain], team, case.parameters.tolerance)
            count = there[(domain, district, category)]
            total += max(0, low - count, count - high)
    return total


def _team_sizes(headcounts: QuotaTable) -> list[tuple[str, str, int]]:
    sizes: Counter[tuple[str, str]] = Counter()
    for (domain, _, district), value in headcounts.values.items():
        if district != CITY:
            sizes[(domain, district)] += value
    return [(domain, district, size) for (domain, district), size in sizes.items() if size > 0]
