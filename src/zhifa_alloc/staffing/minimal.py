"""The smallest set of demands that cannot hold together: leave out any one of them and the rest can.

A deletion filter (Chinneck 2008) over named demands, in blocks that are halved. HiGHS' own irreducible set knows
nothing of whole people, and misses, say, three rivals for two districts.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from zhifa_alloc.staffing.parts import Part
from zhifa_alloc.staffing.problem import Problem
from zhifa_alloc.staffing.relaxation import Relaxed
from zhifa_alloc.staffing.repairs import Elastic, Words, elastic_of
from zhifa_alloc.staffing.solver import Solver

_WHOLE: Final = 1e-6
"""How far floating point may be off a whole person."""
MOST: Final = 1000
"""Demands beyond which the filter would take too long (513, of 10,000 people in one part, take 1.8 s); the conflict
then stays without names."""


@dataclass(frozen=True, slots=True)
class Clash:
    """Demands that cannot hold together, in words, and the domains of the people and teams they are about."""

    demands: tuple[Words, ...]
    domains: frozenset[str]


def minimal_demands(problem: Problem, part: Part) -> Clash:
    """Name demands of a part without a placement, no more than it takes; headcounts stand as they are.

    What one rule closes to one person is one demand. Empty when headcounts and open places alone forbid every
    placement, or when there are too many demands.
    """
    elastic = elastic_of(problem, part)
    kept = list(elastic.named.values())
    if len(kept) > MOST:
        return Clash((), frozenset())
    solver = Solver(elastic.rows.matrix(np.array(elastic.ceilings)))
    size = len(kept)
    while size:
        start = 0
        while start < len(kept):
            trial = kept[:start] + kept[start + size :]
            if _clash(problem, elastic, solver, [column for named in trial for column in named.columns]):
                kept = trial
            else:
                start += size
        size //= 2
    about = frozenset[str]().union(*(named.domains for named in kept))
    return Clash(tuple(named.words for named in kept), about)


def has_placement(problem: Problem, part: Part) -> bool:
    """Tell whether a part has any placement under the hard rules."""
    elastic = elastic_of(problem, part)
    solver = Solver(elastic.rows.matrix(np.array(elastic.ceilings)))
    yielding = np.flatnonzero([kind is not None for kind in elastic.kinds])
    return not _clash(problem, elastic, solver, yielding.tolist())


def _clash(problem: Problem, elastic: Elastic, solver: Solver, held: Sequence[int]) -> bool:
    """Whether these demands, with the headcounts, leave no placement.

    Fractions of people are asked first: mostly they have no room either, or fall out whole.
    """
    ceiling = np.array(elastic.ceilings)
    ceiling[[column for column, kind in enumerate(elastic.kinds) if kind == "headcounts"]] = 0.0
    ceiling[list(held)] = 0.0
    solver.limit(ceiling)
    relaxed = solver.relax(np.zeros(len(ceiling)))
    if relaxed is None:
        return True
    return not _comes_out_whole(problem, elastic, solver, relaxed) and solver.first() is None


def _comes_out_whole(problem: Problem, elastic: Elastic, solver: Solver, relaxed: Relaxed) -> bool:
    """Whether those who are in several places at once can be put into one, while people of other rows stay."""
    split = np.abs(relaxed.values - np.round(relaxed.values)) > _WHOLE
    if not split.any():
        return True
    kept = (relaxed.values > _WHOLE) | np.array([kind is not None for kind in elastic.kinds])
    in_parts = (split[elastic.choice] & (elastic.choice >= 0)).any(axis=1)
    near = elastic.choice[np.isin(problem.row_of, problem.row_of[in_parts])]
    kept[near[near >= 0]] = True
    return solver.search_among(np.zeros(len(kept)), None, kept).values is not None
