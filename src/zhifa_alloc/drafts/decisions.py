"""Sheet 合并冲突 as people fill it in: what was decided holds, what is still open is said."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final, TypeVar

from zhifa_alloc.drafts.facts import Fault, ReadDraft, cell_text, shown_as
from zhifa_alloc.drafts.merge_page import COLUMNS, SHEET_CONFLICTS
from zhifa_alloc.drafts.quota_totals import whole_number
from zhifa_alloc.drafts.read_people import PeopleSheet
from zhifa_alloc.drafts.read_quotas import QuotaSheet
from zhifa_alloc.drafts.terms import SHEET_PEOPLE, SHEET_QUOTAS
from zhifa_alloc.schema.address import address
from zhifa_alloc.schema.draft import Draft
from zhifa_alloc.schema.finding import CellRef
from zhifa_alloc.schema.quota import CellKey
from zhifa_alloc.schema.raw import RawBook, RawSheet
from zhifa_alloc.schema.terms import CITY, NOT_PLACED
from zhifa_alloc.text.phrasebook import phrasebook

_Key = TypeVar("_Key")
_Value = TypeVar("_Value")
OPEN: Final = "conflict_open"
"""Code of the fault for a conflict that nobody has decided."""


@dataclass(frozen=True, slots=True)
class _Row:
    """One conflict: the words in its cells, and where the decision stands."""

    sheet: str
    what: str
    base: str
    mine: str
    theirs: str
    decision: str
    where: CellRef

    @property
    def decided(self) -> str:
        """The decision as a value; the three files may be named instead of what they say."""
        text = phrasebook("zh")
        named = {"base": self.base, "mine": self.mine, "theirs": self.theirs}
        words = {text.say(f"merge.short.{name}"): value for name, value in named.items()}
        return words.get(self.decision, self.decision)


_LOST: Final = (
    "quota_not_whole",
    "quota_row_twice",
    "quota_row_missing",
    "quota_row_unknown",
    "row_without_key",
    "decision_unknown",
    "decision_differs",
)


def lost_edit(read: ReadDraft) -> Fault | None:
    """Return the first hand edit from which no value can be taken; to plan on would drop it in silence.

    Somebody who stands in the file with two destinations counts too: which of them is meant, nobody can say.
    """
    for fault in read.faults:
        if fault.code in _LOST:
            return fault
    places: dict[str, str] = {}
    for one in read.draft.assignments:
        if places.setdefault(one.staff_id, one.to) != one.to:
            where = read.cells.people[one.staff_id][-1]
            return Fault("two_destinations", where, params={"key": one.staff_id})
    return None


def with_decisions(
    book: RawBook, original: Draft, quotas: QuotaSheet, people: PeopleSheet
) -> tuple[QuotaSheet, PeopleSheet, tuple[Fault, ...]]:
    """Put what was decided on sheet 合并冲突 into the destinations and posts read from the other sheets.

    A decision counts where the other sheet still has the value of the base; one that agrees with it says
    nothing new, and one that contradicts it is a fault.

    Returns:
        both sheets with the decisions in them, and a fault for each conflict that is open or cannot be settled so.
    """
    sheet = next((one for one in book.sheets if one.name == SHEET_CONFLICTS), None)
    rows = () if sheet is None else tuple(_rows(sheet, book.name))
    if not rows:
        return quotas, people, ()
    places, place_faults = _destinations(rows, original, people)
    posts, post_faults = _posts(rows, quotas)
    settled = tuple(replace(row, to=places.get(row.staff_id, row.to)) for row in people.rows)
    return (
        replace(quotas, values={**quotas.values, **posts}),
        replace(people, rows=settled),
        (*post_faults, *place_faults),
    )


def _rows(sheet: RawSheet, book: str) -> Iterator[_Row]:
    text = phrasebook("zh")
    headers = text.say("merge.columns.sheet"), text.say("merge.columns.decision")
    found = (number for number, row in enumerate(sheet.rows) if set(headers) <= set(map(cell_text, row)))
    head = next(found, None)
    if head is None:
        return
    first = list(map(cell_text, sheet.rows[head])).index(headers[0])
    for number, cells in enumerate(sheet.rows[head + 1 :], start=head + 1):
        words = dict(zip(COLUMNS, map(cell_text, cells[first:]), strict=False))
        if words.get("sheet") in (SHEET_PEOPLE, SHEET_QUOTAS):
            where = CellRef(book, SHEET_CONFLICTS, address(number, first + COLUMNS.index("decision")))
            words |= {name: "" for name in COLUMNS if name not in words}
            yield _Row(**{name: words[name] for name in COLUMNS if name != "cell"}, where=where)


def _destinations(
    rows: tuple[_Row, ...], original: Draft, people: PeopleSheet
) -> tuple[dict[str, str], list[Fault]]:
    names = {one.staff_id: f"{one.staff_id} {one.name}".strip() for one in original.case.people}
    keys = {shown_as(name): key for key, name in names.items()}
    known = {shown_as(name): name for name in (*original.case.receiving, CITY, NOT_PLACED)}
    found = {row.staff_id: row.to for row in people.rows}
    by_key = {keys[row.what]: row for row in rows if row.sheet == SHEET_PEOPLE and row.what in keys}
    named = {key: replace(row, what=names[key]) for key, row in by_key.items()}
    return _settled(named, found, known.get, shown_as)


def _posts(rows: tuple[_Row, ...], quotas: QuotaSheet) -> tuple[dict[CellKey, int], list[Fault]]:
    keys = {shown_as(" ".join(key)): key for key in quotas.cells}
    by_key = {keys[row.what]: row for row in rows if row.sheet == SHEET_QUOTAS and row.what in keys}
    return _settled(by_key, quotas.values, whole_number, str)


def _settled(
    rows: Mapping[_Key, _Row],
    found: Mapping[_Key, _Value],
    read: Callable[[str], _Value | None],
    shown: Callable[[_Value], str],
) -> tuple[dict[_Key, _Value], list[Fault]]:
    """Return the decisions that hold, by key, and what is wrong with the others."""
    settled: dict[_Key, _Value] = {}
    faults: list[Fault] = []
    for key, row in rows.items():
        now = shown(found[key]) if key in found else ""
        value = read(row.decided)
        if not row.decision:
            faults += [Fault(OPEN, row.where, "warn", {"what": row.what})] if now == row.base else []
        elif value is None:
            faults.append(Fault("decision_unknown", row.where, params={"value": row.decision}))
        elif now not in (row.base, shown(value)):
            params = {"sheet": row.sheet, "now": now, "value": row.decision}
            faults.append(Fault("decision_differs", row.where, params=params))
        else:
            settled[key] = value
    return settled, faults
