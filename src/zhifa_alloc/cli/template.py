"""``zhifa-alloc template``: an empty input workbook, or one begun for each department."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from zhifa_alloc.cli.inputs import find_books, read_books
from zhifa_alloc.cli.options import Force
from zhifa_alloc.cli.outputs import refuse_existing, staged
from zhifa_alloc.cli.session import Session
from zhifa_alloc.schema.errors import WrongUse

DEFAULT_NAME = "花名册模板.xlsx"
DEPARTMENTS_TAIL = "部门报送"


def template(
    ctx: typer.Context,
    output: Annotated[
        Path | None, typer.Option("-o", "--output", metavar="FILE", help="screen.options.template_output")
    ] = None,
    source: Annotated[
        Path | None, typer.Option("--from", metavar="BOOK", help="screen.options.template_from")
    ] = None,
    force: Force = False,
) -> int:
    """Write the empty input workbook, or a prefilled one per 主管部门."""
    session: Session = ctx.obj
    if source is not None:
        return _write_parts(session, source, output, force=force)
    from zhifa_alloc.sheets.template import write_template

    wanted = output or Path(DEFAULT_NAME)
    target = wanted / DEFAULT_NAME if wanted.is_dir() else wanted
    write_template(target, force=force)
    session.say("screen.template.written", name=str(target))
    session.say("screen.template.next", name=str(target))
    return 0


def _write_parts(session: Session, source: Path, output: Path | None, *, force: bool) -> int:
    from zhifa_alloc.roster.parts import department_parts
    from zhifa_alloc.sheets.names import clean_file_name
    from zhifa_alloc.sheets.prefill import write_prefilled

    paths = find_books([source])
    folder = output or source.with_name(f"{source.stem}-{DEPARTMENTS_TAIL}")
    if folder.suffix.lower() == ".xlsx":
        raise WrongUse("departments_need_folder", name=folder.name)
    parts = department_parts(read_books(paths))
    names = [f"{clean_file_name(part.department)}.xlsx" for part in parts]
    for name in names:
        refuse_existing(folder / name, force=force and (folder / name).resolve() not in paths)
    with staged(folder) as scratch:
        for part, name in zip(parts, names, strict=True):
            write_prefilled(part.rows, scratch / name)
    session.say("screen.template.parts", folder=str(folder), count=len(parts))
    for part, name in zip(parts, names, strict=True):
        posts, people = len(part.rows["编制"]), len(part.rows["花名册"])
        session.say("screen.template.part", name=name, posts=posts, people=people)
    if any(part.rows["花名册"] for part in parts):
        session.say("screen.template.parts_twice", style="yellow", book=source.name)
    session.say("screen.template.parts_next", book=str(source), folder=str(folder))
    return 0
