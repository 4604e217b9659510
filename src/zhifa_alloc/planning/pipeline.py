"""From a checked case to a draft: quotas, headcounts, people, rules."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Literal, TypeAlias

from zhifa_alloc import __version__
from zhifa_alloc.quotas import share_headcounts, share_quotas
from zhifa_alloc.rules import check_all
from zhifa_alloc.schema.canonical import plan_id
from zhifa_alloc.schema.case import Case
from zhifa_alloc.schema.draft import Draft
from zhifa_alloc.schema.finding import Finding
from zhifa_alloc.staffing import place

Step: TypeAlias = Literal["quotas", "headcounts", "people", "rules"]


def plan(
    case: Case,
    findings: tuple[Finding, ...] = (),
    before: Mapping[str, str] | None = None,
    on_step: Callable[[Step], None] = lambda _step: None,
) -> Draft:
    """Split the quotas, place the people, check every rule.

    Args:
        case: the checked input.
        findings: warnings and notes of the input, kept in the draft.
        before: staff_id -> destination in the base draft, for people whose own data did not change;
            moving one of them costs 变动代价 wish steps.
        on_step: told when a step begins.

    Raises:
        NoFeasiblePlan: bounds, pins and rules cannot be met together.
    """
    on_step("quotas")
    quotas = share_quotas(case)
    on_step("headcounts")
    headcounts, reserves = share_headcounts(case, quotas)
    on_step("people")
    placement = place(case, headcounts, before)
    on_step("rules")
    draft = Draft(
        plan_id=plan_id(case, __version__),
        version=__version__,
        case=case,
        quotas=quotas,
        headcounts=headcounts,
        reserves=reserves,
        assignments=placement.assignments,
        stages=placement.stages,
        findings=findings,
    )
    return replace(draft, rules=check_all(draft))
