"""The outcome of ``verify`` on the screen: one line when all holds, every place by its cell when not."""

from __future__ import annotations

from collections.abc import Sequence

from rich.text import Text

from zhifa_alloc.cli.session import Session
from zhifa_alloc.drafts.verify import Verification
from zhifa_alloc.drafts.verify_words import cell_name, fault_sentence, place_with_cells
from zhifa_alloc.schema.draft import RuleResult

PLACES_SHOWN = 3
EDITS_SHOWN = 5


def show_verification(session: Session, found: Verification, *, show_all: bool = False) -> None:
    """Print hand edits, what is broken, and the verdict as the last line."""
    _show_edits(session, found, show_all=show_all)
    for rule in found.rules:
        if rule.status == "broken" or (rule.status == "warn" and (show_all or session.common.verbose)):
            _show_rule(session, found, rule, show_all=show_all)
    _show_faults(session, found, show_all=show_all)
    _show_verdict(session, found)


def _show_edits(session: Session, found: Verification, *, show_all: bool) -> None:
    if not found.edits:
        return
    session.say("screen.verify.edits", count=len(found.edits))
    lines = [
        session.text.say(
            "screen.verify.edit",
            sheet=edit.sheet,
            cell=edit.cell,
            key=edit.key,
            before=edit.before or "—",
            after=edit.after or "—",
        )
        for edit in found.edits
    ]
    _show_some(session, lines, EDITS_SHOWN, show_all=show_all)


def _show_rule(session: Session, found: Verification, rule: RuleResult, *, show_all: bool) -> None:
    title = session.text.say(f"rules.titles.{rule.rule}")
    style = "bold red" if rule.status == "broken" else "yellow"
    session.say(f"screen.verify.{rule.status}", style=style, title=title)
    places = rule.places[: rule.breaking] if rule.status == "broken" and not show_all else rule.places
    lines = [
        session.text.say("screen.verify.place", text=place_with_cells(found, place, session.text))
        for place in places
    ]
    _show_some(session, lines, PLACES_SHOWN, show_all=show_all)


def _show_faults(session: Session, found: Verification, *, show_all: bool) -> None:
    for weight in ("warn", "broken"):
        faults = [fault for fault in found.faults if fault.weight == weight]
        if not faults:
            continue
        title = session.text.say("screen.verify.file")
        session.say(
            f"screen.verify.{weight}", style="bold red" if weight == "broken" else "yellow", title=title
        )
        lines = [
            session.text.say(
                "screen.verify.place", text=f"{cell_name(fault.where)}  {fault_sentence(fault, session.text)}"
            )
            for fault in faults
        ]
        _show_some(session, lines, PLACES_SHOWN, show_all=show_all)


def _show_verdict(session: Session, found: Verification) -> None:
    if not found.ok:
        broken = sum(rule.breaking for rule in found.broken_rules)
        faults = sum(fault.weight == "broken" for fault in found.faults)
        session.say("screen.verify.failed", style="bold red", name=found.name, count=broken + faults)
        return
    session.say(
        f"screen.verify.{_how_passed(found)}",
        style="bold green",
        name=found.name,
        people=len(found.draft.assignments),
        rules=len(found.rules),
        cells=len(found.draft.quotas.values),
        gap=f"{found.widest_gap:.2%}",
        priced=f"{found.widest_certified_gap:.2%}",
        values=_values(session, found),
    )
    session.say("screen.verify.next", name=found.name)


def _how_passed(found: Verification) -> str:
    if found.draft.case.parameters.chosen:
        return "passed_by_points"
    if found.edits and found.stages:
        return "passed_edited"
    return "passed_priced" if found.widest_certified_gap > found.widest_gap else "passed"


def _values(session: Session, found: Verification) -> str:
    say = session.text.say
    named = (f"{say(f'goals.stages.{stage.key}')} {stage.value}" for stage in found.stages)
    return say("screen.plan.goal_mark").join(named)


def _show_some(session: Session, lines: Sequence[str], limit: int, *, show_all: bool) -> None:
    shown = lines if show_all else lines[:limit]
    for line in shown:
        session.show(Text(line, overflow="fold"))
    if len(shown) < len(lines):
        session.say("screen.verify.more", style="dim", count=len(lines) - len(shown))
