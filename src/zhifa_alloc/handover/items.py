"""The items of the ledger: what a district was sent for each domain, and how far it has come."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from zhifa_alloc.handover.audience import Audience
from zhifa_alloc.handover.entries import Entries
from zhifa_alloc.handover.ledger import Item, Signed, Step, Tally
from zhifa_alloc.handover.portion import Portion, Terms
from zhifa_alloc.handover.registers import DEADLINE, PROGRESS, SENT_ON
from zhifa_alloc.handover.reply import OPINIONS
from zhifa_alloc.handover.setup import posts_of
from zhifa_alloc.schema.dates import day_of

_BOOK_OF: Final = {Step.CONSULTATION: Audience.CONSULTED, Step.HANDOVER: Audience.SIGNING}
_UNSIGNED: Final = Signed()


def items_of(
    portion: Portion,
    opinions: Mapping[Audience, Mapping[str, str]],
    disputed: Mapping[Audience, Mapping[str, int]],
    signed: Mapping[str, Signed],
    entries: Entries,
) -> tuple[Item, ...]:
    """List the district's items, domain by domain, consultation before handover.

    Args:
        portion: what the district gets.
        opinions: staff_id -> 接收意见, by the kind of workbook that came back.
        disputed: 执法领域 -> duties (项) that are not agreed to, by the kind of workbook.
        signed: 执法领域 -> signatures.
        entries: days of sending and of answering, as the department wrote them down.
    """
    return tuple(
        replace(
            _item(portion, terms, step, opinions.get(_BOOK_OF[step]), entries),
            disputed=disputed.get(_BOOK_OF[step], {}).get(terms.domain, 0),
            signed=signed.get(terms.domain, _UNSIGNED) if step is Step.HANDOVER else _UNSIGNED,
        )
        for terms in portion.terms
        for step in Step
    )


def _item(
    portion: Portion,
    terms: Terms,
    step: Step,
    opinions: Mapping[str, str] | None,
    entries: Entries,
) -> Item:
    entered = entries.of(PROGRESS).get((portion.district, terms.domain, step.value))
    row = entered.row if entered is not None else {}
    final = step is Step.HANDOVER
    return Item(
        district=portion.district,
        domain=terms.domain,
        department="、".join(terms.departments),
        step=step,
        posts=posts_of(portion, terms.domain),
        tally=_tally(portion, terms.domain, opinions or {}),
        returned=opinions is not None,
        sent=day_of(row.get(SENT_ON) or ""),
        deadline=terms.deadline if final else day_of(row.get(DEADLINE) or ""),
    )


def _tally(portion: Portion, domain: str, opinions: Mapping[str, str]) -> Tally:
    own = [person.staff_id for person in portion.people if person.domain == domain]
    agreed, to_talk, refused = OPINIONS
    counts = Counter(opinions.get(key, "") for key in own)
    return Tally(len(own), counts[agreed], counts[to_talk], counts[refused])
