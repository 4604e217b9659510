"""双向控制: every cell, 领域 × 区 and 区 its fair share rounded down or up, as far as the bounds allow.

One convex flow over the nested sums, criterion after criterion: each solution narrows the room of every
sum to what is still among the best, and the next criterion is solved inside that room. What room is
left at the end are the ties.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from operator import le

from zhifa_alloc.quotas.criteria import ClosestToShare, PostsOutside, SpreadOutside
from zhifa_alloc.quotas.flow import cheapest_flow, optimal_room
from zhifa_alloc.quotas.nest import LEVELS, Nest
from zhifa_alloc.quotas.network import NoFlow, Start
from zhifa_alloc.quotas.solver import Room, Solved
from zhifa_alloc.quotas.start import largest_remainders, priced_start
from zhifa_alloc.schema.quota import Level


@dataclass(frozen=True, slots=True)
class ControlledRounding:
    """双向控制; held to the cells alone it is 最大余数.

    Attributes:
        levels: the sums that are held at round-down/round-up.
    """

    levels: tuple[Level, ...] = LEVELS

    def solve(self, nest: Nest, room: Room) -> Solved:
        """Round a table by the criteria of ``criteria``, between hard limits by arc.

        Raises:
            NoFlow: the limits cannot be met together.
        """
        rounded = _rounded(nest, room)
        if rounded is not None:
            try:
                return _solve_rounded(nest, rounded)
            except NoFlow:
                pass  # some posts must lie outside; the criteria that count them come first
        best = _solve_plainly(nest, PostsOutside(nest).of, room, largest_remainders(nest, *room))
        best = _solve_plainly(nest, SpreadOutside(nest, *best.room).of, best.room, best.values)
        return _solve(
            nest, ClosestToShare(nest, *best.room).of, best.room, largest_remainders(nest, *best.room)
        )

    def value(self, nest: Nest, values: tuple[int, ...]) -> tuple[int | Fraction, ...]:
        """Return the criteria of a table, in their order."""
        outside: dict[Level, int] = dict.fromkeys(LEVELS, 0)
        squares: dict[Level, Fraction] = dict.fromkeys(LEVELS, Fraction(0))
        zero_share, spread = 0, Fraction(0)
        for arc, (value, levels) in enumerate(zip(values, nest.levels, strict=True)):
            share, posts = nest.share(arc), nest.outside(arc, value)
            for level in levels:
                outside[level] += posts
                squares[level] += (value - share) ** 2
                if posts and share:
                    spread += posts**2 / share
                elif posts:
                    zero_share += posts**2
        criteria: list[int | Fraction] = [outside[level] for level in LEVELS]
        criteria += [zero_share, spread]
        criteria += [squares[level] for level in reversed(LEVELS)]
        return tuple(criteria)


def _rounded(nest: Nest, room: Room) -> Room | None:
    """Keep of the room what is round-down/round-up for every sum; None if some sum has nothing left."""
    lowers, uppers = list(map(max, room[0], nest.floors)), list(map(min, room[1], nest.ceils))
    return (lowers, uppers) if all(map(le, lowers, uppers)) else None


def _solve_rounded(nest: Nest, room: Room) -> Solved:
    """Solve inside round-down/round-up, where most floors of teams are met anyhow and need no arc."""
    shorter, idle = nest.without_idle_joins(*room)
    cost = ClosestToShare(nest, *room).of
    start = priced_start(nest, shorter, cost, 0, largest_remainders(nest, *room))
    flow = cheapest_flow(shorter, cost, 0, start)
    values, best = list(flow.values), optimal_room(shorter, flow, cost)
    for arc in idle:
        values[arc] = sum([values[place] for place in nest.members[arc]])
        best[0][arc], best[1][arc] = room[0][arc], room[1][arc]
    return Solved(tuple(values), best)


def _solve(nest: Nest, cost: Callable[[int, int], int], room: Room, values: Sequence[int]) -> Solved:
    network = nest.network(*room)
    flow = cheapest_flow(network, cost, 0, priced_start(nest, network, cost, 0, values))
    return Solved(flow.values, optimal_room(network, flow, cost))


def _solve_plainly(nest: Nest, cost: Callable[[int, int], int], room: Room, values: Sequence[int]) -> Solved:
    """Solve a criterion under which most posts cost nothing: a start without prices is best there."""
    network = nest.network(*room)
    flow = cheapest_flow(network, cost, 0, Start(values, [0] * len(network.supplies)))
    return Solved(flow.values, optimal_room(network, flow, cost))
