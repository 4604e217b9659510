"""A placement cut down to the people who may still move: what everyone else fills is taken off every demand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

import numpy as np

from zhifa_alloc.staffing.matrix import Bools, Ints
from zhifa_alloc.staffing.problem import Floor, Problem, Rivals


def excerpt(problem: Problem, free: Bools, places: Ints) -> Problem:
    """Return the placement of the free people alone.

    A placement of theirs meets its demands exactly when it meets, with everyone else where they are, those
    of the whole; the goals differ by what everyone else costs.

    Args:
        problem: the whole placement.
        free: n, who may move; a unit is free as a whole or not at all.
        places: n, destination of everyone.
    """
    kept = np.flatnonzero(free)
    fixed = np.flatnonzero(~free)
    position = {int(i): k for k, i in enumerate(kept)}
    filled = _filled(problem, fixed, places)
    return replace(
        problem,
        people=tuple(problem.people[i] for i in kept),
        numbers=problem.numbers[kept],
        reachable=problem.reachable[kept],
        allowed=_allowed(problem, free, places)[kept],
        closed={(position[i], d): rules for (i, d), rules in problem.closed.items() if free[i]},
        row_of=problem.row_of[kept],
        domain_of=problem.domain_of[kept],
        capacity=problem.capacity - _cells(problem, fixed, places),
        units=tuple(tuple(position[i] for i in unit) for unit in problem.units if free[unit[0]]),
        together=tuple((position[a], position[b]) for a, b in problem.together if free[a]),
        floors=tuple(_floors(problem, free, places, position)),
        rivals=tuple(
            Rivals(position[one.first], position[one.second], one.destinations, one.rule)
            for one in problem.rivals
            if free[one.first] and free[one.second]
        ),
        member=problem.member[kept],
        low=problem.low - filled,
        high=problem.high - filled,
        costs={goal: table[kept] for goal, table in problem.costs.items()},
    )


def _cells(problem: Problem, fixed: Ints, places: Ints) -> Ints:
    cells = np.zeros_like(problem.capacity)
    np.add.at(cells, (problem.row_of[fixed], places[fixed]), 1)
    return cells


def _filled(problem: Problem, fixed: Ints, places: Ints) -> Ints:
    """Shape G × (D − 1) × K: who of everyone else stands in the corridors."""
    found = np.zeros((len(problem.domains), len(problem.destinations), problem.low.shape[2]), dtype=np.int64)
    np.add.at(found, (problem.domain_of[fixed], places[fixed]), problem.member[fixed])
    return found[:, :-1]


def _allowed(problem: Problem, free: Bools, places: Ints) -> Bools:
    """Close to the free what a rival who stays where he is closes to them."""
    allowed = problem.allowed.copy()
    for rivals in problem.rivals:
        for one, other in ((rivals.first, rivals.second), (rivals.second, rivals.first)):
            if free[one] and not free[other] and places[other] in rivals.destinations:
                allowed[one, places[other]] = False
    return allowed


def _floors(problem: Problem, free: Bools, places: Ints, position: Mapping[int, int]) -> Iterator[Floor]:
    """Ask of the free for what the others leave to ask."""
    for floor in problem.floors:
        moving = free[floor.members]
        there = int((places[floor.members[~moving]] == floor.destination).sum())
        members = np.array([position[int(i)] for i in floor.members[moving]], dtype=np.int64)
        if floor.at_least > there and len(members):
            yield replace(floor, members=members, at_least=floor.at_least - there)
