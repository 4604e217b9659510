"""A table from its task: bounds met, criteria obeyed, ties settled.

Bounds whose sets do not nest (每队最少编制 of a comprehensive 机构 beside 工勤 posts) are not part of the
flow. Where the flow's table breaks one, the tables split into those that move one of its cells: the
branch with the best table goes on first, so the first table that breaks none is the best of all.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from heapq import heappop, heappush
from typing import TypeAlias

from zhifa_alloc.quotas.controlled import Room, control
from zhifa_alloc.quotas.cuts import bound_names, conflict_of, cut_behind
from zhifa_alloc.quotas.flow import NoFlow
from zhifa_alloc.quotas.nest import LEVELS, Members, Nest, Sum, nest_of
from zhifa_alloc.quotas.task import TableTask
from zhifa_alloc.quotas.ties import settle_ties
from zhifa_alloc.schema.conflict import Conflict
from zhifa_alloc.schema.errors import NoFeasiblePlan
from zhifa_alloc.schema.quota import CellKey, Level, Tie

Rank: TypeAlias = tuple[tuple[int | Fraction, ...], tuple[int, ...]]
"""What the criteria say of a table, then what the tie rule says; the smaller the better."""


@dataclass(frozen=True, slots=True)
class Rounded:
    """The table that the criteria and the tie rule choose.

    Attributes:
        nest: sums and arcs of the table.
        values: cell -> whole number, open cells only.
        by_arc: the sum on every arc.
        ties: exchanges that the tie rule decided.
    """

    nest: Nest
    values: dict[CellKey, int]
    by_arc: tuple[int, ...]
    ties: tuple[Tie, ...]


def round_table(task: TableTask, kind: str, levels: tuple[Level, ...] = LEVELS) -> Rounded:
    """Round a table.

    Args:
        task: rows, shares, bounds, tie rule.
        kind: ``posts`` or ``people``, for the words of a conflict.
        levels: which sums are held at round-down/round-up.

    Raises:
        NoFeasiblePlan: the bounds cannot be met together.
    """
    nest = nest_of(task, levels)
    room = nest.hard_room()
    _refuse_contradictions(nest, room, kind)
    if not nest.crossing:
        return _rounded(nest, room, kind)
    return _branch(nest, room, kind)


def _refuse_contradictions(nest: Nest, room: Room, kind: str) -> None:
    conflicts = tuple(
        Conflict(
            f"quotas.{kind}.contradiction", {"bounds": bound_names(arc.bounds), "need": low, "room": high}
        )
        for arc, low, high in zip(nest.arcs, *room, strict=True)
        if low > high
    )
    if conflicts:
        raise NoFeasiblePlan(conflicts)


def _rounded(nest: Nest, room: Room, kind: str) -> Rounded:
    try:
        solved = control(nest, room)
    except NoFlow as failure:
        cut = cut_behind(nest, nest.network(*room), failure.reached)
        raise NoFeasiblePlan((conflict_of(cut, nest.task.rows, kind),)) from None
    by_arc, ties = settle_ties(nest.task, nest.cells, nest.network(*solved.room), solved.values)
    return Rounded(nest, dict(zip(nest.cells, by_arc, strict=False)), by_arc, ties)


def _branch(nest: Nest, room: Room, kind: str) -> Rounded:
    """Search best first among the tables that also meet the crossing bounds."""
    best = _rounded(nest, room, kind)
    heap = [(_rank(best), 0, best, room)]
    seen = {_frozen(room)}
    while heap:
        _, _, best, room = heappop(heap)
        broken = next(_broken(nest, best), None)
        if broken is None:
            return best
        for narrower in _split(best, room, *broken):
            if _frozen(narrower) not in seen:
                seen.add(_frozen(narrower))
                try:
                    child = _rounded(nest, narrower, kind)
                except NoFeasiblePlan:
                    continue
                heappush(heap, (_rank(child), len(seen), child, narrower))
    bounds = bound_names(bound for bound, _ in nest.crossing)
    raise NoFeasiblePlan((Conflict(f"quotas.{kind}.crossing", {"bounds": bounds}),))


def _frozen(room: Room) -> tuple[tuple[int, ...], tuple[int, ...]]:
    return tuple(room[0]), tuple(room[1])


def _broken(nest: Nest, table: Rounded) -> Iterator[tuple[Members, int]]:
    """Yield the crossing bounds that a table breaks: their cells, and +1 for too few, −1 for too many."""
    for bound, members in nest.crossing:
        value = sum(table.by_arc[place] for place in members)
        if bound.lower is not None and value < bound.lower:
            yield members, 1
        if bound.upper is not None and value > bound.upper:
            yield members, -1


def _split(table: Rounded, room: Room, members: Members, step: int) -> Iterator[Room]:
    """Split the tables of a room: every one that repairs the bound has moved at least one of its cells."""
    lowers, uppers = room
    for place in members:
        value = table.by_arc[place] + step
        if lowers[place] <= value <= uppers[place]:
            moved = list(lowers if step > 0 else uppers)
            moved[place] = value
            yield (moved, uppers) if step > 0 else (lowers, moved)


def _rank(table: Rounded) -> Rank:
    """Put a table's criteria and its place in the tie rule into one comparable value."""
    nest = table.nest
    outside: dict[Level, int] = dict.fromkeys(LEVELS, 0)
    squares: dict[Level, Fraction] = dict.fromkeys(LEVELS, Fraction(0))
    zero_share, spread = 0, Fraction(0)
    for arc, value in zip(nest.arcs, table.by_arc, strict=True):
        for item in arc.sums:
            posts = posts_outside(item, value)
            outside[item.level] += posts
            squares[item.level] += (value - item.share) ** 2
            if posts and item.share:
                spread += posts**2 / item.share
            elif posts:
                zero_share += posts**2
    order = sorted(range(len(nest.cells)), key=lambda place: nest.task.tie_key(nest.cells[place]))
    criteria: list[int | Fraction] = [outside[level] for level in LEVELS]
    criteria += [zero_share, spread]
    criteria += [squares[level] for level in reversed(LEVELS)]
    return tuple(criteria), tuple(-table.by_arc[place] for place in order)


def posts_outside(item: Sum, value: int) -> int:
    """Count the posts of a sum outside round-down/round-up of its fair share."""
    return max(value - item.ceil, item.floor - value, 0)
