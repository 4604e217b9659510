"""The corridors of the balance, counted in whole persons."""

from __future__ import annotations

import numpy as np

from zhifa_alloc.staffing.matrix import Bools, Ints
from zhifa_alloc.staffing.parts import Part
from zhifa_alloc.staffing.problem import Problem


def persons_outside(problem: Problem, part: Part, places: Ints) -> int:
    """Persons outside the corridors of a part.

    Args:
        problem: the placement.
        part: the part that is meant.
        places: destination of each of the part's people, in their order.
    """
    below, above = deviations(problem, part, places)
    return int(below.sum() + above.sum())


def deviations(problem: Problem, part: Part, places: Ints) -> tuple[Ints, Ints]:
    """Persons below and above each corridor, G × (D − 1) × K; zero for domains of other parts."""
    found = np.zeros(
        (*problem.low.shape[:1], len(problem.destinations), problem.low.shape[2]), dtype=np.int64
    )
    np.add.at(found, (problem.domain_of[part.people], places), problem.member[part.people])
    teams = found[:, :-1]
    below = np.maximum(0, problem.low - teams)
    above = np.maximum(0, teams - problem.high)
    others = [g for g in range(len(problem.domains)) if g not in part.domains]
    below[others] = 0
    above[others] = 0
    return below, above


def corridors(problem: Problem, part: Part) -> tuple[tuple[int, int], ...]:
    """(domain, category) pairs with any member, in the order that models and slack columns share."""
    found: list[tuple[int, int]] = []
    for g in part.domains if problem.low.shape[1] else ():
        held: Bools = problem.member[problem.domain_of == g].any(axis=0)
        found.extend((g, int(k)) for k in np.flatnonzero(held))
    return tuple(found)
