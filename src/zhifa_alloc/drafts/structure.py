"""Who was sent and who was kept: the groups that sheets and figures compare."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, TypeAlias

from zhifa_alloc.rules.bands import AGE_BANDS, age_band, age_on
from zhifa_alloc.rules.retirement import horizon_of, retires_within
from zhifa_alloc.schema.draft import Draft
from zhifa_alloc.schema.person import Person
from zhifa_alloc.schema.placement import Assignment
from zhifa_alloc.schema.terms import CITY

Member: TypeAlias = tuple[Person, Assignment]
Groups: TypeAlias = Mapping[str, Mapping[str, Sequence[Member]]]
"""Kind (to, sex, age, quota_type) -> item -> people."""
UNKNOWN: Final = ""
"""Item of those whose sex or age is not known."""


def members_of(draft: Draft) -> tuple[Member, ...]:
    """Return the people who take part with their rows, in the order of the draft."""
    people = {person.staff_id: person for person in draft.case.people if person.takes_part}
    return tuple((people[one.staff_id], one) for one in draft.assignments if one.staff_id in people)


def groups_of(draft: Draft, members: Sequence[Member]) -> Groups:
    """Group the people four ways; each kind has all its items in their natural order, also those without people.

    ``UNKNOWN`` comes last and only where somebody belongs to it. Ages go by the keys of ``AGE_BANDS``.
    """
    found: dict[str, dict[str, list[Member]]] = {
        "to": _empty(*draft.case.receiving, CITY),
        "sex": _empty("男", "女"),
        "age": _empty(*(key for key, _, _ in AGE_BANDS)),
        "quota_type": _empty(*(kind for _, kind in draft.case.quota_rows)),
    }
    for person, one in members:
        age = age_band(person, draft.case.base_date)
        items = {"to": one.to, "sex": person.sex or UNKNOWN, "age": age, "quota_type": person.quota_type}
        for kind, item in items.items():
            found[kind].setdefault(item, []).append((person, one))
    return {kind: _unknown_last(groups) for kind, groups in found.items()}


def _empty(*items: str) -> dict[str, list[Member]]:
    return {item: [] for item in items}


def _unknown_last(groups: Mapping[str, Sequence[Member]]) -> dict[str, Sequence[Member]]:
    return dict(sorted(groups.items(), key=lambda group: group[0] == UNKNOWN))


def mean_age(draft: Draft, members: Sequence[Member]) -> float | None:
    """Return the mean age in years to one decimal; None where no birth or no base date is known."""
    day = draft.case.base_date
    if day is None:
        return None
    ages = [age_on(person.birth, day) for person, _ in members if person.birth]
    return round(sum(ages) / len(ages), 1) if ages else None


def near_retirement(draft: Draft, members: Sequence[Member]) -> int:
    """Count who retires within the months of ``horizon_of``."""
    months = horizon_of(draft.case)
    return sum(retires_within(person, draft.case.base_date, months) for person, _ in members)


def named_to_stay(draft: Draft, kept: Sequence[Member]) -> tuple[Member, ...]:
    """Return those of the kept people whom the department named (去向指定 市级留用); the others are suggestions.

    A pin that only carries on an earlier draft is no naming by the department.
    """
    own = {held.staff_id: held.own_pin for held in draft.held_places}
    return tuple(pair for pair in kept if own.get(pair[0].staff_id, pair[0].pin) == CITY)
