"""Whom to talk to first, and why: a list for the department alone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

from zhifa_alloc.rules.goals import distance_km
from zhifa_alloc.rules.retirement import horizon_of, retires_within
from zhifa_alloc.schema.case import Case
from zhifa_alloc.schema.draft import Draft
from zhifa_alloc.schema.person import Person
from zhifa_alloc.schema.placement import Assignment
from zhifa_alloc.schema.terms import CITY, NOT_PLACED, TOGETHER

Cause: TypeAlias = Literal["none_met", "leaves", "far", "near_retirement", "couple"]
WEIGHTS: Final[dict[Cause, int]] = {"none_met": 8, "leaves": 4, "far": 3, "near_retirement": 2, "couple": 1}
"""How much each cause weighs in the order of the list; own choice, printed below it."""
FAR_KM: Final = 20
"""From so many km on, home counts as far; own choice, printed below the list."""


@dataclass(frozen=True, slots=True)
class Talk:
    """One talk: who, where to, and every cause, the weightiest first."""

    person: Person
    assignment: Assignment
    causes: tuple[Cause, ...]
    km: int = 0

    @property
    def weight(self) -> int:
        """What places the talk in the list."""
        return sum(WEIGHTS[cause] for cause in self.causes)


def talks_of(draft: Draft) -> tuple[Talk, ...]:
    """List the talks, the weightiest first, then by 人员编号; people who take no part are not in it."""
    people = {person.staff_id: person for person in draft.case.people if person.takes_part}
    couples = _in_couples(draft.case, frozenset(people))
    found = []
    for one in draft.assignments:
        person = people.get(one.staff_id)
        if person is None or one.to == NOT_PLACED:
            continue
        causes = tuple(_causes(draft.case, person, one, together=one.staff_id in couples))
        if causes:
            found.append(Talk(person, one, causes, distance_km(draft.case, person, one.to)))
    return tuple(sorted(found, key=lambda talk: (-talk.weight, talk.person.staff_id)))


def _causes(case: Case, person: Person, one: Assignment, *, together: bool) -> Iterator[Cause]:
    sent = one.to != CITY
    if one.preference == 0:
        yield "none_met"
    if person.stationed and person.stationed != one.to and not one.preference:
        yield "leaves"
    if case.distances and distance_km(case, person, one.to) >= FAR_KM:
        yield "far"
    if sent and retires_within(person, case.base_date, horizon_of(case)):
        yield "near_retirement"
    if sent and together:
        yield "couple"


def _in_couples(case: Case, takers: frozenset[str]) -> frozenset[str]:
    pairs = [(one.first, one.second) for one in case.relations if one.demand == TOGETHER]
    return frozenset(key for pair in pairs if takers.issuperset(pair) for key in pair)
