"""One run of ``plan``: read, check, go on from a base or not, plan, write the folder whole, report."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from rich.text import Text

from zhifa_alloc.cli.arrivals import show_arrivals
from zhifa_alloc.cli.cases import checked_case
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
from zhifa_alloc.cli.progress import steps
from zhifa_alloc.cli.session import Session
from zhifa_alloc.drafts.as_json import draft_json
from zhifa_alloc.drafts.book import write_draft
from zhifa_alloc.drafts.decisions import OPEN, lost_edit
from zhifa_alloc.drafts.diff import diff
from zhifa_alloc.drafts.facts import ReadDraft
from zhifa_alloc.drafts.read import read_draft
from zhifa_alloc.drafts.read_edited import read_edited
from zhifa_alloc.drafts.trade_words import trade_sentence
from zhifa_alloc.drafts.trial import trial_book
from zhifa_alloc.drafts.verify_words import cell_name, fault_sentence
from zhifa_alloc.planning import Continuation, continue_from, replan
from zhifa_alloc.planning.trade import trade_of
from zhifa_alloc.schema.errors import NoFeasiblePlan, WrongUse
from zhifa_alloc.schema.feedback import Feedback
from zhifa_alloc.sheets.write import write_book
from zhifa_alloc.text.sentences import finding_record

if TYPE_CHECKING:
    from zhifa_alloc.cli.plan_feedback import FeedbackRead
    from zhifa_alloc.roster import Checked
    from zhifa_alloc.schema.case import Case
    from zhifa_alloc.schema.draft import Draft

_STEMS = (DRAFT_STEM, CONSULTATION_FOLDER, HANDOVER_FOLDER)


def choose_slot(folder: Path, *, edits_are_settled: bool, force: bool) -> Slot:
    """Pick the names of this run; a draft that was edited by hand is never passed over in silence.

    Raises:
        WrongUse: the newest draft holds hand edits, and neither ``--base`` nor ``--fresh`` says what to do.
    """
    newest = newest_slot(folder)
    if newest is not None and not edits_are_settled:
        edits = read_edited(newest.draft).draft.edits
        if edits:
            raise WrongUse("draft_was_edited", name=str(newest.draft), count=len(edits))
    return newest if force and newest is not None else free_slot(folder, _STEMS)


@dataclass(frozen=True, slots=True)
class PlanRun:
    """What one call of ``plan`` was asked for."""

    session: Session
    slot: Slot
    paths: tuple[Path, ...]
    changes: Mapping[str, str]
    base: Path | None
    domains: tuple[str, ...]
    json: Path | None
    feedback: Path | None = None
    rehearsal: tuple[str, ...] | None = None

    def run(self) -> int:
        """Do it; returns 1 when the roster has errors or the draft breaks a rule.

        Raises:
            NoFeasiblePlan: the reasons are in 试算稿.xlsx, and no other file was written.
        """
        with steps(self.session) as on_step:
            base = _sound_base(self.session, self.base) if self.base else None
            checked = checked_case(self.paths, self.changes, on_step, self.rehearsal)
            if checked.case is None:
                return _refuse(self.session, checked, self.json)
            answers = self._answers(base, checked.case)
            draft = self._planned(checked.case, checked, base, answers, on_step)
            on_step("writing")
            removed = _write_folder(draft, self.slot)
        self._report(draft, base, answers)
        if removed:
            self.session.say("screen.plan.removed", count=removed)
        show_arrivals(self.session, checked.arrivals)
        return 1 if draft.broken_rules else 0

    def _answers(self, base: ReadDraft | None, case: Case) -> FeedbackRead | None:
        from zhifa_alloc.cli.plan_feedback import read_feedback

        if base is None or self.base is None or self.feedback is None:
            return None
        answered = _with_way_of_deciding(base.draft, case)
        return read_feedback(self.session, self.feedback, answered, self.base.absolute().parent)

    def _planned(
        self,
        case: Case,
        checked: Checked,
        base: ReadDraft | None,
        answers: FeedbackRead | None,
        on_step: Callable[[str], None],
    ) -> Draft:
        ahead = Continuation(case)
        feedback = answers.feedback if answers is not None else Feedback()
        try:
            if base is not None:
                ahead = continue_from(case, base.draft, self.domains, base.name, feedback)
            draft = replan(ahead, checked.findings, on_step)
            return draft if base is None else replace(draft, trade=trade_of(draft, base.draft))
        except NoFeasiblePlan as failure:
            on_step("writing")
            _write_trial(self.session, self.slot.folder, ahead.case, failure)
            raise

    def _report(self, draft: Draft, base: ReadDraft | None, answers: FeedbackRead | None) -> None:
        from zhifa_alloc.cli.plan_feedback import show_feedback
        from zhifa_alloc.cli.plan_screen import show_plan

        if self.json is not None:
            write_json(self.json, draft_json(draft, self.session.common.lang))
        show_plan(self.session, draft, self.slot)
        if draft.case.rehearsal:
            self.session.say("screen.plan.rehearsal", style="bold yellow")
        if base is not None:
            _show_change(self.session, base, draft)
        if answers is not None:
            show_feedback(self.session, answers, draft)


def _with_way_of_deciding(base: Draft, case: Case) -> Draft:
    """Let 意见采纳 of the new input hold for the answers on the base: it says how they are decided now."""
    parameters = base.case.parameters.model_copy(update={"feedback": case.parameters.feedback})
    return replace(base, case=replace(base.case, parameters=parameters))


def _sound_base(session: Session, path: Path) -> ReadDraft:
    """Read the base; a hand edit that cannot be used stops the run, an open conflict is said.

    Raises:
        WrongUse: from an edited cell no value can be taken (``base_edit_lost``).
    """
    read = read_draft(path)
    lost = lost_edit(read)
    if lost is not None:
        reason = fault_sentence(lost, session.text)
        raise WrongUse("base_edit_lost", name=path.name, place=cell_name(lost.where), reason=reason)
    undecided = sum(fault.code == OPEN for fault in read.faults)
    if undecided:
        session.insist("merge.open_base", style="yellow", count=undecided)
    return read


def _show_change(session: Session, base: ReadDraft, draft: Draft) -> None:
    change = diff(base.draft, draft)
    session.say(
        "screen.plan.from_base",
        name=base.name,
        moved=len(change.moves),
        by_hand=sum(place.kind == "hand" for place in draft.held_places),
        cells=len(change.cells),
    )
    if draft.trade is not None:
        session.show(Text(trade_sentence(draft.trade, session.text), overflow="fold"))
    elif draft.before:
        session.say("diff.trade.skipped")


def _refuse(session: Session, checked: Checked, json: Path | None) -> int:
    """Say what is wrong in the cells; no draft is made."""
    from zhifa_alloc.cli.findings import show_findings

    if json is not None:
        write_json(
            json, {"findings": [finding_record(finding, session.text) for finding in checked.findings]}
        )
    show_findings(session, checked.findings)
    session.insist("screen.plan.refused", style="bold red")
    return 1


def _write_trial(session: Session, folder: Path, case: Case, failure: NoFeasiblePlan) -> None:
    """Write 试算稿.xlsx: the conflicts and what would mend them; no other output."""
    slot = free_slot(folder, (TRIAL_STEM,))
    name = f"{slot.name(TRIAL_STEM)}.xlsx"
    with staged(folder) as scratch:
        write_book(trial_book(case, failure.conflicts), scratch / name)
    session.say("screen.plan.trial", name=str(folder / name))


def _write_folder(draft: Draft, slot: Slot) -> int:
    """Write the draft, 征求意见稿 and, once approved, 交接表; all of them or none.

    A draft that breaks a rule is written alone: the department mends it before a district sees anything of it.

    Returns:
        How many workbooks of an earlier run were removed, whose district has none now.
    """
    from zhifa_alloc.cli.districts import remove_left_over, write_consultations, write_handovers

    with staged(slot.folder) as scratch:
        write_draft(draft, scratch / slot.draft.name)
        sound = not draft.broken_rules
        if sound:
            write_consultations(draft, scratch / slot.name(CONSULTATION_FOLDER))
        if sound and draft.case.parameters.approved and not draft.case.rehearsal:
            write_handovers(draft, scratch / slot.name(HANDOVER_FOLDER))
        return sum(
            remove_left_over(draft, slot.folder / slot.name(stem), scratch / slot.name(stem))
            for stem in (CONSULTATION_FOLDER, HANDOVER_FOLDER)
        )
