"""The goals of a draft measured again, and held against the bounds that were proved for them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from zhifa_alloc.drafts.facts import Fault, ReadDraft
from zhifa_alloc.drafts.proof import proved_bounds
from zhifa_alloc.drafts.terms import SHEET_DATA, SHEET_RECORD
from zhifa_alloc.rules.goals import stage_values
from zhifa_alloc.schema.draft import Draft
from zhifa_alloc.schema.finding import CellRef
from zhifa_alloc.schema.placement import Stage, StageKey


def measured_goals(draft: Draft) -> Mapping[StageKey, int]:
    """Measure every goal on the draft as it stands."""
    places = {one.staff_id: one.to for one in draft.assignments}
    return stage_values(draft.case, draft.headcounts, places, draft.before)


def measured_stages(draft: Draft, values: Mapping[StageKey, int]) -> tuple[Stage, ...]:
    """Return the stages with these values; the proved bounds stay."""
    return tuple(
        replace(stage, value=values[stage.key], proved=stage.proved and values[stage.key] == stage.value)
        for stage in draft.stages
    )


def stage_faults(read: ReadDraft, measured: tuple[Stage, ...]) -> Iterator[Fault]:
    """List stored values that are not what the draft has, and values that a stored bound rules out.

    A bound holds for drafts that are no worse in the goals before; after a goal that got worse by hand,
    later goals may well be below theirs.
    """
    held = True
    for stored, found in zip(read.original.stages, measured, strict=True):
        params = {"stage": found.key, "value": found.value, "stored": stored.value, "bound": stored.bound}
        where = CellRef(read.name, SHEET_RECORD)
        if not read.draft.edits and found.value != stored.value:
            yield Fault("stage_value", where, params=params)
        if held and found.value < stored.bound:
            yield Fault("stage_bound", where, params=params)
        if stored.proved and stored.value != stored.bound:
            yield Fault("stage_proof", where, params=params)
        held = held and found.value <= stored.value
    yield from _proof_faults(read)


def _proof_faults(read: ReadDraft) -> Iterator[Fault]:
    """List bounds that the draft's prices do not give, and goals that are called proved by neither way."""
    original = read.original
    if all(stage.certified is None for stage in original.stages):
        return
    where = CellRef(read.name, SHEET_DATA)
    bounds = proved_bounds(original)
    if bounds is None:
        yield Fault("stage_prices", where)
        return
    for stored, bound in zip(original.stages, bounds, strict=True):
        if stored.certified != bound:
            params = {"stage": stored.key, "stored": stored.certified, "bound": bound}
            yield Fault("stage_price", where, params=params)
