"""Sheet 领导职数: the range of leading posts beside each team's quota; counts of people, never names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from zhifa_alloc.drafts.figure_words import tell
from zhifa_alloc.drafts.frame import framed
from zhifa_alloc.drafts.leadership import ELIGIBLE, TeamLeadership, leadership_of
from zhifa_alloc.drafts.terms import DISTRICT
from zhifa_alloc.schema.draft import Draft
from zhifa_alloc.schema.leadership import Band, DomainSteps, LeadershipProfile, leadership_profiles
from zhifa_alloc.schema.page import CellValue, Column, Lines, Mark, Page, Table

SHEET_LEADERSHIP: Final = "领导职数"
_DASH: Final = "—"
_POSTS: Final = (
    Column(DISTRICT, width=13),
    Column("队伍", width=26),
    Column("编制数", "number", 10),
    Column("单独机构", width=12, group="领导职数（名）"),
    Column("内设机构", width=12, group="领导职数（名）"),
)
_GROUP: Final = "符合条件（人）"
_CHECK: Final = Column("核对", "text", 22)


def leadership_pages(draft: Draft) -> tuple[Page, ...]:
    """Return the sheet; none while parameter 领导职数方案 is empty.

    Raises:
        UnusableFile: the profiles of this installation cannot be read.
    """
    name = draft.case.parameters.leadership
    if not name:
        return ()
    profile = leadership_profiles().get(name)
    if profile is None:
        # A draft may come from an installation with profiles of its own.
        blocks = (Lines((tell("leadership.unknown", name=name),)),)
        return (framed(SHEET_LEADERSHIP, tell("leadership.title"), blocks),)
    return (_page(draft, name, profile),)


def _page(draft: Draft, name: str, profile: LeadershipProfile) -> Page:
    rows = leadership_of(draft, profile)
    with_people = bool(draft.case.people)
    head = tell("leadership.profile", name=name, note=profile.note, source=profile.source or _DASH)
    notes = tuple(
        tell(f"leadership.note_{key}") for key in ("kinds", *(("people", "only") if with_people else ()))
    )
    blocks = (
        Lines((head,), "notice"),
        Lines(tuple(_table_lines(profile, draft.case.domains))),
        _table(rows, with_people=with_people),
    )
    return framed(SHEET_LEADERSHIP, tell("leadership.title"), blocks, notes=notes)


def _table_lines(profile: LeadershipProfile, domains: Iterable[str]) -> Iterator[str]:
    """Print the profile in force, so that the page can be checked without the program's files."""
    for key, bands in (("body", profile.body), ("section", profile.section)):
        yield tell(f"leadership.table_{key}", steps="；".join(_steps(bands)))
    for domain in domains:
        own = profile.domains.get(domain, DomainSteps())
        for key, steps in (("body", own.body), ("section", own.section)):
            if steps:
                table = tell(f"leadership.table_{key}", steps="；".join(_steps(steps)))
                yield tell("leadership.own_table", domain=domain, table=table)


def _steps(bands: Sequence[Band]) -> Iterator[str]:
    limit = 0
    for band in bands:
        if band.up_to is None:
            yield tell("leadership.step_open", limit=limit, range=band.text)
        else:
            limit = band.up_to
            yield tell("leadership.step", limit=limit, range=band.text)


def _table(rows: tuple[TeamLeadership, ...], *, with_people: bool) -> Table:
    people = (*(Column(tell(f"leadership.bands.{band}"), "number", 10, _GROUP) for band in ELIGIBLE),)
    columns = (*_POSTS, *((*people, Column("合计", "number", 10, _GROUP), _CHECK) if with_people else ()))
    cells = tuple(_row(row, with_people=with_people) for row in rows)
    marks: dict[tuple[int, int], Mark] = {
        (index, len(columns) - 1): "warn" for index, row in enumerate(rows) if with_people and row.missing
    }
    return Table(columns, cells, marks=marks)


def _row(row: TeamLeadership, *, with_people: bool) -> tuple[CellValue, ...]:
    named = "、".join(row.team.domains)
    name = named if row.team.name == named else tell("forces.merged", name=row.team.name, domains=named)
    ranges = (_DASH if band is None else band.text for band in (row.body, row.section))
    first: tuple[CellValue, ...] = (row.team.district, name, row.posts, *ranges)
    if not with_people:
        return first
    if row.eligible is None:
        return (*first, *[None] * (len(ELIGIBLE) + 1), tell("leadership.open"))
    counts = [row.eligible[band] for band in ELIGIBLE]
    return (*first, *counts, sum(counts), _check(row))


def _check(row: TeamLeadership) -> str:
    if row.missing is None:
        return _DASH
    return tell("leadership.missing", count=row.missing) if row.missing else tell("leadership.enough")
