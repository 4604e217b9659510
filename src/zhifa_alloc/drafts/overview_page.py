"""Sheet 概览: what the draft comes to, in the office's words; no word of how it was calculated."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from zhifa_alloc.drafts.frame import framed, say
from zhifa_alloc.drafts.goal_words import goal_lines
from zhifa_alloc.drafts.metrics import metrics_of, people_to_talk_to
from zhifa_alloc.drafts.record_page import assumption_lines
from zhifa_alloc.drafts.terms import DISTRICT, SHEET_OVERVIEW, TOTAL
from zhifa_alloc.drafts.trade_words import trade_sentence
from zhifa_alloc.drafts.vacancies import vacant_posts
from zhifa_alloc.schema.draft import Draft
from zhifa_alloc.schema.page import Block, CellValue, Column, Lines, Mark, Page, Table
from zhifa_alloc.schema.terms import CITY
from zhifa_alloc.text.phrasebook import phrasebook

_DASH: Final = "—"
_POSTS: Final = (Column(DISTRICT, width=11), Column("编制数", "number", 8))
_PEOPLE: Final = (
    Column("人数", "number", 7),
    Column("空编", "number", 7),
    Column("留在\n现驻区", "number", 9, group="就地"),
    Column("有\n现驻区", "number", 9, group="就地"),
    Column("第一", "number", 7, group="志愿满足（人）"),
    Column("第二、三", "number", 9, group="志愿满足（人）"),
    Column("均未\n满足", "number", 7, group="志愿满足（人）"),
    Column("建议先\n谈话", "number", 8),
)
_NOTE: Final = Column("说明", width=18)


def overview_page(draft: Draft) -> Page:
    """Return the sheet."""
    blocks: list[Block] = [
        Lines((say("overview.plan", plan_id=draft.plan_id, sources=_sources(draft)),), "note"),
        Lines((say("overview.whole"),), "heading"),
        Lines(tuple(_whole(draft))),
        Lines((say("overview.by_district"),), "heading"),
        district_table(draft),
        *_goals(draft),
        Lines((say("overview.rules"),), "heading"),
        Lines(tuple(_rules(draft))),
        Lines((say("overview.remarks"),), "heading"),
        Lines(tuple(_remarks(draft)) or (say("overview.no_remarks"),)),
        Lines((say("overview.next"),), "heading"),
        Lines((say("overview.next_edit"), say("overview.next_people"))),
    ]
    return framed(SHEET_OVERVIEW, say("title"), tuple(blocks), landscape=False)


def district_table(draft: Draft) -> Table:
    """Return posts and people by district; districts outside the reform are listed without figures."""
    columns = (*_POSTS, *(_PEOPLE if draft.case.people else ()), _NOTE)
    figures = {name: _figures(draft, name, vacant) for name, vacant in vacant_posts(draft).items()}
    rows: list[tuple[CellValue, ...]] = [(name, *row, _note(name)) for name, row in figures.items()]
    outside: list[tuple[CellValue, ...]] = [
        (one.name, *[_DASH] * (len(columns) - 2), say("overview.outside"))
        for one in draft.case.districts
        if not one.receives
    ]
    total = (sum(column) for column in zip(*figures.values(), strict=True))
    every = (*rows, *outside)
    marks: dict[tuple[int, int], Mark] = {
        (row, column): "muted" for row in range(len(rows), len(every)) for column in range(len(columns))
    }
    return Table(columns, every, (TOTAL, *total, None), marks)


def _figures(draft: Draft, name: str, vacant: int) -> tuple[int, ...]:
    posts = _posts(draft, name)
    if not draft.case.people:
        return (posts,)
    people = {person.staff_id: person for person in draft.case.people}
    there = [one for one in draft.assignments if one.to == name and one.staff_id in people]
    settled = [one for one in there if people[one.staff_id].stationed]
    stay = sum(people[one.staff_id].stationed == name for one in settled)
    met = [one.preference for one in there]
    talk = set(people_to_talk_to(draft))
    return (
        posts,
        len(there),
        vacant,
        stay,
        len(settled),
        met.count(1),
        met.count(2) + met.count(3),
        met.count(0),
        sum(one.staff_id in talk for one in there),
    )


def _posts(draft: Draft, name: str) -> int:
    if name == CITY:
        return sum(row.reserve for row in draft.case.quotas)
    return sum(value for (_, _, district), value in draft.quotas.values.items() if district == name)


def _apart_on_quota(draft: Draft) -> int:
    return sum(not person.takes_part and person.standing.on_quota for person in draft.case.people)


def _note(name: str) -> str:
    return say("overview.city") if name == CITY else ""


def _sources(draft: Draft) -> str:
    return "、".join(file.name for file in draft.case.inputs)


def _whole(draft: Draft) -> Iterator[str]:
    figures = {name: round(value) for name, value in metrics_of(draft).items() if not name.endswith("_share")}
    yield say("overview.posts", **figures)
    if draft.case.base_date is not None:
        yield say("overview.base_date", date=draft.case.base_date.isoformat())
    if not draft.case.people:
        yield say("people.no_roster")
        return
    yield say("overview.people", **figures)
    if apart := _apart_on_quota(draft):
        yield say("overview.apart", count=apart)
    yield say("overview.wishes", **figures)
    yield say("overview.stay", **figures)
    key = "balanced" if figures["goal_balance"] == 0 else "unbalanced"
    yield say(f"overview.{key}", **figures)


def _goals(draft: Draft) -> tuple[Block, ...]:
    lines = tuple(goal_lines(draft)) or (say("goals.none"),)
    return (Lines((say("overview.goals"),), "heading"), Lines(lines))


def _rules(draft: Draft) -> Iterator[str]:
    statuses = [rule.status for rule in draft.rules]
    counts = {name: statuses.count(name) for name in ("ok", "warn", "broken")}
    yield say("overview.rule_counts", total=len(statuses), **counts)
    titles = phrasebook("zh").section("rules.titles")
    for status in ("broken", "warn"):
        named = [str(titles[rule.rule]) for rule in draft.rules if rule.status == status]
        if named:
            yield say(f"overview.rules_{status}", titles="、".join(named))
    parameters = draft.case.parameters
    for rule, reason in sorted({**parameters.lowered, **parameters.switches}.items()):
        if not parameters.keeps(rule):
            words = "switched" if rule in parameters.switches else "lowered"
            yield say(f"overview.{words}", title=titles[rule], reason=reason)
    for rule, reason in sorted(parameters.raised.items()):
        yield say("overview.raised_why" if reason else "overview.raised", title=titles[rule], reason=reason)


def _remarks(draft: Draft) -> Iterator[str]:
    parameters = draft.case.parameters
    if parameters.below_law:
        yield say("overview.few_certified", needed=parameters.min_certified)
    yield from assumption_lines(draft)
    outside = sum(one.posts for one in draft.quotas.outside if one.level == "district")
    if draft.quotas.outside:
        yield say("overview.bounds", places=len(draft.quotas.outside), posts=outside)
    waiting = sum(reserve.waiting for reserve in draft.reserves)
    if waiting:
        yield say("overview.waiting", count=waiting)
    surplus = sum(reserve.surplus for reserve in draft.reserves)
    if surplus:
        yield say("overview.surplus", count=surplus, mode=draft.case.parameters.surplus)
    if draft.trade is not None:
        yield trade_sentence(draft.trade, phrasebook("zh")) + "。"
    if draft.edits:
        yield say("overview.edits", count=len(draft.edits))
    if draft.findings:
        yield say("overview.findings", count=len(draft.findings))
