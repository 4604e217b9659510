"""What districts answered, put into the case: accepted objections as exclusions, bodies as 机构设置.

The later decision counts: an accepted objection ends a hand placement of the draft it answers, a hand
placement made after it ends the exclusion. Each such end is a finding.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from zhifa_alloc.schema.case import Case, Institution
from zhifa_alloc.schema.codes import CATALOGUE, Code
from zhifa_alloc.schema.conflict import Conflict, Repair
from zhifa_alloc.schema.draft import Draft, HeldExclusion, HeldPlace, HeldSetup
from zhifa_alloc.schema.errors import NoFeasiblePlan
from zhifa_alloc.schema.feedback import Feedback, Refusal
from zhifa_alloc.schema.finding import CellRef, Finding
from zhifa_alloc.schema.person import Person


@dataclass(frozen=True, slots=True)
class Opinions:
    """What of the objections holds in the new plan, and what was said on the way.

    Attributes:
        exclusions: to be put into the case.
        places: what is kept from the base, without placements that an objection ended.
        findings: each objection with what came of it.
    """

    exclusions: tuple[HeldExclusion, ...]
    places: tuple[HeldPlace, ...]
    findings: tuple[Finding, ...]


def weigh_opinions(case: Case, base: Draft, feedback: Feedback, places: tuple[HeldPlace, ...]) -> Opinions:
    """Set objections, new ones and those carried by the base, against pins and placements.

    Raises:
        NoFeasiblePlan: an accepted objection speaks against 去向指定 of the roster.
    """
    people = {person.staff_id: person for person in case.people}
    held = {place.staff_id: place for place in places}
    fresh, said = _fresh(feedback.refusals, people, held)
    ended = {(one.staff_id, one.district) for one in fresh if _by_hand(held.get(one.staff_id), one.district)}
    carried, lapsed = _carried(base, people, held, {(one.staff_id, one.district) for one in fresh})
    exclusions = sorted((*carried, *fresh), key=lambda one: (one.staff_id, one.district))
    return Opinions(
        exclusions=tuple(exclusions),
        places=tuple(place for place in places if (place.staff_id, place.to) not in ended),
        findings=(*said, *lapsed),
    )


def with_exclusions(person: Person, exclusions: Iterable[HeldExclusion]) -> Person:
    """Return the person with the districts of accepted objections added to 不宜去向."""
    names = (*person.exclusions, *(one.district for one in exclusions))
    return replace(person, exclusions=tuple(dict.fromkeys(names)))


def without_exclusions(person: Person, exclusions: Iterable[HeldExclusion]) -> Person:
    """Return the person as the roster had it: what an objection added is taken out again."""
    added = {one.district for one in exclusions if not one.own}
    return replace(person, exclusions=tuple(name for name in person.exclusions if name not in added))


def held_setups(
    case: Case, base: Draft, feedback: Feedback
) -> tuple[tuple[HeldSetup, ...], tuple[Finding, ...]]:
    """Collect the bodies that districts sent back, now or before; a changed input goes before older ones."""
    own = {district: _bodies_of(case.institutions, district) for district in case.receiving}
    setups: dict[str, HeldSetup] = {}
    findings: list[Finding] = []
    for held in base.held_setups:
        if held.district in own and own[held.district] == held.own:
            setups[held.district] = held
        else:
            findings.append(_finding(Code.SETUP_LAPSED, CellRef(), held.district))
    for one in feedback.setups:
        if one.district in own:
            setups[one.district] = HeldSetup(one.district, one.bodies, own[one.district])
            bodies = "；".join(f"{body.name}（{'、'.join(body.domains)}）" for body in one.bodies) or "—"
            findings.append(_finding(Code.SETUP_TAKEN, one.where, one.district, bodies=bodies))
    return tuple(setups[district] for district in own if district in setups), tuple(findings)


def with_setups(case: Case, setups: Iterable[HeldSetup]) -> Case:
    """Return the case with the bodies that districts sent back in the place of the input's own."""
    sent = {held.district: held.bodies for held in setups}
    kept = tuple(one for one in case.institutions if one.district not in sent)
    return replace(case, institutions=(*kept, *(body for bodies in sent.values() for body in bodies)))


def _bodies_of(institutions: Iterable[Institution], district: str) -> tuple[Institution, ...]:
    return tuple(one for one in institutions if one.district == district)


def _fresh(
    refusals: Iterable[Refusal], people: Mapping[str, Person], held: Mapping[str, HeldPlace]
) -> tuple[tuple[HeldExclusion, ...], tuple[Finding, ...]]:
    """Take the accepted refusals that can be obeyed; stop at those that the roster's own pins forbid."""
    exclusions: list[HeldExclusion] = []
    findings: list[Finding] = []
    against: list[Conflict] = []
    for one in refusals:
        person, place = people.get(one.staff_id), held.get(one.staff_id)
        if person is None or not person.takes_part:
            findings.append(_finding(Code.OBJECTION_LAPSED, one.where, one.district, key=one.staff_id))
        elif place is not None and place.kind == "fixed":
            findings.append(_finding(Code.OBJECTION_NOT_OBEYED, one.where, one.district, key=one.staff_id))
        elif person.pin == one.district:
            against.append(_conflict(one))
        else:
            if _by_hand(place, one.district):
                findings.append(_finding(Code.PIN_LAPSED, one.where, one.district, key=one.staff_id))
            findings.append(_finding(Code.OBJECTION_OBEYED, one.where, one.district, key=one.staff_id))
            exclusions.append(_exclusion(one.staff_id, one.district, person))
    if against:
        raise NoFeasiblePlan(tuple(against))
    return tuple(exclusions), tuple(findings)


def _carried(
    base: Draft,
    people: Mapping[str, Person],
    held: Mapping[str, HeldPlace],
    renewed: set[tuple[str, str]],
) -> tuple[tuple[HeldExclusion, ...], tuple[Finding, ...]]:
    """Keep the objections that the base carries, unless a later decision or the roster ended them."""
    exclusions: list[HeldExclusion] = []
    findings: list[Finding] = []
    for one in base.held_exclusions:
        if (one.staff_id, one.district) in renewed:
            continue
        person = people.get(one.staff_id)
        placed_since = _by_hand(held.get(one.staff_id), one.district)
        if person is None or not person.takes_part or placed_since or person.pin == one.district:
            findings.append(_finding(Code.OBJECTION_LAPSED, CellRef(), one.district, key=one.staff_id))
        else:
            exclusions.append(_exclusion(one.staff_id, one.district, person))
    return tuple(exclusions), tuple(findings)


def _exclusion(staff_id: str, district: str, person: Person) -> HeldExclusion:
    return HeldExclusion(staff_id, district, own=district in person.exclusions)


def _by_hand(place: HeldPlace | None, district: str) -> bool:
    return place is not None and place.kind == "hand" and place.to == district


def _conflict(refusal: Refusal) -> Conflict:
    params = {"key": refusal.staff_id, "district": refusal.district}
    repairs: Iterator[Repair] = (Repair(f"opinions.{name}", params) for name in ("lift_pin", "reject"))
    return Conflict("opinions.pinned", params, tuple(repairs))


def _finding(code: Code, where: CellRef, value: str, **params: str) -> Finding:
    return Finding(code.value, CATALOGUE[code.value], where, value, params)
