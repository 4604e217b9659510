"""Which headcounts can be filled at all: goals aside, is there one whole placement under the hard rules?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from zhifa_alloc.rules import demands_of
from zhifa_alloc.schema.case import Case
from zhifa_alloc.schema.quota import QuotaTable
from zhifa_alloc.staffing.conflicts import counted
from zhifa_alloc.staffing.matrix import Ints
from zhifa_alloc.staffing.model import build_model
from zhifa_alloc.staffing.parts import Part, split
from zhifa_alloc.staffing.problem import Problem, build_problem
from zhifa_alloc.staffing.solver import Solver


class Filling:
    """A case whose headcounts may be changed; what was found of a part is remembered."""

    def __init__(self, case: Case, headcounts: QuotaTable) -> None:
        """Take the headcounts to begin with."""
        self.problem: Problem = build_problem(case, headcounts, demands_of(case), None)
        self.parts = split(self.problem)
        self._rooms = [_Room(self.problem, part) for part in self.parts]

    def stuck(self) -> frozenset[str]:
        """Return the domains of the parts that the first headcounts leave unfilled."""
        places = self.problem.capacity
        return frozenset(
            self.problem.domains[g]
            for part, room in zip(self.parts, self._rooms, strict=True)
            if not room.fits(places)
            for g in part.domains
        )

    def fits(self, headcounts: QuotaTable) -> bool:
        """Tell whether everybody finds a place under these headcounts."""
        places = self._places(headcounts)
        return all(room.fits(places) for room in self._rooms)

    def hopeless(self, tables: Sequence[QuotaTable]) -> bool:
        """Tell whether some part stays unfilled even if each of its numbers may come from a table of its own."""
        stacked = np.stack([self._places(table) for table in tables])
        lowest, highest = stacked.min(axis=0), stacked.max(axis=0)
        return not all(room.fits_between(lowest, highest) for room in self._rooms)

    def _places(self, headcounts: QuotaTable) -> Ints:
        return np.array(
            [
                [headcounts.values.get((*row, name), 0) for name in self.problem.destinations]
                for row in self.problem.rows
            ],
            dtype=np.int64,
        )


class _Room:
    """One part, in the hands of a solver that is told the headcounts."""

    def __init__(self, problem: Problem, part: Part) -> None:
        self.problem = problem
        self.part = part
        # Nothing is aimed at, so nobody need count for the balance: its corridors make a relaxation 40 times longer.
        self.model = build_model(replace(problem, member=np.zeros_like(problem.member)), part)
        self.solver = Solver(self.model.matrix)
        self.known: dict[bytes, bool] = {}

    def fits(self, places: Ints) -> bool:
        key = places[self.part.rows].tobytes()
        if key not in self.known:
            short = counted(replace(self.problem, capacity=places), self.part)
            self.known[key] = not short and self.fits_between(places, places)
        return self.known[key]

    def fits_between(self, lowest: Ints, highest: Ints) -> bool:
        for row, first in self.model.named_rows.cells.items():
            for d, (low, high) in enumerate(zip(lowest[row], highest[row], strict=True)):
                self.solver.hold(first + d, float(low), float(high))
        nothing = np.zeros(len(self.model.matrix.ceiling))
        return self.solver.relax(nothing) is not None and self.solver.first() is not None
