"""Sheet 改革前后: teams before and after, and the force of each district after merging."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Final

from zhifa_alloc.drafts.figure_words import tell
from zhifa_alloc.drafts.forces import (
    NO_FORCE,
    DistrictTeam,
    Force,
    TeamCount,
    city_count,
    district_counts,
    district_teams,
    total_count,
    uncounted_units,
)
from zhifa_alloc.drafts.frame import framed
from zhifa_alloc.drafts.terms import DISTRICT, TOTAL
from zhifa_alloc.schema.draft import Draft
from zhifa_alloc.schema.page import CellValue, Column, Lines, Mark, Page, Table

SHEET_FORCES: Final = "改革前后"
CITY_LEVEL: Final = "市级"
DISTRICT_LEVEL: Final = "区级"
_COUNT_COLUMNS: Final = (
    Column("层级", width=14),
    Column(DISTRICT, width=24),
    Column("改革前（支）", "number", 10),
    Column("改革后（支）", "number", 10),
    Column("减少（支）", "number", 10),
    Column("减少（%）", "percent", 10),
)
_FIGURES: Final = ("编制", "人数", "持证")
_GROUPS: Final = ("区里原有", "市级下沉", "合并后")
_FORCE_COLUMNS: Final = (
    Column(DISTRICT, width=14),
    Column("队伍", width=24),
    Column("并入原有\n（支）", "number", 10),
    *(Column(name, "number", 10, group=group) for group in _GROUPS for name in _FIGURES),
)


def force_pages(draft: Draft) -> tuple[Page, ...]:
    """Return the sheet; none without sheet 现有队伍."""
    if not draft.case.forces:
        return ()
    blocks = (
        Lines((tell("forces.counts"),), "heading"),
        Lines((_headline(draft),)),
        _count_table(draft),
        Lines((tell("forces.districts"),), "heading"),
        _force_table(district_teams(draft)),
    )
    return (framed(SHEET_FORCES, tell("forces.title"), blocks, notes=tuple(_notes(draft))),)


def _notes(draft: Draft) -> Iterator[str]:
    for name in ("city", "district", "listed", "blank", "seconded"):
        yield tell(f"forces.note_{name}")
    units = uncounted_units(draft.case)
    if units:
        yield tell("forces.note_units", count=len(units), units="、".join(units))


def _count_table(draft: Draft) -> Table:
    city, districts = city_count(draft.case), district_counts(draft)
    below = total_count(districts)
    rows = [_count_row(CITY_LEVEL, "", city)]
    rows += [_count_row(DISTRICT_LEVEL, one.place or tell("forces.no_district"), one) for one in districts]
    rows.append(_count_row(DISTRICT_LEVEL, tell("forces.subtotal"), below))
    total = _count_row(TOTAL, "", total_count((city, below)))
    marks: dict[tuple[int, int], Mark] = {
        (row, column): "strong" for row in (0, len(rows) - 1) for column in range(len(_COUNT_COLUMNS))
    }
    return Table(_COUNT_COLUMNS, tuple(rows), total, marks)


def _count_row(level: str, place: str, count: TeamCount) -> tuple[CellValue, ...]:
    share = count.fewer_share
    return (level, place, count.before, count.after, count.fewer, None if share is None else float(share))


def _headline(draft: Draft) -> str:
    count = total_count((city_count(draft.case), *district_counts(draft)))
    key = "more" if count.fewer < 0 else "fewer"
    return tell(f"forces.{key}", before=count.before, after=count.after, count=abs(count.fewer))


def _force_table(teams: tuple[DistrictTeam, ...]) -> Table:
    rows: list[tuple[CellValue, ...]] = []
    marks: dict[tuple[int, int], Mark] = {}
    for district, found in groupby(teams, lambda team: team.district):
        members = tuple(found)
        rows += [_force_row(team) for team in members]
        marks.update({(len(rows), column): "strong" for column in range(len(_FORCE_COLUMNS))})
        rows.append(_sum_row(district, tell("forces.subtotal"), members))
    return Table(_FORCE_COLUMNS, tuple(rows), _sum_row(TOTAL, "", teams), marks)


def _force_row(team: DistrictTeam) -> tuple[CellValue, ...]:
    merged = team.merged or None
    return (team.district, _name(team), merged, *_cells(team.own), *_cells(team.sent), *_cells(team.force))


def _name(team: DistrictTeam) -> str:
    if team.sent is None:
        return tell("forces.alone", name=team.name)
    named = "、".join(team.domains)
    return team.name if team.name == named else tell("forces.merged", name=team.name, domains=named)


def _sum_row(place: str, name: str, teams: tuple[DistrictTeam, ...]) -> tuple[CellValue, ...]:
    own = _total(team.own for team in teams)
    sent = _total(team.sent for team in teams)
    merged = sum(team.merged for team in teams) or None
    return (place, name, merged, *_cells(own), *_cells(sent), *_cells(_total((own, sent))))


def _total(forces: Iterable[Force | None]) -> Force | None:
    """Sum the forces there are; a figure that one of them lacks is not known in the sum, None for no force."""
    there = [force for force in forces if force is not None]
    return sum(there, NO_FORCE) if there else None


def _cells(force: Force | None) -> tuple[CellValue, ...]:
    return (None, None, None) if force is None else (force.quota, force.staff, force.certified)
