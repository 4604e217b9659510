"""The goals of a draft measured again, on the draft as it stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction

from zhifa_alloc.drafts.proof import proved_bounds
from zhifa_alloc.rules.goals import stage_values
from zhifa_alloc.schema.draft import Draft
from zhifa_alloc.schema.placement import Stage, StageKey
from zhifa_alloc.schema.terms import CITY


def measured_goals(draft: Draft) -> Mapping[StageKey, int]:
    """Measure every goal on the draft as it stands."""
    places = {one.staff_id: one.to for one in draft.assignments}
    return stage_values(draft.case, draft.headcounts, places, draft.before)


def measured_stages(draft: Draft, values: Mapping[StageKey, int]) -> tuple[Stage, ...]:
    """Return the stages with these values, each with a bound that holds for them.

    A stored bound speaks of drafts that are no worse in the goals before. Once one of these got worse by hand it
    says nothing any more; then the bound is what the prices prove with the values as they are now.
    """
    got_worse = [values[stage.key] > stage.value for stage in draft.stages]
    first_worse = got_worse.index(True) if True in got_worse else len(got_worse)
    again = _bounds_again(draft) if first_worse < len(got_worse) - 1 else None
    return tuple(
        replace(
            stage,
            value=values[stage.key],
            proved=stage.proved and values[stage.key] == stage.value,
        )
        if k <= first_worse
        else _bounded_by_prices(stage, values[stage.key], again[k] if again else 0)
        for k, stage in enumerate(draft.stages)
    )


def _bounded_by_prices(stage: Stage, value: int, bound: int) -> Stage:
    certified = None if stage.certified is None else Fraction(bound)
    return replace(stage, value=value, bound=Fraction(bound), certified=certified, proved=value == bound)


def _bounds_again(draft: Draft) -> tuple[int, ...] | None:
    """Work the bounds out for the draft as it stands; None where it has no prices, or sends people nowhere known."""
    places = {*draft.case.receiving, CITY}
    to = {one.staff_id: one.to for one in draft.assignments}
    known = all(to.get(person.staff_id) in places for person in draft.case.people if person.takes_part)
    return proved_bounds(draft) if known and draft.certificate.goals else None
