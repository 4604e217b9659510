"""主管部门's workbook: one domain with all districts side by side. It is the department's own, like the draft."""

from __future__ import annotations

from collections import Counter
from typing import Final

from zhifa_alloc.handover.columns import ABSENT, PRESENT
from zhifa_alloc.handover.outgoing import TOTAL, modes_of, outgoing_page, say
from zhifa_alloc.schema.draft import Draft
from zhifa_alloc.schema.duty import duties_of
from zhifa_alloc.schema.page import Book, CellValue, Column, Page, Table
from zhifa_alloc.schema.person import Person
from zhifa_alloc.schema.terms import CITY

_LIST: Final = (
    Column("序号", "number", 6),
    Column("去向", width=11),
    Column("人员编号", "key", 12),
    Column("姓名", width=11),
    Column("原单位", "text", 26),
    Column("编制类型", width=18),
    Column("职务", width=14),
    Column("职级", width=18),
    Column("学历", width=12),
    Column("持证有无", width=9),
    Column("人员状态", width=11),
)


def department_book(draft: Draft, domain: str) -> Book:
    """Draw up the workbook of one 执法领域: posts, people and duties by district, and who goes where.

    Raises:
        KeyError: the draft has no such domain.
    """
    if domain not in draft.case.domains:
        raise KeyError(domain)
    title = say("department.title", domain=domain)
    pages = [_posts_page(draft, domain), _people_page(draft, domain)]
    pages += [page for page in (_duty_page(draft, domain), _list_page(draft, domain)) if page is not None]
    return Book(title, tuple(pages))


def _page(draft: Draft, domain: str, key: str, *tables: Table) -> Page:
    name = say(f"department.{key}")
    title = say("department.page_title", domain=domain, name=name)
    return outgoing_page(draft, name, title, tables, modes_of(draft, domain))


def _side_by_side(draft: Draft, first: str, last: tuple[str, ...]) -> tuple[Column, ...]:
    names = (*draft.case.receiving, *last)
    return (Column(first, "text", 24), *(Column(name, "number", 11) for name in names))


def _posts_page(draft: Draft, domain: str) -> Page:
    types = [quota_type for of, quota_type in draft.case.quota_rows if of == domain]
    rows: list[tuple[str | int, ...]] = []
    for quota_type in types:
        posts = [draft.quotas.values.get((domain, quota_type, name), 0) for name in draft.case.receiving]
        reserve = sum(
            row.reserve for row in draft.case.quotas if (row.domain, row.quota_type) == (domain, quota_type)
        )
        rows.append((quota_type, *posts, reserve, sum(posts) + reserve))
    table = Table(_side_by_side(draft, "编制类型", (CITY, "核定编制数")), tuple(rows), _total(rows))
    return _page(draft, domain, "posts", table)


def _people_page(draft: Draft, domain: str) -> Page:
    placed = _placed(draft, domain)
    destinations = (*draft.case.receiving, CITY)
    kinds = {
        say("department.people_count"): placed,
        say("department.certified_count"): [one for one in placed if one[0].certified],
        say("department.present_count"): [one for one in placed if one[0].standing.present],
    }
    rows: list[tuple[CellValue, ...]] = []
    for name, members in kinds.items():
        counts = Counter(to for _, to in members)
        rows.append((name, *(counts[to] for to in destinations), len(members)))
    table = Table(_side_by_side(draft, "项目", (CITY, TOTAL)), tuple(rows))
    return _page(draft, domain, "people", table)


def _duty_page(draft: Draft, domain: str) -> Page | None:
    duties = [duty for duty in duties_of(draft.case) if duty.domain == domain]
    if not duties:
        return None
    columns = (
        Column("职责事项", "text", 34),
        Column("交接完成前", "text", 24),
        *(Column(name, "text", 16) for name in draft.case.receiving),
    )
    rows = tuple(
        (duty.title, duty.keeper, *(_taker(duty.teams, name) for name in draft.case.receiving))
        for duty in duties
    )
    return _page(draft, domain, "duties", Table(columns, rows))


def _taker(teams: tuple[tuple[str, str], ...], district: str) -> str:
    team = dict(teams).get(district)
    return say("department.city_keeps") if team is None else team


def _list_page(draft: Draft, domain: str) -> Page | None:
    placed = _placed(draft, domain)
    if not placed:
        return None
    places = {name: place for place, name in enumerate((*draft.case.receiving, CITY))}
    ordered = sorted(placed, key=lambda one: (places[one[1]], one[0].unit, one[0].staff_id))
    rows = tuple(_person(number, person, to) for number, (person, to) in enumerate(ordered, start=1))
    return _page(draft, domain, "list", Table(_LIST, rows, filter=True))


def _person(number: int, person: Person, to: str) -> tuple[CellValue, ...]:
    return (
        number,
        to,
        person.staff_id,
        person.name,
        person.unit,
        person.quota_type,
        person.post,
        person.rank,
        person.education,
        "有" if person.certified else "无",
        PRESENT if person.standing.present else ABSENT,
    )


def _placed(draft: Draft, domain: str) -> list[tuple[Person, str]]:
    people = {person.staff_id: person for person in draft.case.people}
    destinations = {*draft.case.receiving, CITY}
    return [
        (people[row.staff_id], row.to)
        for row in draft.assignments
        if row.domain == domain and row.to in destinations and people[row.staff_id].takes_part
    ]


def _total(rows: list[tuple[str | int, ...]]) -> tuple[CellValue, ...]:
    sums = (sum(int(value) for value in column) for column in zip(*(row[1:] for row in rows), strict=True))
    return (TOTAL, *sums)
