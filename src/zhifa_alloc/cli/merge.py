"""``zhifa-alloc merge``: two people's hand edits of one draft brought together."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from zhifa_alloc.cli.options import Force, JsonFile, ShowAll
from zhifa_alloc.cli.session import Session
from zhifa_alloc.schema.errors import WrongUse

if TYPE_CHECKING:
    from zhifa_alloc.drafts.three_way import ThreeWay

MERGED = "合并稿.xlsx"


def merge(
    ctx: typer.Context,
    copies: Annotated[list[Path], typer.Argument(metavar="MINE THEIRS", help="merge.options.two_drafts")],
    base: Annotated[Path, typer.Option("--base", metavar="OLD", help="merge.options.merge_base")],
    output: Annotated[
        Path | None, typer.Option("-o", "--output", metavar="FILE", help="merge.options.output")
    ] = None,
    json: JsonFile = None,
    show_all: ShowAll = False,
    force: Force = False,
) -> int:
    """Write the agreed draft; exit code 1 while conflicts remain."""
    from zhifa_alloc.cli.merge_screen import show_three_way
    from zhifa_alloc.cli.outputs import refuse_existing, write_json
    from zhifa_alloc.drafts.merge import three_way_json, write_merged

    session: Session = ctx.obj
    session.data_on_stdout = str(json) == "-"
    target = output or base.absolute().parent / MERGED
    if target.absolute() in {path.absolute() for path in (base, *copies)}:
        raise WrongUse("file_exists", name=target.name)
    refuse_existing(target, force=force)
    found = compared(base, copies)
    write_merged(found, target)
    if json is not None:
        write_json(json, three_way_json(found))
    show_three_way(session, found, show_all=show_all)
    session.say("merge.written", name=str(target))
    if found.conflicts:
        session.insist("merge.conflicts_left", style="bold red", count=len(found.conflicts))
        return 1
    session.say("merge.next", style="dim", name=str(target))
    return 0


def compared(base: Path, copies: list[Path]) -> ThreeWay:
    """Read the three drafts and put them side by side.

    Raises:
        WrongUse: not two copies, or they do not belong together.
    """
    from zhifa_alloc.drafts.read import read_draft
    from zhifa_alloc.drafts.three_way import three_way

    if len(copies) != 2:
        raise WrongUse("merge_needs_two", count=len(copies))
    mine, theirs = copies
    return three_way(read_draft(base), read_draft(mine), read_draft(theirs))
