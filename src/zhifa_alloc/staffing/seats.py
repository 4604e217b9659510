"""Who sits where while people choose one after the other, and who moves up so that one more can sit somewhere.

All seats are taken at any time. Somebody who takes a seat sends another person of the same 领域 and 编制类型, who
has not chosen yet, to a further place, and so on until somebody takes the seat that became free: an alternating
cycle (Berge 1957), found breadth first. Floors of the rules must hold at every place
that such a chain touches.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence

import numpy as np

from zhifa_alloc.staffing.matrix import Bools, Ints
from zhifa_alloc.staffing.parts import Part
from zhifa_alloc.staffing.problem import Problem


class Seats:
    """One part, everybody seated. People are numbered as in ``part.people``.

    Attributes:
        at: destination of each.
        loose: who can be moved by others: a unit by themselves, kept apart from nobody, not held.
    """

    def __init__(self, problem: Problem, part: Part, destinations: Ints) -> None:
        """Seat everybody.

        Args:
            problem: the placement.
            part: of it.
            destinations: one a unit, a placement that obeys the rules.
        """
        self._part = part
        self._row = problem.row_of[part.people]
        self._allowed = problem.allowed[part.people]
        self._of_row = {int(r): np.flatnonzero(self._row == r) for r in part.rows}
        self._where = np.array([floor.destination for floor in part.floors], dtype=np.int64)
        self._least = np.array([floor.at_least for floor in part.floors], dtype=np.int64)
        counts = [np.isin(part.people, floor.members) for floor in part.floors]
        self._counts: Bools = np.array(counts, dtype=np.bool_).reshape(len(counts), len(part.people))
        self._floors = {key: floors for row in self._of_row for key, floors in self._floors_of(row)}
        self._rivals = self._kept_apart()
        self.loose: Bools = np.bincount(part.unit_of)[part.unit_of] == 1
        self.loose[list(self._rivals)] = False
        self.reseat(destinations)

    def _floors_of(self, row: int) -> Iterator[tuple[tuple[int, int], Ints]]:
        """Find the floors in which people of a row count, one destination after the other."""
        counting = self._counts[:, self._of_row[row]].any(axis=1)
        for d in range(self._allowed.shape[1]):
            yield (row, d), np.flatnonzero(counting & (self._where == d))

    def _kept_apart(self) -> dict[int, list[tuple[int, tuple[int, ...]]]]:
        """Return for each person of a pair kept apart the other, and where they are."""
        number = {int(i): k for k, i in enumerate(self._part.people)}
        found: dict[int, list[tuple[int, tuple[int, ...]]]] = {}
        for rivals in self._part.rivals:
            first, second = number[rivals.first], number[rivals.second]
            found.setdefault(first, []).append((second, rivals.destinations))
            found.setdefault(second, []).append((first, rivals.destinations))
        return found

    def reseat(self, destinations: Ints) -> None:
        """Seat everybody anew, one destination a unit."""
        self.at = self._part.places(destinations)
        there = self._counts & (self.at == self._where[:, None])
        self._spare: Ints = there.sum(axis=1) - self._least

    def kind(self, k: int) -> Hashable:
        """Return what decides where one person can sit: row, floors that count them, destinations open to them."""
        return int(self._row[k]), self._counts[:, k].tobytes(), self._allowed[k].tobytes()

    def hold(self, people: Sequence[int]) -> None:
        """Let some people be moved no more."""
        self.loose[people] = False

    def take(self, people: Sequence[int], d: int) -> bool:
        """Seat the people of a unit somewhere, others moving up; when that finds no seats, all stay where they are."""
        at, spare = self.at.copy(), self._spare.copy()
        for k in people:
            chain = None if self._meets_rival(k, d) else self._chain(k, d)
            if chain is None:
                self.at, self._spare = at, spare
                return False
            for one, place in chain:
                self._move(one, place)
        return True

    def _meets_rival(self, k: int, d: int) -> bool:
        return any(self.at[other] == d and d in places for other, places in self._rivals.get(k, ()))

    def _move(self, k: int, d: int) -> None:
        row = int(self._row[k])
        for place, sign in ((int(self.at[k]), -1), (d, 1)):
            floors = self._floors[row, place]
            self._spare[floors] += sign * self._counts[floors, k]
        self.at[k] = d

    def _chain(self, k: int, d: int) -> list[tuple[int, int]] | None:
        """Return who goes where so that one person can sit at ``d``; None when no chain is found.

        A place is entered by the first who can get there, so a chain can be missed where floors are tight.
        """
        origin = int(self.at[k])
        if origin == d:
            return []
        entering = {d: k}
        for e in _growing(entering):
            leaving = self._leaving(e, entering[e])
            last = leaving[self._allowed[leaving, origin]]
            last = last[self._keeps(origin, k, last)]
            if len(last) > 0:
                return self._followed(entering, int(last[0]), origin)
            for place in np.flatnonzero(self._allowed[leaving].any(axis=0)).tolist():
                if place != origin and place not in entering:
                    entering[place] = int(leaving[self._allowed[leaving, place].argmax()])
        return None

    def _leaving(self, d: int, enters: int) -> Ints:
        """Return who could leave a place when somebody enters it."""
        row = self._of_row[int(self._row[enters])]
        there = row[(self.at[row] == d) & self.loose[row]]
        floors = self._floors[int(self._row[enters]), d]
        spare = self._spare[floors] + self._counts[floors, enters]
        kept: Ints = there[np.all(spare[:, None] >= self._counts[floors][:, there], axis=0)]
        return kept

    def _keeps(self, d: int, leaves: int, entering: Ints) -> Bools:
        """Say for whom of those entering a place its floors hold when somebody leaves it."""
        floors = self._floors[int(self._row[leaves]), d]
        spare = self._spare[floors] - self._counts[floors, leaves]
        kept: Bools = np.all(spare[:, None] + self._counts[floors][:, entering] >= 0, axis=0)
        return kept

    def _followed(self, entering: dict[int, int], last: int, origin: int) -> list[tuple[int, int]]:
        """Follow a chain back from the person who takes the seat at ``origin``."""
        chain = [(last, origin)]
        while (place := int(self.at[chain[-1][0]])) != origin:
            chain.append((entering[place], place))
        return chain


def _growing(entering: dict[int, int]) -> Iterator[int]:
    """Walk over the places in the order in which they were reached, those that are reached on the way included."""
    walked = 0
    while walked < len(entering):
        yield list(entering)[walked]
        walked += 1
