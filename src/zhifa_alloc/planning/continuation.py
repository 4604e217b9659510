"""Going on from an earlier draft: what was decided there stays, and nobody moves without need.

Hand edits of the base become pins and locks, and go on being so in the drafts that follow. A domain that is
no longer open (编制 状态, ``--domain``) keeps every cell and person. Everybody else may move, at 变动代价 wish
steps a person whose own data did not change. What districts answered and the department accepted is weighed
in ``planning.opinions``.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from zhifa_alloc.planning.opinions import (
    held_setups,
    weigh_opinions,
    with_exclusions,
    with_setups,
    without_exclusions,
)
from zhifa_alloc.planning.renumbering import with_keys_of
from zhifa_alloc.schema.case import Case, QuotaLock
from zhifa_alloc.schema.draft import Draft, HandEdit, HeldExclusion, HeldPlace, HeldQuota, HeldSetup
from zhifa_alloc.schema.errors import WrongUse
from zhifa_alloc.schema.feedback import Feedback
from zhifa_alloc.schema.finding import CellRef, Finding, Severity
from zhifa_alloc.schema.person import Person
from zhifa_alloc.schema.quota import CellKey
from zhifa_alloc.schema.terms import CITY, STATE_OPEN


@dataclass(frozen=True, slots=True)
class Continuation:
    """A case that obeys an earlier draft.

    Attributes:
        case: the new input, with what is kept as pins and locks.
        before: staff_id -> destination in the base, for people whose own data did not change.
        places, quotas: what is kept, and why.
        exclusions, setups: what districts sent back and the department accepted, now or before.
        findings: hand edits that could not be kept, each with its cell; what came of each objection.
    """

    case: Case
    before: Mapping[str, str] = field(default_factory=dict)
    places: tuple[HeldPlace, ...] = ()
    quotas: tuple[HeldQuota, ...] = ()
    exclusions: tuple[HeldExclusion, ...] = ()
    setups: tuple[HeldSetup, ...] = ()
    findings: tuple[Finding, ...] = ()


_NO_FEEDBACK: Final = Feedback()
_NAMED: Final = 5
"""Most people a message names."""


def continue_from(
    case: Case,
    base: Draft,
    domains: tuple[str, ...] = (),
    name: str = "",
    feedback: Feedback = _NO_FEEDBACK,
) -> Continuation:
    """Make the new case obey the base draft.

    Args:
        case: the new input, checked.
        base: the earlier draft as its file has it, with hand edits.
        domains: domains to plan again (``--domain``); all others are kept. Empty: all that are open.
        name: file name of the base, for findings.
        feedback: what the districts answered on the base draft.

    Raises:
        WrongUse: ``domains`` names an unknown domain, a hand edit is no destination that could be kept, or
            somebody of the roster was deleted from the base.
        NoFeasiblePlan: an accepted objection speaks against 去向指定 of the roster.
    """
    case = with_keys_of(case, base)
    _refuse_missing(case, base, name)
    own = {person.staff_id: person for person in case.people}
    fixed = _fixed_domains(case, domains)
    kept = _held_places(case, base, own, fixed)
    opinions = weigh_opinions(case, base, feedback, kept)
    quotas = _held_quotas(case, base, fixed)
    setups, said = held_setups(case, base, feedback)
    people = _bound(case.people, opinions.places, opinions.exclusions)
    locks = (*case.locks, *(held.lock for held in quotas))
    return Continuation(
        case=with_setups(replace(case, people=people, locks=locks), setups),
        before=_unchanged(base, own, opinions.exclusions),
        places=opinions.places,
        quotas=quotas,
        exclusions=opinions.exclusions,
        setups=setups,
        findings=(*_lapsed(base, kept, quotas, name), *opinions.findings, *said, *feedback.findings),
    )


def _bound(
    people: Iterable[Person], places: Iterable[HeldPlace], exclusions: Iterable[HeldExclusion]
) -> tuple[Person, ...]:
    """Put what is kept into the people: destinations as pins, accepted objections as exclusions."""
    pins = {place.staff_id: place.to for place in places}
    closed = _by_person(exclusions)
    return tuple(
        with_exclusions(replace(one, pin=pins.get(one.staff_id, one.pin)), closed.get(one.staff_id, ()))
        for one in people
    )


def _by_person(exclusions: Iterable[HeldExclusion]) -> Mapping[str, list[HeldExclusion]]:
    found: dict[str, list[HeldExclusion]] = defaultdict(list)
    for one in exclusions:
        found[one.staff_id].append(one)
    return found


def _fixed_domains(case: Case, domains: tuple[str, ...]) -> frozenset[str]:
    unknown = [domain for domain in domains if domain not in case.domains]
    if unknown:
        raise WrongUse("unknown_domain", value="、".join(unknown), known="、".join(case.domains))
    closed = {row.domain for row in case.quotas if row.state != STATE_OPEN}
    others = {domain for domain in case.domains if domain not in domains} if domains else set()
    return frozenset(closed | others)


def _held_places(
    case: Case, base: Draft, own: Mapping[str, Person], fixed: frozenset[str]
) -> tuple[HeldPlace, ...]:
    """Collect the pins: of earlier drafts, of this base's hand edits, of domains that are kept whole."""
    own_pins = {place.staff_id: place.own_pin for place in base.held_places}
    former = {one.staff_id: own_pins.get(one.staff_id, one.pin) for one in base.case.people}
    received = {(domain, one.name) for one in case.districts for domain in one.received_domains}
    places = {place.staff_id: place for place in base.held_places if place.kind == "hand"}
    for edit in _person_edits(base):
        _refuse_unusable(edit, case, base, own.get(edit.key))
        places[edit.key] = HeldPlace(edit.key, edit.after, "hand")
    for one in base.assignments:
        person = own.get(one.staff_id)
        kept_whole = one.domain in fixed or (one.domain, one.to) in received
        if kept_whole and person is not None and person.domain == one.domain:
            places.setdefault(one.staff_id, HeldPlace(one.staff_id, one.to, "fixed"))
    kept = (
        replace(place, own_pin=own[key].pin)
        for key, place in sorted(places.items())
        if key in own and own[key].takes_part and own[key].pin == former.get(key, "")
    )
    return tuple(kept)


