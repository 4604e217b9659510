"""公示: who goes where, for everybody to read: 姓名, 原单位, 接收区, and nothing else of anybody."""

from __future__ import annotations

from typing import Final

from zhifa_alloc.handover.outgoing import modes_of, outgoing_page, say
from zhifa_alloc.schema.draft import Draft
from zhifa_alloc.schema.page import Book, Column, Lines, Page, Table

_COLUMNS: Final = (Column("姓名", width=20), Column("原单位", "text", 50), Column("接收区", width=20))
PUBLIC_COLUMNS: Final = tuple(column.header for column in _COLUMNS)
"""The contract, "Who sees what", column 公示."""


def public_book(draft: Draft) -> Book:
    """Draw up the list of people who go to districts, one page a domain, by district and name.

    Whoever stays with the city or takes no part is not on it.
    """
    pages = tuple(page for domain in draft.case.domains if (page := _page(draft, domain)) is not None)
    return Book(say("public.title"), pages or (_empty(draft),))


def _page(draft: Draft, domain: str) -> Page | None:
    people = {person.staff_id: person for person in draft.case.people}
    places = {name: place for place, name in enumerate(draft.case.receiving)}
    rows = sorted(
        (places[row.to], people[row.staff_id].unit, people[row.staff_id].name, row.to)
        for row in draft.assignments
        if row.domain == domain and row.to in places and people[row.staff_id].takes_part
    )
    if not rows:
        return None
    table = Table(_COLUMNS, tuple((name, unit, to) for _, unit, name, to in rows))
    blocks = (Lines((say("public.period"),)), table, Lines((say("public.contact"),)))
    return outgoing_page(
        draft, domain, say("public.domain_title", domain=domain), blocks, modes_of(draft, domain)
    )


def _empty(draft: Draft) -> Page:
    return outgoing_page(
        draft, "公示", say("public.title"), (Lines((say("public.nobody"),)),), modes_of(draft)
    )
