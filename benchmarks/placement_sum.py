"""All goals in one sum, as they are relaxed together, held against the relaxation: (value − relaxation) ÷ relaxation."""

from __future__ import annotations

from collections.abc import Mapping

from zhifa_alloc.rules import demands_of
from zhifa_alloc.schema.case import Case
from zhifa_alloc.schema.quota import QuotaTable
from zhifa_alloc.staffing.ladder import Ladder
from zhifa_alloc.staffing.opening import goal_weights, look_out
from zhifa_alloc.staffing.parts import split
from zhifa_alloc.staffing.placing import goal_order
from zhifa_alloc.staffing.problem import build_problem


def gap_of_sum(case: Case, table: QuotaTable, values: Mapping[str, int]) -> float:
    """Relax every part with its groups whole, which is below every placement."""
    problem = build_problem(case, table, demands_of(case), None)
    parts = split(problem)
    weights = goal_weights(problem, goal_order(case.parameters.goals))
    columns = max(len(part.units) for part in parts) * len(problem.destinations)
    outlook = look_out(problem, weights, columns)
    least = sum(Ladder(problem, part, weights, outlook, {}).least for part in parts)
    return sum(weight * values[goal] for goal, weight in weights.items()) / least - 1.0