def _person_edits(base: Draft) -> list[HandEdit]:
    cells = {"/".join(key) for key in base.quotas.values}
    return [edit for edit in base.edits if edit.key not in cells]


def _refuse_unusable(edit: HandEdit, case: Case, base: Draft, person: Person | None) -> None:
    """Stop at an edit that names no place where this person could go; passing over it would lose it.

    An edit of somebody who took part then and left since lapses instead, and is named among the findings.

    Raises:
        WrongUse: nobody has this key, the person never took part, or the destination is unknown or does not
            receive the person's domain.
    """
    then = next((one for one in base.case.people if one.staff_id == edit.key), None)
    if then is not None and then.takes_part and (person is None or not person.takes_part):
        return
    places = (CITY, *case.receivers_of(person.domain)) if person and person.takes_part else ()
    if edit.after not in places:
        raise WrongUse("edit_unusable", sheet=edit.sheet, cell=edit.cell, key=edit.key, value=edit.after)


def _refuse_missing(case: Case, base: Draft, name: str) -> None:
    """Stop where somebody's row was deleted from the base: what was meant by it, nobody can say.

    Raises:
        WrongUse: people of the roster, and of the base as it was written, stand in no row of it.
    """
    then = {one.staff_id for one in base.case.people} - {one.staff_id for one in base.assignments}
    missing = sorted(then & {one.staff_id for one in case.people})
    if missing:
        keys = "、".join(missing[:_NAMED])
        raise WrongUse("base_person_missing", name=name, count=len(missing), keys=keys)


def _lapsed(
    base: Draft, places: tuple[HeldPlace, ...], quotas: tuple[HeldQuota, ...], name: str
) -> tuple[Finding, ...]:
    """Name the hand edits of the base that bind no more: the person left, is out, or the new input says otherwise."""
    kept = {place.staff_id for place in places} | {"/".join(_cell_of(held.lock)) for held in quotas}
    return tuple(
        Finding("W601", Severity.WARNING, CellRef(name, edit.sheet, edit.cell), edit.after, {"key": edit.key})
        for edit in base.edits
        if edit.key not in kept
    )


def _held_quotas(case: Case, base: Draft, fixed: frozenset[str]) -> tuple[HeldQuota, ...]:
    """Collect the locks; a lock of the new input for the same cell goes first."""
    given = {(lock.domain, lock.quota_type, lock.district) for lock in case.locks}
    received = {(domain, one.name) for one in case.districts for domain in one.received_domains}
    by_hand = {_cell_of(held.lock) for held in base.held_quotas if held.kind == "hand"}
    places = {tuple(edit.key.split("/")): edit for edit in base.edits if edit.key.count("/") == 2}
    quotas = []
    for key, posts in base.quotas.values.items():
        domain, quota_type, district = key
        if key in given or (domain, quota_type) not in case.quota_rows or district not in case.receiving:
            continue
        where = CellRef("", places[key].sheet, places[key].cell) if key in places else CellRef()
        if key in places or key in by_hand:
            quotas.append(HeldQuota(QuotaLock(domain, quota_type, district, posts, where), "hand"))
        elif domain in fixed or (domain, district) in received:
            quotas.append(HeldQuota(QuotaLock(domain, quota_type, district, posts), "fixed"))
    return tuple(quotas)


def _cell_of(lock: QuotaLock) -> CellKey:
    return (lock.domain, lock.quota_type, lock.district)


def _unchanged(base: Draft, own: Mapping[str, Person], exclusions: Iterable[HeldExclusion]) -> dict[str, str]:
    """Give the destinations of people whose own data did not change and whose place is not closed to them now."""
    own_pins = {place.staff_id: place.own_pin for place in base.held_places}
    added, closed = _by_person(base.held_exclusions), {(one.staff_id, one.district) for one in exclusions}
    former = {
        one.staff_id: replace(
            without_exclusions(one, added.get(one.staff_id, ())),
            where=CellRef(),
            pin=own_pins.get(one.staff_id, one.pin),
        )
        for one in base.case.people
    }
    return {
        one.staff_id: one.to
        for one in base.assignments
        if one.staff_id in own
        and own[one.staff_id].takes_part
        and (one.staff_id, one.to) not in closed
        and former.get(one.staff_id) == replace(own[one.staff_id], where=CellRef())
    }
