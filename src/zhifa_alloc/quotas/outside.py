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
from zhifa_alloc.quotas.nest import LEVELS, Arc, Members, Nest, Sum, posts_outside
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
        self.limits: dict[int, list[tuple[Bound, Members]]] = {}
        for arc, item in enumerate(nest.arcs):
            for bound in item.bounds:
                self.limits.setdefault(arc, []).append((bound, (arc,)))
        for bound, members in nest.crossing:
            for place in members:
                self.limits.setdefault(place, []).append((bound, members))
        self.edges: list[list[tuple[int, int]]] = [[] for _ in self.net.supplies]
        for arc, (tail, head) in enumerate(zip(self.net.tails, self.net.heads, strict=True)):
            self.edges[tail].append((2 * arc, head))
            self.edges[head].append((2 * arc + 1, tail))
        self.spare: list[int] = []

    def bounds(self, arc: int, posts: int) -> tuple[Bound, ...]:
        """Return the bounds in the way of the posts that lie outside on this arc, in order of discovery."""
        self._reset()
        first = 2 * arc + (1 if self.table[arc] > self.shares[arc][1] else 0)
        found: dict[Bound, None] = {}
        while posts:
            cycle = self._cycle(first)
            moved = min(posts, *(self.spare[edge] for edge in cycle))
            for edge in cycle:
                found.update(dict.fromkeys(self._in_the_way(edge, moved)))
                self._move(edge, moved)
            posts -= moved
        return tuple(found)

    def _reset(self) -> None:
        """Return to the table; spare is how far an edge can take a sum until it has passed its share."""
        self.values = list(self.table)
        self.spare = [
            room
            for value, (down, up) in zip(self.table, self.shares, strict=True)
            for room in (up - value, value - down)
        ]

    def _move(self, edge: int, posts: int) -> None:
        self.values[edge >> 1] += -posts if edge & 1 else posts
        self.spare[edge] -= posts
        self.spare[edge ^ 1] += posts

    def _in_the_way(self, edge: int, posts: int = 1) -> list[Bound]:
        step = -posts if edge & 1 else posts
        return [
            bound
            for bound, members in self.limits.get(edge >> 1, ())
            if _breaks(bound, sum(self.values[place] for place in members) + step)
        ]

    def _cycle(self, first: int) -> list[int]:
        """Find the cycle through an edge, all towards the shares, with the fewest bounds in its way."""
        spare, limits = self.spare, self.limits
        start, goal = self._ends(first)
        best = {start: 0}
        came: dict[int, int] = {}
        heap = [(0, start)]
        while heap:
            broken, node = heappop(heap)
            if node == goal:
                break
            if broken > best[node]:
                continue
            for edge, end in self.edges[node]:
                if spare[edge] <= 0 or edge ^ 1 == first or best.get(end, broken + 1) <= broken:
                    continue
                count = broken + (len(self._in_the_way(edge)) if edge >> 1 in limits else 0)
                if count < best.get(end, count + 1):
                    best[end] = count
                    came[end] = edge
                    heappush(heap, (count, end))
        return [first, *self._trace(came, goal, start)]

    def _ends(self, edge: int) -> tuple[int, int]:
        """Return where an edge leads to, and where it leaves."""
        tail, head = self.net.tails[edge >> 1], self.net.heads[edge >> 1]
        return (tail, head) if edge & 1 else (head, tail)

    def _trace(self, came: dict[int, int], node: int, start: int) -> list[int]:
        path = []
        while node != start:
            path.append(came[node])
            node = self._ends(came[node])[1]
        return path[::-1]
