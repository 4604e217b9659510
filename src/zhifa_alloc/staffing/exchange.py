"""What one step of an unproved goal is worth in steps of a later one: one rate for all parts.

A goal that prices do not prove leaves some play, and the later goal's bound charges for using it up. Some parts
are relaxed with their unproved goals held at what was reached, their groups where they are settled; what the
held rows are worth there, on average, is the rate to begin with. Where that leaves much unproved, it is searched for the
rate that proves most: the lines that all parts' relaxations lay above what any rate proves say where to look next
(cutting planes of a Lagrangian dual, Kelley 1960), within a box around the best rate so far.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

import numpy as np

from zhifa_alloc.schema.placement import StageKey
from zhifa_alloc.staffing.ladder import PartResult
from zhifa_alloc.staffing.matrix import FREE, Floats, Rows, summed
from zhifa_alloc.staffing.opening import sum_of_goals
from zhifa_alloc.staffing.relaxation import Relaxation, Relaxed

Rates: TypeAlias = dict[StageKey, float]
"""What one step of each goal before is worth in steps of the goal that is priced."""
_ASKED: Final = 4
"""Parts, about, that are relaxed to find a rate."""
_ANSWERED: Final = 2000
"""Units of a part beyond which holding its goals takes minutes."""
_BOX: Final = 2.0
"""How many times larger or smaller than the best so far the next rate may be; less after every step that was no good."""


class Exchange:
    """The parts that are asked."""

    def __init__(self, goals: Sequence[StageKey], results: Sequence[PartResult]) -> None:
        """Choose some parts spread over all, and not too large.

        Args:
            goals: in their order.
            results: the parts as placed, no goal held and every column open.
        """
        small = [result for result in results if len(result.part.units) <= _ANSWERED]
        self.goals = goals
        self.asked = small[:: max(1, -(-len(small) // _ASKED))]

    def rates(self, goal: StageKey, firm: Rates, unproved: Sequence[StageKey]) -> Rates:
        """Return the mean of the rates that the parts give.

        Args:
            goal: that is priced.
            firm: what the goals before are worth that are proved.
            unproved: the other goals before.
        """
        told = np.array([self._told(part, goal, firm, unproved) for part in self.asked])
        return dict(zip(unproved, map(float, told.mean(axis=0)), strict=True))

    def _told(self, part: PartResult, goal: StageKey, firm: Rates, unproved: Sequence[StageKey]) -> Floats:
        """Relax one part with its unproved goals held; return the rates that this sets."""
        rows = [part.solver.row_of(other, part.model.costs[other]) for other in unproved]
        for other, row in zip(unproved, rows, strict=True):
            part.solver.hold(row, -FREE, float(part.reached[self.goals.index(other)].value))
        ended = part.solver.basis()
        part.solver.limit(part.settled)
        part.solver.restore(part.basis)
        relaxed = part.relaxed(sum_of_goals(part.model, {**firm, goal: 1.0}))
        part.solver.free_goals()
        part.open_all()
        part.solver.restore(ended)
        rates: Floats = np.maximum(0.0, -relaxed.prices[rows])
        return rates


@dataclass(frozen=True, slots=True)
class _Line:
    """Above what a part proves at any rates: ``level`` + Σ ``slopes`` × rates."""

    part: int
    level: float
    slopes: Floats

    def at(self, rates: Floats) -> float:
        return self.level + summed(self.slopes, rates)


class Search:
    """The search for better rates of one goal."""

    def __init__(
        self, goals: Sequence[StageKey], results: Sequence[PartResult], unproved: Sequence[StageKey]
    ) -> None:
        """Begin.

        Args:
            goals: in their order.
            results: the parts as placed.
            unproved: the goals before, for which rates are sought.
        """
        self.results = results
        self.unproved = unproved
        reached = [
            [result.reached[goals.index(other)].value for other in self.unproved] for result in results
        ]
        self.reached: Floats = np.array(reached, dtype=float).sum(axis=0)
        self.lines: list[_Line] = []
        self.box = _BOX

    def after(self, tried: Rates, best: Rates, relaxed: Sequence[Relaxed], costs: Sequence[Floats]) -> Rates:
        """Return the rates near the best under which the lines allow most.

        Args:
            tried: the last rates.
            best: of all that were tried.
            relaxed: the parts at the last rates.
            costs: what was charged there, one number for each column of each part.
        """
        for p, (one, cost) in enumerate(zip(relaxed, costs, strict=True)):
            costs_of = self.results[p].model.costs
            slopes = np.array([summed(costs_of[other], one.values) for other in self.unproved])
            level = summed(cost, one.values) - summed(slopes, self._array(tried))
            self.lines.append(_Line(p, level, slopes))
        if tried != best:
            self.box **= 0.5
        return dict(zip(self.unproved, map(float, self._next(self._array(best))), strict=True))

    def _array(self, rates: Rates) -> Floats:
        return np.array([rates[other] for other in self.unproved])

    def _next(self, best: Floats) -> Floats:
        low, high = best / self.box, best * self.box
        levels = len(self.results)
        rows = Rows()
        for line in self.lines:
            row = rows.open(np.array([-FREE]), np.array([line.at(low)]))
            columns = np.array([line.part, *range(levels, levels + len(best))])
            rows.fill(np.repeat(row, len(columns)), columns, np.array([1.0, *-line.slopes]))
        ceiling = np.concatenate([np.full(levels, FREE), high - low])
        cost = np.concatenate([np.full(levels, -1.0), self.reached])
        turns = np.zeros(len(ceiling), dtype=np.int64)
        found = Relaxation(rows.matrix(ceiling), turns, ceiling, {}).relax(cost)
        # Lines of very unlike size can be too much for floating point; the best rate so far is good enough then.
        rates: Floats = best if found is None else low + found.values[levels:]
        return rates
