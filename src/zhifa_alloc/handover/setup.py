"""Sheet 机构设置: a district says which domains it merges into one body, within its total of posts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Final

from zhifa_alloc.handover.forms import DOMAIN
from zhifa_alloc.handover.frame import Frame, say
from zhifa_alloc.handover.ledger import ReturnedSetup
from zhifa_alloc.handover.portion import Portion
from zhifa_alloc.handover.tables import Line, lines_of
from zhifa_alloc.schema.case import Institution
from zhifa_alloc.schema.codes import CATALOGUE, Code
from zhifa_alloc.schema.figures import written_number
from zhifa_alloc.schema.finding import CellRef, Finding
from zhifa_alloc.schema.page import CellValue, Column, Page, Table
from zhifa_alloc.schema.raw import RawBook

SETUP_NAME: Final = "机构设置"
BODY: Final = "机构名称"
WANTED: Final = "拟配编制（名）"
TOTAL: Final = "合计"


def setup_page(frame: Frame) -> Page:
    """Draw up one row a domain with its posts and people; the district fills in the body's name."""
    portion = frame.portion
    counts = Counter(person.domain for person in portion.people)
    rows = tuple(
        _row(portion, number, terms.domain, counts[terms.domain])
        for number, terms in enumerate(portion.terms, 1)
    )
    people = None if portion.awaited and not portion.people else len(portion.people)
    table = Table(
        columns=(
            Column("序号", "number", 6),
            Column(DOMAIN, width=14),
            Column("原单位", "text", 24),
            Column("编制（名）", "number", 14),
            Column("人员（人）", "number", 14),
            Column(BODY, "text", 26, editable=True, prompt=say("setup.prompt_body")),
            Column(WANTED, "number", 14, editable=True, prompt=say("setup.prompt_posts")),
        ),
        rows=rows,
        total=(TOTAL, None, None, total_posts(portion), people, None, None),
    )
    notes = (say("setup.how"), say("setup.within", total=total_posts(portion)))
    return frame.page(SETUP_NAME, SETUP_NAME, (frame.head("名"), table), notes=notes)


def total_posts(portion: Portion) -> int:
    """The district's posts over all its domains (名)."""
    return sum(posts_of(portion, terms.domain) for terms in portion.terms)


def posts_of(portion: Portion, domain: str) -> int:
    """The district's posts of one domain (名)."""
    return sum(pool.quota for pool in portion.pools if pool.domain == domain)


def setup_of(book: RawBook, portion: Portion) -> tuple[ReturnedSetup | None, tuple[Finding, ...]]:
    """Read the bodies that a district named; None where they are those that it was sent.

    Posts that a district names for a body are compared with the draft; they never change it.
    """
    lines = {line.text(DOMAIN): line for line in lines_of(book, SETUP_NAME, (DOMAIN, BODY))}
    own = {terms.domain: lines[terms.domain] for terms in portion.terms if terms.domain in lines}
    if not own:
        return None, ()
    named = {domain: line.text(BODY) for domain, line in own.items()}
    findings = tuple(_unreadable(own))
    posts = {domain: _wanted(line) for domain, line in own.items()}
    same = all(name == portion.bodies.get(domain, "") for domain, name in named.items())
    if same and not any(value is not None for value in posts.values()):
        return None, findings
    setup = _setup(portion, named, posts, next(iter(own.values())).where(BODY))
    return setup, (*findings, *_compared(portion, setup, own))


def _row(portion: Portion, number: int, domain: str, people: int) -> tuple[CellValue, ...]:
    return (
        number,
        domain,
        "、".join(portion.terms_of(domain).units),
        posts_of(portion, domain),
        None if domain in portion.awaited else people,
        portion.bodies.get(domain),
        None,
    )


def _wanted(line: Line) -> int | None:
    number = written_number(line.text(WANTED))
    return None if number is None or number.value.denominator != 1 or number.value < 0 else int(number.value)


def _unreadable(own: dict[str, Line]) -> Iterator[Finding]:
    for line in own.values():
        if line.text(WANTED) and _wanted(line) is None:
            code = Code.NOT_A_NUMBER
            where = line.where(WANTED)
            yield Finding(code.value, CATALOGUE[code.value], where, line.text(WANTED), {"header": WANTED})


def _setup(
    portion: Portion, named: dict[str, str], posts: dict[str, int | None], where: CellRef
) -> ReturnedSetup:
    """Group the domains by the name of their body; a domain of no name is a team of its own."""
    bodies: dict[str, list[str]] = {}
    for domain, name in {**portion.bodies, **named}.items():
        if name:
            bodies.setdefault(name, []).append(domain)
    planned = {name: sum(posts_of(portion, one) for one in domains) for name, domains in bodies.items()}
    total = sum(posts_of(portion, domain) if value is None else value for domain, value in posts.items())
    return ReturnedSetup(
        district=portion.district,
        bodies=tuple(Institution(portion.district, name, tuple(domains)) for name, domains in bodies.items()),
        planned=tuple(planned.values()),
        wanted=tuple(_wanted_of(portion, domains, posts) for domains in bodies.values()),
        within_total=total <= total_posts(portion),
        where=where,
    )


def _wanted_of(portion: Portion, domains: list[str], posts: dict[str, int | None]) -> int | None:
    given = {domain: posts.get(domain) for domain in domains}
    if all(value is None for value in given.values()):
        return None
    return sum(posts_of(portion, domain) if value is None else value for domain, value in given.items())


def _compared(portion: Portion, setup: ReturnedSetup, own: dict[str, Line]) -> Iterator[Finding]:
    """Name bodies above the total, else those whose posts are not the draft's."""
    where = (
        next(iter(own.values())).where(WANTED) if WANTED in next(iter(own.values())).columns else setup.where
    )
    if not setup.within_total:
        total = sum(
            posts_of(portion, domain) if (value := _wanted(line)) is None else value
            for domain, line in own.items()
        )
        params = {"posts": str(total), "total": str(total_posts(portion))}
        yield _finding(Code.RETURN_TEAMS_ABOVE_TOTAL, where, setup.district, **params)
        return
    for body, planned, wanted in zip(setup.bodies, setup.planned, setup.wanted, strict=True):
        if wanted is not None and wanted != planned:
            params = {"posts": str(wanted), "planned": str(planned), "district": setup.district}
            yield _finding(Code.RETURN_TEAM_POSTS, where, body.name, **params)


def _finding(code: Code, where: CellRef, value: str, **params: str) -> Finding:
    return Finding(code.value, CATALOGUE[code.value], where, value, params)
