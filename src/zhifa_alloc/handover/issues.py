"""Rows of the ledger's sheet 问题: from the input, from the districts' answers, and from the files themselves."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from zhifa_alloc.handover.entries import Row
from zhifa_alloc.handover.forms import ISSUES
from zhifa_alloc.handover.ledger import Ledger
from zhifa_alloc.handover.ledger_frame import say
from zhifa_alloc.handover.registers import CLOSED, DISTRICT, ISSUE, ORIGIN
from zhifa_alloc.handover.reply import OPINIONS
from zhifa_alloc.schema.codes import Code
from zhifa_alloc.schema.draft import Draft
from zhifa_alloc.text.phrasebook import phrasebook
from zhifa_alloc.text.sentences import finding_part

_OF_FILES: Final = (Code.RETURN_EMPTY.value, Code.RETURN_OTHER_FILES.value)


def issue_rows(ledger: Ledger, draft: Draft) -> tuple[Row, ...]:
    """List what is open, each with where it comes from."""
    return (*_input_issues(draft), *_answered_issues(ledger), *_found_issues(ledger))


def _input_issues(draft: Draft) -> Iterator[Row]:
    """Rows of the input's sheet 问题, its columns found by any of their spellings."""
    sheet = draft.case.carried.get(ISSUES.source)
    if sheet is None:
        return
    names = {column.header: (column.header, *column.names) for column in ISSUES.columns}
    names[DISTRICT] = (DISTRICT, "接收区", "涉及单位")
    for cells in sheet.rows:
        row = dict(zip(sheet.headers, cells, strict=True))
        found = {header: _first(row, spellings) for header, spellings in names.items()}
        if found[ISSUE]:
            yield {
                ORIGIN: say("issues.input"),
                DISTRICT: found[DISTRICT] or "—",
                ISSUE: found[ISSUE],
                **{name: found[name] for name in ("责任单位", "时限", "办理情况", CLOSED)},
            }


def _first(row: Mapping[str, str], spellings: Iterable[str]) -> str:
    return next((row[name] for name in spellings if row.get(name)), "")


def _answered_issues(ledger: Ledger) -> Iterator[Row]:
    origin = say("issues.objection")
    for one in ledger.objections:
        reason = one.reason or say("issues.no_reason")
        text = say("issues.objection_text", staff_id=one.staff_id, opinion=one.opinion, reason=reason)
        yield {ORIGIN: origin, DISTRICT: one.district, ISSUE: text}
    for duty in ledger.duties:
        if duty.opinion != OPINIONS[0]:
            text = say("issues.duty_text", duty=duty.duty, opinion=duty.opinion)
            yield {ORIGIN: origin, DISTRICT: duty.district, ISSUE: text}


def _found_issues(ledger: Ledger) -> Iterator[Row]:
    """What is wrong with returned files, in words, under the name of the file."""
    for finding in ledger.findings:
        if finding.code not in _OF_FILES:
            text = finding_part(finding, "message", phrasebook("zh"))
            yield {ORIGIN: say("issues.finding"), DISTRICT: finding.where.book or "—", ISSUE: text}
