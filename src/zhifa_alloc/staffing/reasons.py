"""Why each person goes where: a code and what its sentence quotes, never a second person."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from zhifa_alloc.rules.goals import preference_of
from zhifa_alloc.schema.person import Person
from zhifa_alloc.schema.placement import Assignment, Reason
from zhifa_alloc.schema.terms import CITY, NOT_PLACED
from zhifa_alloc.staffing.problem import Problem


def assignments_of(problem: Problem, places: Mapping[int, int]) -> tuple[Assignment, ...]:
    """Write one assignment a person of the case, sorted by 人员编号."""
    index = {person.staff_id: i for i, person in enumerate(problem.people)}
    demand = _wish_demand(problem)
    coupled = frozenset(i for unit in problem.units if len(unit) > 1 for i in unit)
    rows = []
    for person in sorted(problem.case.people, key=lambda person: person.staff_id):
        i = index.get(person.staff_id)
        rows.append(_left_out(person) if i is None else _placed(problem, i, places[i], demand, coupled))
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


def _placed(
    problem: Problem, i: int, d: int, demand: Counter[tuple[int, int]], coupled: frozenset[int]
) -> Assignment:
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
        reason=_reason(problem, i, d, demand, coupled),
        draw_number=int(problem.numbers[i]),
    )


def _wish_demand(problem: Problem) -> Counter[tuple[int, int]]:
    """People per (row, destination) who named the destination among their wishes."""
    place = {name: d for d, name in enumerate(problem.destinations)}
    return Counter(
        (int(problem.row_of[i]), place[wish])
        for i, person in enumerate(problem.people)
        for wish in dict.fromkeys(person.wishes)
        if wish in place
    )


def _reason(
    problem: Problem, i: int, d: int, demand: Counter[tuple[int, int]], coupled: frozenset[int]
) -> Reason:
    person = problem.people[i]
    to = problem.destinations[d]
    if person.pin:
        return Reason("pinned", {"to": to})
    preference = preference_of(person, to)
    if preference == 1:
        return Reason("first_wish", {"to": to})
    if preference is not None:
        return _closed_wish(problem, i, to, preference, demand, coupled)
    if person.stationed == to:
        return Reason("stays", {"to": to})
    return Reason("city" if to == CITY else "no_wish", {"to": to})


def _closed_wish(
    problem: Problem,
    i: int,
    to: str,
    preference: int,
    demand: Counter[tuple[int, int]],
    coupled: frozenset[int],
) -> Reason:
    """Name what closed the best wish that was not met."""
    person = problem.people[i]
    position, wish = next((k, name) for k, name in enumerate(person.wishes, start=1) if name)
    params: dict[str, object] = {"to": to, "preference": preference, "wish": wish, "position": position}
    if wish == to:
        return Reason("named_wish", params)
    kind = "other_wish" if preference else "none_met"
    if wish not in problem.destinations:
        return Reason(f"{kind}_not_receiving", params)
    w = problem.destinations.index(wish)
    if not problem.allowed[i, w]:
        return Reason(f"{kind}_closed_by_rule", params)
    row = int(problem.row_of[i])
    room, wanted = int(problem.capacity[row, w]), demand[(row, w)]
    if wanted > room:
        return Reason(f"{kind}_full", {**params, "room": room, "wanted": wanted})
    if i in coupled:
        return Reason(f"{kind}_together", params)
    return Reason(f"{kind}_balance", params)
