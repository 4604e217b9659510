"""Reading one workbook that a district sent back: which file it is, and what was filled in.

Tables are found by their headers and read down to the notes below them, so that rows may have been
sorted, and columns added, in Excel or WPS.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from zhifa_alloc.handover.audience import Audience
from zhifa_alloc.handover.cover import SIGNED_ON, SIGNING_NAME
from zhifa_alloc.handover.forms import DOMAIN, DUTIES, DUTY
from zhifa_alloc.handover.frame import PARTIES, say
from zhifa_alloc.handover.people import PERSON_KEY
from zhifa_alloc.handover.reply import (
    EXPLANATION,
    IDENTITY_FORMAT,
    IDENTITY_NAME,
    OPINION,
    REASON,
    REPLY_NAME,
)
from zhifa_alloc.schema.address import address
from zhifa_alloc.schema.dates import day_of
from zhifa_alloc.schema.figures import printed
from zhifa_alloc.schema.finding import CellRef
from zhifa_alloc.schema.raw import RawBook, RawSheet, RawValue
from zhifa_alloc.schema.spelling import fold, tidy

PARTY: Final = "方"


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


@dataclass(frozen=True, slots=True)
class _Line:
    """One row of a table below its header: header -> value, and the row in the sheet (zero-based)."""

    row: int
    values: Mapping[str, RawValue]
    columns: Mapping[str, int]

    def text(self, header: str) -> str:
        return tidy(printed(self.values.get(header, "")))


def identity_of(book: RawBook) -> Identity | None:
    """Tell which district and draft a workbook belongs to; None if this program did not make it."""
    sheet = _sheet(book, IDENTITY_NAME)
    if sheet is None:
        return None
    said = {printed(row[0]): printed(row[1]) for row in sheet.rows if len(row) > 1}
    known = {audience.value: audience for audience in Audience}
    audience = known.get(said.get("类别", ""))
    if said.get("格式") != IDENTITY_FORMAT or audience is None or _sheet(book, REPLY_NAME) is None:
        return None
    return Identity(audience, said.get("区", ""), said.get("方案编号", ""))


def answers_of(book: RawBook) -> tuple[Answer, ...]:
    """Read 回执, one answer for each row with a key, also where nothing was filled in."""
    found = []
    for line in _lines(_sheet(book, REPLY_NAME), (PERSON_KEY, OPINION)):
        key = line.text(PERSON_KEY)
        if key:
            where = CellRef(book.name, REPLY_NAME, address(line.row, line.columns[OPINION]))
            found.append(Answer(key, line.text(OPINION), line.text(REASON), line.text(EXPLANATION), where))
    return tuple(found)


def duty_answers_of(book: RawBook) -> Iterator[tuple[str, str, str, str]]:
    """Read the answered rows of 职责划转清单: domain, duty, opinion, explanation."""
    for line in _lines(_sheet(book, DUTIES.name), (DUTY, OPINION)):
        if line.text(DUTY) and line.text(OPINION):
            yield line.text(DOMAIN), line.text(DUTY), line.text(OPINION), line.text(EXPLANATION)


def signatures_of(book: RawBook) -> tuple[date | None, date | None, date | None]:
    """Read the three dates of 签收登记; what is no date counts as not entered."""
    days = {
        line.text(PARTY): day_of(line.values.get(SIGNED_ON, ""))
        for line in _lines(_sheet(book, SIGNING_NAME), (PARTY, SIGNED_ON))
    }
    giver, taker, witness = (days.get(party) for party in PARTIES)
    return giver, taker, witness


def _sheet(book: RawBook, name: str) -> RawSheet | None:
    return next((sheet for sheet in book.sheets if sheet.name == name), None)


def _lines(sheet: RawSheet | None, needed: Sequence[str]) -> Iterator[_Line]:
    """Give the rows below the first row that holds the needed headers, down to the notes."""
    if sheet is None:
        return
    end = say("standing.note", sentences="")
    columns: dict[str, int] = {}
    for number, row in enumerate(sheet.rows):
        headers = {fold(printed(value)): place for place, value in enumerate(row)}
        if not columns and all(fold(name) in headers for name in needed):
            columns = {printed(value): place for place, value in enumerate(row) if printed(value)}
        elif columns and any(printed(value).startswith(end) for value in row[:1]):
            return
        elif columns:
            yield _Line(
                number, {name: row[place] for name, place in columns.items() if place < len(row)}, columns
            )
