"""``zhifa-alloc check``: validates only, and lists every fault at once."""

from __future__ import annotations

import typer

from zhifa_alloc.cli.inputs import find_books, read_books
from zhifa_alloc.cli.options import Books, JsonFile, ShowAll
from zhifa_alloc.cli.session import Session


def check(ctx: typer.Context, books: Books, json: JsonFile = None, show_all: ShowAll = False) -> int:
    """Check workbooks and print what is wrong."""
    from zhifa_alloc.cli.findings import show_findings
    from zhifa_alloc.cli.outputs import write_json
    from zhifa_alloc.cli.progress import steps
    from zhifa_alloc.roster import build_case
    from zhifa_alloc.text.sentences import finding_record

    session: Session = ctx.obj
    session.data_on_stdout = str(json) == "-"
    paths = find_books(books)
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
    if checked.case is None:
        return 1
    session.say("screen.check.next", books=" ".join(str(book) for book in books))
    return 0
