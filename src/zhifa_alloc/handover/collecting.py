"""Bringing the returned workbooks of all districts together into the ledger."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Final

from zhifa_alloc.handover.audience import Audience
from zhifa_alloc.handover.ledger import DistrictState, DutyAnswer, Ledger, Objection
from zhifa_alloc.handover.portion import Portion, portion_of
from zhifa_alloc.handover.reply import OPINIONS
from zhifa_alloc.handover.returned import (
    Answer,
    Identity,
    answers_of,
    duty_answers_of,
    identity_of,
    signatures_of,
)
from zhifa_alloc.schema.codes import CATALOGUE, Code
from zhifa_alloc.schema.draft import Draft
from zhifa_alloc.schema.finding import CellRef, Finding
from zhifa_alloc.schema.masking import mask_ids
from zhifa_alloc.schema.raw import RawBook

_AGREED, _TALK, _REFUSED = OPINIONS
_ADOPTED: Final = "采纳"
_AT_ONCE: Final = "直接采纳"


def collect(draft: Draft, books: Sequence[RawBook]) -> Ledger:
    """Read what the districts answered on a draft.

    A workbook that this program did not make, that belongs to another draft, or that is there twice is
    a finding and is not read. Of one district's two workbooks the 交接表 speaks last. What is not filled
    in counts as pending.

    Args:
        draft: the draft that was consulted on or handed over.
        books: the returned workbooks, in any order.
    """
    findings: list[Finding] = []
    usable = _usable(draft, books, findings)
    states, objections, duties = [], [], []
    for district in draft.case.receiving:
        own = [usable[key] for key in ((kind, district) for kind in Audience) if key in usable]
        portion = portion_of(draft, district)
        answers = _answers(portion, own, findings)
        states.append(_state(portion, own, answers))
        objections += _objections(portion, answers, findings)
        duties += _duties(district, own)
    return Ledger(tuple(states), tuple(objections), tuple(duties), tuple(findings))


def _usable(
    draft: Draft, books: Sequence[RawBook], findings: list[Finding]
) -> dict[tuple[Audience, str], RawBook]:
    """Sort out files that cannot be read; of two for the same district and kind, neither counts."""
    known: list[tuple[Identity, RawBook]] = []
    for book in sorted(books, key=lambda one: one.name):
        identity = identity_of(book)
        if identity is None or identity.district not in draft.case.receiving:
            findings.append(_finding(Code.RETURN_FOREIGN, CellRef(book.name), book.name))
        elif identity.plan_id != draft.plan_id:
            where = CellRef(book.name)
            findings.append(_finding(Code.RETURN_OTHER_PLAN, where, identity.plan_id, wanted=draft.plan_id))
        else:
            known.append((identity, book))
    copies = Counter((identity.audience, identity.district) for identity, _ in known)
    usable = {}
    for identity, book in known:
        key = (identity.audience, identity.district)
        if copies[key] == 1:
            usable[key] = book
        else:
            where = CellRef(book.name)
            findings.append(_finding(Code.RETURN_TWICE, where, book.name, district=identity.district))
    return usable


def _answers(portion: Portion, books: Sequence[RawBook], findings: list[Finding]) -> dict[str, Answer]:
    """Take the answers on the district's own people, the later workbook before the earlier."""
    own = {person.staff_id for person in portion.people}
    found: dict[str, Answer] = {}
    for book in books:
        for answer in answers_of(book):
            if not answer.opinion:
                continue
            if answer.staff_id not in own:
                findings.append(_finding(Code.RETURN_UNKNOWN_PERSON, answer.where, answer.staff_id))
            elif answer.opinion not in OPINIONS:
                findings.append(_finding(Code.RETURN_NOT_A_CHOICE, answer.where, answer.opinion))
            else:
                found[answer.staff_id] = answer
    return found


def _state(portion: Portion, books: Sequence[RawBook], answers: dict[str, Answer]) -> DistrictState:
    accepted = sum(answer.opinion == _AGREED for answer in answers.values())
    return DistrictState(
        district=portion.district,
        returned=bool(books),
        accepted=accepted,
        objected=len(answers) - accepted,
        pending=len(portion.people) - len(answers),
        signed=signatures_of(books[-1]) if books else (None, None, None),
    )


def _objections(portion: Portion, answers: dict[str, Answer], findings: list[Finding]) -> list[Objection]:
    at_once = portion.parameters.feedback == _AT_ONCE
    found = []
    for person in portion.people:
        answer = answers.get(person.staff_id)
        if answer is None or answer.opinion == _AGREED:
            continue
        if answer.opinion == _REFUSED and not answer.reason:
            findings.append(_finding(Code.RETURN_NO_REASON, answer.where, person.staff_id))
        decision = _ADOPTED if at_once and answer.opinion == _REFUSED else ""
        found.append(
            Objection(
                staff_id=person.staff_id,
                name=person.name,
                district=portion.district,
                opinion=answer.opinion,
                reason=answer.reason,
                explanation=answer.explanation,
                decision=decision,
                where=answer.where,
            )
        )
    return found


def _duties(district: str, books: Sequence[RawBook]) -> list[DutyAnswer]:
    found = {
        (domain, duty): DutyAnswer(district, domain, duty, opinion, explanation)
        for book in books
        for domain, duty, opinion, explanation in duty_answers_of(book)
    }
    return list(found.values())


def _finding(code: Code, where: CellRef, value: str, **params: str) -> Finding:
    return Finding(code.value, CATALOGUE[code.value], where, mask_ids(value), params)
