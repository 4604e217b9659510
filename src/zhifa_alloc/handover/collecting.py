"""Bringing the returned workbooks of all districts together into the ledger."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from zhifa_alloc.handover.audience import Audience
from zhifa_alloc.handover.entries import Entries
from zhifa_alloc.handover.items import items_of
from zhifa_alloc.handover.ledger import (
    ADOPTED,
    DECISIONS,
    DistrictState,
    DutyAnswer,
    Ledger,
    Objection,
    ReturnedSetup,
    Signed,
)
from zhifa_alloc.handover.portion import Portion, portion_of
from zhifa_alloc.handover.registers import DECISION, OPINIONS_SHEET
from zhifa_alloc.handover.reply import OPINIONS
from zhifa_alloc.handover.returned import (
    Answer,
    Identity,
    answers_of,
    duty_answers_of,
    identity_of,
    is_blank,
    is_own_ledger,
    signatures_of,
)
from zhifa_alloc.handover.setup import setup_of
from zhifa_alloc.schema.codes import CATALOGUE, Code
from zhifa_alloc.schema.draft import Draft
from zhifa_alloc.schema.finding import CellRef, Finding
from zhifa_alloc.schema.masking import discreet, mask_ids
from zhifa_alloc.schema.raw import RawBook

_AGREED, _TALK, _REFUSED = OPINIONS
_AT_ONCE: Final = "直接采纳"
_NO_ENTRIES: Final = Entries()


@dataclass(frozen=True, slots=True)
class Returned:
    """What one district sent back, read.

    Attributes:
        answers: staff_id -> answer, of each kind of workbook that came back.
        disputed: 执法领域 -> duties (项) answered otherwise than 同意, of each kind.
        signed: 执法领域 -> signatures.
    """

    portion: Portion
    answers: Mapping[Audience, Mapping[str, Answer]]
    duties: tuple[DutyAnswer, ...] = ()
    disputed: Mapping[Audience, Mapping[str, int]] = field(default_factory=dict)
    signed: Mapping[str, Signed] = field(default_factory=dict)
    setup: ReturnedSetup | None = None

    @property
    def latest(self) -> Mapping[str, Answer]:
        """One answer a person: of the two workbooks the 交接表 speaks last."""
        return {key: one for kind in Audience for key, one in self.answers.get(kind, {}).items()}


def collect(draft: Draft, books: Sequence[RawBook], entries: Entries = _NO_ENTRIES) -> Ledger:
    """Read what the districts answered on a draft.

    A workbook that this program did not make, that belongs to another draft, or that is there twice is
    a finding and is not read. Of one district's two workbooks the 交接表 speaks last. What is not filled
    in counts as pending.

    Args:
        draft: the draft that was consulted on or handed over.
        books: the returned workbooks, in any order; ledgers among them are passed over.
        entries: what the department wrote into an earlier ledger: decisions, days of sending.
    """
    findings: list[Finding] = []
    usable = _usable(draft, [book for book in books if not is_own_ledger(book)], findings)
    own = entries.for_plan(draft.plan_id)
    returned = [_returned(portion_of(draft, district), usable, findings) for district in draft.case.receiving]
    decisions = _decisions(own, findings)
    return Ledger(
        districts=tuple(_state(one, own) for one in returned),
        objections=tuple(row for one in returned for row in _objections(one, decisions, findings)),
        duties=tuple(row for one in returned for row in one.duties),
        findings=tuple(findings),
        setups=tuple(one.setup for one in returned if one.setup is not None),
    )


def _usable(
    draft: Draft, books: Iterable[RawBook], findings: list[Finding]
) -> dict[tuple[Audience, str], RawBook]:
    """Sort out files that cannot be read; of two for the same district and kind, neither counts."""
    known: list[tuple[Identity, RawBook]] = []
    for book in sorted(books, key=lambda one: one.name):
        identity, where = identity_of(book), CellRef(book.name)
        if identity is None or identity.district not in draft.case.receiving:
            findings.append(_finding(Code.RETURN_FOREIGN, where, book.name))
        elif identity.plan_id != draft.plan_id:
            findings.append(_other_plan(identity, where, draft.plan_id))
        else:
            known.append((identity, book))
    usable: dict[tuple[Audience, str], RawBook] = {}
    for key, copies in _by_kind(known).items():
        answered = [book for book in copies if not is_blank(book)] or copies[:1]
        if len(answered) == 1:
            usable[key] = answered[0]
            continue
        findings += [
            _finding(Code.RETURN_TWICE, CellRef(book.name), book.name, district=key[1]) for book in answered
        ]
    return usable


def _other_plan(identity: Identity, where: CellRef, plan_id: str) -> Finding:
    """Name the draft that a late reply answers, and the one that is asked about; ``draft`` may name its file."""
    told = {"wanted": plan_id, "district": identity.district, "kind": identity.audience.value, "draft": ""}
    return _finding(Code.RETURN_OTHER_PLAN, where, identity.plan_id, **told)


def _by_kind(known: Iterable[tuple[Identity, RawBook]]) -> dict[tuple[Audience, str], list[RawBook]]:
    """Group the copies; those with the same bytes are one."""
    found: dict[tuple[Audience, str], list[RawBook]] = {}
    for identity, book in known:
        copies = found.setdefault((identity.audience, identity.district), [])
        if all(book.sha256 != other.sha256 for other in copies):
            copies.append(book)
    return found


def _returned(
    portion: Portion, usable: Mapping[tuple[Audience, str], RawBook], findings: list[Finding]
) -> Returned:
    books = {kind: usable[kind, portion.district] for kind in Audience if (kind, portion.district) in usable}
    setup: ReturnedSetup | None = None
    signed: dict[str, Signed] = {}
    for book in books.values():
        sent_setup, said = setup_of(book, portion)
        setup = sent_setup or setup
        by_domain, unclear = signatures_of(book)
        signed |= {domain: one for domain, one in by_domain.items() if any(one.days) or any(one.names)}
        findings += [*said, *(_finding(Code.RETURN_NOT_A_DAY, where, text) for where, text in unclear)]
        if sent_setup is None and is_blank(book):
            findings.append(_finding(Code.RETURN_EMPTY, CellRef(book.name), book.name))
    return Returned(
        portion=portion,
        answers={kind: _answers(portion, book, findings) for kind, book in books.items()},
        duties=_duties(portion.district, books.values()),
        disputed={kind: _disputed(portion.district, book) for kind, book in books.items()},
        signed=signed,
        setup=setup,
    )


def _answers(portion: Portion, book: RawBook, findings: list[Finding]) -> dict[str, Answer]:
    """Take the answers on the district's own people."""
    own = {person.staff_id for person in portion.people}
    found: dict[str, Answer] = {}
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


