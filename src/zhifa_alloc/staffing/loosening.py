"""Large parts fall into domains once the few 同区 groups that tie them together have found their places.

A group across domains is first split. Large placements are priced with their groups whole before anything is
relaxed; elsewhere each domain is relaxed by itself, with the group's members free of each other, and reduced costs
are what each place would cost. The group takes the cheapest that has room, and the domains are placed one by one.
This proves nothing about the group, so the bounds come from the relaxation with the groups still open.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from zhifa_alloc.staffing.diving import SEARCHED_WHOLE
from zhifa_alloc.staffing.matrix import Floats, Ints
from zhifa_alloc.staffing.parts import Part, split
from zhifa_alloc.staffing.problem import Problem


@dataclass(frozen=True, slots=True, eq=False)
class Loosened:
    """The placement with groups split by domain.

    Attributes:
        tied: the same, its groups whole.
        problem: the same, but ``units`` hold no two domains where ``groups`` took them apart.
        parts: the parts it falls into.
        groups: for each group that was split, one (part, unit) position for each of its pieces.
    """

    tied: Problem
    problem: Problem
    parts: tuple[Part, ...]
    groups: tuple[tuple[tuple[int, int], ...], ...]

    def members(self) -> list[list[int]]:
        """Return the people of each group."""
        return [[i for p, u in group for i in self.parts[p].units[u]] for group in self.groups]

    def wanted(self) -> list[Ints]:
        """Return how many places of each row each group takes."""
        problem = self.problem
        return [np.bincount(problem.row_of[people], minlength=len(problem.rows)) for people in self.members()]

    def charged(self, charges: Floats) -> list[Floats]:
        """Sum up for each group what its people are charged (n × D) for each destination."""
        allowed = self.problem.allowed
        return [
            np.where(allowed[people].all(axis=0), charges[people].sum(axis=0), np.inf)
            for people in self.members()
        ]

    def gathered(self, costs: Sequence[Floats]) -> list[Floats]:
        """Sum up for each group what its pieces cost, from each part's units × D."""
        return [np.sum([costs[p][u] for p, u in group], axis=0) for group in self.groups]


def loosen(problem: Problem, parts: Sequence[Part]) -> Loosened:
    """Split the groups across domains of every part that is too large to be searched as a whole."""
    large = {
        unit for part in parts if len(part.units) > SEARCHED_WHOLE for unit in part.units if len(unit) > 1
    }
    crossing = [unit for unit in problem.units if unit in large and len(_pieces(problem, unit)) > 1]
    split_up = set(crossing)
    if not crossing:
        return Loosened(problem, problem, tuple(parts), ())
    allowed = problem.allowed.copy()
    for unit in crossing:
        allowed[list(unit)] &= problem.allowed[list(unit)].all(axis=0)
    whole = [unit for unit in problem.units if unit not in split_up]
    pieces = [piece for unit in crossing for piece in _pieces(problem, unit)]
    tied = replace(problem, allowed=allowed)
    loose = replace(tied, units=tuple(sorted((*whole, *pieces))))
    found = split(loose)
    position = {unit: (p, u) for p, part in enumerate(found) for u, unit in enumerate(part.units)}
    groups = tuple(tuple(position[piece] for piece in _pieces(problem, unit)) for unit in crossing)
    return Loosened(tied, loose, found, groups)


def _pieces(problem: Problem, unit: tuple[int, ...]) -> list[tuple[int, ...]]:
    """Sort the people of a unit by domain."""
    domains = sorted({int(problem.domain_of[i]) for i in unit})
    return [tuple(i for i in unit if problem.domain_of[i] == g) for g in domains]


def settle_groups(loosened: Loosened, costs: Sequence[Floats]) -> list[dict[int, int]] | None:
    """Give every split group one place; None where one finds no room.

    Args:
        loosened: the placement with groups split.
        costs: of each group, what each destination costs it; infinite where closed.

    Returns:
        For each part: unit -> destination, of the units that belong to a group.
    """
    room = loosened.problem.capacity.copy()
    settled: list[dict[int, int]] = [{} for _ in loosened.parts]
    for group, wanted, cost in zip(loosened.groups, loosened.wanted(), costs, strict=True):
        fits = (room >= wanted[:, None]).all(axis=0) & np.isfinite(cost)
        if not fits.any():
            return None
        d = int(np.argmin(np.where(fits, cost, np.inf)))
        room[:, d] -= wanted
        for p, u in group:
            settled[p][u] = d
    return settled
