"""One person's destination and its reason on the screen; never a second person's name, never an ID number."""

from __future__ import annotations

from rich.text import Text

from zhifa_alloc.cli.session import Session
from zhifa_alloc.drafts.facts import ReadDraft
from zhifa_alloc.schema.errors import WrongUse
from zhifa_alloc.schema.person import Person
from zhifa_alloc.schema.placement import Assignment
from zhifa_alloc.schema.terms import MODE_SECONDED
from zhifa_alloc.text.sentences import reason_sentence


def show_person(session: Session, read: ReadDraft, staff_id: str) -> None:
    """Print where a person goes and why.

    Raises:
        WrongUse: the draft has no such 人员编号.
    """
    people = {person.staff_id: person for person in read.draft.case.people}
    rows = [one for one in read.draft.assignments if one.staff_id == staff_id]
    if staff_id not in people or not rows:
        raise WrongUse("unknown_person", name=read.name, value=staff_id)
    person, say = people[staff_id], session.text.say
    title = say(
        "screen.person.title",
        staff_id=staff_id,
        name=person.name,
        unit=person.unit,
        domain=person.domain,
        quota_type=person.quota_type,
    )
    session.show(Text(title, style="bold", overflow="fold"))
    for one in rows:
        for line in _lines(session, read, person, one):
            session.show(Text(line, overflow="fold"))


def _lines(session: Session, read: ReadDraft, person: Person, one: Assignment) -> list[str]:
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


def _note(session: Session, read: ReadDraft, one: Assignment) -> str:
    edit = next((edit for edit in read.draft.edits if edit.key == one.staff_id), None)
    if edit is not None:
        return session.text.say("screen.person.by_hand", before=edit.before or "—")
    return session.text.say("screen.person.pinned") if one.pinned else ""
