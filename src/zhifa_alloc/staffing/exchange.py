"""What one step of an unproved goal is worth in steps of a later one: one rate for all parts.

A goal that prices do not prove leaves some play, and the later goal's bound charges for using it up. The rate at which that
proves most is found on some parts: each is first relaxed with its unproved goals held, which gives a rate to begin
with; then all are relaxed at a common rate, and the lines that their solutions lay above what any rate proves
say where to look next (cutting planes of a Lagrangian dual, Kelley 1960), within a box around the best rate so far.
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
_TRIALS: Final = 4
"""Common rates that are tried."""
_BOX: Final = 3.0
"""How many times larger or smaller than the best so far the next rate may be."""
_NEAR: Final = 1e-3
"""What a rate may prove less than any other would, in parts of it."""


@dataclass(frozen=True, slots=True)
class _Line:
    """Above what a part proves at any rates: ``level`` + Σ ``slopes`` × rates."""

    part: int
    level: float
    slopes: Floats

    def at(self, rates: Floats) -> float:
        return self.level + float(self.slopes @ rates)


class Exchange:
    """The parts that are asked."""

    def __init__(self, goals: Sequence[StageKey], results: Sequence[PartResult]) -> None:
        """Choose some parts spread over all, and not too large.

        Args:
            goals: in their order.
            results: the parts as placed, no goal held and every column open.
        """
        spread = range(0, len(results), max(1, -(-len(results) // _ASKED)))
        self.goals = goals
        self.asked = [results[p] for p in spread if len(results[p].part.units) <= _ANSWERED]

    def rates(self, goal: StageKey, firm: Rates, unproved: Sequence[StageKey]) -> Rates | None:
        """Return the rates that prove most of a goal; None where no part could be asked.

        Args:
            goal: that is priced.
            firm: what the goals before are worth that are proved.
            unproved: the other goals before.
        """
        if not self.asked:
            return None
        search = _Search(self, goal, firm, unproved)
        return dict(zip(unproved, map(float, search.best()), strict=True))


class _Search:
    """The search for the rates of one goal."""

    def __init__(self, exchange: Exchange, goal: StageKey, firm: Rates, unproved: Sequence[StageKey]) -> None:
        self.parts = exchange.asked
        self.unproved = unproved
        self.costs = [sum_of_goals(part.model, {**firm, goal: 1.0}) for part in self.parts]
        place = [exchange.goals.index(other) for other in unproved]
        self.reached = np.array([[part.reached[k].value for k in place] for part in self.parts], dtype=float)
        self.lines: list[_Line] = []

    def best(self) -> Floats:
        """Return the best of the rates that are tried."""
        for part in self.parts:
            part.solver.limit(part.settled)
        rates: Floats = np.mean([self._held(p) for p in range(len(self.parts))], axis=0)
        best, most = rates, -FREE
        for _ in range(_TRIALS):
            proved = self._proved(rates)
            if proved > most:
                best, most = rates, proved
            rates, hoped = self._next(best)
            if hoped - most <= _NEAR * abs(most):
                break
        for part in self.parts:
            part.open_all()
        return best

    def _held(self, p: int) -> Floats:
        """Relax one part with its unproved goals held; return the rates that this sets."""
        part = self.parts[p]
        rows = [part.solver.row_of(other, part.model.costs[other]) for other in self.unproved]
        for row, value in zip(rows, self.reached[p], strict=True):
            part.solver.hold(row, -FREE, float(value))
        relaxed = self._relaxed(p, self.costs[p])
        for row in rows:
            part.solver.hold(row, -FREE, FREE)
        rates: Floats = np.maximum(0.0, -relaxed.prices[rows])
        return rates

    def _proved(self, rates: Floats) -> float:
        """Relax all parts at common rates; return what that proves."""
        weights = dict(zip(self.unproved, map(float, rates), strict=True))
        for p, part in enumerate(self.parts):
            self._relaxed(p, self.costs[p] + sum_of_goals(part.model, weights))
        return sum(line.at(rates) for line in self.lines[-len(self.parts) :]) - self._worth(rates)

    def _relaxed(self, p: int, cost: Floats) -> Relaxed:
        """Relax one part, and keep the line that its solution gives."""
        part = self.parts[p]
        part.solver.restore(part.basis)
        relaxed = part.relaxed(cost)
        slopes = np.array([summed(part.model.costs[other], relaxed.values) for other in self.unproved])
        self.lines.append(_Line(p, summed(self.costs[p], relaxed.values), slopes))
        return relaxed

    def _worth(self, rates: Floats) -> float:
        return float(rates @ self.reached.sum(axis=0))

    def _next(self, best: Floats) -> tuple[Floats, float]:
        """Return the rates near the best under which the lines allow most, and how much that is."""
        low, high = best / _BOX, best * _BOX + 1.0
        levels = len(self.parts)
        rows = Rows()
        for line in self.lines:
            row = rows.open(np.array([-FREE]), np.array([line.at(low)]))
            columns = np.array([line.part, *range(levels, levels + len(best))])
            rows.fill(np.repeat(row, len(columns)), columns, np.array([1.0, *-line.slopes]))
        ceiling = np.concatenate([np.full(levels, FREE), high - low])
        matrix = rows.matrix(ceiling)
        cost = np.concatenate([np.full(levels, -1.0), self.reached.sum(axis=0)])
        found = Relaxation(matrix, np.zeros(len(ceiling), dtype=np.int64), ceiling, {}).relax(cost)
        if found is None:
            # Lines of very unlike size can be too much for floating point; the best rate so far is good enough then.
            return best, -FREE
        rates: Floats = low + found.values[levels:]
        return rates, -found.objective - self._worth(low)
