"""``zhifa-alloc schedule``: tasks worked back from the deadlines (倒排工期)."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from zhifa_alloc.cli.options import DraftFile, Force, JsonFile
from zhifa_alloc.cli.session import Session
from zhifa_alloc.schema.errors import WrongUse

if TYPE_CHECKING:
    from zhifa_alloc.handover.timetable import Timetable, Wave

_STEM = "倒排工期"
Lengths = Annotated[
    list[str] | None, typer.Option("--set", metavar="环节=工作日", help="screen.options.step")
]


def schedule(
    ctx: typer.Context,
    draft: DraftFile,
    output: Annotated[
        Path | None, typer.Option("-o", "--output", metavar="FILE", help="screen.options.schedule_output")
    ] = None,
    start: Annotated[
        str | None, typer.Option("--start", metavar="DATE", help="screen.options.schedule_start")
    ] = None,
    settings: Lengths = None,
    json: JsonFile = None,
    force: Force = False,
) -> int:
    """Work the tasks of every wave back from its deadline and write the workbook."""
    from zhifa_alloc.cli.inputs import split_settings
    from zhifa_alloc.cli.outputs import free_slot, refuse_existing, write_json
    from zhifa_alloc.drafts.read import read_draft
    from zhifa_alloc.handover.timetable import timetable
    from zhifa_alloc.handover.timetable_json import timetable_json
    from zhifa_alloc.handover.timetable_pages import timetable_book
    from zhifa_alloc.handover.timetable_profile import read_lengths
    from zhifa_alloc.sheets.write import write_book

    session: Session = ctx.obj
    session.data_on_stdout = str(json) == "-"
    lengths = read_lengths(split_settings(settings or []))
    plan = timetable(read_draft(draft).draft, lengths, _day(start))
    parent = draft.absolute().parent
    target = output or parent / f"{free_slot(parent, (_STEM,)).name(_STEM)}.xlsx"
    refuse_existing(target, force=force)
    write_book(timetable_book(plan), target)
    if json is not None:
        write_json(json, timetable_json(plan))
    _show(session, plan, target)
    return 0


def _day(text: str | None) -> date | None:
    """Read the day of mobilisation.

    Raises:
        WrongUse: it is not a date such as 2026-09-25.
    """
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise WrongUse("bad_date", value=text) from error


def _show(session: Session, plan: Timetable, target: Path) -> None:
    for wave in plan.waves:
        _show_wave(session, wave, plan.begins)
    if plan.undated:
        session.say("schedule.remarks.undated", style="yellow", domains="、".join(plan.undated))
    if plan.begins is None:
        session.say("schedule.screen.no_start")
    for year in plan.unknown_years:
        session.say("schedule.remarks.unknown_year", style="yellow", year=year)
    session.say("schedule.screen.written", name=str(target))


def _show_wave(session: Session, wave: Wave, begins: date | None) -> None:
    session.say(
        "schedule.screen.wave",
        deadline=wave.deadline.isoformat(),
        domains="、".join(domain for domain, _ in wave.domains),
        count=len(wave.tasks),
        start=wave.start.isoformat(),
        days=wave.days_needed,
    )
    if begins is not None:
        spare = wave.days_to_spare(begins)
        key, style = ("enough", "") if spare >= 0 else ("short", "yellow")
        left = wave.days_needed + spare
        session.say(f"schedule.state.{key}", style=style, left=left, missing=-spare, spare=spare)
