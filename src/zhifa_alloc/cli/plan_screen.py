"""The summary after ``plan``: at most 25 lines, in the office's words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from rich.table import Table
from rich.text import Text

from zhifa_alloc.cli.outputs import CONSULTATION_FOLDER, HANDOVER_FOLDER, Slot
from zhifa_alloc.cli.session import Session
from zhifa_alloc.cli.tables import plain_table
from zhifa_alloc.drafts.metrics import people_to_talk_to
from zhifa_alloc.drafts.outside_words import outside_sentence
from zhifa_alloc.drafts.vacancies import vacant_posts
from zhifa_alloc.schema.draft import Draft
from zhifa_alloc.schema.person import Person
from zhifa_alloc.schema.placement import Assignment
from zhifa_alloc.schema.terms import CITY, NOT_PLACED
from zhifa_alloc.text.sentences import place_sentence

DISTRICTS_SHOWN = 11
OUTSIDE_SHOWN = 3
PLACES_SHOWN = 3


@dataclass(frozen=True, slots=True)
class DistrictLine:
    """One line of the summary: posts and people of a district, or of the city."""

    name: str
    quota: int
    people: int
    vacant: int
    stay: str
    first: str
    none: int


def show_plan(session: Session, draft: Draft, slot: Slot) -> None:
    """Print the summary."""
    say = session.text.say
    session.show(Text(_headline(session, draft), style="bold", overflow="fold"))
    session.show(_district_table(session, draft))
    if draft.assignments:
        order = say("screen.plan.goal_mark").join(say(f"goals.stages.{stage.key}") for stage in draft.stages)
        key = "screen.plan.order_points" if draft.case.parameters.chosen else "screen.plan.order"
        session.show(Text(say(key, goals=order), overflow="fold"))
        session.show(Text(_people_line(session, draft), overflow="fold"))
    for line in _warnings(session, draft):
        session.show(Text(line, style="yellow", overflow="fold"))
    session.show(Text(_rule_line(session, draft), overflow="fold"))
    if draft.broken_rules:
        _show_broken(session, draft, slot)
    else:
        _show_written(session, draft, slot)
    session.show(Text(say("screen.fixed_line"), style="dim", overflow="fold"))


def _show_written(session: Session, draft: Draft, slot: Slot) -> None:
    """Name the files of this run, and what to do next."""
    say = session.text.say
    approved = draft.case.parameters.approved
    key = "screen.plan.written_approved" if approved else "screen.plan.written"
    folders = {
        "consultation": slot.name(CONSULTATION_FOLDER),
        "handover": slot.name(HANDOVER_FOLDER),
        "count": len(draft.case.receiving),
    }
    session.show(Text(say(key, folder=str(slot.folder), draft=slot.draft.name, **folders), overflow="fold"))
    session.show(Text(say("screen.plan.next", draft=str(slot.draft)), overflow="fold"))


def _show_broken(session: Session, draft: Draft, slot: Slot) -> None:
    """Name each broken rule with its first places and how to see all, also under -q: the run ends with "no"."""
    text = session.text
    for rule in draft.broken_rules:
        title = text.say(f"rules.titles.{rule.rule}")
        session.insist("screen.verify.broken", style="bold red", title=title)
        breaking = rule.places[: rule.breaking]
        for place in breaking[:PLACES_SHOWN]:
            session.insist("screen.verify.place", text=place_sentence(place, text))
        if len(breaking) > PLACES_SHOWN:
            session.insist("screen.plan.more_places", style="dim", count=len(breaking) - PLACES_SHOWN)
    folder, name = str(slot.folder), slot.draft.name
    session.insist("screen.plan.written_broken", style="bold red", folder=folder, draft=name)
    session.insist("screen.plan.next_broken", draft=str(slot.draft))


def _headline(session: Session, draft: Draft) -> str:
    case = draft.case
    placed = sum(person.takes_part for person in case.people)
    key = "headline" if case.people else "headline_quotas"
    return session.text.say(
        f"screen.plan.{key}",
        plan_id=draft.plan_id,
        approved=sum(row.approved for row in case.quotas),
        quota=sum(draft.quotas.values.values()),
        reserve=sum(row.reserve for row in case.quotas),
        people=len(case.people),
        placed=placed,
        apart=len(case.people) - placed,
    )


def _district_table(session: Session, draft: Draft) -> Table:
    lines = _district_lines(draft)
    shown = lines if len(lines) <= DISTRICTS_SHOWN + 1 else [*lines[:DISTRICTS_SHOWN], lines[-1]]
    say = session.text.say
    names = ("district", "quota", "people", "vacant", "stay", "first", "none")
    wanted = names if draft.assignments else names[:2]
    table = plain_table(*(say(f"screen.plan.columns.{name}") for name in wanted))
    for line in [*shown, _total(lines, say("screen.plan.total"))]:
        cells = (
            line.name,
            str(line.quota),
            str(line.people),
            str(line.vacant),
            line.stay,
            line.first,
            str(line.none),
        )
        table.add_row(*(Text(cell) for cell in cells[: len(wanted)]))
    if len(shown) < len(lines):
        table.caption = say("screen.plan.more_districts", count=len(lines) - len(shown))
    return table


def _district_lines(draft: Draft) -> list[DistrictLine]:
    people = {person.staff_id: person for person in draft.case.people}
    quotas: Counter[str] = Counter()
    for (_, _, district), quota in draft.quotas.values.items():
        quotas[district] += quota
    quotas[CITY] = sum(row.reserve for row in draft.case.quotas)
    return [
        _line(
            name,
            (quotas[name], vacant),
            [one for one in draft.assignments if one.to == name],
            people,
        )
        for name, vacant in vacant_posts(draft).items()
    ]


def _line(
    name: str, posts: tuple[int, int], assigned: list[Assignment], people: Mapping[str, Person]
) -> DistrictLine:
    """Put one place into a line; ``posts`` are all of them, and those vacant."""
    quota, vacant = posts
    settled = [people[one.staff_id] for one in assigned if people[one.staff_id].stationed]
    stay = sum(person.stationed == name for person in settled)
    wishing = [one for one in assigned if one.preference is not None]
    return DistrictLine(
        name=name,
        quota=quota,
        people=len(assigned),
        vacant=vacant,
        stay=f"{stay}/{len(settled)}",
        first=f"{sum(one.preference == 1 for one in wishing)}/{len(wishing)}",
        none=sum(one.preference == 0 for one in wishing),
    )


def _total(lines: list[DistrictLine], name: str) -> DistrictLine:
    return DistrictLine(
        name=name,
        quota=sum(line.quota for line in lines),
        people=sum(line.people for line in lines),
        vacant=sum(line.vacant for line in lines),
        stay=_add_fractions([line.stay for line in lines]),
        first=_add_fractions([line.first for line in lines]),
        none=sum(line.none for line in lines),
    )


def _add_fractions(parts: list[str]) -> str:
    pairs = [part.split("/") for part in parts]
    return f"{sum(int(over) for over, _ in pairs)}/{sum(int(under) for _, under in pairs)}"


def _people_line(session: Session, draft: Draft) -> str:
    wishing = [one for one in draft.assignments if one.preference is not None and one.to != NOT_PLACED]
    met = Counter(one.preference for one in wishing)
    return session.text.say(
        "screen.plan.people",
        wishing=len(wishing),
        first=met[1],
        second=met[2],
        third=met[3],
        none=met[0],
        talk=len(people_to_talk_to(draft)),
    )


def _warnings(session: Session, draft: Draft) -> list[str]:
    case, say = draft.case, session.text.say
    lines = []
    if any(row.assumed for row in case.weights):
        lines.append(say("screen.plan.assumed_weights"))
    if case.parameters.below_law:
        lines.append(say("screen.plan.below_law", needed=case.parameters.min_certified))
    if case.people and not case.parameters.seed:
        lines.append(say("screen.plan.no_seed"))
    if case.base_date is not None and not case.base_date_given:
        lines.append(say("screen.plan.base_date", date=case.base_date.isoformat()))
    if case.domains_without_people and case.people:
        lines.append(say("screen.plan.open_domains", domains="、".join(case.domains_without_people)))
    waiting = sum(reserve.waiting for reserve in draft.reserves)
    if waiting:
        lines.append(say("screen.plan.waiting", count=waiting))
    return [*lines, *_outside(session, draft)]


def _outside(session: Session, draft: Draft) -> list[str]:
    """Say which sums lie outside rounding, widest first: why, and who gave or got the posts."""
    text, entries = session.text, draft.quotas.outside
    shown = entries if len(entries) <= OUTSIDE_SHOWN + 1 else entries[:OUTSIDE_SHOWN]
    lines = [text.say("screen.plan.outside", text=outside_sentence(text, one, "posts")) for one in shown]
    if len(shown) < len(entries):
        lines.append(text.say("screen.plan.more_outside", count=len(entries) - len(shown)))
    return lines


def _rule_line(session: Session, draft: Draft) -> str:
    counts = Counter(rule.status for rule in draft.rules)
    return session.text.say(
        "screen.plan.rules",
        ok=counts["ok"],
        warn=counts["warn"],
        broken=counts["broken"],
        total=len(draft.rules),
        findings=len(draft.findings),
    )
