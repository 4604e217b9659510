"""同区: the two share their destination; the city counts as one place. Lapses with a partner who takes no part."""

from __future__ import annotations

from collections.abc import Iterator

from zhifa_alloc.rules.rule import Rule, Verdict
from zhifa_alloc.rules.view import View
from zhifa_alloc.schema.case import Case, Relation
from zhifa_alloc.schema.draft import Place
from zhifa_alloc.schema.person import Person
from zhifa_alloc.schema.placement import Demands, Pair
from zhifa_alloc.schema.terms import TOGETHER

_ID = "same-district"


def _in_force(case: Case) -> Iterator[tuple[Relation, bool]]:
    """Yield every 同区 relation of known people, and whether both take part."""
    people: dict[str, Person] = {person.staff_id: person for person in case.people}
    for relation in case.relations:
        if relation.demand == TOGETHER and relation.first in people and relation.second in people:
            yield relation, people[relation.first].takes_part and people[relation.second].takes_part


def _inspect(view: View) -> Verdict:
    broken: list[Place] = []
    warned: list[Place] = []
    for relation, in_force in _in_force(view.case):
        both = (relation.first, relation.second)
        if not in_force:
            warned.append(Place("same_district.lapsed", {}, both))
            continue
        places = [view.destinations.get(key) for key in both]
        if None not in places and places[0] != places[1]:
            broken.append(Place("same_district.apart", {"first": places[0], "second": places[1]}, both))
    return Verdict(tuple(broken), tuple(warned))


def _demand(case: Case) -> Demands:
    return Demands(
        pairs=tuple(
            Pair(relation.first, relation.second, together=True, rule=_ID)
            for relation, in_force in _in_force(case)
            if in_force
        )
    )


RULE = Rule(id=_ID, order=130, law="own", severity="hard", inspect=_inspect, demand=_demand)
