"""A better wish put to the test: the person is sent there, and what then has no room is what closed it.

Everyone outside the 领域 of the person, and of those who must go along, keeps the place that the draft gives. The
hard rules come first; then the goals are held one after the other, in 目标顺序, at what the draft reached. What has
no room left even for fractions of people has none for whole people: that is a proof, and takes a few milliseconds
a wish; a short search of whole people then says whether a goal before had none already. Where every goal has room,
no goal is blamed. Under 积分选岗 it is counted how many had chosen the place before.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property

import numpy as np

from zhifa_alloc.schema.draft import Draft
from zhifa_alloc.schema.placement import Assignment, Demands, Reason, StageKey
from zhifa_alloc.staffing.excerpt import excerpt
from zhifa_alloc.staffing.matrix import Bools, Ints
from zhifa_alloc.staffing.model import build_model
from zhifa_alloc.staffing.parts import split
from zhifa_alloc.staffing.picking import picking_order
from zhifa_alloc.staffing.placing import goal_order
from zhifa_alloc.staffing.problem import Problem, build_problem
from zhifa_alloc.staffing.reasons import CARRIED
from zhifa_alloc.staffing.sending import Sending


class Trial:
    """Who may move with the person, with the draft's own values to hold the goals at."""

    def __init__(self, draft: Draft, demands: Demands, row: Assignment) -> None:
        """Build the placement, and cut it down to the person's surroundings."""
        self.draft = draft
        self.row = row
        self.problem: Problem = build_problem(draft.case, draft.headcounts, demands, draft.before)
        self.person = next(i for i, p in enumerate(self.problem.people) if p.staff_id == row.staff_id)
        self.unit = next(unit for unit in self.problem.units if self.person in unit)
        self.places = self._places()
        self.free = self._free()

    def cause(self, wish: str) -> Reason:
        """Tell what closed a wish that no rule closes to the person alone."""
        destination = self.problem.destinations.index(wish)
        params: dict[str, object] = {"wish": wish, "to": self.row.to}
        if self.problem.capacity[self.problem.row_of[self.person], destination] == 0:
            return Reason("closed.no_seats", params)
        if self.row.reason.code == CARRIED:
            return Reason("closed.carried", params)
        if self.draft.case.parameters.chosen and self._open_to_all(destination):
            found, numbers = self._when_it_was_ones_turn(destination)
            return Reason(f"closed.{found}", {**params, **numbers})
        return Reason(f"closed.{self._first_without_room(destination)}", params)

    def _places(self) -> Ints:
        index = {name: d for d, name in enumerate(self.problem.destinations)}
        to = {row.staff_id: index.get(row.to, self.problem.city) for row in self.draft.assignments}
        return np.array([to[person.staff_id] for person in self.problem.people], dtype=np.int64)

    def _free(self) -> Bools:
        """Tell the people whose unit has somebody of the person's domain, or of the domain of who moves along."""
        near = np.isin(self.problem.domain_of, self.problem.domain_of[list(self.unit)])
        free = near.copy()
        for unit in self.problem.units:
            if len(unit) > 1:
                free[list(unit)] = near[list(unit)].any()
        return free

    def _when_it_was_ones_turn(self, destination: int) -> tuple[str, dict[str, int]]:
        """Count who of the same row was at the place already: earlier in the order, or pinned."""
        mine = np.flatnonzero(self.problem.row_of == self.problem.row_of[self.person])
        order = picking_order(self.problem, mine.tolist())
        earlier = set(order[: order.index(self.person)])
        there = mine[self.places[mine] == destination]
        ahead = sum(i in earlier or bool(self.problem.people[i].pin) for i in there.tolist())
        room = int(self.problem.capacity[self.problem.row_of[self.person], destination])
        return ("taken" if ahead >= room else "turn"), {"room": room, "ahead": ahead}

    def _open_to_all(self, destination: int) -> bool:
        """Say whether everybody of the person's unit may go there."""
        return bool(self.problem.allowed[list(self.unit), destination].all())

    def _first_without_room(self, destination: int) -> str:
        if not self._open_to_all(destination):
            return "together"
        sending = self._surroundings.send(destination)
        if not sending.arrives():
            return self._rule_without_room(destination)
        passed: list[StageKey] = []
        blamed = "level"
        for goal in goal_order(self.draft.case.parameters.goals):
            sending.hold(goal)
            if not sending.arrives():
                blamed = goal
                break
            passed.append(goal)
        # Whole people may have no room already where fractions of people still do.
        while passed and sending.ruled_out(passed):
            blamed = passed.pop()
        return blamed

    def _rule_without_room(self, destination: int) -> str:
        """Name the rule without which there would be room; places taken for good where it is none of them."""
        for name, looser in (
            ("apart", replace(self.problem, rivals=())),
            ("certified", replace(self.problem, floors=())),
        ):
            if _Surroundings(looser, self.free, self.places, self.person).send(destination).arrives():
                return name
        return "rules"

    @cached_property
    def _surroundings(self) -> _Surroundings:
        return _Surroundings(self.problem, self.free, self.places, self.person)


class _Surroundings:
    """The free people around a person as a model, from which the person is sent off."""

    def __init__(self, problem: Problem, free: Bools, places: Ints, person: int) -> None:
        self.problem = excerpt(problem, free, places)
        mine = int(free[:person].sum())
        part = next(part for part in split(self.problem) if mine in part.people)
        self.unit = int(part.unit_of[np.flatnonzero(part.people == mine)[0]])
        self.places: Ints = places[free][part.people]
        self.model = build_model(self.problem, part)

    def send(self, destination: int) -> Sending:
        """Send the person's unit off, while people of other domains stay where they are."""
        return Sending(self.problem, self.model, self.places, self.unit, destination)
