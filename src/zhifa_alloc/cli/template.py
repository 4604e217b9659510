"""``zhifa-alloc template``: an empty input workbook to fill in."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from zhifa_alloc.cli.options import Force
from zhifa_alloc.cli.session import Session

DEFAULT_NAME = "花名册模板.xlsx"


def template(
    ctx: typer.Context,
    output: Annotated[
        Path, typer.Option("-o", "--output", metavar="FILE", help="screen.options.template_output")
    ] = Path(DEFAULT_NAME),
    force: Force = False,
) -> int:
    """Write the empty input workbook."""
    from zhifa_alloc.sheets.template import write_template

    session: Session = ctx.obj
    target = output / DEFAULT_NAME if output.is_dir() else output
    write_template(target, force=force)
    session.say("screen.template.written", name=str(target))
    session.say("screen.template.next", name=str(target))
    return 0
