"""``plan --feedback``: what the districts sent back, read for the next plan, and told after it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from rich.text import Text

from zhifa_alloc.cli.session import Session
from zhifa_alloc.schema.codes import Code
from zhifa_alloc.schema.draft import Draft
from zhifa_alloc.schema.feedback import Feedback

_FATES = {
    "obeyed": (Code.OBJECTION_OBEYED,),
    "not_obeyed": (Code.OBJECTION_NOT_OBEYED, Code.OBJECTION_LAPSED),
    "open": (Code.OBJECTION_OPEN,),
    "talk": (Code.OBJECTION_TO_TALK,),
    "rejected": (Code.OBJECTION_REJECTED,),
}


@dataclass(frozen=True, slots=True)
class FeedbackRead:
    """The feedback, and the ledger that the department's decisions came from (empty: there is none)."""

    feedback: Feedback
    ledger: str


def read_feedback(session: Session, folder: Path, base: Draft, near: Path) -> FeedbackRead:
    """Read the folder of ``--feedback`` as answers to the base draft; the ledger may also lie in ``near``.

    Raises:
        WrongUse: ``returns_no_folder``.
    """
    from zhifa_alloc.cli.returns import read_returns, with_draft_names
    from zhifa_alloc.handover import collect, feedback_of

    returns = read_returns(folder, base.plan_id, session.text, (near,))
    ledger = with_draft_names(collect(base, returns.books, returns.entries), (near,))
    return FeedbackRead(feedback_of(ledger, returns.findings), returns.entries.name)


def show_feedback(session: Session, read: FeedbackRead, draft: Draft) -> None:
    """Print what came of the objections, and where the decisions were found."""
    from zhifa_alloc.cli.findings import show_groups

    counts = Counter(finding.code for finding in draft.findings)
    told: dict[str, object] = {
        name: sum(counts[code.value] for code in codes) for name, codes in _FATES.items()
    }
    session.show(Text(session.text.say("screen.feedback.result", **told), overflow="fold"))
    taken = [finding.value for finding in draft.findings if finding.code == Code.SETUP_TAKEN.value]
    if taken:
        session.say("screen.feedback.setups", districts="、".join(taken))
    if read.ledger:
        session.say("screen.feedback.ledger", name=read.ledger)
    elif draft.case.parameters.feedback == "逐条确认":
        session.say("screen.feedback.no_ledger", style="yellow")
    unsaid = {Code.OBJECTION_TO_TALK.value, Code.OBJECTION_OBEYED.value, Code.OBJECTION_REJECTED.value}
    show_groups(session, [one for one in read.feedback.findings if one.code not in unsaid], show_all=True)
