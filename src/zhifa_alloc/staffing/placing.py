"""``place``: from headcounts to a destination for everyone, with the value and bound of every goal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Final

from zhifa_alloc.rules import demands_of
from zhifa_alloc.schema.case import Case
from zhifa_alloc.schema.errors import NoFeasiblePlan
from zhifa_alloc.schema.parameters import GOALS, Goal
from zhifa_alloc.schema.placement import Placement, Stage, StageKey
from zhifa_alloc.schema.quota import QuotaTable
from zhifa_alloc.staffing.conflicts import conflicts_of, counted
from zhifa_alloc.staffing.ladder import Infeasible
from zhifa_alloc.staffing.parts import split
from zhifa_alloc.staffing.picking import pick
from zhifa_alloc.staffing.pricing import certify
from zhifa_alloc.staffing.problem import Problem, build_problem
from zhifa_alloc.staffing.reasons import assignments_of
from zhifa_alloc.staffing.stages import Solved, opened, solve

STAGE_OF: Final[Mapping[Goal, StageKey]] = {
    "均衡": "balance",
    "就地": "stay",
    "志愿": "wishes",
    "距离": "distance",
    "次序号": "draw",
}


def goal_order(goals: Sequence[Goal]) -> tuple[StageKey, ...]:
    """Stages in the order of 目标顺序; goals that it leaves out follow in the default order."""
    return tuple(STAGE_OF[goal] for goal in dict.fromkeys((*goals, *GOALS)))


def place(case: Case, headcounts: QuotaTable, before: Mapping[str, str] | None = None) -> Placement:
    """Place everyone who takes part.

    Args:
        case: the checked input.
        headcounts: people per (领域, 编制类型, destination), with 市级留用 as last column; met exactly.
        before: staff_id -> destination in the base draft, for people whose own data did not change.

    Raises:
        NoFeasiblePlan: no placement meets the hard rules, with the conflicts in the order of weight.
    """
    problem = build_problem(case, headcounts, demands_of(case), before)
    parts = split(problem)
    goals = goal_order(case.parameters.goals)
    by_points = case.parameters.chosen
    if any(counted(problem, part) for part in parts):
        raise NoFeasiblePlan(conflicts_of(problem, parts))
    choices: Mapping[int, int] | None = None
    try:
        solved = solve(problem, parts, goals)
        if by_points:
            picked, choices = pick(problem, parts, solved.places())
            solved = solve(picked, parts, goals)
    except Infeasible:
        raise NoFeasiblePlan(conflicts_of(problem, parts)) from None
    places = solved.places()
    assignments = assignments_of(problem, places, choices)
    if not problem.people:
        return Placement(assignments, ())
    if by_points:
        solved = opened(problem, solved, goals)
    certificate, certified = certify(problem, goals, solved)
    stages = _stages(problem, goals, solved, certified)
    return Placement(assignments, stages, certificate)


def _stages(
    problem: Problem, goals: Sequence[StageKey], solved: Solved, certified: Sequence[int]
) -> tuple[Stage, ...]:
    """Take the better of what prices and search prove; a search proves no more once a goal before is open."""
    stages: list[Stage] = []
    searched = not solved.groups
    for k, (goal, priced) in enumerate(zip(goals, certified, strict=True)):
        value = sum(result.reached[k].value for result in solved.results)
        found = sum(result.reached[k].bound for result in solved.results) if searched else priced
        bound = max(priced, found)
        searched = searched and found == value
        stages.append(
            Stage(
                goal,
                value,
                Fraction(bound),
                len(problem.people),
                proved=value == bound,
                certified=Fraction(priced),
            )
        )
    return tuple(stages)
