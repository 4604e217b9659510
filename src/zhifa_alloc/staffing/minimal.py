"""The smallest set of demands that cannot hold together: leave out any one of them and the rest can.

A deletion filter (Chinneck 2008) over named demands, in blocks that are halved. HiGHS' own irreducible set knows
nothing of whole people, and misses, say, three rivals for two districts.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np

from zhifa_alloc.staffing.parts import Part
from zhifa_alloc.staffing.problem import Problem
from zhifa_alloc.staffing.repairs import Elastic, Kind, elastic_of
from zhifa_alloc.staffing.solver import Solver

_NAMED: Final[frozenset[Kind]] = frozenset({"certificates", "relations", "destinations"})
MOST: Final = 400
"""Demands beyond which the filter would take too long; the conflict then stays without names."""


def minimal_demands(problem: Problem, part: Part) -> tuple[str, ...]:
    """Name demands of a part without a placement, no more than it takes; headcounts stand as they are.

    Empty when headcounts and open places alone forbid every placement, or when there are too many demands.
    """
    elastic = elastic_of(problem, part)
    named = [column for column, kind in enumerate(elastic.kinds) if kind in _NAMED]
    if len(named) > MOST:
        return ()
    solver = Solver(elastic.rows.matrix(np.array(elastic.ceilings)))
    kept = named
    size = len(kept)
    while size:
        start = 0
        while start < len(kept):
            trial = kept[:start] + kept[start + size :]
            if _clash(elastic, solver, trial):
                kept = trial
            else:
                start += size
        size //= 2
    return tuple(elastic.labels[column].replace("#", f"{elastic.ceilings[column]:.0f}") for column in kept)


def _clash(elastic: Elastic, solver: Solver, held: Sequence[int]) -> bool:
    """Whether these demands, with the headcounts, leave no placement."""
    ceiling = np.array(elastic.ceilings)
    ceiling[[column for column, kind in enumerate(elastic.kinds) if kind == "headcounts"]] = 0.0
    ceiling[list(held)] = 0.0
    solver.limit(ceiling)
    return solver.first() is None
