"""``zhifa-alloc diff``: what changed between two drafts."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from zhifa_alloc.cli.options import JsonFile, ShowAll
from zhifa_alloc.cli.session import Session
from zhifa_alloc.schema.errors import WrongUse

Drafts = Annotated[
    list[Path] | None, typer.Argument(metavar="[DRAFT DRAFT]", help="screen.options.two_drafts")
]


def diff(
    ctx: typer.Context,
    drafts: Drafts = None,
    output: Annotated[
        Path | None, typer.Option("-o", "--output", metavar="FILE", help="screen.options.diff_output")
    ] = None,
    json: JsonFile = None,
    exit_code: Annotated[bool, typer.Option("--exit-code", help="screen.options.exit_code")] = False,
    show_all: ShowAll = False,
    force: Annotated[bool, typer.Option("--force", help="screen.options.force")] = False,
    base: Annotated[Path | None, typer.Option("--base", metavar="OLD", help="merge.options.base")] = None,
) -> int:
    """Compare two drafts; without arguments the last two of this folder."""
    from zhifa_alloc.cli.causes import explained_diff
    from zhifa_alloc.cli.diff_screen import show_diff
    from zhifa_alloc.cli.outputs import refuse_existing, write_json
    from zhifa_alloc.drafts.read_edited import read_edited
    from zhifa_alloc.schema.bulk import uncollected

    session: Session = ctx.obj
    session.data_on_stdout = str(json) == "-"
    if base is not None:
        if output is not None:
            raise WrongUse("diff_base_output")
        return _three_way(session, base, drafts or [], json, show_all=show_all, exit_code=exit_code)
    before_path, after_path = _pick(drafts or [])
    if output is not None:
        refuse_existing(output, force=force)
    with uncollected():
        change = explained_diff(session, read_edited(before_path).draft, read_edited(after_path).draft)
    if json is not None:
        from zhifa_alloc.drafts.as_json import diff_json

        write_json(json, diff_json(change, session.common.lang))
    show_diff(session, change, show_all=show_all)
    if output is not None:
        from zhifa_alloc.drafts.diff_pages import diff_book
        from zhifa_alloc.sheets.write import write_book

        write_book(diff_book(change), output)
        session.say("screen.diff.written", name=str(output))
    return 1 if exit_code and change.differs else 0


def _three_way(
    session: Session, base: Path, copies: list[Path], json: Path | None, *, show_all: bool, exit_code: bool
) -> int:
    """List where two people edited one draft differently."""
    from zhifa_alloc.cli.merge import compared
    from zhifa_alloc.cli.merge_screen import show_three_way
    from zhifa_alloc.cli.outputs import write_json
    from zhifa_alloc.drafts.merge import three_way_json

    found = compared(base, copies)
    if json is not None:
        write_json(json, three_way_json(found))
    show_three_way(session, found, show_all=show_all)
    return 1 if exit_code and found.differing else 0


def _pick(drafts: list[Path]) -> tuple[Path, Path]:
    """Take the two drafts named, or the last two of this folder.

    Raises:
        WrongUse: not two names, or fewer than two drafts here.
    """
    from zhifa_alloc.cli.outputs import numbered_drafts

    if len(drafts) == 2:
        return drafts[0], drafts[1]
    if drafts:
        raise WrongUse("diff_needs_two", count=len(drafts))
    here = [path for _, path in numbered_drafts(Path())]
    if len(here) < 2:
        raise WrongUse("no_two_drafts_here", count=len(here))
    return here[-2], here[-1]
