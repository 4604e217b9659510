"""台账.xlsx: the department's own record of what went out, what came back, and what is still open."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Final

from zhifa_alloc.handover.clock import Clock
from zhifa_alloc.handover.entries import Entries, Row, marked, register_table
from zhifa_alloc.handover.forms import DOMAIN
from zhifa_alloc.handover.frame import PARTIES
from zhifa_alloc.handover.inspection import inspection_pages
from zhifa_alloc.handover.issues import issue_rows
from zhifa_alloc.handover.ledger import (
    ADOPTED,
    REJECTED,
    STUDIED,
    Item,
    Ledger,
    Objection,
    ReturnedSetup,
    Step,
)
from zhifa_alloc.handover.ledger_frame import STANDING, LedgerFrame, say
from zhifa_alloc.handover.people import PERSON_KEY
from zhifa_alloc.handover.registers import (
    COMPLETED,
    DAYS_LEFT,
    DEADLINE,
    DECISION,
    DEPARTMENT,
    DISTRICT,
    DUTIES_SHEET,
    HINT,
    ISSUES_SHEET,
    OPINIONS_SHEET,
    OUTCOME,
    PROGRESS,
    SENT_ON,
    SETUPS_SHEET,
    SIGNATURES_SHEET,
    STATE,
    STEP,
    TALKS,
)
from zhifa_alloc.handover.reply import EXPLANATION, LEDGER_FORMAT, OPINION, OPINIONS, REASON, marks_page
from zhifa_alloc.schema.draft import Draft
from zhifa_alloc.schema.page import Book, Mark, Page

_REFUSED: Final = OPINIONS[2]
_NO_ENTRIES: Final = Entries()


def ledger_book(
    ledger: Ledger,
    draft: Draft,
    clock: Clock,
    to_talk_to: Collection[str] = (),
    entries: Entries = _NO_ENTRIES,
) -> Book:
    """Draw up the ledger.

    Args:
        ledger: what came back.
        draft: the draft it answers.
        clock: the day from which days left are reckoned.
        to_talk_to: 人员编号 of people to talk to whether a district objects or not.
        entries: an earlier ledger, whose entries by hand are kept.
    """
    frame = LedgerFrame(draft.plan_id, clock)
    own = entries.for_plan(draft.plan_id)
    pages = (
        _progress_page(frame, ledger, own),
        _opinions_page(frame, ledger, own),
        *_duties_pages(frame, ledger, own),
        _signatures_page(frame, ledger, own),
        *_setup_pages(frame, ledger, own),
        _talks_page(frame, ledger, draft, to_talk_to, entries),
        _issues_page(frame, ledger, draft, entries),
        *inspection_pages(frame, ledger),
        marks_page(
            (("格式", LEDGER_FORMAT), ("方案编号", draft.plan_id), ("程序版本", draft.version)),
            STANDING,
        ),
    )
    return Book(say("titles.book"), pages, STANDING)


def _progress_page(frame: LedgerFrame, ledger: Ledger, entries: Entries) -> Page:
    items = ledger.items
    table = register_table(PROGRESS, [_progress_row(item, ledger, frame.clock) for item in items], entries)
    late: dict[int, Mark] = {
        place: "bad" for place, item in enumerate(items) if (item.days_left(frame.clock.day) or 0) < 0
    }
    for header in (STATE, DAYS_LEFT, HINT):
        table = marked(table, header, late)
    notes = (say("lines.states"), say("lines.keep"))
    return frame.page(PROGRESS.name, say("titles.progress"), (table,), notes)


def _progress_row(item: Item, ledger: Ledger, clock: Clock) -> Row:
    tally = item.tally
    answered = item.returned
    return {
        DISTRICT: item.district,
        DOMAIN: item.domain,
        DEPARTMENT: item.department,
        STEP: item.step.value,
        STATE: item.state.value,
        SENT_ON: item.sent,
        DEADLINE: item.deadline,
        DAYS_LEFT: item.days_left(clock.day),
        HINT: "；".join(_hints(item, ledger, clock)),
        "人员": tally.people,
        "同意": tally.accepted if answered else None,
        "需协商": tally.to_talk if answered else None,
        "不同意": tally.refused if answered else None,
        "未答复": tally.pending,
        COMPLETED: item.signed.completed,
    }


def _hints(item: Item, ledger: Ledger, clock: Clock) -> Iterator[str]:
    waiting = sum(
        one.opinion == _REFUSED and one.decision not in (ADOPTED, REJECTED)
        for one in ledger.objections
        if (one.district, one.domain) == (item.district, item.domain)
    )
    if waiting and item.tally.objected:
        yield say("progress.open", count=waiting)
    if item.disputed:
        yield say("progress.duties", count=item.disputed)
    left, done = item.days_left(clock.day), item.signed.completed
    if done is not None and item.deadline is not None:
        late = (done - item.deadline).days
        yield say("progress.done_late", days=late) if late > 0 else say("progress.done")
    elif left is not None:
        key = "late" if left < 0 else "soon" if left else "due"
        yield say(f"progress.{key}", days=abs(left))


def _opinions_page(frame: LedgerFrame, ledger: Ledger, entries: Entries) -> Page:
    rows = [
        {
            DISTRICT: one.district,
            DOMAIN: one.domain,
            PERSON_KEY: one.staff_id,
            "姓名": one.name,
            OPINION: one.opinion,
            REASON: one.reason,
            EXPLANATION: one.explanation,
            DECISION: one.decision,
            OUTCOME: say(f"outcome.{_outcome(one)}"),
        }
        for one in ledger.objections
    ]
    notes = (say("lines.decisions"), say("lines.keep"))
    table = register_table(OPINIONS_SHEET, rows, entries)
    return frame.page(OPINIONS_SHEET.name, say("titles.opinions"), (table,), notes)


def _outcome(one: Objection) -> str:
    if one.opinion != _REFUSED:
        return "talk"
    return {ADOPTED: "excluded", REJECTED: "kept", STUDIED: "study"}.get(one.decision, "open")


def _duties_pages(frame: LedgerFrame, ledger: Ledger, entries: Entries) -> Iterator[Page]:
    rows = [
        {
            DISTRICT: one.district,
            DOMAIN: one.domain,
            "职责事项": one.duty,
            OPINION: one.opinion,
            EXPLANATION: one.explanation,
        }
        for one in ledger.duties
    ]
    if rows:
        table = register_table(DUTIES_SHEET, rows, entries)
        yield frame.page(DUTIES_SHEET.name, say("titles.duties"), (table,), (say("lines.keep"),))


def _signatures_page(frame: LedgerFrame, ledger: Ledger, entries: Entries) -> Page:
    rows = [_signature_row(item) for item in ledger.items if item.step is Step.HANDOVER]
    table = register_table(SIGNATURES_SHEET, rows, entries)
    return frame.page(SIGNATURES_SHEET.name, say("titles.signatures"), (table,), (say("lines.states"),))


def _signature_row(item: Item) -> Row:
    signed = item.signed
    missing = [party for party, day in zip(PARTIES, signed.days, strict=True) if day is None]
    return {
        DISTRICT: item.district,
        DOMAIN: item.domain,
        DEPARTMENT: item.department,
        **{f"{party}人": name for party, name in zip(PARTIES, signed.names, strict=True)},
        **{f"{party}签字日期": day for party, day in zip(PARTIES, signed.days, strict=True)},
        COMPLETED: signed.completed,
        "尚缺": "、".join(missing),
    }


def _setup_pages(frame: LedgerFrame, ledger: Ledger, entries: Entries) -> Iterator[Page]:
    rows = [row for setup in ledger.setups for row in _setup_rows(setup)]
    if rows:
        table = register_table(SETUPS_SHEET, rows, entries)
        yield frame.page(SETUPS_SHEET.name, say("titles.setups"), (table,), (say("lines.setup"),))


def _setup_rows(setup: ReturnedSetup) -> Iterator[Row]:
    for body, planned, wanted in zip(setup.bodies, setup.planned, setup.wanted, strict=True):
        differs = wanted is not None and wanted != planned
        key = "above" if not setup.within_total else "posts_differ" if differs else "taken"
        yield {
            DISTRICT: setup.district,
            "机构名称": body.name,
            DOMAIN: "、".join(body.domains),
            "草案编制（名）": planned,
            "拟配编制（名）": wanted,
            "核对结果": say(f"setups.{key}"),
        }


def _talks_page(
    frame: LedgerFrame, ledger: Ledger, draft: Draft, to_talk_to: Collection[str], entries: Entries
) -> Page:
    reasons: dict[str, list[str]] = {key: [say("talks.none_met")] for key in sorted(to_talk_to)}
    for one in ledger.objections:
        words = say("talks.objected", district=one.district, opinion=one.opinion)
        reasons.setdefault(one.staff_id, []).append(words)
    places = {one.staff_id: one.to for one in draft.assignments}
    rows = [
        {
            PERSON_KEY: person.staff_id,
            "姓名": person.name,
            DOMAIN: person.domain,
            "原单位": person.unit,
            "拟去向": places.get(person.staff_id),
            "谈话原因": "；".join(reasons[person.staff_id]),
        }
        for person in draft.case.people
        if person.staff_id in reasons
    ]
    table = register_table(TALKS, rows, entries)
    notes = (say("lines.talks"), say("lines.keep"))
    return frame.page(TALKS.name, say("titles.talks"), (table,), notes)


def _issues_page(frame: LedgerFrame, ledger: Ledger, draft: Draft, entries: Entries) -> Page:
    table = register_table(ISSUES_SHEET, issue_rows(ledger, draft), entries)
    notes = (say("lines.issues"), say("lines.keep"))
    return frame.page(ISSUES_SHEET.name, say("titles.issues"), (table,), notes)
