"""What a district gets, in short: by domain as a table, and counted for the first sheet."""

from __future__ import annotations

from typing import Final

from zhifa_alloc.handover.frame import Frame, departments, say
from zhifa_alloc.handover.portion import Portion, Terms
from zhifa_alloc.schema.page import CellValue, Column, Page, Table

OVERVIEW_NAME: Final = "分领域情况"
TOTAL: Final = "合计"
_COLUMNS: Final = (
    Column("执法领域", width=14),
    Column("主管部门", "text", 20),
    Column("原单位", "text", 36),
    Column("划转方式", width=16),
    Column("批次", width=10),
    Column("交接期限", "date", 14),
    Column("编制（名）", "number", 10),
    Column("人员（人）", "number", 10),
)


def overview_page(frame: Frame) -> Page:
    """Show each domain with its units, 划转方式, deadline, posts and people."""
    return frame.page(OVERVIEW_NAME, OVERVIEW_NAME, (overview_table(frame.portion),))


def overview_table(portion: Portion) -> Table:
    """Lay out one row a domain; people stay empty where the roster has not come."""
    rows = tuple(_row(portion, terms) for terms in portion.terms)
    posts = sum(pool.quota for pool in portion.pools)
    people = None if portion.awaited and not portion.people else len(portion.people)
    return Table(_COLUMNS, rows, (TOTAL, None, None, None, None, None, posts, people))


def posts_told(portion: Portion) -> str:
    """Count the district's posts."""
    return str(sum(pool.quota for pool in portion.pools))


def people_told(portion: Portion) -> str:
    """Count the district's own people, and say that a roster has not come."""
    if portion.awaited and not portion.people:
        return say("people.awaited_count")
    key = "people.total_so_far" if portion.awaited else "people.total"
    return say(key, count=len(portion.people))


def departments_told(portion: Portion) -> str:
    """Name the city departments that hand over."""
    return "、".join(departments(portion)) or say("head.departments")


def _row(portion: Portion, terms: Terms) -> tuple[CellValue, ...]:
    pools = [pool for pool in portion.pools if pool.domain == terms.domain]
    people = None
    if terms.domain not in portion.awaited:
        people = sum(pool.headcount or 0 for pool in pools)
    return (
        terms.domain,
        "、".join(terms.departments),
        "、".join(terms.units),
        "、".join(terms.modes),
        "、".join(terms.batches),
        terms.deadline,
        sum(pool.quota for pool in pools),
        people,
    )
