"""``zhifa-alloc check``: validates only, and lists every fault at once."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from zhifa_alloc.cli.inputs import find_books, passed_over, read_books
from zhifa_alloc.cli.options import Books, Force, JsonFile, ShowAll
from zhifa_alloc.cli.session import Session
from zhifa_alloc.schema.errors import WrongUse

if TYPE_CHECKING:
    from zhifa_alloc.roster import Checked
    from zhifa_alloc.schema.raw import RawBook


def check(
    ctx: typer.Context,
    books: Books,
    output: Annotated[
        Path | None, typer.Option("-o", "--output", metavar="FILE", help="screen.options.check_output")
    ] = None,
    fix: Annotated[bool, typer.Option("--fix", help="screen.options.fix")] = False,
    anonymise: Annotated[bool, typer.Option("--anonymise", help="screen.options.anonymise")] = False,
    json: JsonFile = None,
    show_all: ShowAll = False,
    force: Force = False,
) -> int:
    """Check workbooks and print what is wrong."""
    from zhifa_alloc.cli.copies import CopyPlan

    session: Session = ctx.obj
    session.data_on_stdout = str(json) == "-"
    paths = find_books(books)
    if anonymise:
        from zhifa_alloc.cli.anonymise import write_anonymous

        return write_anonymous(session, paths, output, force=force)
    if fix and output is None:
        raise WrongUse("fix_needs_output")
    copies = CopyPlan.of(paths, output, "mended" if fix else "marked", force=force)
    raw, checked = _read_and_check(session, paths)
    if fix and copies.mend(session, raw, show_all=show_all):
        paths = copies.targets
        raw, checked = _read_and_check(session, paths)
        session.say("mends.remaining", style="bold")
    _say_json(session, json, checked)
    _show(session, books, raw, checked, show_all=show_all)
    if not fix:
        copies.mark(session, raw, checked.findings)
    return _verdict(session, checked, paths if fix else books)


def _read_and_check(session: Session, paths: tuple[Path, ...]) -> tuple[tuple[RawBook, ...], Checked]:
    from zhifa_alloc.cli.progress import steps
    from zhifa_alloc.roster import build_case

    with steps(session) as on_step:
        on_step("reading")
        raw = read_books(paths)
        on_step("checking")
        return raw, build_case(raw)


def _say_json(session: Session, json: Path | None, checked: Checked) -> None:
    from zhifa_alloc.cli.outputs import write_json
    from zhifa_alloc.text.sentences import finding_record

    if json is None:
        return
    received, missing = checked.arrivals.received, checked.arrivals.missing
    found = [finding_record(finding, session.text) for finding in checked.findings]
    arrived = {"received": list(received), "missing": list(missing)}
    write_json(json, {"people": checked.people, "departments": arrived, "findings": found})


def _show(
    session: Session, books: list[Path], raw: tuple[RawBook, ...], checked: Checked, *, show_all: bool
) -> None:
    from zhifa_alloc.cli.arrivals import show_arrivals, show_leading_book, show_passed_over
    from zhifa_alloc.cli.findings import show_findings

    session.say(
        "screen.check.headline",
        style="bold",
        books="、".join(book.name for book in raw),
        sheets=sum(len(book.sheets) for book in raw),
        people=checked.people,
    )
    show_passed_over(session, passed_over(books))
    show_arrivals(session, checked.arrivals)
    show_findings(session, checked.findings, show_all=show_all)
    show_leading_book(session, checked.findings)


def _verdict(session: Session, checked: Checked, books: tuple[Path, ...] | list[Path]) -> int:
    from zhifa_alloc.cli.findings import count_by_severity
    from zhifa_alloc.schema.finding import Severity

    if checked.case is not None:
        session.say("screen.check.next", books=" ".join(str(book) for book in books))
        return 0
    if session.common.quiet:
        session.insist("screen.check.quiet", errors=count_by_severity(checked.findings)[Severity.ERROR])
    return 1
