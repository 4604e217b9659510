"""``zhifa-alloc plan``: from rosters to a draft and the districts' workbooks."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from zhifa_alloc.cli.inputs import find_books, split_settings
from zhifa_alloc.cli.options import Books, Force, JsonFile, Settings
from zhifa_alloc.cli.outputs import (
    CONSULTATION_FOLDER,
    DRAFT_STEM,
    HANDOVER_FOLDER,
    TRIAL_STEM,
    Slot,
    free_slot,
    newest_slot,
    staged,
    write_json,
)
from zhifa_alloc.cli.session import Session
from zhifa_alloc.schema.errors import NoFeasiblePlan, WrongUse

if TYPE_CHECKING:
    from zhifa_alloc.roster import Checked
    from zhifa_alloc.schema.case import Case
    from zhifa_alloc.schema.draft import Draft

_STEMS = (DRAFT_STEM, CONSULTATION_FOLDER, HANDOVER_FOLDER)


def plan(
    ctx: typer.Context,
    books: Books,
    output: Annotated[
        Path | None, typer.Option("-o", "--output", metavar="DIR", help="screen.options.plan_output")
    ] = None,
    settings: Settings = None,
    json: JsonFile = None,
    what_if: Annotated[bool, typer.Option("--what-if", help="screen.options.what_if")] = False,
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
    folder = output or paths[0].with_name(f"{paths[0].stem}-方案")
    slot = _choose_slot(folder, fresh=fresh, force=force)
    return _plan_into(session, slot, paths, changes, json)


def _plan_into(
    session: Session, slot: Slot, paths: tuple[Path, ...], changes: dict[str, str], json: Path | None
) -> int:
    from zhifa_alloc.cli.cases import checked_case
    from zhifa_alloc.cli.progress import steps
    from zhifa_alloc.planning import plan as make_plan

    with steps(session) as on_step:
        checked = checked_case(paths, changes, on_step)
        if checked.case is None:
            return _refuse(session, checked, json)
        try:
            draft = make_plan(checked.case, checked.findings, on_step=on_step)
        except NoFeasiblePlan as failure:
            on_step("writing")
            _write_trial(session, slot.folder, checked.case, failure)
            raise
        on_step("writing")
        _write_folder(draft, slot)
    _report(session, draft, slot, json)
    return 1 if any(rule.status == "broken" for rule in draft.rules) else 0


def _choose_slot(folder: Path, *, fresh: bool, force: bool) -> Slot:
    """Pick the names of this run; a draft that was edited by hand is never passed over in silence.

    Raises:
        WrongUse: the newest draft holds hand edits and ``--fresh`` was not given.
    """
    from zhifa_alloc.drafts import read_draft

    newest = newest_slot(folder)
    if newest is not None and not fresh:
        edits = read_draft(newest.draft).draft.edits
        if edits:
            raise WrongUse("draft_was_edited", name=newest.draft.name, count=len(edits))
    if force and newest is not None:
        return newest
    return free_slot(folder, _STEMS)


def _refuse(session: Session, checked: Checked, json: Path | None) -> int:
    """Say what is wrong in the cells; no draft is made."""
    from zhifa_alloc.cli.findings import findings_to_json, show_findings

    if json is not None:
        write_json(json, {"findings": findings_to_json(checked.findings, session.text)})
    show_findings(session, checked.findings)
    session.say("screen.plan.refused", style="bold red")
    return 1


def _write_trial(session: Session, folder: Path, case: Case, failure: NoFeasiblePlan) -> None:
    """Write 试算稿.xlsx: the conflicts and what would mend them; no other output."""
    from zhifa_alloc.drafts import trial_book
    from zhifa_alloc.sheets.write import write_book

    slot = free_slot(folder, (TRIAL_STEM,))
    name = f"{slot.name(TRIAL_STEM)}.xlsx"
    with staged(folder) as scratch:
        write_book(trial_book(case, failure.conflicts), scratch / name)
    session.say("screen.plan.trial", name=str(folder / name))


def _write_folder(draft: Draft, slot: Slot) -> None:
    """Write the draft, 征求意见稿 and, once approved, 交接表; all of them or none."""
    from zhifa_alloc.cli.districts import write_consultations, write_handovers
    from zhifa_alloc.drafts import write_draft

    with staged(slot.folder) as scratch:
        write_draft(draft, scratch / slot.draft.name)
        write_consultations(draft, scratch / slot.name(CONSULTATION_FOLDER))
        if draft.case.parameters.approved:
            write_handovers(draft, scratch / slot.name(HANDOVER_FOLDER))


def _report(session: Session, draft: Draft, slot: Slot, json: Path | None) -> None:
    from zhifa_alloc.cli.plan_screen import show_plan
    from zhifa_alloc.drafts import draft_json

    if json is not None:
        write_json(json, draft_json(draft, session.common.lang))
    show_plan(session, draft, slot)
