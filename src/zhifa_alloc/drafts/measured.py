"""The goals of a draft measured again, on the draft as it stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from zhifa_alloc.rules.goals import stage_values
from zhifa_alloc.schema.draft import Draft
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
