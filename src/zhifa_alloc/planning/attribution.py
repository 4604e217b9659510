"""Why two drafts differ: quotas are shared and people are placed again, with one change after the other.

Each difference goes to the change that brought it. The last change needs no new placement, for its result is the
later draft itself. So one change alone costs nothing, and n changes cost at most n − 1 placements.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

from zhifa_alloc.planning.closeness import Picture, closeness_of
from zhifa_alloc.planning.route import Stop, route
from zhifa_alloc.quotas import share_headcounts, share_quotas
from zhifa_alloc.schema.attribution import Arrival, Attribution, CellStep, ChangeKey
from zhifa_alloc.schema.changes import own_case, same_ground
from zhifa_alloc.schema.draft import Draft
from zhifa_alloc.schema.errors import NoFeasiblePlan
from zhifa_alloc.schema.quota import CellKey, QuotaTable

BUDGET: Final = 4_000
"""People times placements that may be tried; beyond it causes are inferred. 600 people: 6 changes more than one."""
_ONLY_THROUGH_NUMBERS: Final[frozenset[ChangeKey]] = frozenset(
    {"quotas", "figures", "workloads", "weights", "locks"}
)
"""Parts of the input that reach people only through the numbers of people by district."""
_TOUCHES_EVERY_CELL: Final[frozenset[ChangeKey]] = frozenset(
    {"parameters", "districts", "institutions", "people", "program"}
)
"""Parts that touch every cell, whether or not its fair share moves."""


def attribute(before: Draft, after: Draft, budget: int = BUDGET) -> Attribution:
    """Find out what set off each difference between two drafts.

    Args:
        before: the earlier draft as its file has it, with hand edits.
        after: the later one, likewise.
        budget: people times placements that may be tried.

    Returns:
        An attribution; empty where the drafts have no common ground (other districts, domains or rows).
    """
    if not same_ground(own_case(before), own_case(after)):
        return Attribution()
    stops = route(before, after)
    shared = _shared(stops, after)
    if shared is None:
        return Attribution(tuple(stop.change for stop in stops))
    order: tuple[ChangeKey, ...] = tuple(stop.change for stop in stops)
    arrivals, placed = _arrivals(stops, shared, before, after, budget)
    order = (*order, "hand") if after.edits and "hand" not in order else order
    return Attribution(order, _cells(stops, shared, before, after), arrivals, placed)


@dataclass(frozen=True, slots=True)
class _Tables:
    quotas: QuotaTable
    headcounts: QuotaTable


def _shared(stops: Sequence[Stop], after: Draft) -> tuple[_Tables, ...] | None:
    """Share quotas and headcounts at every stop but the last; None where the bounds of one cannot be met."""
    tables: list[_Tables] = []
    try:
        for stop in stops[:-1]:
            quotas = share_quotas(stop.case)
            tables.append(_Tables(quotas, share_headcounts(stop.case, quotas)[0]))
    except NoFeasiblePlan:
        return None
    return (*tables, _Tables(_planned_quotas(after), after.headcounts))


def _planned_quotas(draft: Draft) -> QuotaTable:
    """Return the quotas before anybody edited them by hand."""
    undone = {
        tuple(edit.key.split("/")): int(edit.before) for edit in draft.edits if _is_cell(edit.key, draft)
    }
    values = {key: undone.get(key, posts) for key, posts in draft.quotas.values.items()}
    return replace(draft.quotas, values=values)


def _is_cell(key: str, draft: Draft) -> bool:
    return tuple(key.split("/")) in draft.quotas.values


def _cells(
    stops: Sequence[Stop], shared: Sequence[_Tables], before: Draft, after: Draft
) -> dict[CellKey, tuple[CellStep, ...]]:
    found: dict[CellKey, list[CellStep]] = {}
    former = before.quotas
    for stop, tables in zip(stops, shared, strict=True):
        for key, posts in tables.quotas.values.items():
            step = posts - former.values.get(key, 0)
            if step:
                direct = _touches(stop, key, former, tables.quotas, before)
                found.setdefault(key, []).append(CellStep(stop.change, step, direct))
        former = tables.quotas
    for key, posts in after.quotas.values.items():
        step = posts - former.values.get(key, 0)
        if step:
            found.setdefault(key, []).append(CellStep("hand", step, direct=True))
    return {
        key: tuple(steps)
        for key, steps in found.items()
        if before.quotas.values.get(key, 0) != after.quotas.values.get(key, 0)
    }


def _touches(stop: Stop, key: CellKey, former: QuotaTable, now: QuotaTable, before: Draft) -> bool:
    """Say whether a change touched the cell itself, and not only by way of others' roundings."""
    if stop.change in _TOUCHES_EVERY_CELL:
        return True
    if stop.change in ("hand", "locks"):
        edited = {tuple(edit.key.split("/")) for edit in before.edits}
        locked = {
            (lock.domain, lock.quota_type, lock.district) for lock in (*stop.case.locks, *before.case.locks)
        }
        return key in edited | locked
    return former.shares.get(key) != now.shares.get(key)


