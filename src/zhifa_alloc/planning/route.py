"""The way from one draft to another, one change after the other: what is shared and placed at each stop."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from zhifa_alloc import __version__
from zhifa_alloc.planning.opinions import with_exclusions, with_setups
from zhifa_alloc.schema.attribution import ChangeKey
from zhifa_alloc.schema.case import Case
from zhifa_alloc.schema.changes import changed_parts, changed_people, own_case, with_part
from zhifa_alloc.schema.draft import Draft, HeldExclusion


@dataclass(frozen=True, slots=True)
class Stop:
    """The city after one more change.

    Attributes:
        change: what was put in last.
        case: the input with all changes so far, and with what is held from an earlier draft.
        before: destinations that cost 变动代价 to leave.
    """

    change: ChangeKey
    case: Case
    before: Mapping[str, str]


def route(before: Draft, after: Draft) -> tuple[Stop, ...]:
    """List the stops between two drafts on the same ground; the last one stands for the later draft itself."""
    own, target = own_case(before), own_case(after)
    free = _first_before(before, after)
    stops: list[Stop] = []
    if before.version != __version__ or before.version != after.version:
        stops.append(Stop("program", before.case, before.before))
    if free != before.before and not _goes_on_from(free, before):
        stops.append(Stop("base", before.case, free))
    if _hands_differ(before, after):
        stops.append(Stop("hand", _holding(own, after, opinions=before), free))
    if before.held_exclusions != after.held_exclusions or before.held_setups != after.held_setups:
        stops.append(Stop("feedback", _holding(own, after, opinions=after), free))
    stops += _inputs(own, target, after, free)
    return tuple(stops) or (Stop("program", after.case, after.before),)


def _inputs(own: Case, target: Case, after: Draft, free: Mapping[str, str]) -> Iterator[Stop]:
    for key in changed_parts(own, target):
        own = with_part(own, key, target)
        free = after.before if key == "people" else free
        yield Stop(key, _holding(own, after, opinions=after), free)


def _hands_differ(before: Draft, after: Draft) -> bool:
    """Say whether hand edits or what is held can have moved anybody: held where it stood anyway, they cannot."""
    if before.edits or not {*before.held_places} <= {*after.held_places}:
        return True
    places = {one.staff_id: one.to for one in before.assignments}
    if any(places.get(held.staff_id, held.to) != held.to for held in after.held_places):
        return True
    locked = {
        (one.lock.domain, one.lock.quota_type, one.lock.district): one.lock.quota for one in after.held_quotas
    }
    dropped = {
        (one.lock.domain, one.lock.quota_type, one.lock.district) for one in before.held_quotas
    } - locked.keys()
    return bool(dropped) or any(before.quotas.values.get(key) != posts for key, posts in locked.items())


def _first_before(before: Draft, after: Draft) -> Mapping[str, str]:
    """Return what the later draft wanted to keep, as it would have been with the earlier draft's people.

    Who is free to move in the later draft because the own data changed was not free before that.
    """
    if not after.before:
        return {}
    places = {one.staff_id: one.to for one in before.assignments}
    since = changed_people(own_case(before), own_case(after))
    takers = {person.staff_id for person in before.case.people if person.takes_part}
    return {**{key: places[key] for key in since if key in takers and key in places}, **after.before}


def _goes_on_from(free: Mapping[str, str], before: Draft) -> bool:
    """Say whether the earlier draft is what was gone on from: by itself that moves nobody (contract 3.8)."""
    places = {one.staff_id: one.to for one in before.assignments}
    return bool(free) and all(places.get(key) == to for key, to in free.items())


def _holding(own: Case, after: Draft, opinions: Draft) -> Case:
    """Put what the later draft holds into a case; objections and bodies may still be those of the earlier one."""
    pins = {place.staff_id: place.to for place in after.held_places}
    closed: dict[str, list[HeldExclusion]] = {}
    for one in opinions.held_exclusions:
        closed.setdefault(one.staff_id, []).append(one)
    people = tuple(
        with_exclusions(replace(one, pin=pins.get(one.staff_id, one.pin)), closed.get(one.staff_id, ()))
        if one.staff_id in pins or one.staff_id in closed
        else one
        for one in own.people
    )
    locks = (*own.locks, *(held.lock for held in after.held_quotas))
    return with_setups(replace(own, people=people, locks=locks), opinions.held_setups)
