"""Sheets 选岗次序 and 次序核对: who chose when, and who was passed over by people who come later.

For the department only. Nobody else is named: the sheet counts those who come later.
"""

from __future__ import annotations

from typing import Final

from zhifa_alloc.drafts.frame import framed
from zhifa_alloc.drafts.terms import DESTINATION, DOMAIN, NAME, QUOTA_TYPE, STAFF_ID
from zhifa_alloc.rules.priority import passed_over, picking_ranks
from zhifa_alloc.schema.draft import Draft
from zhifa_alloc.schema.page import Block, Column, Lines, Page, Table
from zhifa_alloc.schema.person import Person
from zhifa_alloc.text.phrasebook import phrasebook

SHEET_ORDER: Final = "选岗次序"
SHEET_PASSED: Final = "次序核对"


def order_pages(draft: Draft) -> tuple[Page, ...]:
    """Return the sheets: the order under 积分选岗, the check of the order in either way."""
    if not draft.case.people:
        return ()
    by_points = draft.case.parameters.chosen
    return (*((_order_page(draft),) if by_points else ()), _passed_page(draft, by_points=by_points))


def _say(key: str, **params: object) -> str:
    return phrasebook("zh").say(f"order.{key}", **params)


def order_headers() -> tuple[str, str, str]:
    """Headers of rank, 积分 and draw number, without line breaks."""
    return "".join(_say("rank").split()), "".join(_say("points").split()), "".join(_say("draw").split())


def _order_page(draft: Draft) -> Page:
    ranks = picking_ranks(draft.case)
    people = {person.staff_id: person for person in draft.case.people}
    rows = [
        (
            ranks[one.staff_id],
            one.staff_id,
            people[one.staff_id].name,
            one.domain,
            one.quota_type,
            shown_points(people[one.staff_id]),
            one.draw_number,
            "、".join(wish for wish in people[one.staff_id].wishes if wish),
            one.to,
        )
        for one in draft.assignments
        if one.staff_id in ranks
    ]
    columns = (
        Column(_say("rank"), "number", 9),
        Column(STAFF_ID, "key", 12),
        Column(NAME, width=10),
        Column(DOMAIN, width=12),
        Column(QUOTA_TYPE, width=18),
        Column(_say("points"), "decimal", 9),
        Column(_say("draw"), "number", 9),
        Column(_say("wishes"), width=28),
        Column(DESTINATION, width=12),
    )
    notes = (_say("note_order"), _say("note_draw"))
    return framed(
        SHEET_ORDER, _say("order_title"), (Table(columns, tuple(sorted(rows)), filter=True),), notes=notes
    )


def shown_points(person: Person) -> float | None:
    """Give 积分 as 人员分配 shows it."""
    return None if person.points is None else float(person.points)


def _passed_page(draft: Draft, *, by_points: bool) -> Page:
    found = passed_over(draft)
    ranks = picking_ranks(draft.case)
    people = {person.staff_id: person for person in draft.case.people}
    rows = tuple(
        (
            number,
            one.staff_id,
            people[one.staff_id].name,
            people[one.staff_id].domain,
            people[one.staff_id].quota_type,
            ranks[one.staff_id],
            one.to,
            _say(f"wish_{one.position}", wish=one.wish),
            one.later,
        )
        for number, one in enumerate(found, start=1)
    )
    columns = (
        Column("序号", "number", 6),
        Column(STAFF_ID, "key", 12),
        Column(NAME, width=10),
        Column(DOMAIN, width=12),
        Column(QUOTA_TYPE, width=18),
        Column(_say("rank"), "number", 9),
        Column(_say("now"), width=12),
        Column(_say("better"), width=22),
        Column(_say("later"), "number", 18),
    )
    way = _say("by_points" if by_points else "by_goals")
    block: Block = Table(columns, rows, filter=True) if rows else Lines((_say("nobody"),))
    notes = (
        _say("note_rank" if any(one.points is not None for one in people.values()) else "note_draw_only"),
        way,
    )
    return framed(SHEET_PASSED, _say("passed_title"), (block,), notes=(_say("note_passed"), *notes))
