"""Figures of a draft by name: for 概览, for JSON, and to compare drafts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from zhifa_alloc.drafts.structure import mean_age, named_to_stay, near_retirement
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
        numbers; names ending in ``_share`` are parts of 1. Without a roster only posts are given.
    """
    figures: dict[str, float] = {
        "posts_approved": sum(row.approved for row in draft.case.quotas),
        "posts_to_districts": sum(draft.quotas.values.values()),
        "posts_kept_by_city": sum(row.reserve for row in draft.case.quotas),
    }
    if not draft.case.people:
        return figures
    people = {person.staff_id: person for person in draft.case.people}
    placed = [(people[one.staff_id], one) for one in draft.assignments if one.staff_id in people]
    placed = [(person, one) for person, one in placed if person.takes_part]
    return (
        figures
        | _head_figures(draft, placed)
        | _wish_figures(placed)
        | _stay_figures(placed)
        | _goal_figures(draft, goals)
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


def _head_figures(draft: Draft, placed: list[tuple[Person, Assignment]]) -> dict[str, float]:
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
        "rules_broken": sum(rule.status == "broken" for rule in draft.rules),
        "rules_warning": sum(rule.status == "warn" for rule in draft.rules),
    }


def _wish_figures(placed: list[tuple[Person, Assignment]]) -> dict[str, float]:
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
        "wishes_first_share": _share(met[1], wishing),
        "wishes_any_share": _share(wishing - met[0], wishing),
    }


def _stay_figures(placed: list[tuple[Person, Assignment]]) -> dict[str, float]:
    settled = [(person, one) for person, one in placed if person.stationed]
    stay = sum(person.stationed == one.to for person, one in settled)
    return {
        "people_stationed": len(settled),
        "people_staying": stay,
        "stay_share": _share(stay, len(settled)),
    }


def _goal_figures(draft: Draft, goals: Mapping[StageKey, int] | None) -> dict[str, float]:
    places = {one.staff_id: one.to for one in draft.assignments}
    values = goals or stage_values(draft.case, draft.headcounts, places, draft.before)
    return {f"goal_{key}": value for key, value in values.items()}


def _structure_figures(draft: Draft, placed: list[tuple[Person, Assignment]]) -> dict[str, float]:
    groups = {
        "sunk": [pair for pair in placed if pair[1].to != CITY],
        "kept": [pair for pair in placed if pair[1].to == CITY],
    }
    figures: dict[str, float] = {}
    for name, group in groups.items():
        age = mean_age(draft, group)
        if age is not None:
            figures[f"{name}_mean_age"] = age
        figures[f"{name}_certified_share"] = _share(sum(person.certified for person, _ in group), len(group))
        figures[f"{name}_near_retirement_share"] = _share(near_retirement(draft, group), len(group))
    named = len(named_to_stay(draft, groups["kept"]))
    return figures | {"kept_named": named, "kept_suggested": len(groups["kept"]) - named}


def _share(part: int, whole: int) -> float:
    return round(part / whole, 6) if whole else 0.0
