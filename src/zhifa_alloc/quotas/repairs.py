"""Ways out of an impossible table: the least change of one kind that makes it possible, tried before offered."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from typing import Final

from zhifa_alloc.quotas.bounds import LOCK, TEAM_FLOOR
from zhifa_alloc.quotas.cuts import Cut, bound_names, row_names
from zhifa_alloc.quotas.flow import NoFlow, Start, cheapest_flow
from zhifa_alloc.quotas.nest import nest_of
from zhifa_alloc.quotas.start import largest_remainders
from zhifa_alloc.quotas.supply import CERTIFIED, QUOTA, RESERVE
from zhifa_alloc.quotas.task import TableTask
from zhifa_alloc.schema.conflict import Repair
from zhifa_alloc.schema.quota import Bound

REPAIRS_OFFERED: Final = 3
_TRIED: Final = 12
"""Changes tried before giving up; each costs one search for a flow."""
_FIXED_SOURCES: Final = (QUOTA, RESERVE)
"""Limits that are results or sums of other figures, so nobody can change them alone."""


def repairs_of(task: TableTask, cuts: tuple[Cut, ...], kind: str) -> tuple[Repair, ...]:
    """Offer up to three changes, each of which alone makes the table possible.

    Where several conflicts stand side by side, only a change that mends them all is offered.

    Args:
        task: the impossible table.
        cuts: the conflicts found in it.
        kind: ``posts`` or ``people``, for the words.
    """
    changes = (change for cut in cuts for change in _changes(task, cut, kind))
    tried = islice(changes, _TRIED)
    working: list[Repair] = []
    for repair, changed in tried:
        if repair not in working and _possible(changed):
            working.append(repair)
    return tuple(working[:REPAIRS_OFFERED])


def _possible(task: TableTask) -> bool:
    nest = nest_of(task)
    lowers, uppers = nest.hard_room()
    if any(low > high for low, high in zip(lowers, uppers, strict=True)):
        return False
    network = nest.network(lowers, uppers)
    start = Start(largest_remainders(nest, lowers, uppers), [0] * len(network.supplies))
    try:
        cheapest_flow(network, lambda _arc, _unit: 0, 0, start)
    except NoFlow:
        return False
    return True


def _changes(task: TableTask, cut: Cut, kind: str) -> Iterator[tuple[Repair, TableTask]]:
    """Yield changes worth trying, the mildest kinds first."""
    yield from _lower_floors(task, cut, kind)
    yield from _raise_limits(task, cut, kind)
    yield from _lower_demands(task, cut, kind)
    yield from _move_posts(task, cut, kind)


def _lower_floors(task: TableTask, cut: Cut, kind: str) -> Iterator[tuple[Repair, TableTask]]:
    """A parameter counts for every team: try the next lower values of it."""
    for source in (TEAM_FLOOR, CERTIFIED):
        floors = [bound.lower or 0 for bound in cut.demands if bound.source == source]
        for floor in range(max(floors, default=0) - 1, -1, -1):
            bounds = tuple(
                replace(bound, lower=min(bound.lower or 0, floor)) if bound.source == source else bound
                for bound in task.bounds
            )
            changed = replace(task, bounds=bounds)
            if _possible(changed):
                yield Repair(f"quotas.{kind}.lower_floor", {"source": source, "value": floor}), changed
                break


def _raise_limits(task: TableTask, cut: Cut, kind: str) -> Iterator[tuple[Repair, TableTask]]:
    for bound in cut.limits:
        if bound.source in _FIXED_SOURCES or bound.upper is None:
            continue
        freed = replace(
            bound, upper=bound.upper + cut.short, lower=None if bound.source == LOCK else bound.lower
        )
        params = {"bound": bound_names([bound]), "value": bound.upper + cut.short}
        yield Repair(f"quotas.{kind}.raise_limit", params), _with(task, bound, freed)


def _lower_demands(task: TableTask, cut: Cut, kind: str) -> Iterator[tuple[Repair, TableTask]]:
    for bound in cut.demands:
        if bound.source in (TEAM_FLOOR, CERTIFIED) or (bound.lower or 0) < cut.short:
            continue
        lower = (bound.lower or 0) - cut.short
        eased = replace(bound, lower=lower, upper=None if bound.source == LOCK else bound.upper)
        params = {"bound": bound_names([bound]), "value": lower}
        yield Repair(f"quotas.{kind}.lower_demand", params), _with(task, bound, eased)


def _move_posts(task: TableTask, cut: Cut, kind: str) -> Iterator[tuple[Repair, TableTask]]:
    """Let a row hand out fewer posts (the city keeps more), or more."""
    for row in cut.rows:
        posts = task.rows[row] + (cut.short if cut.spare else -cut.short)
        if posts < 0 or kind == "people":
            continue
        code = "hand_out_more" if cut.spare else "keep_more"
        params = {"row": row_names([row], task.rows), "posts": cut.short}
        yield Repair(f"quotas.{kind}.{code}", params), replace(task, rows={**task.rows, row: posts})


def _with(task: TableTask, old: Bound, new: Bound) -> TableTask:
    return replace(task, bounds=tuple(new if bound == old else bound for bound in task.bounds))
