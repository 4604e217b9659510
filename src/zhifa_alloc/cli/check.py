"""``zhifa-alloc check``: validates only, and lists every fault at once."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from zhifa_alloc.cli.inputs import find_books, read_books
from zhifa_alloc.cli.options import Books, Force, JsonFile, ShowAll
from zhifa_alloc.cli.session import Session
from zhifa_alloc.schema.errors import WrongUse

if TYPE_CHECKING:
    from zhifa_alloc.roster import Checked


def check(
    ctx: typer.Context,
    books: Books,
    output: Annotated[
        Path | None, typer.Option("-o", "--output", metavar="FILE", help="screen.options.check_output")
    ] = None,
    json: JsonFile = None,
    show_all: ShowAll = False,
    force: Force = False,
) -> int:
    """Check workbooks and print what is wrong."""
    from zhifa_alloc.cli.findings import show_findings
    from zhifa_alloc.cli.outputs import write_json
    from zhifa_alloc.cli.progress import steps
    from zhifa_alloc.roster import build_case
    from zhifa_alloc.text.sentences import finding_record

    session: Session = ctx.obj
    session.data_on_stdout = str(json) == "-"
    paths = find_books(books)
    _refuse_output(paths, output, force=force)
    with steps(session) as on_step:
        on_step("reading")
        raw = read_books(paths)
        on_step("checking")
        checked = build_case(raw)
    if json is not None:
        found = [finding_record(finding, session.text) for finding in checked.findings]
        write_json(json, {"people": checked.people, "findings": found})
    session.say(
        "screen.check.headline",
        style="bold",
        books="、".join(book.name for book in raw),
        sheets=sum(len(book.sheets) for book in raw),
        people=checked.people,
    )
    show_findings(session, checked.findings, show_all=show_all)
    if output is not None:
        _annotate(session, paths[0], output, checked)
    if checked.case is None:
        return 1
    session.say("screen.check.next", books=" ".join(str(book) for book in books))
    return 0


def _refuse_output(paths: tuple[Path, ...], output: Path | None, *, force: bool) -> None:
    """Stop before any work where the copy could not be written.

    Raises:
        WrongUse: several books, or a copy that would replace a file; never the original, also with ``--force``.
    """
    from zhifa_alloc.cli.outputs import refuse_existing

    if output is None:
        return
    if len(paths) > 1:
        raise WrongUse("annotate_several", count=len(paths))
    refuse_existing(output, force=force and output.resolve() != paths[0].resolve())


def _annotate(session: Session, source: Path, output: Path, checked: Checked) -> None:
    from zhifa_alloc.cli.outputs import staged
    from zhifa_alloc.sheets.annotate import annotate

    with staged(output.absolute().parent) as scratch:
        annotate(source, checked.findings, scratch / output.name, session.text)
    session.say("screen.check.annotated", name=str(output))
