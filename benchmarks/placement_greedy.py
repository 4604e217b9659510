"""The way offices place people by hand: in some order, everyone takes the first wish that has room."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from zhifa_alloc.rules import demands_of
from zhifa_alloc.schema.case import Case
from zhifa_alloc.schema.person import Person
from zhifa_alloc.schema.quota import QuotaTable
from zhifa_alloc.schema.terms import CITY


def greedy(case: Case, table: QuotaTable, order: Sequence[str]) -> Mapping[str, str]:
    """Place people one by one; couples together while there is room, pins and exclusions obeyed.

    Nobody looks ahead: teams may be left without certified people, and late couples without a common place.
    """
    hall = _Hall(case, table)
    left = []
    for key in sorted(order, key=lambda key: key in hall.people and not hall.people[key].pin):
        if key in hall.people and key not in hall.places:
            left += hall.call(key)
    for one in left:
        hall.send_anywhere(one)
    return hall.places


class _Hall:
    """Where people are called in turn: who has a place, and what room is left."""

    def __init__(self, case: Case, table: QuotaTable) -> None:
        self.case = case
        self.room = dict(table.values)
        self.people = {one.staff_id: one for one in case.people if one.takes_part}
        demands = demands_of(case)
        self.closed = {(one.staff_id, one.destination) for one in demands.closed}
        self.mates = _both_ways((one.first, one.second) for one in demands.pairs if one.together)
        self.rivals = _both_ways((one.first, one.second) for one in demands.pairs if not one.together)
        self.places: dict[str, str] = {}

    def call(self, key: str) -> list[Person]:
        """Place a person, with the mate if there is one; return who found no room."""
        mate = self.mates.get(key)
        together = mate is not None and mate not in self.places
        group = [self.people[key], self.people[str(mate)]] if together else [self.people[key]]
        if self._settle(group):
            return []
        return [one for one in group if not self._settle([one])]

    def send_anywhere(self, one: Person) -> None:
        """Use up a place that is left, whatever the rules say."""
        row = (one.domain, one.quota_type)
        place = next(cell[2] for cell, free in self.room.items() if free > 0 and cell[:2] == row)
        self._take(one, place)

    def _settle(self, group: Sequence[Person]) -> bool:
        wishes = [wish for wish in group[0].wishes if wish]
        for place in (*wishes, *self.case.receivers_of(group[0].domain), CITY):
            if self._fits(group, place):
                for one in group:
                    self._take(one, place)
                return True
        return False

    def _fits(self, group: Sequence[Person], place: str) -> bool:
        wanted = Counter((one.domain, one.quota_type, place) for one in group)
        barred = any(
            (one.staff_id, place) in self.closed
            or self.places.get(self.rivals.get(one.staff_id, "")) == place
            for one in group
        )
        return not barred and all(self.room.get(cell, 0) >= number for cell, number in wanted.items())

    def _take(self, one: Person, place: str) -> None:
        self.places[one.staff_id] = place
        self.room[one.domain, one.quota_type, place] -= 1


def _both_ways(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    found = {}
    for first, second in pairs:
        found[first], found[second] = second, first
    return found
