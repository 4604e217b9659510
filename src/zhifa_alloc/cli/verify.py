"""``zhifa-alloc verify``: recomputes a draft from its file alone, also one edited by hand."""

from __future__ import annotations

import typer

from zhifa_alloc.cli.options import DraftFile, JsonFile, ShowAll
from zhifa_alloc.cli.session import Session


def verify(ctx: typer.Context, draft: DraftFile, json: JsonFile = None, show_all: ShowAll = False) -> int:
    """Verify a draft; exit code 1 when a rule is broken."""
    from zhifa_alloc.cli.outputs import write_json
    from zhifa_alloc.cli.verify_screen import show_verification
    from zhifa_alloc.drafts.read import read_draft
    from zhifa_alloc.drafts.verify import verify as verify_draft
    from zhifa_alloc.drafts.verify_words import verify_json
    from zhifa_alloc.schema.bulk import uncollected

    session: Session = ctx.obj
    session.data_on_stdout = str(json) == "-"
    with uncollected():
        result = verify_draft(read_draft(draft))
    if json is not None:
        write_json(json, verify_json(result, session.common.lang))
    show_verification(session, result, show_all=show_all)
    return 0 if result.ok else 1
