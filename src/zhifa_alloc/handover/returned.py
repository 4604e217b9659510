"""Reading one workbook that a district sent back: which file it is, and what was filled in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from zhifa_alloc.handover.audience import Audience
from zhifa_alloc.handover.cover import SIGNED_BY, SIGNED_ON, SIGNING_NAME
from zhifa_alloc.handover.forms import DOMAIN, DUTIES, DUTY
from zhifa_alloc.handover.frame import PARTIES
from zhifa_alloc.handover.ledger import Signed
from zhifa_alloc.handover.people import PERSON_KEY
from zhifa_alloc.handover.reply import (
    EXPLANATION,
    IDENTITY_FORMAT,
    IDENTITY_NAME,
    LEDGER_FORMATS,
    OPINION,
    REASON,
    REPLY_NAME,
)
from zhifa_alloc.handover.tables import lines_of, sheet_of
from zhifa_alloc.schema.figures import printed
from zhifa_alloc.schema.finding import CellRef
from zhifa_alloc.schema.raw import RawBook

_KNOWN: Final[Mapping[str, Audience]] = {audience.value: audience for audience in Audience}


@dataclass(frozen=True, slots=True)
class Identity:
    """What 文件标识 says of a workbook."""

    audience: Audience
    district: str
    plan_id: str


@dataclass(frozen=True, slots=True)
class Answer:
    """One row of 回执 as filled in; ``where`` is the cell of 接收意见."""

    staff_id: str
    opinion: str
    reason: str
    explanation: str
    where: CellRef


def marks_of(book: RawBook) -> Mapping[str, str]:
    """Return what 文件标识 says, item -> content; empty where the sheet is not there."""
    sheet = sheet_of(book, IDENTITY_NAME)
    return {printed(row[0]): printed(row[1]) for row in (sheet.rows if sheet else ()) if len(row) > 1}


def is_own_ledger(book: RawBook) -> bool:
    """Say whether a workbook is a ledger of ``collect``, or its page for the inspectors: no district's return."""
    return marks_of(book).get("格式") in LEDGER_FORMATS


def identity_of(book: RawBook) -> Identity | None:
    """Tell which district and draft a workbook belongs to; None if this program did not make it."""
    said = marks_of(book)
    audience = _KNOWN.get(said.get("类别", ""))
    if said.get("格式") != IDENTITY_FORMAT or audience is None or sheet_of(book, REPLY_NAME) is None:
        return None
    return Identity(audience, said.get("区", ""), said.get("方案编号", ""))


def answers_of(book: RawBook) -> tuple[Answer, ...]:
    """Read 回执, one answer for each row with a key, also where nothing was filled in."""
    return tuple(
        Answer(key, line.text(OPINION), line.text(REASON), line.text(EXPLANATION), line.where(OPINION))
        for line in lines_of(book, REPLY_NAME, (PERSON_KEY, OPINION))
        if (key := line.text(PERSON_KEY))
    )


def duty_answers_of(book: RawBook) -> Iterator[tuple[str, str, str, str]]:
    """Read the answered rows of 职责划转清单: domain, duty, opinion, explanation."""
    for line in lines_of(book, DUTIES.name, (DUTY, OPINION)):
        if line.text(DUTY) and line.text(OPINION):
            yield line.text(DOMAIN), line.text(DUTY), line.text(OPINION), line.text(EXPLANATION)


def signatures_of(book: RawBook) -> tuple[Mapping[str, Signed], tuple[tuple[CellRef, str], ...]]:
    """Read 签收登记.

    Returns:
        执法领域 -> who signed and when; and the cells whose text is no day, which count as not entered.
    """
    found: dict[str, Signed] = {}
    unclear: list[tuple[CellRef, str]] = []
    headers = tuple(SIGNED_ON.format(party) for party in PARTIES)
    for line in lines_of(book, SIGNING_NAME, (DOMAIN, *headers)):
        if not line.text(DOMAIN):
            continue
        giver, taker, witness = (line.day(header) for header in headers)
        by_giver, by_taker, by_witness = (line.text(SIGNED_BY.format(party)) for party in PARTIES)
        found[line.text(DOMAIN)] = Signed((by_giver, by_taker, by_witness), (giver, taker, witness))
        unclear += [
            (line.where(header), line.text(header))
            for header in headers
            if line.text(header) and line.day(header) is None
        ]
    return found, tuple(unclear)


def is_blank(book: RawBook) -> bool:
    """Say whether nothing was filled in: no opinion, no answer on a duty, no signature."""
    signed, unclear = signatures_of(book)
    return not (
        any(answer.opinion or answer.reason or answer.explanation for answer in answers_of(book))
        or any(duty_answers_of(book))
        or any(day is not None for one in signed.values() for day in one.days)
        or unclear
    )
