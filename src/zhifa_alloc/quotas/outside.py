"""Posts outside round-down/round-up, each with the bounds that forced it there and who gave or got it.

The fair shares are a flow themselves. So a post that lies outside could go back along a cycle on which
every sum moves towards its share, if it were not for the bounds on that cycle. The cycle with the
fewest bounds in its way gives the reason; the other sums on it gave the post, or got it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from heapq import heappop, heappush
from typing import Final

from zhifa_alloc.quotas.nest import LEVELS, Nest
from zhifa_alloc.quotas.network import Network
from zhifa_alloc.quotas.rounding import Rounded
from zhifa_alloc.quotas.sets import Members
from zhifa_alloc.schema.quota import Bound, Level, Outside, Partner

_FAR: Final = 1 << 60


def list_outside(rounded: Rounded) -> tuple[Outside, ...]:
    """List every sum outside round-down/round-up of its fair share: 区, then 领域 × 区, then cells.

    Each has the bounds without which its posts could have stayed inside, and the sums of its own level
    that gave what it has too many, or got what it has too few.
    """
    nest = rounded.nest
    limits = zip(nest.floors, rounded.by_arc, nest.ceils, strict=True)
    arcs = [arc for arc, (floor, value, ceil) in enumerate(limits) if not floor <= value <= ceil]
    way_back = _WayBack(rounded) if arcs else None
    found = []
    for arc in arcs:
        value = rounded.by_arc[arc]
        for level in nest.levels[arc]:
            posts = nest.outside(arc, value)
            if way_back:
                back = way_back.find(arc, posts)
                entry = Outside(
                    level,
                    *nest.names(arc, level),
                    nest.share(arc),
                    value,
                    posts,
                    back.bounds,
                    _partners(nest, level, back.moves, 1 if value > nest.ceils[arc] else -1),
                )
                found.append((LEVELS.index(level), arc, entry))
    return tuple(entry for _, _, entry in sorted(found, key=lambda one: one[:2]))


def _partners(nest: Nest, level: Level, moves: Mapping[int, int], sign: int) -> tuple[Partner, ...]:
    """List the sums of the same level that move the other way when the posts go back."""
    return tuple(
        Partner(*nest.names(arc, level), abs(moved))
        for arc, moved in sorted(moves.items())
        if level in nest.levels[arc] and moved * sign > 0
    )


def _breaks(bound: Bound, value: int) -> bool:
    return (bound.lower is not None and value < bound.lower) or (
        bound.upper is not None and value > bound.upper
    )


@dataclass(frozen=True, slots=True)
class _Back:
    """How posts get back: the bounds in their way in order of discovery, and by how much each arc changes."""

    bounds: tuple[Bound, ...]
    moves: Mapping[int, int]


class _WayBack:
    """Moves posts of one sum back towards its share and notes the bounds that stand in the way."""

    def __init__(self, rounded: Rounded) -> None:
        nest = rounded.nest
        self.net: Network = nest.network(*nest.hard_room())
        self.table = rounded.by_arc
        self.values = list(rounded.by_arc)
        shares = [(share // nest.scale, -(-share // nest.scale)) for share in nest.scaled]
        self.above = [value > up for value, (_, up) in zip(self.table, shares, strict=True)]
        # How far an edge can take a sum until it has passed its share.
        self.room = [
            room
            for value, (down, up) in zip(self.table, shares, strict=True)
            for room in (up - value, value - down)
        ]
        self.limits: dict[int, list[tuple[Bound, Members]]] = {}
        for arc, bounds in nest.bounds.items():
            self.limits[arc] = [(bound, (arc,)) for bound in bounds]
        for bound, members in nest.crossing:
            for place in members:
                self.limits.setdefault(place, []).append((bound, members))
        self.edges: list[list[tuple[int, int]]] = [[] for _ in self.net.supplies]
        for arc, (tail, head) in enumerate(zip(self.net.tails, self.net.heads, strict=True)):
            self.edges[tail].append((2 * arc, head))
            self.edges[head].append((2 * arc + 1, tail))
        self.spare: list[int] = []

    def find(self, arc: int, posts: int) -> _Back:
        """Take the posts that lie outside on this arc back, cycle after cycle."""
        self.values, self.spare = list(self.table), list(self.room)
        first = 2 * arc + self.above[arc]
        found: dict[Bound, None] = {}
        moves: Counter[int] = Counter()
        while posts:
            cycle = self._cycle(first)
            moved = min(posts, *(self.spare[edge] for edge in cycle))
            for edge in cycle:
                found.update(dict.fromkeys(self._in_the_way(edge, moved)))
                self._move(edge, moved)
                moves[edge >> 1] += -moved if edge & 1 else moved
            posts -= moved
        return _Back(tuple(found), moves)

    def _move(self, edge: int, posts: int) -> None:
        self.values[edge >> 1] += -posts if edge & 1 else posts
        self.spare[edge] -= posts
        self.spare[edge ^ 1] += posts

    def _in_the_way(self, edge: int, posts: int = 1) -> list[Bound]:
        step = -posts if edge & 1 else posts
        values = self.values
        return [
            bound
            for bound, members in self.limits.get(edge >> 1, ())
            if _breaks(bound, sum([values[place] for place in members]) + step)
        ]

    def _cycle(self, first: int) -> list[int]:
        """Find the cycle through an edge, all towards the shares, with the fewest bounds in its way."""
        spare, limits, edges = self.spare, self.limits, self.edges
        start, goal = self._ends(first)
        back = first ^ 1
        nodes = len(edges)
        best = [_FAR] * nodes
        best[start] = 0
        came: dict[int, int] = {}
        heap = [start]  # bounds broken so far and node, as one number
        while heap:
            broken, node = divmod(heappop(heap), nodes)
            if node == goal:
                break
            if broken > best[node]:
                continue
            for edge, end in edges[node]:
                if best[end] <= broken or spare[edge] <= 0 or edge == back:
                    continue
                count = broken + (len(self._in_the_way(edge)) if edge >> 1 in limits else 0)
                if count < best[end]:
                    best[end] = count
                    came[end] = edge
                    heappush(heap, count * nodes + end)
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
