"""Why a part has no placement: shortages that counting finds, else the rules taken together; and repairs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from zhifa_alloc.schema.conflict import Conflict
from zhifa_alloc.staffing.crowding import crowding
from zhifa_alloc.staffing.minimal import minimal_demands
from zhifa_alloc.staffing.model import build_model
from zhifa_alloc.staffing.parts import Part
from zhifa_alloc.staffing.problem import Problem
from zhifa_alloc.staffing.repairs import repairs_of
from zhifa_alloc.staffing.shortages import shortages, table_faults
from zhifa_alloc.staffing.solver import Solver


def conflicts_of(problem: Problem, parts: Sequence[Part]) -> tuple[Conflict, ...]:
    """Put each part that has no placement into conflicts; the first of a part carries its repairs."""
    return tuple(conflict for part in parts for conflict in _of_part(problem, part))


def counted(problem: Problem, part: Part) -> tuple[Conflict, ...]:
    """Return what counting alone finds; an empty result proves nothing."""
    return table_faults(problem, part) or _short(problem, part)


def _short(problem: Problem, part: Part) -> tuple[Conflict, ...]:
    return shortages(problem, part) or crowding(problem, part)


def _of_part(problem: Problem, part: Part) -> tuple[Conflict, ...]:
    if faults := table_faults(problem, part):
        return faults
    found = _short(problem, part)
    if not found and Solver(build_model(problem, part).matrix).first() is not None:
        return ()
    first, *others = found or _together(problem, part)
    return (replace(first, repairs=repairs_of(problem, part)), *others)


def _together(problem: Problem, part: Part) -> tuple[Conflict, ...]:
    domains = [problem.domains[g] for g in part.domains]
    clash = minimal_demands(problem, part)
    if not clash.demands:
        return (Conflict("staffing.together", {"domains": domains}),)
    concerned = [domain for domain in domains if domain in clash.domains]
    params = {"domains": concerned, "demands": list(clash.demands)}
    return (Conflict("staffing.together_named", params),)
