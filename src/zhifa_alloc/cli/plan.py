"""``zhifa-alloc plan``: from rosters to a draft and the districts' workbooks."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated

import typer

from zhifa_alloc.cli.inputs import find_books, split_settings
from zhifa_alloc.cli.options import Books, Force, JsonFile, Settings
from zhifa_alloc.cli.session import Session
from zhifa_alloc.schema.errors import WrongUse

_MARKS = re.compile(r"[、,，;；\s]+")


def plan(
    ctx: typer.Context,
    books: Books,
    output: Annotated[
        Path | None, typer.Option("-o", "--output", metavar="DIR", help="screen.options.plan_output")
    ] = None,
    base: Annotated[Path | None, typer.Option("--base", metavar="DRAFT", help="screen.options.base")] = None,
    feedback: Annotated[
        Path | None, typer.Option("--feedback", metavar="DIR", help="screen.options.feedback")
    ] = None,
    domain: Annotated[
        list[str] | None, typer.Option("--domain", metavar="领域", help="screen.options.domain")
    ] = None,
    settings: Settings = None,
    json: JsonFile = None,
    what_if: Annotated[bool, typer.Option("--what-if", help="screen.options.what_if")] = False,
    trial: Annotated[bool, typer.Option("--trial", "--试算", help="screen.options.trial")] = False,
    districts: Annotated[
        str, typer.Option("--districts", metavar="区、区", help="screen.options.districts")
    ] = "",
    compare: Annotated[
        list[str] | None, typer.Option("--compare", metavar="参数=值,值", help="screen.options.compare")
    ] = None,
    fresh: Annotated[bool, typer.Option("--fresh", help="screen.options.fresh")] = False,
    force: Force = False,
) -> int:
    """Check, split the quotas, place the people, verify, write the output folder."""
    session: Session = ctx.obj
    session.data_on_stdout = str(json) == "-"
    paths = find_books(books)
    changes = split_settings(settings or [])
    if what_if:
        from zhifa_alloc.cli.what_if import answer

        return answer(session, paths, changes, json)
    if compare:
        from zhifa_alloc.cli.compare import compare_plans

        return compare_plans(session, paths, changes, compare, base, output, json, force=force)
    if domain and base is None:
        raise WrongUse("domain_needs_base")
    if feedback is not None and base is None:
        raise WrongUse("feedback_needs_base")
    if districts and not trial:
        raise WrongUse("districts_need_trial")
    from zhifa_alloc.cli.plan_run import PlanRun, choose_slot

    folder = output or paths[0].with_name(f"{paths[0].stem}-方案")
    rehearsal = tuple(filter(None, _MARKS.split(districts))) if trial else None
    slot = choose_slot(folder, edits_are_settled=fresh or base is not None, force=force)
    return PlanRun(session, slot, paths, changes, base, tuple(domain or ()), json, feedback, rehearsal).run()
