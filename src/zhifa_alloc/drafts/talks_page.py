"""Sheet 谈话清单: whom to talk to first, why, room for what they say, and the standing answers.

For the department only: nothing of it may reach a district (contract, section 5).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from zhifa_alloc.drafts.frame import framed
from zhifa_alloc.drafts.metrics import people_to_talk_to
from zhifa_alloc.drafts.talks import FAR_KM, WEIGHTS, Talk, talks_of
from zhifa_alloc.drafts.terms import DESTINATION, DOMAIN, NAME, STAFF_ID
from zhifa_alloc.rules.retirement import horizon_of
from zhifa_alloc.schema.draft import Draft
from zhifa_alloc.schema.page import Block, Column, Lines, Page, Table
from zhifa_alloc.text.phrasebook import phrasebook

SHEET_TALKS: Final = "谈话清单"
_ANSWERS: Final = "政策口径"
_TOPIC: Final = "事项"
_ANSWER: Final = "口径"
_SOURCES: Final = ("依据", "解释部门")
_COLUMNS: Final = (
    Column("序号", "number", 6),
    Column(STAFF_ID, "key", 11),
    Column(NAME, width=9),
    Column(DOMAIN, width=11),
    Column(DESTINATION, width=10),
    Column("所报志愿", width=17),
    Column("谈话缘由", "text", 25),
    Column("本人诉求", "text", 26, editable=True),
    Column("谈话人和日期", width=13, editable=True),
)


def talks_pages(draft: Draft) -> tuple[Page, ...]:
    """Return the sheet; none without a roster."""
    if not draft.case.people:
        return ()
    found = talks_of(draft)
    blocks: list[Block] = [
        Lines((_say("purpose", count=len(found), first=len(people_to_talk_to(draft))),), "note")
    ]
    rows = tuple(_row(number, talk, draft) for number, talk in enumerate(found, start=1))
    blocks.append(Table(_COLUMNS, rows, filter=True, frozen_columns=3) if rows else Lines((_say("nobody"),)))
    blocks.append(Lines((_say("answers"),), "heading"))
    blocks.append(Lines(tuple(_answers(draft)) or (_say("no_answers"),)))
    return (framed(SHEET_TALKS, _say("title"), tuple(blocks), notes=tuple(_notes(draft))),)


def _say(key: str, **params: object) -> str:
    return phrasebook("zh").say(f"talks.{key}", **params)


def _row(number: int, talk: Talk, draft: Draft) -> tuple[int | str, ...]:
    person = talk.person
    params = {"stationed": person.stationed, "km": talk.km, "months": horizon_of(draft.case)}
    causes = "；".join(_say(f"causes.{cause}", **params) for cause in talk.causes)
    wishes = "、".join(wish for wish in person.wishes if wish)
    return (
        number,
        person.staff_id,
        person.name,
        person.domain,
        talk.assignment.to,
        wishes or _say("no_wishes"),
        causes,
        "",
        "",
    )


def _answers(draft: Draft) -> Iterator[str]:
    sheet = draft.case.carried.get(_ANSWERS)
    if sheet is None or _TOPIC not in sheet.headers or _ANSWER not in sheet.headers:
        return
    for number, row in enumerate(sheet.rows, start=1):
        cells = dict(zip(sheet.headers, row, strict=False))
        sources = "；".join(cells[name] for name in _SOURCES if cells.get(name))
        key = "answer_with_source" if sources else "answer"
        yield _say(key, number=number, topic=cells[_TOPIC], answer=cells[_ANSWER], source=sources)


def _notes(draft: Draft) -> Iterator[str]:
    yield _say("note_order", order="、".join(_say(f"names.{cause}") for cause in WEIGHTS))
    yield _say("note_far" if draft.case.distances else "note_no_distances", km=FAR_KM)
    yield _say("note_retirement", months=horizon_of(draft.case))
    yield _say("note_kept")
