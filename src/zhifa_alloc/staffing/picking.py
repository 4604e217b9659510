"""积分选岗: in the order of 积分 each takes the best wish that leaves the rest feasible.

A serial dictatorship with a look ahead: nobody gains by putting the places named in another order than the true one,
for one's own wishes never change who chooses when or what is still open. As only three can be named, it can pay to
name one that is likely to be open (Haeringer and Klijn 2009). The optimised placement is not even that safe.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

import numpy as np

from zhifa_alloc.staffing.ladder import is_whole
from zhifa_alloc.staffing.matrix import Floats
from zhifa_alloc.staffing.model import build_model, destinations_of
from zhifa_alloc.staffing.parts import Part
from zhifa_alloc.staffing.problem import Problem
from zhifa_alloc.staffing.seats import Seats
from zhifa_alloc.staffing.solver import Solver


def pick(
    problem: Problem, parts: Sequence[Part], first: Mapping[int, int]
) -> tuple[Problem, Mapping[int, int]]:
    """Let everyone choose in turn.

    Args:
        problem: the placement.
        parts: of it.
        first: any placement that meets the hard rules, person index -> destination index; it decides nothing.

    Returns:
        The problem with every choice made as the only open destination, and the choices themselves: person
        index -> index of who chose, the person or somebody of the same 同区 unit. Who found no wish open has
        no choice; the goals place them.
    """
    choices: dict[int, int] = {}
    allowed = problem.allowed.copy()
    for part in parts:
        for chooser, unit, d in _Turn(problem, part, first).choices():
            choices |= dict.fromkeys(unit, chooser)
            allowed[list(unit)] = False
            allowed[list(unit), d] = True
    return replace(problem, allowed=allowed), choices


def picking_order(problem: Problem, people: Sequence[int]) -> tuple[int, ...]:
    """Sort by 积分 from high to low, who has none last; ties by 同等条件随机次序号."""

    def rank(i: int) -> tuple[bool, Fraction, int]:
        points = problem.people[i].points
        return points is None, -(points or Fraction(0)), int(problem.numbers[i])

    return tuple(sorted(people, key=rank))


class _Turn:
    """One part while its people choose: what is decided, and one placement that fits all of it."""

    def __init__(self, problem: Problem, part: Part, first: Mapping[int, int]) -> None:
        self.problem = problem
        self.part = part
        self.model = build_model(problem, part)
        self.solver = Solver(self.model.matrix)
        self.ceiling: Floats = self.model.matrix.ceiling.copy()
        self.seats = Seats(problem, part, np.array([first[unit[0]] for unit in part.units]))
        self.members: list[list[int]] = [[] for _ in part.units]
        for k, unit in enumerate(part.unit_of.tolist()):
            self.members[unit].append(k)
        self.decided = np.zeros(len(part.units), dtype=np.bool_)
        self.taken = np.zeros_like(problem.capacity)
        self.refused: set[tuple[Hashable, int]] = set()

    def choices(self) -> Iterator[tuple[int, tuple[int, ...], int]]:
        """Let everyone of the part choose; a 同区 unit is chosen for by whoever of it comes first.

        Yields:
            Who chose, the unit that is chosen for, and the destination.
        """
        position = {int(i): k for k, i in enumerate(self.part.people)}
        place = {name: d for d, name in enumerate(self.problem.destinations)}
        for i in picking_order(self.problem, [int(i) for i in self.part.people]):
            unit = int(self.part.unit_of[position[i]])
            wishes = [place[wish] for wish in self.problem.people[i].wishes if wish in place]
            if self.decided[unit] or self.problem.people[i].pin:
                continue
            chosen = next((d for d in wishes if self._open(unit, d)), None)
            if chosen is not None:
                self._decide(unit, chosen)
                yield i, self.part.units[unit], chosen

    def _open(self, unit: int, d: int) -> bool:
        """Say whether the unit can go there with everything that is decided, and the rest still fits."""
        if self.model.column[unit, d] < 0 or self._full(unit, d):
            return False
        alike = self._alike(unit)
        if (alike, d) in self.refused:
            return False
        if self.seats.take(self.members[unit], d) or self._resolve(unit, d):
            return True
        self.refused.add((alike, d))
        return False

    def _full(self, unit: int, d: int) -> bool:
        """Say whether earlier choices have used up the places."""
        rows = self.problem.row_of[list(self.part.units[unit])]
        wanted = np.bincount(rows, minlength=len(self.problem.rows))
        return bool((self.taken[:, d] + wanted > self.problem.capacity[:, d])[rows].any())

    def _alike(self, unit: int) -> Hashable:
        """Return what is the same for units that can stand in for each other in every placement.

        What one of them was refused, none of them gets later: in a placement that gave it to the later one, both
        could change places, and the earlier one would have got it.
        """
        k, *others = self.members[unit]
        return unit if others or not self.seats.loose[k] else self.seats.kind(k)

    def _resolve(self, unit: int, d: int) -> bool:
        """Ask the solver for another plan with this choice; keep it when there is one.

        A relaxation that leaves as many as it can where they are is mostly whole already.
        """
        ceiling = self._with(unit, d)
        self.solver.limit(ceiling)
        stay = np.zeros(len(ceiling))
        at = self.seats.at[[members[0] for members in self.members]]
        stay[self.model.column[np.arange(len(at)), at]] = -1.0
        relaxed = self.solver.relax(stay)
        if relaxed is None:
            return False
        values: Floats | None = relaxed.values
        if not is_whole(relaxed.values[: self.model.choices]):
            values = self.solver.first()
        if values is None:
            return False
        self.seats.reseat(destinations_of(self.model, values))
        return True

    def _with(self, unit: int, d: int) -> Floats:
        ceiling = self.ceiling.copy()
        columns = self.model.column[unit]
        ceiling[columns[(columns >= 0) & (columns != columns[d])]] = 0.0
        return ceiling

    def _decide(self, unit: int, d: int) -> None:
        self.ceiling = self._with(unit, d)
        self.decided[unit] = True
        self.seats.hold(self.members[unit])
        for i in self.part.units[unit]:
            self.taken[self.problem.row_of[i], d] += 1
