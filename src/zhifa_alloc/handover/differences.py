"""问题与差异清单: what the city wrote down as open, and what this workbook itself shows to differ."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Final

from zhifa_alloc.handover.annexes import carried_table, case_flag
from zhifa_alloc.handover.carried import CarriedRows
from zhifa_alloc.handover.columns import Entry, expiry
from zhifa_alloc.handover.forms import CASE_DUE, CASES, DOMAIN, ISSUES
from zhifa_alloc.handover.frame import Frame, say
from zhifa_alloc.handover.portion import Pool, Portion
from zhifa_alloc.handover.posts import UPPER_LEVEL_TYPES
from zhifa_alloc.schema.page import CellValue, Column, Page, Table
from zhifa_alloc.schema.terms import MODE_TRANSFERRED

ISSUE: Final = "问题"
DUTY_BOUND: Final = "责任单位"
DUE: Final = "时限"
_TO_FILL: Final = (
    Column("移交方意见", width=9, editable=True),
    Column("接收方意见", width=9, editable=True),
)
"""Who accepts a difference is written down beside it."""


def difference_pages(frame: Frame) -> tuple[Page, ...]:
    """Draw up the list; none where nothing was written down and nothing differs."""
    rows = frame.portion.carried.get(ISSUES.name, CarriedRows(ISSUES, ISSUES.columns, ()))
    columns = dict.fromkeys(
        (*rows.columns, *(one for one in ISSUES.columns if one.header in (ISSUE, DUTY_BOUND, DUE)))
    )
    ordered = tuple(column for column in ISSUES.columns if column in columns)
    given = _as_mappings(carried_table(rows))
    body = (*given, *_differences(frame.portion))
    if not body:
        return ()
    headers = tuple(Column(one.header, one.kind, one.width) for one in ordered)
    blanks: tuple[CellValue, ...] = (None,) * len(_TO_FILL)
    table = Table(
        columns=(Column("序号", "number", 5), *headers, *_TO_FILL),
        rows=tuple(
            (number, *(row.get(column.header) for column in headers), *blanks)
            for number, row in enumerate(body, start=1)
        ),
        total=("合计", say("annexes.count", count=len(body)), *[None] * (len(headers) + len(blanks) - 1)),
    )
    blocks = (frame.head(ISSUES.measure), table)
    return (frame.page(ISSUES.name, ISSUES.name, blocks, notes=(say("differences.how"),)),)


def _as_mappings(table: Table) -> tuple[dict[str, CellValue], ...]:
    headers = [column.header for column in table.columns]
    return tuple(dict(zip(headers, row, strict=True)) for row in table.rows)


def _differences(portion: Portion) -> Iterator[dict[str, CellValue]]:
    for domain, text in (*_of_pools(portion), *_of_certificates(portion), *_of_cases(portion)):
        terms = next((one for one in portion.terms if one.domain == domain), None)
        yield {
            ISSUE: text,
            DUTY_BOUND: "、".join(terms.departments) if terms else None,
            DUE: terms.deadline if terms else None,
        }


def _of_pools(portion: Portion) -> Iterator[tuple[str, str]]:
    for pool in portion.pools:
        names = {"domain": pool.domain, "quota_type": pool.quota_type}
        surplus = _surplus(pool)
        if pool.staff is None:
            yield pool.domain, say("differences.awaited", **names)
        if surplus:
            staff, posts = pool.headcount, pool.quota
            yield pool.domain, say("differences.surplus", **names, staff=staff, posts=posts, surplus=surplus)
        if len(pool.modes) > 1:
            yield pool.domain, say("differences.mixed", **names)
        if MODE_TRANSFERRED in pool.modes and pool.quota_type in UPPER_LEVEL_TYPES:
            yield pool.domain, say("differences.upper_level", **names, posts=pool.quota)


def _surplus(pool: Pool) -> int:
    return 0 if pool.headcount is None else max(0, pool.headcount - pool.quota)


def _of_certificates(portion: Portion) -> Iterator[tuple[str, str]]:
    flags = ((one.domain, expiry(Entry(0, one, portion))) for one in portion.people if one.certificate)
    counts = Counter(pair for pair in flags if pair[1])
    for (domain, flag), count in counts.items():
        yield domain, say("differences.certificates", domain=domain, flag=flag, count=count)


def _of_cases(portion: Portion) -> Iterator[tuple[str, str]]:
    rows = portion.carried.get(CASES.name)
    if rows is None:
        return
    counts: Counter[tuple[str, str]] = Counter()
    for row in _as_mappings(carried_table(rows)):
        domain = str(row.get(DOMAIN) or "")
        flag = case_flag(row.get(CASE_DUE), portion, domain)
        if flag:
            counts[domain, flag] += 1
    for (domain, flag), count in counts.items():
        yield domain, say("differences.cases", domain=domain, flag=flag, count=count)
