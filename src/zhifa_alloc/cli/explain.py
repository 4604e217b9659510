"""``zhifa-alloc explain``: what a code means, or why a person went where."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated

import typer

from zhifa_alloc.cli.options import JsonFile
from zhifa_alloc.cli.session import Session
from zhifa_alloc.schema.errors import WrongUse

_CODE = re.compile(r"[EWN]\d{3}", re.IGNORECASE)
_PLACEHOLDER = re.compile(r"\{\w+\}")
HEADER_WORDS = ("表头", "headers")
_PARTS = ("message", "why", "example", "fix")

Words = Annotated[list[str], typer.Argument(metavar="E104 | DRAFT 人员编号", help="screen.options.explain")]


def explain(ctx: typer.Context, words: Words, json: JsonFile = None) -> int:
    """Explain a code of ``check``, or one person's destination in a draft."""
    session: Session = ctx.obj
    if words[0] in HEADER_WORDS and len(words) <= 2:
        from zhifa_alloc.cli.header_screen import show_headers

        return show_headers(session, words[1] if len(words) == 2 else "")
    if len(words) == 1 and _CODE.fullmatch(words[0]):
        return _explain_code(session, words[0].upper())
    if len(words) == 2:
        return _explain_person(session, Path(words[0]), words[1], json)
    raise WrongUse("explain_what", value=" ".join(words))


def _explain_code(session: Session, code: str) -> int:
    from rich.text import Text

    text = session.text
    if not text.has(f"findings.{code}.title"):
        raise WrongUse("unknown_code", value=code)
    session.show(Text(f"{code}  {text.say(f'findings.{code}.title')}", style="bold"))
    for part in _PARTS:
        key = f"findings.{code}.{part}"
        if text.has(key):
            label = text.say(f"screen.explain.{part}")
            session.show(Text(f"{label}{_PLACEHOLDER.sub('…', text.template(key))}", overflow="fold"))
    return 0


def _explain_person(session: Session, draft: Path, staff_id: str, json: Path | None) -> int:
    from zhifa_alloc.cli.outputs import write_json
    from zhifa_alloc.cli.person_screen import person_json, report_on, show_person
    from zhifa_alloc.drafts.read_edited import read_edited
    from zhifa_alloc.schema.bulk import uncollected

    session.data_on_stdout = str(json) == "-"
    with uncollected():
        report = report_on(read_edited(draft), staff_id)
    if json is not None:
        write_json(json, person_json(report, session.common.lang))
    show_person(session, report)
    return 0
