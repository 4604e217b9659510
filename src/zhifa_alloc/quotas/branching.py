"""Bounds whose sets cross each other, met by branching.

每队最少编制 of a comprehensive 机构 beside 工勤 posts does not nest with the sums of a domain, so it is
no arc of the flow. Where the flow's table breaks such a bound, the tables split into those that move
one of its cells. The branch with the best table goes on first, so the first table that breaks none is
the best of all. How many branches that takes has no useful limit in theory; after ``BRANCHES`` the search
stops, and ``fixed_branch`` gives a table that meets every bound without the claim to be the best.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from heapq import heappop, heappush
from itertools import islice
from typing import Any, Final, TypeAlias

from zhifa_alloc.quotas.nest import Nest
from zhifa_alloc.quotas.network import NoFlow
from zhifa_alloc.quotas.sets import Members
from zhifa_alloc.quotas.solver import Room, Solver
from zhifa_alloc.quotas.ties import TABLES_CAP, equal_tables, settle_ties
from zhifa_alloc.schema.quota import Tie

BRANCHES: Final = 400

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


class Undecided(Exception):
    """The search was stopped before its end."""


def best_branch(solver: Solver, nest: Nest, root: Settled) -> Settled | None:
    """Find the best table that also meets the crossing bounds, from the best without them.

    Returns:
        The table, its ties counted among the tables that meet the crossing bounds; None if none does.

    Raises:
        Undecided: the search took too many branches.
    """
    heap = [(_rank(solver, nest, root.values), 0, root)]
    branches = 0
    while heap:
        rank, _, best = heappop(heap)
        broken = next(broken_bounds(nest, best.values), None)
        if broken is None:
            rivals = [best, *(other for other_rank, _, other in heap if other_rank[0] == rank[0])]
            return replace(best, ties=_ties(nest, rivals))
        for room in _split(best, *broken):
            branches += 1
            if branches > BRANCHES:
                raise Undecided
            try:
                child = settle(solver, nest, room)
            except NoFlow:
                continue
            heappush(heap, (_rank(solver, nest, child.values), branches, child))
    return None


def fixed_branch(solver: Solver, nest: Nest, known: Sequence[int]) -> Settled:
    """Find the best table of one branch: crossing bounds are spread over their cells beforehand.

    Args:
        solver: the method.
        nest: the table.
        known: values by cell of some table that meets every bound; it lies in the branch.
    """
    lowers, uppers = nest.hard_room()
    for bound, members in nest.crossing:
        values = [known[place] for place in members]
        if bound.lower is not None:
            start = [min(known[place], nest.floors[place]) for place in members]
            for place, value in zip(members, _approach(start, values, bound.lower), strict=True):
                lowers[place] = max(lowers[place], value)
        if bound.upper is not None:
            start = [max(known[place], nest.ceils[place]) for place in members]
            for place, value in zip(members, _approach(start, values, bound.upper), strict=True):
                uppers[place] = min(uppers[place], value)
    return settle(solver, nest, (lowers, uppers))


def _approach(start: Sequence[int], goal: Sequence[int], total: int) -> list[int]:
    """Move numbers one after the other from start towards goal until they add up to a total, or are there."""
    numbers = list(start)
    for place, end in enumerate(goal):
        step = min(abs(end - numbers[place]), abs(total - sum(numbers)))
        if (sum(numbers) < total) == (end > numbers[place]):
            numbers[place] += step if end > numbers[place] else -step
    return numbers


def broken_bounds(nest: Nest, values: tuple[int, ...]) -> Iterator[tuple[Members, int]]:
    """Yield the crossing bounds that a table breaks: their cells, and +1 for too few, −1 for too many."""
    for bound, members in nest.crossing:
        value = sum(values[place] for place in members)
        if bound.lower is not None and value < bound.lower:
            yield members, 1
        if bound.upper is not None and value > bound.upper:
            yield members, -1


def _split(table: Settled, members: Members, step: int) -> Iterator[Room]:
    """Split a room by the first cell of the bound that is moved; no table lies in two of the parts.

    Every table in the room that mends the bound has moved at least one of its cells.
    """
    lowers, uppers = (list(limits) for limits in table.hard)
    for place in members:
        value = table.values[place]
        moved, kept = (lowers, uppers) if step > 0 else (uppers, lowers)
        if table.hard[0][place] <= value + step <= table.hard[1][place]:
            before, moved[place] = moved[place], value + step
            yield list(lowers), list(uppers)
            moved[place] = before
        kept[place] = value


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
        tables.update((table, None) for table in found if not any(broken_bounds(nest, table)))
    differing = [place for place, values in enumerate(zip(*tables, strict=True)) if len(set(values)) > 1]
    if not differing:
        return ()
    cells = tuple(sorted(nest.cells[place] for place in differing))
    return (Tie(cells, min(len(tables), TABLES_CAP), capped or len(tables) > TABLES_CAP),)


def _rank(solver: Solver, nest: Nest, values: tuple[int, ...]) -> Rank:
    """Put what the method says of a table and its place in the tie rule into one comparable value."""
    order = sorted(range(len(nest.cells)), key=lambda place: nest.task.tie_key(nest.cells[place]))
    return solver.value(nest, values), tuple(-values[place] for place in order)
