"""The goals of a draft as measured, held against the bounds that were proved for them."""

from __future__ import annotations

from collections.abc import Iterator

from zhifa_alloc.drafts.facts import Fault, ReadDraft
from zhifa_alloc.drafts.measured import measured_goals
from zhifa_alloc.drafts.proof import proved_bounds
from zhifa_alloc.drafts.terms import SHEET_DATA, SHEET_RECORD
from zhifa_alloc.schema.finding import CellRef
from zhifa_alloc.schema.placement import Stage


def stage_faults(read: ReadDraft, measured: tuple[Stage, ...]) -> Iterator[Fault]:
    """List stored values that are not what the draft has, and values that a stored bound rules out.

    A bound holds for drafts that are no worse in the goals before; after a goal that got worse by hand,
    later goals may well be below theirs.
    """
    held = True
    now = {found.key: found.value for found in measured}
    written = measured_goals(read.original) if read.draft.edits else now
    for stored, found in zip(read.original.stages, measured, strict=True):
        params = {"stage": found.key, "value": found.value, "stored": stored.value, "bound": stored.bound}
        where = read.cells.goals.get(found.key, CellRef(read.name, SHEET_RECORD))
        if written[found.key] != stored.value:
            yield Fault("stage_value", where, params={**params, "value": written[found.key]})
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
            yield Fault("stage_price", read.cells.goals.get(stored.key, where), params=params)
