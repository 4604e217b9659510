"""Sheets 结构对比, 志愿情况 and 市级留用: people sent beside people kept, wishes by group, who is named to stay."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

from zhifa_alloc.drafts.frame import framed
from zhifa_alloc.drafts.structure import (
    UNKNOWN,
    Member,
    groups_of,
    mean_age,
    members_of,
    named_to_stay,
    near_retirement,
)
from zhifa_alloc.drafts.terms import DOMAIN, QUOTA_TYPE, TOTAL
from zhifa_alloc.rules.bands import categories_of
from zhifa_alloc.rules.retirement import horizon_of
from zhifa_alloc.schema.draft import Draft
from zhifa_alloc.schema.page import CellValue, Column, Mark, Page, Table
from zhifa_alloc.schema.terms import CITY
from zhifa_alloc.text.phrasebook import phrasebook

SHEET_STRUCTURE: Final = "结构对比"
SHEET_WISHES: Final = "志愿情况"
SHEET_KEPT: Final = "市级留用"
_SHARED: Final = (
    "certified",
    "age_to_35",
    "age_from_55",
    "education_graduate",
    "education_bachelor",
    "rank_division",
    "rank_section_chief",
    "rank_section_deputy",
)
"""Categories compared in percent, in their natural order."""


def structure_pages(draft: Draft) -> tuple[Page, ...]:
    """Return the three sheets; none without a roster."""
    members = members_of(draft)
    if not members:
        return ()
    notes = (_say("note_near", months=horizon_of(draft.case)), _say("note_structure"))
    return (
        framed(SHEET_STRUCTURE, _say("structure"), (_structure_table(draft, members),), notes=notes),
        framed(SHEET_WISHES, _say("wishes"), (_wish_table(draft, members),), notes=(_say("note_wishes"),)),
        framed(SHEET_KEPT, _say("kept"), (_kept_table(draft, members),), notes=(_say("note_kept"),)),
    )


def _say(key: str, **params: object) -> str:
    return phrasebook("zh").say(f"structure.{key}", **params)


def _structure_table(draft: Draft, members: Sequence[Member]) -> Table:
    rows: list[tuple[CellValue, ...]] = []
    marks: dict[tuple[int, int], Mark] = {}
    for domain in (*draft.case.domains, ""):
        mine = [pair for pair in members if domain in (pair[0].domain, "")]
        if not mine:
            continue
        groups = {
            "sunk": [pair for pair in mine if pair[1].to != CITY],
            "city": [pair for pair in mine if pair[1].to == CITY],
        }
        for name, group in groups.items():
            if not domain:
                marks.update({(len(rows), column): "strong" for column in range(len(_SHARED) + 6)})
            rows.append((domain or _say("all"), _say(name), *_structure(draft, group)))
    columns = (
        Column(DOMAIN, width=11),
        Column(_say("group"), width=11),
        Column(_say("people"), "number", 7),
        Column(_say("mean_age"), "decimal", 8),
        *(Column(_category(key), "percent", 8.5, group=_say("part")) for key in _SHARED),
        Column(_say("near", months=horizon_of(draft.case)), "percent", 9, group=_say("part")),
        Column(_say("first_met"), "percent", 9, group=_say("part")),
    )
    return Table(columns, tuple(rows), marks=marks, frozen_columns=2)


def _structure(draft: Draft, group: Sequence[Member]) -> Iterator[CellValue]:
    found = Counter(key for person, _ in group for key in categories_of(person, draft.case.base_date))
    wishing = [one.preference for _, one in group if one.preference is not None]
    yield len(group)
    yield mean_age(draft, group)
    for key in _SHARED:
        yield _part(found[key], len(group))
    yield _part(near_retirement(draft, group), len(group))
    yield _part(wishing.count(1), len(wishing))


def _part(count: int, whole: int) -> float | None:
    return round(count / whole, 4) if whole else None


def _category(key: str) -> str:
    return phrasebook("zh").say(f"draft.categories.{key}")


def _wish_table(draft: Draft, members: Sequence[Member]) -> Table:
    rows = [
        (_say(f"by.{kind}"), _item(kind, item), *_wishes(group))
        for kind, groups in groups_of(draft, members).items()
        for item, group in groups.items()
        if group
    ]
    columns = (
        Column(_say("kind"), width=12),
        Column(_say("item"), width=20),
        Column(_say("people"), "number", 9),
        Column(_say("named"), "number", 11),
        *(Column(_say(f"met_{n}"), "number", 10) for n in (1, 2, 3, 0)),
        Column(_say("first_share"), "percent", 12),
        Column(_say("any_share"), "percent", 12),
    )
    return Table(columns, tuple(rows), (_say("all"), None, *_wishes(members)))


def _item(kind: str, item: str) -> str:
    if item == UNKNOWN:
        return _say("unknown")
    return _category(item).replace("\n", "") if kind == "age" else item


def _wishes(group: Sequence[Member]) -> tuple[CellValue, ...]:
    met = Counter(one.preference for _, one in group if one.preference is not None)
    wishing = met.total()
    return (
        len(group),
        wishing,
        *(met[number] for number in (1, 2, 3, 0)),
        _part(met[1], wishing),
        _part(wishing - met[0], wishing),
    )


def _kept_table(draft: Draft, members: Sequence[Member]) -> Table:
    stays = [(person, one) for person, one in members if one.to == CITY]
    kept = Counter((person.domain, person.quota_type) for person, _ in stays)
    named = Counter((person.domain, person.quota_type) for person, _ in named_to_stay(draft, stays))
    figures = {
        (row.domain, row.quota_type): (
            row.quota,
            row.apart_on_quota,
            kept[row.domain, row.quota_type],
            named[row.domain, row.quota_type],
            kept[row.domain, row.quota_type] - named[row.domain, row.quota_type],
        )
        for row in draft.reserves
    }
    names = ("reserve", "apart", "stays", "named_by_department", "suggested")
    columns = (
        Column(DOMAIN, width=16),
        Column(QUOTA_TYPE, width=20),
        *(Column(_say(name), "number", 16) for name in names),
    )
    sums = (sum(row[position] for row in figures.values()) for position in range(len(names)))
    return Table(columns, tuple((*key, *row) for key, row in figures.items()), (TOTAL, None, *sums))
