"""From what came back to what the next plan has to obey."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from zhifa_alloc.handover.ledger import ADOPTED, REJECTED, Ledger, Objection
from zhifa_alloc.handover.reply import OPINIONS
from zhifa_alloc.schema.codes import CATALOGUE, Code
from zhifa_alloc.schema.feedback import Feedback, Refusal, TeamSetup
from zhifa_alloc.schema.finding import Finding, Severity


def feedback_of(ledger: Ledger, unread: Iterable[Finding] = ()) -> Feedback:
    """Take the accepted refusals and the bodies within the total; say of every other objection why it waits.

    Args:
        ledger: what came back.
        unread: findings on files that could not be read at all.
    """
    accepted = [one for one in ledger.objections if _is_accepted(one)]
    waiting = [one for one in ledger.objections if not _is_accepted(one)]
    return Feedback(
        refusals=tuple(Refusal(one.staff_id, one.district, one.where) for one in accepted),
        setups=tuple(
            TeamSetup(one.district, one.bodies, one.where) for one in ledger.setups if one.within_total
        ),
        findings=(*_waiting(waiting), *map(_never_an_error, (*ledger.findings, *unread))),
    )


def _is_accepted(one: Objection) -> bool:
    return one.opinion == OPINIONS[2] and one.decision == ADOPTED


def _waiting(objections: Iterable[Objection]) -> Iterator[Finding]:
    for one in objections:
        params = {"district": one.district}
        if one.opinion != OPINIONS[2]:
            code = Code.OBJECTION_TO_TALK
        elif one.decision == REJECTED:
            code = Code.OBJECTION_REJECTED
        else:
            code = Code.OBJECTION_OPEN
            params["decision"] = one.decision or "—"
        yield Finding(code.value, CATALOGUE[code.value], one.where, one.staff_id, params)


def _never_an_error(finding: Finding) -> Finding:
    """A file that cannot be read keeps nobody from planning; the draft says that it was not read."""
    if finding.severity is Severity.ERROR:
        return replace(finding, severity=Severity.WARNING)
    return finding
