"""``zhifa-alloc handover``: the districts' handover workbooks from a draft, also one edited by hand."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from zhifa_alloc.cli.options import DraftFile, Force
from zhifa_alloc.cli.outputs import HANDOVER_FOLDER, Slot, free_slot, staged
from zhifa_alloc.cli.session import Session
from zhifa_alloc.schema.errors import WrongUse

if TYPE_CHECKING:
    from zhifa_alloc.schema.draft import Draft


Letters = Annotated[bool, typer.Option("--letters", help="screen.options.letters")]
Public = Annotated[bool, typer.Option("--public", help="screen.options.public")]


def handover(
    ctx: typer.Context,
    draft: DraftFile,
    output: Annotated[
        Path | None, typer.Option("-o", "--output", metavar="DIR", help="screen.options.handover_output")
    ] = None,
    letters: Letters = False,
    public: Public = False,
    force: Force = False,
) -> int:
    """Write 交接表/<区>.xlsx, 主管部门/<领域>.xlsx and 市级汇总.xlsx; refuses a draft that fails verify."""
    from zhifa_alloc.cli.papers import STEMS
    from zhifa_alloc.cli.progress import steps
    from zhifa_alloc.cli.verify_screen import show_verification
    from zhifa_alloc.drafts.decisions import OPEN
    from zhifa_alloc.drafts.read import read_draft
    from zhifa_alloc.drafts.verify import verify

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
        undecided = sum(fault.code == OPEN for fault in result.faults)
        if undecided:
            session.insist("merge.not_handed_over", style="bold red", name=draft.name, count=undecided)
            return 1
        on_step("writing")
        parent = output or draft.absolute().parent
        slot = Slot(parent, 1) if force else free_slot(parent, (HANDOVER_FOLDER, *STEMS))
        told = _write(read.draft, slot, letters, public)
    for key, params in told:
        session.say(key, **params)
    if not read.draft.case.parameters.approved:
        session.say("screen.handover.not_approved", style="yellow")
    return 0


def _write(draft: Draft, slot: Slot, letters: bool, public: bool) -> list[tuple[str, dict[str, str]]]:
    """Write all at once or nothing; return what to say of it."""
    from zhifa_alloc.cli import papers
    from zhifa_alloc.cli.districts import write_handovers

    parent = slot.folder
    with staged(parent) as folder:
        here = replace(slot, folder=folder)
        name = slot.name(HANDOVER_FOLDER)
        count = len(write_handovers(draft, folder / name))
        told = [("screen.handover.written", {"count": str(count), "folder": str(parent / name)})]
        count = papers.write_departments(draft, here)
        told.append(("outgoing.screen.departments", {"count": str(count), "folder": str(parent)}))
        if letters:
            count = papers.write_letters(draft, here)
            name = slot.name(papers.LETTERS)
            told.append(("outgoing.screen.letters", {"count": str(count), "folder": str(parent / name)}))
        if public:
            papers.write_public_list(draft, here)
            name = f"{slot.name(papers.PUBLIC)}.xlsx"
            told.append(("outgoing.screen.public", {"name": str(parent / name)}))
    return told