def _arrivals(
    stops: Sequence[Stop], shared: Sequence[_Tables], before: Draft, after: Draft, budget: int
) -> tuple[dict[str, Arrival], int]:
    """Walk the stops and note with which change each person came to the later destination."""
    pictures = [_picture(before)]
    placed = 0
    for stop, tables in zip(stops[:-1], shared[:-1], strict=True):
        places = _known(stop, tables, pictures[-1], first=len(pictures) == 1 and bool(before.edits))
        if places is None:
            placed += 1
            if placed * len(after.assignments) > budget:
                return {}, 0
            try:
                places = _placed(stop, tables)
            except NoFeasiblePlan:
                return {}, 0
        pictures.append(Picture(stop.case, tables.headcounts, places, stop.before))
    pictures.append(_picture(after, planned=True))
    found = dict(_comings(stops, pictures, before, after))
    edited = {edit.key: edit.after for edit in after.edits}
    for one in after.assignments:
        if edited.get(one.staff_id) == one.to:
            found[one.staff_id] = Arrival("hand", "direct")
    return found, placed


def _picture(draft: Draft, *, planned: bool = False) -> Picture:
    undone = {edit.key: edit.before for edit in draft.edits} if planned else {}
    places = {one.staff_id: undone.get(one.staff_id) or one.to for one in draft.assignments}
    return Picture(draft.case, draft.headcounts, places, draft.before)


def _known(stop: Stop, tables: _Tables, former: Picture, *, first: bool) -> Mapping[str, str] | None:
    """Return the places that need no new placement: those of the stop before, where nothing reached people."""
    unmoved = tables.headcounts.values == former.headcounts.values and not first
    return former.places if stop.change in _ONLY_THROUGH_NUMBERS and unmoved else None


def _placed(stop: Stop, tables: _Tables) -> Mapping[str, str]:
    # Loaded here: the solver takes 0.15 s to start, and large drafts are compared without placing anybody.
    from zhifa_alloc.staffing import place  # noqa: PLC0415

    placement = place(stop.case, tables.headcounts, stop.before or None)
    return {one.staff_id: one.to for one in placement.assignments}


def _comings(
    stops: Sequence[Stop], pictures: Sequence[Picture], before: Draft, after: Draft
) -> Iterator[tuple[str, Arrival]]:
    """Give for everybody the last stop at which the later destination was newly reached."""
    start, goal = pictures[0].places, pictures[-1].places
    last: dict[str, int] = {}
    for number, (former, now) in enumerate(pairwise(pictures)):
        for key, to in now.places.items():
            came = to == goal.get(key) and former.places.get(key, to) != to
            if came and start.get(key, to) != to:
                last[key] = number
    for number, stop in enumerate(stops):
        movers = {key for key, at in last.items() if at == number}
        ways = closeness_of(stop.change, pictures[number], pictures[number + 1], movers, (before, after))
        for key in sorted(movers):
            yield key, Arrival(stop.change, ways[key])
