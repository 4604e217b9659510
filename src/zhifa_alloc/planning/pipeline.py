"""From a checked case to a draft: quotas, headcounts, people, rules."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Literal, TypeAlias

from zhifa_alloc import __version__
from zhifa_alloc.planning.continuation import Continuation
from zhifa_alloc.planning.filling import fill
from zhifa_alloc.quotas import share_headcounts, share_quotas
from zhifa_alloc.rules import check_all
from zhifa_alloc.schema.canonical import plan_id
from zhifa_alloc.schema.case import Case
from zhifa_alloc.schema.draft import Draft
from zhifa_alloc.schema.finding import Finding
from zhifa_alloc.schema.placement import Assignment, Reason

Step: TypeAlias = Literal["quotas", "headcounts", "people", "rules"]


def plan(
    case: Case,
    findings: tuple[Finding, ...] = (),
    on_step: Callable[[Step], None] = lambda _step: None,
) -> Draft:
    """Split the quotas, place the people, check every rule.

    Args:
        case: the checked input.
        findings: warnings and notes of the input, kept in the draft.
        on_step: told when a step begins.

    Raises:
        NoFeasiblePlan: bounds, pins and rules cannot be met together.
    """
    return replan(Continuation(case), findings, on_step)


def replan(
    ahead: Continuation,
    findings: tuple[Finding, ...] = (),
    on_step: Callable[[Step], None] = lambda _step: None,
) -> Draft:
    """Plan a case that goes on from an earlier draft (``continue_from``); see ``plan``."""
    case = ahead.case
    on_step("quotas")
    quotas = share_quotas(case)
    on_step("headcounts")
    counted = share_headcounts(case, quotas)
    on_step("people")
    filled = fill(case, quotas, counted, ahead.before or None)
    placement = filled.placement
    on_step("rules")
    draft = Draft(
        plan_id=plan_id(case, __version__, ahead.before),
        version=__version__,
        case=case,
        quotas=quotas,
        headcounts=filled.headcounts,
        reserves=filled.reserves,
        assignments=_with_held_reasons(placement.assignments, ahead),
        stages=placement.stages,
        certificate=placement.certificate,
        findings=(*findings, *ahead.findings, *filled.findings),
        before=ahead.before,
        held_places=ahead.places,
        held_quotas=ahead.quotas,
        held_exclusions=ahead.exclusions,
        held_setups=ahead.setups,
    )
    return replace(draft, rules=check_all(draft))


def _with_held_reasons(assignments: tuple[Assignment, ...], ahead: Continuation) -> tuple[Assignment, ...]:
    """Say of people kept from an earlier draft, or moved by an objection, why; the roster gave no reason for it."""
    kept = {place.staff_id: place.kind for place in ahead.places}
    refused: dict[str, str] = {}
    for one in ahead.exclusions:
        refused.setdefault(one.staff_id, one.district)
    return tuple(_with_held_reason(one, kept, refused) for one in assignments)


def _with_held_reason(one: Assignment, kept: Mapping[str, str], refused: Mapping[str, str]) -> Assignment:
    codes = {"hand": "by_hand", "fixed": "kept"}
    if one.staff_id in kept:
        return replace(one, reason=Reason(codes[kept[one.staff_id]], {"to": one.to}))
    if one.staff_id in refused:
        params = {"to": one.to, "district": refused[one.staff_id]}
        return replace(one, reason=Reason("objected", params))
    return one
