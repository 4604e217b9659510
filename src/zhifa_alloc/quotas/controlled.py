"""双向控制: every cell, 领域 × 区 and 区 its fair share rounded down or up, as far as the bounds allow.

One convex flow over the nested sums, criterion after criterion: each solution narrows the room of every
sum to what is still among the best, and the next criterion is solved inside that room. What room is
left at the end are the ties.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from zhifa_alloc.quotas.criteria import ClosestToShare, PostsOutside, SpreadOutside
from zhifa_alloc.quotas.flow import NoFlow, Start, cheapest_flow, optimal_room
from zhifa_alloc.quotas.nest import Arc, Nest
from zhifa_alloc.quotas.start import largest_remainders, priced_start

Room: TypeAlias = tuple[list[int], list[int]]
"""Lower and upper limits by arc."""


@dataclass(frozen=True, slots=True)
class Solved:
    """Values by arc that no others beat, and the room that holds exactly their equals."""

    values: tuple[int, ...]
    room: Room


def control(nest: Nest, room: Room) -> Solved:
    """Round a table by the criteria of ``criteria``, between hard limits by arc.

    Raises:
        NoFlow: the limits cannot be met together.
    """
    rounded = _rounded(nest, room)
    if rounded is not None:
        try:
            return _solve(nest, ClosestToShare(nest, *rounded), rounded, largest_remainders(nest, *rounded))
        except NoFlow:
            pass  # some posts must lie outside; the criteria that count them come first
    best = _fewest_outside(nest, room)
    best = _solve(nest, SpreadOutside(nest, *best.room), best.room, best.values)
    return _solve(nest, ClosestToShare(nest, *best.room), best.room, best.values)


def _rounded(nest: Nest, room: Room) -> Room | None:
    """Keep of the room what is round-down/round-up for every sum; None if some sum has nothing left."""
    lowers = [max([low, *(item.floor for item in arc.sums)]) for arc, low in _each(nest, room[0])]
    uppers = [min([high, *(item.ceil for item in arc.sums)]) for arc, high in _each(nest, room[1])]
    fits = all(low <= high for low, high in zip(lowers, uppers, strict=True))
    return (lowers, uppers) if fits else None


def _each(nest: Nest, limits: list[int]) -> Iterator[tuple[Arc, int]]:
    return zip(nest.arcs, limits, strict=True)


def _solve(nest: Nest, cost: Callable[[int, int], int], room: Room, values: Sequence[int]) -> Solved:
    network = nest.network(*room)
    flow = cheapest_flow(network, cost, 0, priced_start(nest, network, cost, 0, values))
    return Solved(flow.values, optimal_room(network, flow, cost))


def _fewest_outside(nest: Nest, room: Room) -> Solved:
    """Solve the first criteria; most posts cost nothing there, so a start without prices is best."""
    network, cost = nest.network(*room), PostsOutside(nest)
    start = Start(largest_remainders(nest, *room), [0] * len(network.supplies))
    flow = cheapest_flow(network, cost, 0, start)
    return Solved(flow.values, optimal_room(network, flow, cost))
