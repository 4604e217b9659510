"""Bounds whose sets cross each other, met by branching.

每队最少编制 of a comprehensive 机构 beside 工勤 posts does not nest with the sums of a domain, so it is
no arc of the flow. Where the flow's table breaks such a bound, the tables split into those that move
one of its cells. The branch with the best table goes on first, so the first table that breaks none is
the best of all; how many branches that takes is not bounded in theory, and few in practice.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from heapq import heappop, heappush
from itertools import islice
from typing import Any, TypeAlias

from zhifa_alloc.quotas.flow import NoFlow
from zhifa_alloc.quotas.nest import Members, Nest
from zhifa_alloc.quotas.solver import Room, Solver
from zhifa_alloc.quotas.ties import TABLES_CAP, equal_tables, settle_ties
from zhifa_alloc.schema.quota import Tie

Rank: TypeAlias = tuple[Any, tuple[int, ...]]
"""What the method says of a table, then what the tie rule says; the smaller the better."""


@dataclass(frozen=True, slots=True)
class Settled:
    """The best table of a room: values by arc, ties, the hard room, the room of its equals, divisors."""

    values: tuple[int, ...]
    ties: tuple[Tie, ...]
    hard: Room
    equals: Room
    divisors: Mapping[str, Fraction]


def settle(solver: Solver, nest: Nest, hard: Room) -> Settled:
    """Round between hard limits and settle ties; crossing bounds are not looked at.

    Raises:
        NoFlow: the limits cannot be met together.
    """
    solved = solver.solve(nest, hard)
    values, ties = settle_ties(nest.task, nest.cells, nest.network(*solved.room), solved.values)
    return Settled(values, ties, hard, solved.room, solved.divisors)


def best_branch(solver: Solver, nest: Nest, root: Settled) -> Settled | None:
    """Find the best table that also meets the crossing bounds, from the best without them.

    Returns:
        The table, its ties counted among the tables that meet the crossing bounds; None if none does.
    """
    heap = [(_rank(solver, nest, root.values), 0, root)]
    seen = {_frozen(root.hard)}
    while heap:
        rank, _, best = heappop(heap)
        broken = next(_broken(nest, best.values), None)
        if broken is None:
            rivals = [best, *(other for other_rank, _, other in heap if other_rank[0] == rank[0])]
            return replace(best, ties=_ties(nest, rivals))
        for room in _split(best, *broken):
            if _frozen(room) in seen:
                continue
            seen.add(_frozen(room))
            try:
                child = settle(solver, nest, room)
            except NoFlow:
                continue
            heappush(heap, (_rank(solver, nest, child.values), len(seen), child))
    return None


def _frozen(room: Room) -> tuple[tuple[int, ...], tuple[int, ...]]:
    return tuple(room[0]), tuple(room[1])


def _broken(nest: Nest, values: tuple[int, ...]) -> Iterator[tuple[Members, int]]:
    """Yield the crossing bounds that a table breaks: their cells, and +1 for too few, −1 for too many."""
    for bound, members in nest.crossing:
        value = sum(values[place] for place in members)
        if bound.lower is not None and value < bound.lower:
            yield members, 1
        if bound.upper is not None and value > bound.upper:
            yield members, -1


def _split(table: Settled, members: Members, step: int) -> Iterator[Room]:
    """Split a room: every table in it that mends the bound has moved at least one of its cells."""
    lowers, uppers = table.hard
    for place in members:
        value = table.values[place] + step
        if lowers[place] <= value <= uppers[place]:
            moved = list(lowers if step > 0 else uppers)
            moved[place] = value
            yield (moved, uppers) if step > 0 else (lowers, moved)


def _ties(nest: Nest, rivals: Iterable[Settled]) -> tuple[Tie, ...]:
    """List as one tie the cells in which equally good tables differ that meet the crossing bounds.

    Every such table lies in the room of equals of a branch that is still open or was just taken.
    """
    tables: dict[tuple[int, ...], None] = {}
    capped = False
    for rival in rivals:
        found = list(
            islice(equal_tables(len(nest.cells), nest.network(*rival.equals), rival.values), TABLES_CAP + 1)
        )
        capped = capped or len(found) > TABLES_CAP
        tables.update((table, None) for table in found if not any(_broken(nest, table)))
    differing = [place for place, values in enumerate(zip(*tables, strict=True)) if len(set(values)) > 1]
    if not differing:
        return ()
    cells = tuple(sorted(nest.cells[place] for place in differing))
    return (Tie(cells, min(len(tables), TABLES_CAP), capped or len(tables) > TABLES_CAP),)


def _rank(solver: Solver, nest: Nest, values: tuple[int, ...]) -> Rank:
    """Put what the method says of a table and its place in the tie rule into one comparable value."""
    order = sorted(range(len(nest.cells)), key=lambda place: nest.task.tie_key(nest.cells[place]))
    return solver.value(nest, values), tuple(-values[place] for place in order)
