"""Plans under several settings, each a whole plan; nothing is written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from zhifa_alloc.planning.continuation import Continuation, continue_from
from zhifa_alloc.planning.pipeline import replan
from zhifa_alloc.schema.case import Case
from zhifa_alloc.schema.conflict import Conflict
from zhifa_alloc.schema.draft import Draft
from zhifa_alloc.schema.errors import NoFeasiblePlan


@dataclass(frozen=True, slots=True)
class Variant:
    """One setting and its plan; without a plan, why there is none."""

    name: str
    changes: Mapping[str, str]
    draft: Draft | None
    conflicts: tuple[Conflict, ...] = ()


def plan_variant(name: str, changes: Mapping[str, str], case: Case, base: Draft | None) -> Variant:
    """Plan a case under one setting.

    Args:
        name: what to call the setting.
        changes: what it sets, for the record; ``case`` has it already.
        case: the checked input under the setting.
        base: a draft to go on from, or None.
    """
    try:
        ahead = Continuation(case) if base is None else continue_from(case, base)
        return Variant(name, changes, replan(ahead))
    except NoFeasiblePlan as failure:
        return Variant(name, changes, None, failure.conflicts)
