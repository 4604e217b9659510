"""Why this place, and for every better wish: what closed it.

A better wish is tried: the person is sent there, and the goals are held one after the other at what the
draft reached. The first goal that then has no room left, not even for fractions of people, is what closed
the wish. That is a proof, and it takes a few milliseconds a wish.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from zhifa_alloc.rules import demands_of
from zhifa_alloc.schema.draft import Draft
from zhifa_alloc.schema.errors import WrongUse
from zhifa_alloc.schema.placement import Assignment, Closed, Demands, Reason
from zhifa_alloc.staffing.model import Model, build_model
from zhifa_alloc.staffing.parts import Part, split
from zhifa_alloc.staffing.placing import goal_order
from zhifa_alloc.staffing.problem import Ints, Problem, build_problem
from zhifa_alloc.staffing.solver import Solver
from zhifa_alloc.staffing.stages import goal_value


@dataclass(frozen=True, slots=True)
class ClosedWish:
    """A better wish that was not met. ``cause`` is a key below ``reasons.closed`` in text/."""

    position: int
    wish: str
    cause: Reason


@dataclass(frozen=True, slots=True)
class Explanation:
    """One person's place in a draft: the row of the draft, and what closed each better wish."""

    assignment: Assignment
    closed: tuple[ClosedWish, ...]


def explain(draft: Draft, staff_id: str) -> Explanation:
    """Explain one person's place.

    Args:
        draft: computed or edited by hand.
        staff_id: 人员编号.

    Raises:
        WrongUse: ``unknown_person``, the draft has no such person.
    """
    row = next((row for row in draft.assignments if row.staff_id == staff_id), None)
    if row is None:
        raise WrongUse("unknown_person", value=staff_id)
    return Explanation(row, tuple(_closed_wishes(draft, row)))


def _closed_wishes(draft: Draft, row: Assignment) -> Iterator[ClosedWish]:
    person = next(person for person in draft.case.people if person.staff_id == row.staff_id)
    if not person.takes_part or person.pin:
        return
    trial: _Trial | None = None
    demands = demands_of(draft.case)
    for position, wish in enumerate(person.wishes, start=1):
        if wish == row.to:
            return
        if not wish or wish in person.wishes[: position - 1]:
            continue
        cause = _by_rule(draft, demands, row, wish)
        if cause is None:
            trial = trial or _Trial(draft, demands, row)
            cause = trial.cause(wish)
        yield ClosedWish(position, wish, cause)


def _by_rule(draft: Draft, demands: Demands, row: Assignment, wish: str) -> Reason | None:
    """Name the rule that closes a wish to the person alone."""
    problem_receivers = (*draft.case.receivers_of(row.domain), draft.headcounts.columns[-1])
    if wish not in problem_receivers:
        return Reason("closed.not_receiving", {"wish": wish})
    rule = next((c.rule for c in demands.closed if _is(c, row.staff_id, wish)), None)
    return None if rule is None else Reason("closed.rule", {"wish": wish, "rule": rule})


def _is(closed: Closed, staff_id: str, destination: str) -> bool:
    return closed.staff_id == staff_id and closed.destination == destination


class _Trial:
    """The person's part of the placement, with the draft's own values to hold the goals at."""

    def __init__(self, draft: Draft, demands: Demands, row: Assignment) -> None:
        self.draft = draft
        self.problem: Problem = build_problem(draft.case, draft.headcounts, demands, None)
        self.person = next(i for i, p in enumerate(self.problem.people) if p.staff_id == row.staff_id)
        self.part: Part = next(part for part in split(self.problem) if self.person in part.people)
        self.model: Model = build_model(self.problem, self.part)
        self.places = self._places()

    def _places(self) -> Ints:
        index = {name: d for d, name in enumerate(self.problem.destinations)}
        to = {row.staff_id: index.get(row.to, self.problem.city) for row in self.draft.assignments}
        return np.array([to[self.problem.people[i].staff_id] for i in self.part.people], dtype=np.int64)

    def cause(self, wish: str) -> Reason:
        """Send the person to a wish and tell what has no room for it."""
        d = self.problem.destinations.index(wish)
        row = int(self.problem.row_of[self.person])
        params: dict[str, object] = {
            "wish": wish,
            "room": int(self.problem.capacity[row, d]),
            "wanted": sum(
                wish in person.wishes
                for person, r in zip(self.problem.people, self.problem.row_of, strict=True)
                if r == row
            ),
        }
        return Reason(f"closed.{self._first_without_room(d)}", params)

    def _first_without_room(self, destination: int) -> str:
        unit = int(self.part.unit_of[np.flatnonzero(self.part.people == self.person)[0]])
        columns = self.model.column[unit]
        if columns[destination] < 0:
            return "together"
        solver = Solver(self.model.matrix)
        others = columns[(columns >= 0) & (columns != columns[destination])]
        solver.close(others.astype(np.int32))
        nothing = np.zeros(len(self.model.matrix.ceiling))
        if solver.relax(nothing) is None:
            return "rules"
        for goal in goal_order(self.draft.case.parameters.goals):
            value = goal_value(self.problem, self.part, goal, self.places)
            solver.hold(self.model.goal_rows[goal], -np.inf, value)
            if solver.relax(nothing) is None:
                return goal
        return "all"
