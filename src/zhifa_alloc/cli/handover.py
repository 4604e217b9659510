"""``zhifa-alloc handover``: the districts' handover workbooks from a draft, also one edited by hand."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from zhifa_alloc.cli.options import DraftFile, Force
from zhifa_alloc.cli.outputs import HANDOVER_FOLDER, Slot, free_slot, staged
from zhifa_alloc.cli.session import Session
from zhifa_alloc.schema.errors import WrongUse


def handover(
    ctx: typer.Context,
    draft: DraftFile,
    output: Annotated[
        Path | None, typer.Option("-o", "--output", metavar="DIR", help="screen.options.handover_output")
    ] = None,
    force: Force = False,
) -> int:
    """Write 交接表/<区>.xlsx; refuses a draft that fails verify."""
    from zhifa_alloc.cli.districts import write_handovers
    from zhifa_alloc.cli.progress import steps
    from zhifa_alloc.cli.verify_screen import show_verification
    from zhifa_alloc.drafts import read_draft, verify

    session: Session = ctx.obj
    with steps(session) as on_step:
        on_step("verifying")
        read = read_draft(draft)
        if read.draft.case.rehearsal:
            raise WrongUse("trial_handover", name=draft.name)
        result = verify(read)
        if not result.ok:
            show_verification(session, result)
            session.say("screen.handover.refused", style="bold red", name=draft.name)
            return 1
        on_step("writing")
        parent = output or draft.absolute().parent
        slot = Slot(parent, 1) if force else free_slot(parent, (HANDOVER_FOLDER,))
        folder = parent / slot.name(HANDOVER_FOLDER)
        with staged(folder) as scratch:
            written = write_handovers(read.draft, scratch)
    session.say("screen.handover.written", count=len(written), folder=str(folder))
    if not read.draft.case.parameters.approved:
        session.say("screen.handover.not_approved", style="yellow")
    return 0
