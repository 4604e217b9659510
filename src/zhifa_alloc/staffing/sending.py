"""One person sent to a place bit by bit: all of the person goes there if there is room, or as much as there is.

The draft's placement always stands, with nothing of the person sent, so the relaxation has a solution from
the start and only needs the columns that pay. Where it ends below one whole person and no column pays any
more, prices prove that nobody can be sent: what has no room for fractions of people has none for whole ones.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

import numpy as np

from zhifa_alloc.schema.placement import StageKey
from zhifa_alloc.staffing.diving import SEARCHED_WHOLE
from zhifa_alloc.staffing.highs import Options
from zhifa_alloc.staffing.ladder import goal_value
from zhifa_alloc.staffing.matrix import Ints
from zhifa_alloc.staffing.model import Model
from zhifa_alloc.staffing.problem import Problem
from zhifa_alloc.staffing.relaxation import Relaxed
from zhifa_alloc.staffing.solver import Solver

_WHOLE: Final = 1000.0
"""What sending all of the person is worth; large, so that small prices still count."""
_TINY: Final = 1e-6
_SHORT: Final[Options] = {"mip_max_nodes": 20}
_AT_ONCE: Final = 1
"""Places a unit that are let in together; most that pay at first pay no more once others are in."""


class Sending:
    """A unit on its way to a destination; the hard rules hold, and the goals that are told to."""

    def __init__(self, problem: Problem, model: Model, places: Ints, unit: int, destination: int) -> None:
        """Begin with everybody where they are.

        Args:
            problem: who may move, see ``excerpt``.
            model: of the part that the unit belongs to.
            places: destination of each of the part's people, in their order, by the draft.
            unit: position among the part's units.
            destination: where it is sent.
        """
        self.problem, self.model, self.places, self.unit = problem, model, places, unit
        self.held: dict[StageKey, tuple[int, float]] = {}
        self.target = int(self.model.column[unit, destination])
        self.solver = Solver(model.matrix)
        self.ceiling = self.solver.ceiling.copy()
        self.kept = np.zeros(len(self.ceiling), dtype=np.bool_)
        self.kept[self.model.choices :] = True
        at = np.zeros(len(model.part.units), dtype=np.int64)
        at[model.part.unit_of] = places
        self.kept[self.model.column[np.arange(len(at)), at]] = True
        self.kept[self.target] = True
        self.cost = np.zeros(len(self.ceiling))
        self.cost[self.target] = -_WHOLE

    def hold(self, goal: StageKey) -> None:
        """Keep a goal at what the draft reached."""
        reached = goal_value(self.problem, self.model.part, goal, self.places)
        row = self.solver.row_of(goal, self.model.costs[goal])
        self.solver.hold(row, -np.inf, reached)
        self.held[goal] = row, float(reached)

    def arrives(self) -> bool:
        """Tell whether all of the unit finds room."""
        if self.target < 0:
            return False
        while True:
            self.solver.limit(np.where(self.kept, self.ceiling, 0.0))
            relaxed = self.solver.relax(self.cost)
            if relaxed is None:
                return False
            if relaxed.values[self.target] > 1.0 - _TINY:
                return True
            if not self._let_in(relaxed):
                return False

    def ruled_out(self, held: Collection[StageKey]) -> bool:
        """Tell whether a short search proves that nobody whole finds room while these goals hold.

        Fractions of people may find some all the same. Large parts are not searched.
        """
        if len(self.model.part.units) > SEARCHED_WHOLE:
            return False
        ceiling = self.ceiling.copy()
        others = self.model.column[self.unit]
        ceiling[others[(others >= 0) & (others != self.target)]] = 0.0
        whole = Solver(self.solver.matrix)
        for goal, (row, value) in self.held.items():
            if goal in held:
                whole.hold(row, -np.inf, value)
        whole.limit(ceiling)
        return whole.ruled_out(_SHORT)

    def _let_in(self, relaxed: Relaxed) -> bool:
        """Open the places that pay most for each unit; say whether there are any."""
        reduced = np.append(np.where(self.kept, 0.0, relaxed.reduced)[: self.model.choices], 0.0)
        by_unit = reduced[self.model.column]
        best = np.argsort(by_unit, axis=1)[:, :_AT_ONCE]
        rows = np.arange(len(best))[:, None]
        paying = self.model.column[rows, best][by_unit[rows, best] < -_TINY]
        self.kept[paying] = True
        return bool(len(paying))
