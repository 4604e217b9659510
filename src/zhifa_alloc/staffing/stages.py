"""Every part placed, large ones with the groups that tie their domains together settled first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from zhifa_alloc.schema.placement import StageKey
from zhifa_alloc.staffing.diving import SEARCHED_WHOLE
from zhifa_alloc.staffing.ladder import Infeasible, Ladder, PartResult, Reached
from zhifa_alloc.staffing.loosening import Loosened, loosen, settle_groups
from zhifa_alloc.staffing.matrix import Floats
from zhifa_alloc.staffing.minimal import has_placement
from zhifa_alloc.staffing.opening import goal_weights, look_out
from zhifa_alloc.staffing.parts import Part, split
from zhifa_alloc.staffing.problem import Problem
from zhifa_alloc.staffing.regrouping import regroup
from zhifa_alloc.staffing.sharing import Groups

SEARCHED_CITY: Final = 2500
"""People up to whom the parts of a city are searched, in a few seconds for all; rounding takes a third of that."""


@dataclass(frozen=True, slots=True, eq=False)
class Solved:
    """Every part, placed.

    Attributes:
        problem: with the units of the parts.
        results: one a part.
        groups: that were split, see ``Loosened``; the parts' own bounds hold where there are none.
    """

    problem: Problem
    results: tuple[PartResult, ...]
    groups: Groups

    def places(self) -> dict[int, int]:
        """Return person index -> destination index."""
        return {
            int(i): int(d)
            for result in self.results
            for i, d in zip(result.part.people, result.places, strict=True)
        }


def solve(problem: Problem, parts: Sequence[Part], goals: Sequence[StageKey]) -> Solved:
    """Place every part, goal by goal; large parts with their groups settled first.

    Raises:
        Infeasible: no placement meets the hard rules.
    """
    loosened = loosen(problem, parts)
    if loosened.groups:
        try:
            return Solved(loosened.problem, _solve_loosened(loosened, goals), loosened.groups)
        except Infeasible:
            # The places that the groups took may be what does not fit; together with all others they are free again.
            _require_any(problem, parts)
    return Solved(problem, _place_each(problem, _ladders(problem, parts, goals)), ())


def _require_any(problem: Problem, parts: Sequence[Part]) -> None:
    """Make sure that every part has some placement, before the best is sought.

    Raises:
        Infeasible: a part has none.
    """
    for part in parts:
        if not has_placement(problem, part):
            raise Infeasible(part)


def _ladders(problem: Problem, parts: Sequence[Part], goals: Sequence[StageKey]) -> Sequence[Ladder]:
    """Relax every part."""
    weights = goal_weights(problem, goals)
    outlook = look_out(problem, weights, _columns(problem, parts))
    return [Ladder(problem, part, weights, outlook, {}) for part in parts]


def _columns(problem: Problem, parts: Sequence[Part]) -> int:
    """Count the columns of the largest part."""
    return max((len(part.units) for part in parts), default=0) * len(problem.destinations)


def _solve_loosened(loosened: Loosened, goals: Sequence[StageKey]) -> tuple[PartResult, ...]:
    """Settle the groups by prices, if there are any before the parts are relaxed, or else by what that tells."""
    problem, parts = loosened.problem, loosened.parts
    weights = goal_weights(problem, goals)
    outlook = look_out(loosened.tied, weights, _columns(problem, parts))
    if outlook is not None:
        settled = _settled(loosened, loosened.charged(outlook.charges))
        ladders = [
            Ladder(problem, part, weights, outlook, places)
            for part, places in zip(parts, settled, strict=True)
        ]
    else:
        ladders = [Ladder(problem, part, weights, outlook, {}) for part in parts]
        settled = _settled(loosened, loosened.gathered([ladder.reduced_table() for ladder in ladders]))
        for ladder, places in zip(ladders, settled, strict=True):
            ladder.settle(places)
        regroup(loosened, ladders, settled)
    return _place_each(problem, ladders)


def _settled(loosened: Loosened, costs: Sequence[Floats]) -> Sequence[Mapping[int, int]]:
    settled = settle_groups(loosened, costs)
    if settled is None:
        raise Infeasible(loosened.parts[0])
    return settled


def _place_each(problem: Problem, ladders: Sequence[Ladder]) -> tuple[PartResult, ...]:
    """Search the parts that are small enough, in cities that are; round the others."""
    small_city = len(problem.people) <= SEARCHED_CITY
    return tuple(
        ladder.climb() if small_city and len(ladder.part.units) <= SEARCHED_WHOLE else ladder.jump()
        for ladder in ladders
    )


def opened(problem: Problem, solved: Solved, goals: Sequence[StageKey]) -> Solved:
    """Open everything again that people's choices closed; no bound of the search holds then."""
    loose = loosen(problem, split(problem)).problem if solved.groups else problem
    ladders = _ladders(loose, [result.part for result in solved.results], goals)
    results = (
        replace(
            result,
            model=ladder.model,
            solver=ladder.solver,
            basis=ladder.basis,
            settled=ladder.settled,
            reached=tuple(Reached(reached.value, 0) for reached in result.reached),
        )
        for result, ladder in zip(solved.results, ladders, strict=True)
    )
    return Solved(loose, tuple(results), solved.groups)
