"""The smallest set of demands that cannot hold together: leave out any one of them and the rest can.

A deletion filter (Chinneck 2008) over named demands, in blocks that are halved. HiGHS' own irreducible set knows
nothing of whole people, and misses, say, three rivals for two districts.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from zhifa_alloc.staffing.parts import Part
from zhifa_alloc.staffing.problem import Problem
from zhifa_alloc.staffing.relaxation import Relaxed
from zhifa_alloc.staffing.repairs import Elastic, Kind, elastic_of
from zhifa_alloc.staffing.solver import Solver

_NAMED: Final[frozenset[Kind]] = frozenset({"certificates", "relations"})
_WHOLE: Final = 1e-6
"""How far floating point may be off a whole person."""
MOST: Final = 400
"""Demands beyond which the filter would take too long; the conflict then stays without names."""


@dataclass(frozen=True, slots=True)
class Clash:
    """Demands that cannot hold together, by name, and the domains of the people and teams they are about."""

    demands: tuple[str, ...]
    domains: frozenset[str]


def minimal_demands(problem: Problem, part: Part) -> Clash:
    """Name demands of a part without a placement, no more than it takes; headcounts stand as they are.

    Places closed to one person are one demand. Empty when headcounts and open places alone forbid every
    placement, or when there are too many demands.
    """
    elastic = elastic_of(problem, part)
    named = _demands(elastic)
    if len(named) > MOST:
        return Clash((), frozenset())
    solver = Solver(elastic.rows.matrix(np.array(elastic.ceilings)))
    kept = list(named.values())
    size = len(kept)
    while size:
        start = 0
        while start < len(kept):
            trial = kept[:start] + kept[start + size :]
            if _clash(problem, elastic, solver, [column for columns in trial for column in columns]):
                kept = trial
            else:
                start += size
        size //= 2
    about = (elastic.domains[column] for columns in kept for column in columns)
    return Clash(tuple(name for name, columns in named.items() if columns in kept), frozenset().union(*about))


def _demands(elastic: Elastic) -> Mapping[str, Sequence[int]]:
    """Give name -> columns of every demand that may be named; the places closed to a person go together."""
    closed: dict[str, list[int]] = {}
    others: dict[str, list[int]] = {}
    for column, kind in enumerate(elastic.kinds):
        label = elastic.labels[column]
        if kind == "destinations":
            closed.setdefault(label.rsplit("→", 1)[0], []).append(column)
        elif kind in _NAMED:
            others.setdefault(label.replace("#", f"{elastic.ceilings[column]:.0f}"), []).append(column)
    places = {
        f"{key}→{'/'.join(elastic.labels[column].rsplit('→', 1)[1] for column in columns)}": columns
        for key, columns in closed.items()
    }
    return {**places, **others}


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
