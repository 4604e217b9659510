"""Why a part has no placement: shortages that counting finds, else the rules taken together; and repairs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from zhifa_alloc.schema.conflict import Conflict
from zhifa_alloc.staffing.crowding import crowding
from zhifa_alloc.staffing.minimal import has_placement, minimal_demands
from zhifa_alloc.staffing.parts import Part
from zhifa_alloc.staffing.problem import Problem
from zhifa_alloc.staffing.repairs import repairs_of
from zhifa_alloc.staffing.shortages import shortages, table_faults


def conflicts_of(problem: Problem, parts: Sequence[Part]) -> tuple[Conflict, ...]:
    """Put the parts that have no placement into conflicts; the first of a part carries its repairs.

    Where counting finds shortages, the parts in which it finds none are not asked: that they can be filled
    takes a solver, and nothing is lost, for every mended input is planned anew.
    """
    found = [(part, short) for part in parts if (short := counted(problem, part))]
    if not found:
        found = [(part, _together(problem, part)) for part in parts if not has_placement(problem, part)]
    return tuple(conflict for part, told in found for conflict in _with_repairs(problem, part, told))


def counted(problem: Problem, part: Part) -> tuple[Conflict, ...]:
    """Return what counting alone finds; an empty result proves nothing."""
    return table_faults(problem, part) or shortages(problem, part) or crowding(problem, part)


def _with_repairs(problem: Problem, part: Part, told: Sequence[Conflict]) -> Sequence[Conflict]:
    """Add the ways out; a table that does not add up has none in the placement."""
    first, *others = told
    if first.code == "staffing.table":
        return told
    return (replace(first, repairs=repairs_of(problem, part)), *others)


def _together(problem: Problem, part: Part) -> tuple[Conflict, ...]:
    domains = [problem.domains[g] for g in part.domains]
    clash = minimal_demands(problem, part)
    if not clash.demands:
        return (Conflict("staffing.together", {"domains": domains}),)
    concerned = [domain for domain in domains if domain in clash.domains]
    params = {"domains": concerned, "demands": list(clash.demands)}
    return (Conflict("staffing.together_named", params),)
