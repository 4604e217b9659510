"""From a rule's place to the cells of the file where it can be mended."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from zhifa_alloc.drafts.facts import DraftCells
from zhifa_alloc.drafts.terms import SHEET_PEOPLE, SHEET_QUOTAS
from zhifa_alloc.schema.draft import Draft, Place
from zhifa_alloc.schema.finding import CellRef

_ABOUT_PEOPLE: Final = ("headcounts", "within_quota")
"""Rules that count people: what makes them wrong is somebody's destination."""


def cells_of(place: Place, draft: Draft, cells: DraftCells) -> tuple[CellRef, ...]:
    """Return the cells a place is about, those changed by hand first of all.

    People named are found on 人员分配. A count of people leads to the destinations changed into or out of
    it, a number of posts to its cell, a sum of posts to the changed cells in its row or column.
    """
    named = tuple(cell for key in place.staff_ids for cell in cells.people.get(key, ()))
    if named:
        return named
    about_people = place.code.split(".", maxsplit=1)[0] in _ABOUT_PEOPLE
    changed = tuple(_moved(place, draft, cells) if about_people else _rewritten(place, draft, cells))
    return changed or _exact(place, cells)


def _moved(place: Place, draft: Draft, cells: DraftCells) -> Iterator[CellRef]:
    pools = {one.staff_id: (one.domain, one.quota_type) for one in draft.assignments}
    domain, quota_type, district = _names(place)
    for edit in draft.edits:
        touched = pools.get(edit.key) == (domain, quota_type) and district in (edit.before, edit.after)
        if edit.sheet == SHEET_PEOPLE and touched:
            yield from (cell for cell in cells.people.get(edit.key, ()) if cell.cell == edit.cell)


def _rewritten(place: Place, draft: Draft, cells: DraftCells) -> Iterator[CellRef]:
    wanted = _names(place)
    changed = {edit.cell for edit in draft.edits if edit.sheet == SHEET_QUOTAS}
    for key, cell in cells.quotas.items():
        fits = all(not name or name == own for name, own in zip(wanted, key, strict=True))
        if cell.cell in changed and fits and any(wanted):
            yield cell


def _exact(place: Place, cells: DraftCells) -> tuple[CellRef, ...]:
    cell = cells.quotas.get(_names(place))
    return () if cell is None else (cell,)


def _names(place: Place) -> tuple[str, str, str]:
    domain, quota_type, district = (
        str(place.params.get(name, "")) for name in ("domain", "quota_type", "district")
    )
    return (domain, quota_type, district)
