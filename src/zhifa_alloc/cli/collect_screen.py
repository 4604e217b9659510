"""The ledger on the screen: one line a district, what is open, what to do next."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from rich.table import Table
from rich.text import Text

from zhifa_alloc.cli.findings import show_groups
from zhifa_alloc.cli.session import Session
from zhifa_alloc.cli.tables import plain_table
from zhifa_alloc.handover.clock import Clock
from zhifa_alloc.handover.ledger import ADOPTED, REJECTED, STUDIED, DistrictState, Ledger, State, Step
from zhifa_alloc.handover.reply import OPINIONS
from zhifa_alloc.schema.finding import Finding

_COLUMNS = ("district", "consulted", "signed", "accepted", "objected", "pending", "deadline", "left")
_WORST_FIRST = (State.NOT_SENT, State.SENT, State.OBJECTED, State.RETURNED, State.SIGNED)
"""A district is told by the state of its domain that lags most."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What was collected: the folder, the draft it answers, and the name of the ledger that was gone on from."""

    folder: Path
    draft: Path
    earlier: str


def show_ledger(
    session: Session,
    ledger: Ledger,
    findings: Sequence[Finding],
    clock: Clock,
    target: Path,
    asked: Asked,
) -> None:
    """Print the summary."""
    session.show(_table(session, ledger, clock.day))
    _show_opinions(session, ledger)
    _show_next(session, ledger, asked)
    if clock.day is None:
        session.say("screen.collect.no_day", style="yellow")
    else:
        source = session.text.say(f"screen.collect.{clock.source}")
        session.say("screen.collect.day", date=clock.day.isoformat(), source=source)
    if findings:
        show_groups(session, findings, show_all=True)
    if asked.earlier:
        session.say("screen.collect.kept", name=asked.earlier)
    session.say("screen.collect.written", name=str(target))
    session.say("screen.fixed_line", style="dim")


def _table(session: Session, ledger: Ledger, as_of: date | None) -> Table:
    say = session.text.say
    table = plain_table(*(say(f"screen.collect.columns.{name}") for name in _COLUMNS))
    for state in ledger.districts:
        left = _least_left(state, as_of)
        cells = (
            state.district,
            _state(session, state, Step.CONSULTATION),
            _state(session, state, Step.HANDOVER),
            str(state.accepted),
            str(state.objected),
            str(state.pending),
            _next_deadline(state),
            "" if left is None else str(left),
        )
        style = "bold red" if left is not None and left < 0 else ""
        table.add_row(*(Text(cell, style=style) for cell in cells))
    return table


def _state(session: Session, state: DistrictState, step: Step) -> str:
    found = {item.state for item in state.items if item.step is step}
    worst = next((one for one in _WORST_FIRST if one in found), None)
    return "" if worst is None else session.text.say(f"screen.collect.states.{worst.name.lower()}")


def _least_left(state: DistrictState, as_of: date | None) -> int | None:
    left = [item.days_left(as_of) for item in state.items]
    return min((days for days in left if days is not None), default=None)


def _next_deadline(state: DistrictState) -> str:
    days = [item.deadline for item in state.items if item.deadline is not None and not item.done]
    return min(days).isoformat() if days else ""


def _show_opinions(session: Session, ledger: Ledger) -> None:
    if not ledger.objections:
        session.say("screen.collect.no_objections")
        return
    refused = [one for one in ledger.objections if one.opinion == OPINIONS[2]]
    decided = Counter(one.decision for one in refused)
    session.say(
        "screen.collect.objections",
        talk=len(ledger.objections) - len(refused),
        refused=len(refused),
        adopted=decided[ADOPTED],
        rejected=decided[REJECTED],
        open=decided[""] + decided[STUDIED],
    )


def _show_next(session: Session, ledger: Ledger, asked: Asked) -> None:
    """Say what to do with the answers; nothing while there is nothing to decide or to take over."""
    refused = [one for one in ledger.objections if one.opinion == OPINIONS[2]]
    waiting = any(one.decision not in (ADOPTED, REJECTED) for one in refused)
    taken = any(one.decision == ADOPTED for one in refused) or any(one.within_total for one in ledger.setups)
    if waiting or taken:
        key = "screen.collect.next_open" if waiting else "screen.collect.next"
        session.say(key, draft=str(asked.draft), folder=str(asked.folder))
