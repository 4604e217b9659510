"""How a change reached people who moved: straight, by way of others, or only as another equally good choice."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Final

from zhifa_alloc.rules import stage_values
from zhifa_alloc.schema.attribution import ChangeKey, Closeness
from zhifa_alloc.schema.case import Case
from zhifa_alloc.schema.changes import changed_people
from zhifa_alloc.schema.draft import Draft
from zhifa_alloc.schema.person import Person
from zhifa_alloc.schema.quota import QuotaTable

_SETTINGS: Final[frozenset[ChangeKey]] = frozenset(
    {"parameters", "seed", "base_date", "districts", "institutions", "distances", "base"}
)
"""Changes that concern everybody alike."""
_DRAWN: Final = "draw"


@dataclass(frozen=True, slots=True)
class Picture:
    """Who stands where at one stop between two drafts."""

    case: Case
    headcounts: QuotaTable
    places: Mapping[str, str]
    before: Mapping[str, str]


def closeness_of(
    change: ChangeKey, former: Picture, now: Picture, movers: set[str], drafts: tuple[Draft, Draft]
) -> Mapping[str, Closeness]:
    """Say of everybody in ``movers`` how the change reached them between two pictures."""
    if change in _SETTINGS:
        return dict.fromkeys(movers, "direct")
    if change == "program":
        return dict.fromkeys(movers, "tie")
    touched = _touched(change, former, now, drafts)
    people = {person.staff_id: person for person in now.case.people if person.staff_id in movers}
    tied = _tied_domains(former, now, touched, {person.domain for person in people.values()})
    return {key: _closeness(people[key], key in touched, change, former, now, tied) for key in movers}


def _closeness(
    person: Person, touched: bool, change: ChangeKey, former: Picture, now: Picture, tied: frozenset[str]
) -> Closeness:
    if touched:
        return "direct"
    if person.domain in tied:
        return "tie"
    if change in ("people", "hand", "feedback", "relations"):
        return "knock_on"
    row = (person.domain, person.quota_type)
    cells = [(*row, places[person.staff_id]) for places in (former.places, now.places)]
    moved = any(former.headcounts.values.get(cell) != now.headcounts.values.get(cell) for cell in cells)
    return "direct" if moved else "knock_on"


def _touched(change: ChangeKey, former: Picture, now: Picture, drafts: tuple[Draft, Draft]) -> frozenset[str]:
    """Return the keys of the people whom the change names."""
    before, after = drafts
    if change == "hand":
        held = {one.staff_id for draft in drafts for one in draft.held_places if one.kind == "hand"}
        return frozenset(held | {edit.key for edit in before.edits})
    if change == "feedback":
        return frozenset(one.staff_id for draft in drafts for one in draft.held_exclusions)
    if change == "relations":
        odd = set(before.case.relations) ^ set(after.case.relations)
        return frozenset(key for one in odd for key in (one.first, one.second))
    return frozenset(changed_people(former.case, now.case)) if change == "people" else frozenset()


def _tied_domains(former: Picture, now: Picture, touched: frozenset[str], among: set[str]) -> frozenset[str]:
    """Return those of some domains in which the former places would have been as good: only the draw told them apart.

    Rules and numbers of people must not have changed there, nor in a domain that it is bound to.
    """
    stirred = {person.domain for person in now.case.people if person.staff_id in touched}
    stirred |= _joined_or_left(former.case, now.case)
    keys = {*former.headcounts.values, *now.headcounts.values}
    stirred |= {key[0] for key in keys if former.headcounts.values.get(key) != now.headcounts.values.get(key)}
    calm = among - _bound_to(now.case, stirred)
    return frozenset(domain for domain in calm if _as_good(domain, former, now))


def _joined_or_left(before: Case, after: Case) -> set[str]:
    old, new = ({one.staff_id: one.domain for one in case.people} for case in (before, after))
    return {old.get(key, new.get(key, "")) for key in old.keys() ^ new.keys()}


def _bound_to(case: Case, domains: Iterable[str]) -> set[str]:
    """Add the domains that couples, relatives or comprehensive bodies bind to the given ones."""
    home = {person.staff_id: person.domain for person in case.people}
    ties = [{home.get(one.first, ""), home.get(one.second, "")} for one in case.relations]
    ties += [set(one.domains) for one in case.institutions]
    found = set(domains)
    grown = True
    while grown:
        wider = found.union(*(tie for tie in ties if tie & found))
        grown = wider != found
        found = wider
    return found


def _as_good(domain: str, former: Picture, now: Picture) -> bool:
    people = tuple(person for person in now.case.people if person.domain == domain)
    case = replace(now.case, people=people)
    own = {key: value for key, value in now.headcounts.values.items() if key[0] == domain}
    headcounts = replace(now.headcounts, values=own)
    before = {one.staff_id: now.before[one.staff_id] for one in people if one.staff_id in now.before}
    old, new = (
        {
            goal: value
            for goal, value in stage_values(case, headcounts, places, before).items()
            if goal != _DRAWN
        }
        for places in (former.places, now.places)
    )
    return old == new