def _state(one: Returned, entries: Entries) -> DistrictState:
    answers = Counter(answer.opinion for answer in one.latest.values())
    people = len(one.portion.people)
    opinions = {
        kind: {key: answer.opinion for key, answer in found.items()} for kind, found in one.answers.items()
    }
    return DistrictState(
        district=one.portion.district,
        returned=bool(one.answers),
        accepted=answers[_AGREED],
        objected=answers[_TALK] + answers[_REFUSED],
        pending=people - answers.total(),
        items=items_of(one.portion, opinions, one.disputed, one.signed, entries),
    )


def _decisions(entries: Entries, findings: list[Finding]) -> dict[tuple[str, str], str]:
    """Read 主管部门意见 of the earlier ledger; another word counts as open and is named."""
    found = {}
    for (district, staff_id), entry in entries.of(OPINIONS_SHEET).items():
        decision = entry.text(DECISION)
        if decision in DECISIONS:
            found[district, staff_id] = decision
        elif decision:
            findings.append(_finding(Code.RETURN_NOT_A_DECISION, entry.places[DECISION], decision))
    return found


def _objections(
    one: Returned, decisions: Mapping[tuple[str, str], str], findings: list[Finding]
) -> list[Objection]:
    portion, answers = one.portion, one.latest
    at_once = portion.parameters.feedback == _AT_ONCE
    found = []
    for person in portion.people:
        answer = answers.get(person.staff_id)
        if answer is None or answer.opinion == _AGREED:
            continue
        if answer.opinion == _REFUSED and not answer.reason:
            findings.append(_finding(Code.RETURN_NO_REASON, answer.where, person.staff_id))
        default = ADOPTED if at_once and answer.opinion == _REFUSED else ""
        found.append(
            Objection(
                staff_id=person.staff_id,
                name=person.name,
                district=portion.district,
                opinion=answer.opinion,
                reason=discreet(answer.reason),
                explanation=discreet(answer.explanation),
                decision=decisions.get((portion.district, person.staff_id), default),
                domain=person.domain,
                where=answer.where,
            )
        )
    return found


def _duties(district: str, books: Iterable[RawBook]) -> tuple[DutyAnswer, ...]:
    found = {
        (domain, duty): DutyAnswer(district, domain, duty, discreet(opinion), discreet(explanation))
        for book in books
        for domain, duty, opinion, explanation in duty_answers_of(book)
    }
    return tuple(found.values())


def _disputed(district: str, book: RawBook) -> Counter[str]:
    return Counter(one.domain for one in _duties(district, (book,)) if one.opinion != _AGREED)


def _finding(code: Code, where: CellRef, value: str, **params: str) -> Finding:
    where = CellRef(mask_ids(where.book), where.sheet, where.cell)
    return Finding(code.value, CATALOGUE[code.value], where, discreet(value), params)
