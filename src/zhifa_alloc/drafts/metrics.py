"""Figures of a draft by name: for 概览, for JSON, and to compare drafts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from zhifa_alloc.drafts.people_figures import people_figures, share
from zhifa_alloc.drafts.structure import Member, members_of
from zhifa_alloc.rules import stage_values
from zhifa_alloc.schema.draft import Draft
from zhifa_alloc.schema.person import Person
from zhifa_alloc.schema.placement import Assignment, StageKey
from zhifa_alloc.schema.terms import CITY


def metrics_of(draft: Draft, goals: Mapping[StageKey, int] | None = None) -> dict[str, float]:
    """Work out the figures of a draft as it stands, also one edited by hand.

    Args:
        draft: the draft.
        goals: what ``stage_values`` has of it, where that is known already.

    Returns:
        name -> figure, in a fixed order. Counts of posts (名), people (人) and rules (条) are whole
        numbers; names ending in ``_share`` are parts of 1. Names with a dot are the figures of the sheets
        by group (``people_figures``), after those of the whole city. Without a roster only posts are given.
    """
    figures: dict[str, float] = {
        "posts_approved": sum(row.approved for row in draft.case.quotas),
        "posts_to_districts": sum(draft.quotas.values.values()),
        "posts_kept_by_city": sum(row.reserve for row in draft.case.quotas),
    }
    if not draft.case.people:
        return figures
    placed = members_of(draft)
    return (
        figures
        | _head_figures(draft, placed)
        | _wish_figures(placed)
        | _stay_figures(placed)
        | _goal_figures(draft, goals)
        | people_figures(draft, placed)
    )


def people_to_talk_to(draft: Draft) -> tuple[str, ...]:
    """Keys of those to talk to first: wishes of which none was met, or leaving the district they work in unasked."""
    people = {person.staff_id: person for person in draft.case.people}
    return tuple(
        one.staff_id
        for one in draft.assignments
        if one.staff_id in people and _needs_a_talk(people[one.staff_id], one)
    )


def _needs_a_talk(person: Person, one: Assignment) -> bool:
    leaves = bool(person.stationed) and person.stationed != one.to
    return person.takes_part and (one.preference == 0 or (leaves and not one.preference))


def _head_figures(draft: Draft, placed: Sequence[Member]) -> dict[str, float]:
    to_city = sum(one.to == CITY for _, one in placed)
    in_districts = len(placed) - to_city
    return {
        "people": len(draft.case.people),
        "people_placed": len(placed),
        "people_to_districts": in_districts,
        "people_kept_by_city": to_city,
        "people_apart": len(draft.case.people) - len(placed),
        "people_to_talk_to": sum(_needs_a_talk(person, one) for person, one in placed),
        "posts_vacant_in_districts": sum(draft.quotas.values.values()) - in_districts,
        "posts_waiting": sum(reserve.waiting for reserve in draft.reserves),
        "people_above_quota": sum(reserve.surplus for reserve in draft.reserves),
        "rules_broken": len(draft.broken_rules),
        "rules_warning": sum(rule.status == "warn" for rule in draft.rules),
    }


def _wish_figures(placed: Sequence[Member]) -> dict[str, float]:
    met = Counter(one.preference for _, one in placed if one.preference is not None)
    wishing = met.total()
    counts: Mapping[str, int] = {
        "wishes_first": met[1],
        "wishes_second": met[2],
        "wishes_third": met[3],
        "wishes_none": met[0],
    }
    return {
        "people_with_wishes": wishing,
        **counts,
        "wishes_first_share": share(met[1], wishing),
        "wishes_any_share": share(wishing - met[0], wishing),
    }


def _stay_figures(placed: Sequence[Member]) -> dict[str, float]:
    settled = [(person, one) for person, one in placed if person.stationed]
    stay = sum(person.stationed == one.to for person, one in settled)
    return {
        "people_stationed": len(settled),
        "people_staying": stay,
        "stay_share": share(stay, len(settled)),
    }


def _goal_figures(draft: Draft, goals: Mapping[StageKey, int] | None) -> dict[str, float]:
    places = {one.staff_id: one.to for one in draft.assignments}
    values = goals or stage_values(draft.case, draft.headcounts, places, draft.before)
    return {f"goal_{key}": value for key, value in values.items()}
