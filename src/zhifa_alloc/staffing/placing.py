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
from zhifa_alloc.staffing.bounds import stage_bounds
from zhifa_alloc.staffing.conflicts import conflicts_of
from zhifa_alloc.staffing.parts import split
from zhifa_alloc.staffing.problem import Problem, build_problem
from zhifa_alloc.staffing.reasons import assignments_of
from zhifa_alloc.staffing.shortages import shortages, table_faults
from zhifa_alloc.staffing.stages import Infeasible, PartResult, solve_part

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
    goals = goal_order(case.parameters.goals)
    results = _solve(problem, goals)
    places = {
        int(i): int(d) for result in results for i, d in zip(result.part.people, result.places, strict=True)
    }
    return Placement(assignments_of(problem, places), _stages(problem, goals, results))


def _solve(problem: Problem, goals: Sequence[StageKey]) -> tuple[PartResult, ...]:
    """Solve every part; those without a placement are told together."""
    parts = split(problem)
    short = [part for part in parts if table_faults(problem, part) or shortages(problem, part)]
    results = []
    for part in parts:
        if part in short:
            continue
        try:
            results.append(solve_part(problem, part, goals))
        except Infeasible:
            short.append(part)
    if short:
        raise NoFeasiblePlan(conflicts_of(problem, short))
    return tuple(results)


def _stages(problem: Problem, goals: Sequence[StageKey], results: Sequence[PartResult]) -> tuple[Stage, ...]:
    if not problem.people:
        return ()
    bounds = stage_bounds(problem, goals, results)
    stages = []
    for position, (goal, bound) in enumerate(zip(goals, bounds, strict=True)):
        value = sum(result.reached[position].value for result in results)
        stages.append(Stage(goal, value, Fraction(bound), len(problem.people), proved=value == bound))
    return tuple(stages)
