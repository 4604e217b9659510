"""Why each person goes where: a code and what its sentence quotes, never a second person."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Final

from zhifa_alloc.rules.goals import preference_of
from zhifa_alloc.schema.person import Person
from zhifa_alloc.schema.placement import Assignment, Reason
from zhifa_alloc.schema.terms import CITY, NOT_PLACED
from zhifa_alloc.staffing.problem import Problem

CARRIED: Final = "picked_together"
"""Reason of those who go along with somebody of their 同区 unit who chose."""


def assignments_of(
    problem: Problem, places: Mapping[int, int], choices: Mapping[int, int] | None = None
) -> tuple[Assignment, ...]:
    """Write one assignment a person of the case, sorted by 人员编号.

    Args:
        problem: the placement.
        places: person index -> destination index.
        choices: under 积分选岗, who chose for whom, see ``pick``; None where the goals placed everyone.
    """
    index = {person.staff_id: i for i, person in enumerate(problem.people)}
    reasons = _Reasons(problem, places, choices)
    rows = []
    for person in sorted(problem.case.people, key=lambda person: person.staff_id):
        i = index.get(person.staff_id)
        rows.append(_left_out(person) if i is None else _placed(problem, i, places[i], reasons))
    return tuple(rows)


def _left_out(person: Person) -> Assignment:
    return Assignment(
        staff_id=person.staff_id,
        domain=person.domain,
        quota_type=person.quota_type,
        unit=person.unit,
        to=NOT_PLACED,
        preference=None,
        pinned=False,
        reason=Reason("apart"),
    )


def _placed(problem: Problem, i: int, d: int, reasons: _Reasons) -> Assignment:
    person = problem.people[i]
    to = problem.destinations[d]
    return Assignment(
        staff_id=person.staff_id,
        domain=person.domain,
        quota_type=person.quota_type,
        unit=person.unit,
        to=to,
        preference=preference_of(person, to),
        pinned=bool(person.pin),
        reason=reasons.of(i, d),
        draw_number=int(problem.numbers[i]),
    )


class _Reasons:
    """What a reason needs to know about everyone, counted once."""

    def __init__(
        self, problem: Problem, places: Mapping[int, int], choices: Mapping[int, int] | None
    ) -> None:
        self.problem = problem
        self.choices = choices
        self.units = {i: list(unit) for unit in problem.units if len(unit) > 1 for i in unit}
        self.met = _rivals_there(problem, places)
        self.wanted = _wanted(problem)

    def of(self, i: int, d: int) -> Reason:
        """Give the reason of one person's destination."""
        person = self.problem.people[i]
        to = self.problem.destinations[d]
        if person.pin:
            return Reason("pinned", {"to": to})
        preference = preference_of(person, to)
        if self.choices is not None and i in self.choices:
            own = self.choices[i] == i
            return (
                Reason("picked", {"to": to, "preference": preference}) if own else Reason(CARRIED, {"to": to})
            )
        if preference is None:
            return self._without_wish(person, to)
        if preference == 1:
            return Reason("first_wish", {"to": to})
        return self._closed_wish(i, to, preference)

    def _without_wish(self, person: Person, to: str) -> Reason:
        if person.stationed == to:
            return Reason("stays", {"to": to})
        return Reason("city" if to == CITY else "no_wish", {"to": to})

    def _closed_wish(self, i: int, to: str, preference: int) -> Reason:
        """Name what closed the best wish that was not met."""
        person = self.problem.people[i]
        position, wish = next((k, name) for k, name in enumerate(person.wishes, start=1) if name)
        params: dict[str, object] = {"to": to, "preference": preference, "wish": wish, "position": position}
        if wish == to:
            return Reason("named_wish", params)
        cause, numbers = self._cause(i, wish)
        return Reason(f"{'other_wish' if preference else 'none_met'}_{cause}", {**params, **numbers})

    def _cause(self, i: int, wish: str) -> tuple[str, dict[str, int]]:
        problem = self.problem
        if wish not in problem.destinations:
            return "not_receiving", {}
        w = problem.destinations.index(wish)
        if not problem.allowed[i, w]:
            return "closed_by_rule", {}
        if i in self.units and not problem.allowed[self.units[i], w].all():
            return "together", {}
        if (i, w) in self.met:
            return "apart", {}
        row = int(problem.row_of[i])
        room, wanted = int(problem.capacity[row, w]), self.wanted[(row, w)]
        if wanted > room:
            return "full", {"room": room, "wanted": wanted}
        return ("together" if i in self.units else "balance"), {}


def _rivals_there(problem: Problem, places: Mapping[int, int]) -> frozenset[tuple[int, int]]:
    """(person, destination) where somebody had to go with whom the person must not share a team."""
    bound = problem.allowed.sum(axis=1) == 1
    pairs = [(one.first, one.second, one.destinations) for one in problem.rivals]
    pairs += [(second, first, destinations) for first, second, destinations in pairs]
    return frozenset(
        (one, places[other])
        for one, other, destinations in pairs
        if bound[other] and places[other] in destinations
    )


def _wanted(problem: Problem) -> Counter[tuple[int, int]]:
    """People per (row, destination) who named the destination among their wishes."""
    place = {name: d for d, name in enumerate(problem.destinations)}
    return Counter(
        (int(problem.row_of[i]), place[wish])
        for i, person in enumerate(problem.people)
        for wish in dict.fromkeys(person.wishes)
        if wish in place
    )
