"""交接书: who hands over what to whom, on which basis; and the register of the three signatures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final

from zhifa_alloc.handover.annexes import is_drawn_up
from zhifa_alloc.handover.forms import DOMAIN, FORMS, Form
from zhifa_alloc.handover.frame import PARTIES, Frame, say
from zhifa_alloc.handover.overview import departments_told, people_told, posts_told
from zhifa_alloc.handover.people import CERTIFICATE_NAME, TRANSFERS
from zhifa_alloc.handover.portion import Portion
from zhifa_alloc.schema.page import Column, Lines, Page, Table
from zhifa_alloc.schema.terms import MODE_TRANSFERRED

COVER_NAME: Final = "交接书"
SIGNING_NAME: Final = "签收登记"
SIGNED_BY: Final = "{}人"
SIGNED_ON: Final = "{}签字日期"
"""Headers of 签收登记, by party."""


def cover_page(frame: Frame, pages: Iterable[Page]) -> Page:
    """Draw up the cover: the parties, the basis, what is handed over, which sheets follow.

    Args:
        frame: surroundings of the workbook.
        pages: the sheets that follow, so that the cover tells what is there and what is not.
    """
    present = tuple(page.name for page in pages)
    texts = (*_parties(frame.portion), _contents(frame.portion), _enclosed(frame, present))
    return frame.page(COVER_NAME, say("titles.cover"), (Lines(texts),), notes=(say("cover.copies"),))


def signing_page(frame: Frame) -> Page:
    """Draw up the register of signatures, one row a domain: its three dates decide when the handover is complete.

    Domains have their own 主管部门 and 交接期限, so each is signed for by itself.
    """
    portion = frame.portion
    rows = tuple(
        (
            *(number, terms.domain, "、".join(terms.departments), terms.deadline, None, None),
            *(portion.body_of(terms.domain), None, None, None, None, None),
        )
        for number, terms in enumerate(portion.terms, start=1)
    )
    table = Table(_signing_columns(), rows)
    return frame.page(SIGNING_NAME, SIGNING_NAME, (Lines((say("cover.signing"),)), table))


def _signing_columns() -> tuple[Column, ...]:
    giver, taker, witness = (
        (
            Column(SIGNED_BY.format(party), width=9, editable=True),
            Column(SIGNED_ON.format(party), "date", 11, editable=True, prompt=say("cover.prompt_day")),
        )
        for party in PARTIES
    )
    return (
        Column("序号", "number", 5),
        Column(DOMAIN, width=11),
        Column("移交单位", "text", 14),
        Column("交接期限", "date", 11),
        *giver,
        Column("接收单位", "text", 13),
        *taker,
        Column("监交单位", "text", 10, editable=True),
        *witness,
    )


def _parties(portion: Portion) -> Iterator[str]:
    parameters = portion.parameters
    yield say("cover.giver", body=departments_told(portion))
    yield say("cover.taker", body="、".join(dict.fromkeys((portion.district, *portion.bodies.values()))))
    yield say("cover.witness")
    if parameters.approved and parameters.approval_date is not None:
        yield say("cover.basis", number=parameters.approval_number, date=_day(parameters.approval_date))
    else:
        yield say("cover.basis_missing")
    yield say("cover.base_and_plan", base=_base(portion), plan=say("guide.plan", plan=portion.plan_id))


def _base(portion: Portion) -> str:
    if portion.base_date is None:
        return say("cover.base_missing")
    key = "cover.base" if portion.base_date_given else "cover.base_taken"
    return say(key, date=_day(portion.base_date))


def _day(day: date) -> str:
    return say("cover.day", year=day.year, month=day.month, day=day.day)


def _contents(portion: Portion) -> str:
    rows: Counter[str] = Counter()
    for carried in portion.carried.values():
        rows[carried.form.source] += len(carried.rows)
    files = len(portion.people_of(MODE_TRANSFERRED))
    return say(
        "cover.contents",
        duties=_count(rows["职责"], "项"),
        posts=posts_told(portion),
        people=people_told(portion),
        assets=_count(rows["资产"], "项"),
        files=_count(files, "份") if MODE_TRANSFERRED in portion.modes else say("cover.files_stay"),
        cases=_count(rows["案件"], "件"),
    )


def _count(count: int, measure: str) -> str:
    return say("cover.count", count=count, measure=measure) if count else say("cover.not_given")


def _enclosed(frame: Frame, present: tuple[str, ...]) -> str:
    """Name the sheets that follow, and those left out, together by reason."""
    numbered = (say("cover.enclosed_one", number=number, name=name) for number, name in enumerate(present, 1))
    missing: dict[str, list[str]] = {}
    for name, why in _left_out(frame):
        if name not in present:
            missing.setdefault(why, []).append(name)
    told = (say("cover.left_out_one", names="、".join(names), why=why) for why, names in missing.items())
    left_out = say("cover.left_out", names="；".join(told)) if missing else ""
    return say("cover.enclosed", names="；".join(numbered), left_out=left_out)


def _left_out(frame: Frame) -> Iterator[tuple[str, str]]:
    """Say for every sheet that may be missing why it would be."""
    for form in FORMS:
        yield form.name, _why(form, frame)
    yield CERTIFICATE_NAME, say("cover.no_certificates")
    transferred = MODE_TRANSFERRED in frame.portion.modes
    for sheet in TRANSFERS:
        yield sheet.name, say("cover.nobody" if transferred else "cover.seconded_only")


def _why(form: Form, frame: Frame) -> str:
    return say("cover.no_input" if is_drawn_up(form, frame) else "cover.seconded_only")
