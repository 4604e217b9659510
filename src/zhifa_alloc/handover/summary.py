"""市级汇总: annexes for the approving body: posts and people by domain and district, deadlines, no names.

Posts are printed as they are. People leave the department here, so counts of one or two print as <3, and a
sum that would tell such a count is not printed.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from zhifa_alloc.handover.inspection import few, sum_of
from zhifa_alloc.handover.outgoing import TOTAL, modes_of, outgoing_page, say
from zhifa_alloc.schema.case import Case
from zhifa_alloc.schema.draft import Draft
from zhifa_alloc.schema.duty import duties_of
from zhifa_alloc.schema.page import Book, CellValue, Column, Page, Table
from zhifa_alloc.schema.terms import CITY

_DOMAIN: Final = Column("执法领域", width=15)


def summary_book(draft: Draft) -> Book:
    """Draw up the annexes, numbered as official documents do."""
    makers = (_posts_page, *((_people_page,) if draft.case.people else ()), _terms_page)
    pages = tuple(make(draft, number) for number, make in enumerate(makers, start=1))
    return Book(say("summary.title"), pages)


def _page(draft: Draft, number: int, key: str, table: Table) -> Page:
    name = say(f"summary.{key}")
    annex = say("summary.annex", number=number)
    return outgoing_page(draft, name, name, (table,), modes_of(draft), annex=annex)


def _posts_page(draft: Draft, number: int) -> Page:
    columns = (
        _DOMAIN,
        Column("编制类型", width=18),
        Column("核定编制数", "number", 11),
        Column(CITY, "number", 11),
        *(Column(name, "number", 10) for name in draft.case.receiving),
        Column("下达各区", "number", 11),
    )
    rows: list[tuple[str | int, ...]] = []
    for key in draft.case.quota_rows:
        own = [row for row in draft.case.quotas if (row.domain, row.quota_type) == key]
        posts = [draft.quotas.values.get((*key, name), 0) for name in draft.case.receiving]
        counts = (sum(row.approved for row in own), sum(row.reserve for row in own), *posts, sum(posts))
        rows.append((*key, *counts))
    sums = (sum(int(value) for value in column) for column in zip(*(row[2:] for row in rows), strict=True))
    return _page(draft, number, "posts", Table(columns, tuple(rows), (TOTAL, None, *sums)))


def _people_page(draft: Draft, number: int) -> Page:
    districts = draft.case.receiving
    columns = (
        _DOMAIN,
        *(Column(name, "number", 11) for name in districts),
        Column("下沉合计", "number", 11),
        Column(CITY, "number", 11),
    )
    counts = {domain: _counts(draft, domain) for domain in draft.case.domains}
    rows = tuple((domain, *_row(counts[domain])) for domain in draft.case.domains)
    total = _column_sums([row for row in counts.values() if row is not None])
    return _page(draft, number, "people", Table(columns, rows, (TOTAL, *total)))


def _counts(draft: Draft, domain: str) -> list[int] | None:
    """People of one domain in each receiving district, then in the city; None while the roster has not come."""
    if domain in draft.case.domains_without_people:
        return None
    own = [row.to for row in draft.assignments if row.domain == domain]
    return [own.count(place) for place in (*draft.case.receiving, CITY)]


def _row(counts: list[int] | None) -> tuple[CellValue, ...]:
    if counts is None:
        return (say("summary.awaited"),)
    districts, city = counts[:-1], counts[-1]
    return (*map(few, districts), sum_of(districts), few(city))


def _column_sums(rows: Sequence[Sequence[int]]) -> tuple[CellValue, ...]:
    columns = [sum_of(column) for column in zip(*rows, strict=True)]
    hidden = any(isinstance(value, str) for row in rows for value in map(few, row[:-1]))
    whole = sum(sum(row[:-1]) for row in rows)
    return (*columns[:-1], "—" if hidden else whole, columns[-1])


def _terms_page(draft: Draft, number: int) -> Page:
    columns = (
        _DOMAIN,
        Column("主管部门", "text", 26),
        Column("划转方式", width=18),
        Column("批次", width=10),
        Column("交接期限", "date", 13),
        Column("承接区", "text", 36),
        Column("职责（项）", "number", 10),
    )
    rows = tuple(_terms(draft.case, domain) for domain in draft.case.domains)
    return _page(draft, number, "terms", Table(columns, rows))


def _terms(case: Case, domain: str) -> tuple[CellValue, ...]:
    own = [row for row in case.quotas if row.domain == domain]
    named = [
        "、".join(dict.fromkeys(filter(None, words)))
        for words in zip(*((row.department, row.mode, row.batch) for row in own), strict=True)
    ]
    due = min((row.deadline for row in own if row.deadline), default=None)
    duties = sum(duty.domain == domain for duty in duties_of(case))
    return (
        domain,
        *named,
        due,
        "、".join(case.receivers_of(domain)),
        duties or None,
    )
