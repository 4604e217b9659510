"""One person's destination and its reason on the screen; never a second person's name, never an ID number."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from rich.text import Text

from zhifa_alloc.cli.session import Session
from zhifa_alloc.drafts.read_edited import Edited
from zhifa_alloc.schema.errors import WrongUse
from zhifa_alloc.schema.person import Person
from zhifa_alloc.schema.placement import Assignment
from zhifa_alloc.schema.terms import MODE_SECONDED
from zhifa_alloc.staffing import ClosedWish, explain
from zhifa_alloc.text.phrasebook import Lang, phrasebook
from zhifa_alloc.text.sentences import reason_sentence


@dataclass(frozen=True, slots=True)
class PersonReport:
    """What is told of a person: the rows of the draft, and what closed each better wish.

    ``closed`` speaks of the draft as the program computed it; it is empty for a person moved by hand.
    """

    read: Edited
    person: Person
    rows: tuple[Assignment, ...]
    closed: tuple[ClosedWish, ...]


def report_on(read: Edited, staff_id: str) -> PersonReport:
    """Gather what is told of a person.

    Raises:
        WrongUse: the draft has no such 人员编号.
    """
    people = {person.staff_id: person for person in read.draft.case.people}
    rows = tuple(one for one in read.draft.assignments if one.staff_id == staff_id)
    if staff_id not in people or not rows:
        raise WrongUse("unknown_person", name=read.name, value=staff_id)
    by_hand = any(edit.key == staff_id for edit in read.draft.edits)
    closed = () if by_hand else explain(read.original, staff_id).closed
    return PersonReport(read, people[staff_id], rows, closed)


def person_json(report: PersonReport, lang: Lang) -> dict[str, object]:
    """Return the report as ``explain --json`` gives it; ``closed`` in the order of the wishes."""
    text = phrasebook(lang)
    return {
        "plan_id": report.read.draft.plan_id,
        "staff_id": report.person.staff_id,
        "to": report.rows[0].to,
        "preference": report.rows[0].preference,
        "reason": reason_sentence(report.rows[0].reason, text),
        "by_hand": any(edit.key == report.person.staff_id for edit in report.read.draft.edits),
        "closed": [
            {
                "preference": one.position,
                "wish": one.wish,
                "cause": one.cause.code.removeprefix("closed."),
                "message": reason_sentence(one.cause, text),
                "room": one.room,
                "wanted": one.wanted,
            }
            for one in report.closed
        ],
    }


def show_person(session: Session, report: PersonReport) -> None:
    """Print where a person goes and why, and what closed each better wish."""
    read, person, say = report.read, report.person, session.text.say
    staff_id = person.staff_id
    title = say(
        "screen.person.title",
        staff_id=staff_id,
        name=person.name,
        unit=person.unit,
        domain=person.domain,
        quota_type=person.quota_type,
    )
    session.show(Text(title, style="bold", overflow="fold"))
    for one in report.rows:
        for line in _lines(session, read, person, one):
            session.show(Text(line, overflow="fold"))
    for line in _closed_lines(session, report):
        session.show(Text(line, overflow="fold"))


def _closed_lines(session: Session, report: PersonReport) -> Iterator[str]:
    say = session.text.say
    if report.closed:
        yield say("screen.person.closed")
    for one in report.closed:
        counts = say("screen.person.counts", room=one.room, wanted=one.wanted)
        yield say(
            "screen.person.closed_wish",
            position=say(f"reasons.ordinals.{one.position}"),
            wish=one.wish,
            counts=counts if one.wanted > one.room else "",
            text=reason_sentence(one.cause, session.text),
        )
    if report.closed and report.read.draft.edits:
        yield say("screen.person.as_computed", count=len(report.read.draft.edits))


def _lines(session: Session, read: Edited, person: Person, one: Assignment) -> list[str]:
    say = session.text.say
    lines = [
        say("screen.person.to", to=one.to, pinned=_note(session, read, one)),
        say("screen.person.reason", text=reason_sentence(one.reason, session.text)),
    ]
    if not person.takes_part:
        return lines
    wishes = [
        say("screen.person.wish_met", wish=wish) if wish == one.to else wish for wish in person.wishes if wish
    ]
    lines.append(
        say("screen.person.wishes", wishes="、".join(wishes)) if wishes else say("screen.person.no_wishes")
    )
    lines.append(say("screen.person.rules", stationed=person.stationed or "—", draw=one.draw_number))
    if person.mode == MODE_SECONDED:
        lines.append(say("screen.person.pay"))
    return lines


def _note(session: Session, read: Edited, one: Assignment) -> str:
    edit = next((edit for edit in read.draft.edits if edit.key == one.staff_id), None)
    if edit is not None:
        return session.text.say("screen.person.by_hand", before=edit.before or "—")
    return session.text.say("screen.person.pinned") if one.pinned else ""
