"""Drafts set up by hand, with just the figures that a case is about."""

from __future__ import annotations

from collections import Counter
from datetime import date
from fractions import Fraction

from zhifa_alloc.schema.case import Case, District, UnitQuota
from zhifa_alloc.schema.draft import Draft
from zhifa_alloc.schema.page import Page, Table
from zhifa_alloc.schema.parameters import Parameters
from zhifa_alloc.schema.person import Person
from zhifa_alloc.schema.placement import Assignment, Reason
from zhifa_alloc.schema.quota import QuotaTable
from zhifa_alloc.schema.status import standing_of

EAST, WEST, FAR = "东区", "西区", "远区"
TOWN, ROADS = "城市管理", "交通运输"
CIVIL, WORKER = "参公事业编制", "工勤编制"
QUOTAS = (
    UnitQuota("城管支队", TOWN, CIVIL, 34, 4),
    UnitQuota("交通支队", ROADS, CIVIL, 12, 0),
)
POSTS = {(TOWN, CIVIL, EAST): 20, (TOWN, CIVIL, WEST): 10, (ROADS, CIVIL, EAST): 8, (ROADS, CIVIL, WEST): 4}


def district(name, receives=True, excluded=(), **factors):
    figures = {factor: Fraction(str(value)) for factor, value in factors.items()}
    return District(name, receives, excluded_domains=excluded, factors=figures)


DISTRICTS = (
    district(EAST, 常住人口=500_000),
    district(WEST, 常住人口=125_000),
    district(FAR, receives=False, 常住人口=999_999),
)


def person(number, domain=TOWN, quota_type=CIVIL, status="在岗", **given):
    standing = standing_of(status, quota_type, "岗编分离", {})
    defaults = {"sex": "男", "birth": (1985, 3), "certified": True}
    unit = "城管支队" if domain == TOWN else "交通支队"
    return Person(
        f"A{number:03d}", f"名字{number:03d}", unit, quota_type, domain, "岗编分离", status, standing, **(defaults | given)
    )  # fmt: skip


def make_draft(
    people=(), places=(), *, quotas=QUOTAS, districts=DISTRICTS, posts=POSTS, parameters=Parameters(), **given  # noqa: B008
):  # fmt: skip
    """Set up a draft; ``places`` are destinations of ``people``, in the same order."""
    case = Case(
        inputs=(),
        people=tuple(people),
        quotas=quotas,
        districts=districts,
        weights=(),
        parameters=parameters,
        **({"base_date": date(2026, 9, 30)} | given),
    )
    rows: Counter[tuple[str, str]] = Counter()
    for (domain, quota_type, _), value in posts.items():
        rows[domain, quota_type] += value
    table = QuotaTable("双向控制", rows, case.receiving, {}, posts)
    assignments = tuple(
        Assignment(
            one.staff_id, one.domain, one.quota_type, one.unit, to, None, False, Reason("stays", {"to": to})
        )
        for one, to in zip(people, places, strict=True)
    )
    empty = QuotaTable("双向控制", {}, case.receiving, {}, {})
    return Draft("plan0123abcd", "0.1.0", case, table, empty, (), assignments, ())


def tables_of(page: Page) -> list[Table]:
    return [block for block in page.blocks if isinstance(block, Table)]


def words_of(page: Page) -> str:
    """Everything that stands on a page, as one text."""
    texts = [page.title]
    for block in page.blocks:
        if isinstance(block, Table):
            rows = (*block.rows, *((block.total,) if block.total else ()))
            texts += [str(cell) for row in rows for cell in row if cell is not None]
            texts += [column.header for column in block.columns]
        else:
            texts += [str(text) for text in getattr(block, "texts", ())]
    return "\n".join(texts)
