"""``zhifa-alloc collect``: what the districts sent back, brought together into a ledger."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from zhifa_alloc.cli.options import JsonFile
from zhifa_alloc.cli.session import Session
from zhifa_alloc.schema.errors import WrongUse

if TYPE_CHECKING:
    from zhifa_alloc.cli.returns import Returns
    from zhifa_alloc.handover import Clock, Ledger
    from zhifa_alloc.schema.draft import Draft

INSPECTION_TAIL = "-督查"
_TODAY = ("今天", "今日", "today")


def collect(
    ctx: typer.Context,
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="screen.options.returns")],
    draft: Annotated[
        Path | None, typer.Option("--draft", metavar="DRAFT", help="screen.options.collect_draft")
    ] = None,
    output: Annotated[
        Path | None, typer.Option("-o", "--output", metavar="FILE", help="screen.options.collect_output")
    ] = None,
    as_of: Annotated[str | None, typer.Option("--as-of", metavar="DATE", help="screen.options.as_of")] = None,
    json: JsonFile = None,
) -> int:
    """Read the returned workbooks, write the ledger; exit code 1 when a file could not be used."""
    from zhifa_alloc.cli.collect_screen import Asked, show_ledger
    from zhifa_alloc.cli.outputs import write_json
    from zhifa_alloc.cli.returns import read_returns, with_draft_names
    from zhifa_alloc.drafts.read import read_draft
    from zhifa_alloc.handover import clock_of, ledger_json
    from zhifa_alloc.handover import collect as collect_answers
    from zhifa_alloc.schema.finding import Severity
    from zhifa_alloc.text.sentences import finding_record

    session: Session = ctx.obj
    session.data_on_stdout = str(json) == "-"
    if draft is None:
        raise WrongUse("collect_needs_draft")
    given = _day(as_of)
    answered = read_draft(draft).draft
    near = [draft.absolute().parent, *([output] if output is not None else [])]
    returns = read_returns(folder, answered.plan_id, session.text, near)
    answers = collect_answers(answered, returns.books, returns.entries)
    ledger = with_draft_names(answers, (draft.absolute().parent,))
    findings = (*returns.findings, *ledger.findings)
    clock = clock_of(answered, given)
    target = _write(folder, output, ledger, answered, clock, returns)
    if json is not None:
        records = [finding_record(finding, session.text) for finding in findings]
        write_json(json, {**ledger_json(ledger, clock.day), "findings": records})
    show_ledger(session, ledger, findings, clock, target, Asked(folder, draft, returns.entries.name))
    return 1 if any(finding.severity is Severity.ERROR for finding in findings) else 0


def _write(
    folder: Path, output: Path | None, ledger: Ledger, draft: Draft, clock: Clock, returns: Returns
) -> Path:
    """Write the ledger and the inspectors' page under a free name; an earlier ledger is never overwritten."""
    from zhifa_alloc.cli.outputs import staged
    from zhifa_alloc.cli.returns import LEDGER_STEM
    from zhifa_alloc.drafts.metrics import people_to_talk_to
    from zhifa_alloc.handover import inspection_book, ledger_book
    from zhifa_alloc.sheets.write import write_book

    target = _free(output or folder.absolute().parent / f"{LEDGER_STEM}.xlsx")
    book = ledger_book(ledger, draft, clock, people_to_talk_to(draft), returns.entries)
    with staged(target.parent) as scratch:
        write_book(book, scratch / target.name)
        write_book(inspection_book(ledger, draft, clock), scratch / f"{target.stem}{INSPECTION_TAIL}.xlsx")
    return target


def _free(wanted: Path) -> Path:
    """Return the path with the first number that is not taken, as 台账-2.xlsx."""
    number, path = 1, wanted.absolute()
    while path.exists():
        number += 1
        path = wanted.absolute().with_name(f"{wanted.stem}-{number}.xlsx")
    return path


def _day(text: str | None) -> date | None:
    """Read ``--as-of``; today only where the user says so.

    Raises:
        WrongUse: ``as_of_not_a_day``.
    """
    from zhifa_alloc.schema.dates import day_of

    if text is None:
        return None
    if text.strip().lower() in _TODAY:
        return date.today()  # noqa: DTZ011  # the user's own calendar day is meant
    day = day_of(text)
    if day is None:
        raise WrongUse("as_of_not_a_day", value=text)
    return day
