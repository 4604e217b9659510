"""Why this place, and for every better wish: what closed it.

First what concerns the person alone is looked up: a district that does not receive, a rule that closes it.
Otherwise the wish is tried, see ``staffing.trial``: what is then said is proved, not guessed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from zhifa_alloc.rules import demands_of
from zhifa_alloc.schema.draft import Draft
from zhifa_alloc.schema.errors import WrongUse
from zhifa_alloc.schema.person import Person
from zhifa_alloc.schema.placement import Assignment, Demands, Reason
from zhifa_alloc.schema.terms import CITY
from zhifa_alloc.staffing.trial import Trial


@dataclass(frozen=True, slots=True)
class ClosedWish:
    """A better wish that was not met.

    Attributes:
        position: 1, 2 or 3.
        wish: a district or 市级留用.
        cause: a key below ``reasons.closed`` in text/, and what it quotes.
        room: people of the same 领域 and 编制类型 whom the place takes.
        wanted: people of the same 领域 and 编制类型 who named it.
    """

    position: int
    wish: str
    cause: Reason
    room: int
    wanted: int


@dataclass(frozen=True, slots=True)
class Explanation:
    """One person's place in a draft: the row of the draft, and what closed each better wish."""

    assignment: Assignment
    closed: tuple[ClosedWish, ...]


def explain(draft: Draft, staff_id: str) -> Explanation:
    """Explain one person's place.

    Args:
        draft: as the program computed it; destinations changed by hand have no reason to be found.
        staff_id: 人员编号.

    Raises:
        WrongUse: ``unknown_person``, the draft has no such person.
    """
    row = next((row for row in draft.assignments if row.staff_id == staff_id), None)
    if row is None:
        raise WrongUse("unknown_person", value=staff_id)
    person = next(person for person in draft.case.people if person.staff_id == staff_id)
    return Explanation(row, tuple(_closed_wishes(draft, person, row)))


def _closed_wishes(draft: Draft, person: Person, row: Assignment) -> Iterator[ClosedWish]:
    if not person.takes_part:
        return
    trial: Trial | None = None
    demands = demands_of(draft.case)
    for position, wish in enumerate(person.wishes, start=1):
        if wish == row.to:
            return
        if not wish or wish in person.wishes[: position - 1]:
            continue
        cause = _by_rule(draft, demands, person, wish)
        if cause is None:
            trial = trial or Trial(draft, demands, row)
            cause = trial.cause(wish)
        room = draft.headcounts.values.get((person.domain, person.quota_type, wish), 0)
        yield ClosedWish(position, wish, cause, room, _wanted(draft, person, wish))


def _by_rule(draft: Draft, demands: Demands, person: Person, wish: str) -> Reason | None:
    """Name what closes a wish to the person alone; None where nothing does."""
    if wish not in (*draft.case.receiving, CITY):
        return Reason("closed.not_receiving", {"wish": wish})
    if wish not in (*draft.case.receivers_of(person.domain), CITY):
        return Reason("closed.not_this_domain", {"wish": wish, "domain": person.domain})
    closing = [
        one.rule for one in demands.closed if one.staff_id == person.staff_id and one.destination == wish
    ]
    if not closing:
        return None
    objected = any(
        (one.staff_id, one.district, one.own) == (person.staff_id, wish, False)
        for one in draft.held_exclusions
    )
    rule = "objections" if objected and closing[0] == "exclusions" else closing[0]
    return Reason(f"closed.rule_{rule.replace('-', '_')}", {"wish": wish, "to": person.pin})


def _wanted(draft: Draft, person: Person, wish: str) -> int:
    return sum(
        wish in other.wishes
        for other in draft.case.people
        if other.takes_part and (other.domain, other.quota_type) == (person.domain, person.quota_type)
    )
