"""A better wish put to the test: the person is sent there, and what then has no room is what closed it.

Everyone outside the person's own 领域 keeps the place that the draft gives. The hard rules come first; then the goals are held one after the other, in 目标顺序, at what the draft
reached. What has no room left even for fractions of people has none for whole people: that is a proof, and
takes a few milliseconds a wish. Where every goal has room, no goal is blamed. Under 积分选岗 it is counted how many had chosen the place before.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

import numpy as np

from zhifa_alloc.schema.draft import Draft
from zhifa_alloc.schema.placement import Assignment, Demands, Reason
from zhifa_alloc.staffing.model import Model, build_model
from zhifa_alloc.staffing.parts import Part, split
from zhifa_alloc.staffing.picking import picking_order
from zhifa_alloc.staffing.placing import goal_order
from zhifa_alloc.staffing.problem import Bools, Ints, Problem, build_problem
from zhifa_alloc.staffing.solver import Solver
from zhifa_alloc.staffing.stages import goal_value

_BY_POINTS: Final = "积分选岗"


class Trial:
    """The person's part of the placement, with the draft's own values to hold the goals at."""

    def __init__(self, draft: Draft, demands: Demands, row: Assignment) -> None:
        """Build the part that the person belongs to."""
        self.draft = draft
        self.row = row
        self.problem: Problem = build_problem(draft.case, draft.headcounts, demands, draft.before)
        self.person = next(i for i, p in enumerate(self.problem.people) if p.staff_id == row.staff_id)
        self.part: Part = next(part for part in split(self.problem) if self.person in part.people)
        self.unit = int(self.part.unit_of[np.flatnonzero(self.part.people == self.person)[0]])
        self.model: Model = build_model(self.problem, self.part)
        self.places = self._places()

    def cause(self, wish: str) -> Reason:
        """Tell what closed a wish that no rule closes to the person alone."""
        destination = self.problem.destinations.index(wish)
        params: dict[str, object] = {"wish": wish, "to": self.row.to}
        if self.draft.case.parameters.placing == _BY_POINTS:
            found, numbers = self._when_it_was_ones_turn(destination)
            return Reason(f"closed.{found}", {**params, **numbers})
        return Reason(f"closed.{self._first_without_room(destination)}", params)

    def _places(self) -> Ints:
        index = {name: d for d, name in enumerate(self.problem.destinations)}
        to = {row.staff_id: index.get(row.to, self.problem.city) for row in self.draft.assignments}
        return np.array([to[self.problem.people[i].staff_id] for i in self.part.people], dtype=np.int64)

    def _when_it_was_ones_turn(self, destination: int) -> tuple[str, dict[str, int]]:
        """Count who of the same row was at the place already: earlier in the order, or pinned."""
        places = dict(zip(self.part.people.tolist(), self.places.tolist(), strict=True))
        order = picking_order(self.problem, list(places))
        mine = int(self.problem.row_of[self.person])
        earlier = set(order[: order.index(self.person)])
        ahead = sum(
            place == destination
            and int(self.problem.row_of[i]) == mine
            and (i in earlier or bool(self.problem.people[i].pin))
            for i, place in places.items()
        )
        room = int(self.problem.capacity[mine, destination])
        return ("taken" if ahead >= room else "turn"), {"room": room, "ahead": ahead}

    def _first_without_room(self, destination: int) -> str:
        if self.model.column[self.unit, destination] < 0:
            return "together"
        solver = self._sent(self.part, self.model, destination)
        if not _has_room(solver, self.model):
            return self._rule_without_room(destination)
        places = self._places()
        for goal in goal_order(self.draft.case.parameters.goals):
            solver.hold(
                self.model.goal_rows[goal], -np.inf, goal_value(self.problem, self.part, goal, places)
            )
            if not _has_room(solver, self.model):
                return goal
        return "level"

    def _rule_without_room(self, destination: int) -> str:
        """Name the rule without which there would be room; places taken for good where it is none of them."""
        for name, part in (
            ("apart", replace(self.part, rivals=())),
            ("certified", replace(self.part, floors=())),
        ):
            model = build_model(self.problem, part)
            if _has_room(self._sent(part, model, destination), model):
                return name
        return "rules"

    def _sent(self, part: Part, model: Model, destination: int) -> Solver:
        """Return a solver in which the person goes there, and people of other domains stay where they are."""
        solver = Solver(model.matrix)
        to = np.zeros(len(part.units), dtype=np.int64)
        to[part.unit_of] = self.places
        fixed = ~self._free_units()
        fixed[self.unit] = True
        to[self.unit] = destination
        others = model.column[fixed].copy()
        others[np.arange(len(others)), to[fixed]] = -1
        solver.close(others[others >= 0])
        return solver

    def _free_units(self) -> Bools:
        """Tell the units with somebody of the person's domain, or of the domain of who moves along."""
        domains = self.problem.domain_of[list(self.part.units[self.unit])]
        free = np.zeros(len(self.part.units), dtype=np.bool_)
        free[self.part.unit_of[np.isin(self.problem.domain_of[self.part.people], domains)]] = True
        return free


def _has_room(solver: Solver, model: Model) -> bool:
    solver.forget()
    return solver.relax(np.zeros(len(model.matrix.ceiling))) is not None
