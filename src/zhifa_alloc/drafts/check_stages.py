"""The goals of a draft measured again, and held against the bounds that were proved for them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from zhifa_alloc.drafts.facts import Fault, ReadDraft
from zhifa_alloc.drafts.terms import SHEET_RECORD
from zhifa_alloc.rules.goals import stage_values
from zhifa_alloc.schema.draft import Draft
from zhifa_alloc.schema.finding import CellRef
from zhifa_alloc.schema.placement import Stage


def measured_stages(draft: Draft) -> tuple[Stage, ...]:
    """Measure every goal on the draft as it stands; the proved bounds stay."""
    places = {one.staff_id: one.to for one in draft.assignments}
    values = stage_values(draft.case, draft.headcounts, places, draft.before)
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
