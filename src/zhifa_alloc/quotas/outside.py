"""Posts outside round-down/round-up, each with the bounds that forced it there.

The fair shares are a flow themselves. So a post that lies outside could go back along a cycle on which
every sum moves towards its share, if it were not for the bounds on that cycle. The cycle with the
fewest bounds in its way gives the reason.
"""

from __future__ import annotations

from fractions import Fraction
from heapq import heappop, heappush
from math import ceil, floor

from zhifa_alloc.quotas.flow import Network
from zhifa_alloc.quotas.nest import LEVELS, Arc, Nest, Sum, posts_outside
from zhifa_alloc.quotas.rounding import Rounded
from zhifa_alloc.schema.quota import Bound, Outside


def list_outside(rounded: Rounded) -> tuple[Outside, ...]:
    """List every sum outside round-down/round-up of its fair share: 区, then 领域 × 区, then cells.

    Each has the bounds without which its posts could have stayed inside.
    """
    way_back: _WayBack | None = None
    found = []
    for arc, value in enumerate(rounded.by_arc):
        for item in rounded.nest.arcs[arc].sums:
            posts = posts_outside(item, value)
            if posts:
                way_back = way_back or _WayBack(rounded)
                bounds = way_back.bounds(arc, posts)
                found.append((LEVELS.index(item.level), arc, _entry(item, value, posts, bounds)))
    return tuple(entry for _, _, entry in sorted(found, key=lambda one: one[:2]))


def _breaks(bound: Bound, value: int) -> bool:
    return (bound.lower is not None and value < bound.lower) or (
        bound.upper is not None and value > bound.upper
    )


def _entry(item: Sum, value: int, posts: int, bounds: tuple[Bound, ...]) -> Outside:
    return Outside(item.level, item.district, item.domain, item.quota_type, item.share, value, posts, bounds)


def _share(nest: Nest, arc: Arc) -> tuple[int, int]:
    """Return the fair share of an arc rounded down and up."""
    for item in arc.sums:
        return item.floor, item.ceil
    share = sum((nest.task.shares[nest.cells[place]] for place in arc.members), Fraction(0))
    return floor(share), ceil(share)


class _WayBack:
    """Moves posts of one sum back towards its share and notes the bounds that stand in the way."""

    def __init__(self, rounded: Rounded) -> None:
        nest = rounded.nest
        self.net: Network = nest.network(*nest.hard_room())
        self.table = rounded.by_arc
        self.values = list(rounded.by_arc)
        self.shares = [_share(nest, arc) for arc in nest.arcs]
        self.bounds_on = [list(arc.bounds) for arc in nest.arcs]
        self.crossing = nest.crossing
        self.edges: list[list[int]] = [[] for _ in self.net.supplies]
        for arc in range(len(self.values)):
            self.edges[self.net.tails[arc]].append(2 * arc)
            self.edges[self.net.heads[arc]].append(2 * arc + 1)

    def bounds(self, arc: int, posts: int) -> tuple[Bound, ...]:
        """Return the bounds in the way of the posts that lie outside on this arc, in order of discovery."""
        edge = 2 * arc + (1 if self.table[arc] > self.shares[arc][1] else 0)
        self.values = list(self.table)
        found: dict[Bound, None] = {}
        for _ in range(posts):
            for step in self._cycle(edge):
                found.update(dict.fromkeys(self._in_the_way(step)))
                self.values[step >> 1] += -1 if step & 1 else 1
        return tuple(found)

    def _in_the_way(self, edge: int) -> list[Bound]:
        arc, step = edge >> 1, -1 if edge & 1 else 1
        broken = [bound for bound in self.bounds_on[arc] if _breaks(bound, self.values[arc] + step)]
        for bound, members in self.crossing:
            if arc in members and _breaks(bound, sum(self.values[place] for place in members) + step):
                broken.append(bound)
        return broken

    def _towards_share(self, edge: int) -> bool:
        down, up = self.shares[edge >> 1]
        return self.values[edge >> 1] > down if edge & 1 else self.values[edge >> 1] < up

    def _cycle(self, first: int) -> list[int]:
        """Find the cycle through an edge, all towards the shares, with the fewest bounds in its way."""
        start, goal = self._end(first), self._end(first ^ 1)
        best = {start: 0}
        came: dict[int, int] = {}
        heap = [(0, start)]
        while heap:
            broken, node = heappop(heap)
            if node == goal:
                break
            if broken > best[node]:
                continue
            for edge in self.edges[node]:
                end = self._end(edge)
                if edge >> 1 == first >> 1 or not self._towards_share(edge):
                    continue
                count = broken + len(self._in_the_way(edge))
                if count < best.get(end, count + 1):
                    best[end] = count
                    came[end] = edge
                    heappush(heap, (count, end))
        return [first, *self._trace(came, goal, start)]

    def _trace(self, came: dict[int, int], node: int, start: int) -> list[int]:
        path = []
        while node != start:
            path.append(came[node])
            node = self._end(came[node] ^ 1)
        return path[::-1]

    def _end(self, edge: int) -> int:
        return self.net.tails[edge >> 1] if edge & 1 else self.net.heads[edge >> 1]
