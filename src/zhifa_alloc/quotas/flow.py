"""Integer flow of least convex cost: exact, for costs of any ordered group (int, Fraction, Price).

Successive shortest paths from a start that is already right for every arc alone. Each path is a
shortest one under reduced costs that never fall below zero, so at the end no residual cycle is
negative: the flow is optimal and the potentials prove it (Ahuja, Magnanti, Orlin, Network Flows,
chapters 9 and 14).
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from functools import partial
from heapq import heappop, heappush
from typing import Any, Generic

from zhifa_alloc.quotas.network import C, Flow, Network, NoFlow, Start


def cheapest_flow(network: Network, marginal: Callable[[int, int], C], zero: C, start: Start[C]) -> Flow[C]:
    """Find an integer flow of least total cost.

    Args:
        network: nodes, arcs, bounds; no arc has lower > upper.
        marginal: (arc, k) -> cost of its k-th unit, non-decreasing in k, for lower < k <= upper.
        zero: the zero of the cost group.
        start: any values and prices; the closer to the answer, the sooner it is found.

    Raises:
        NoFlow: the bounds cannot be met.
    """
    search = _Search(network, marginal, zero, start)
    search.run()
    return Flow(tuple(search.values), tuple(search.potentials))


def optimal_room(
    network: Network, flow: Flow[C], marginal: Callable[[int, int], C]
) -> tuple[list[int], list[int]]:
    """Narrow the bounds to exactly the optimal flows.

    By complementary slackness a flow is optimal if and only if each arc carries every unit that is
    cheaper than its potential difference and none that is dearer.

    Returns:
        Lower and upper bounds by arc.
    """
    lowers, uppers = list(network.lowers), list(network.uppers)
    potentials, tails, heads = flow.potentials, network.tails, network.heads
    for arc, value in enumerate(flow.values):
        low, high = lowers[arc], uppers[arc]
        if low == high:
            continue
        price = potentials[heads[arc]] - potentials[tails[arc]]
        # Most arcs have no second unit at this price, or nothing but such: the ends are looked at first.
        if value < high and price < marginal(arc, value + 1):
            uppers[arc] = value
        elif value + 1 < high and price < marginal(arc, high):
            uppers[arc] = _units_below(marginal, arc, value, high, price, ties=True)
        if value > low and marginal(arc, value) < price:
            lowers[arc] = value
        elif value > low + 1 and marginal(arc, low + 1) < price:
            lowers[arc] = _units_below(marginal, arc, low, value, price, ties=False)
    return lowers, uppers


def proves(
    network: Network, values: Sequence[int], potentials: Sequence[C], marginal: Callable[[int, int], C]
) -> bool:
    """Say whether node prices prove a flow optimal: no arc gains by one unit more or less."""
    for arc, value in enumerate(values):
        price = potentials[network.heads[arc]] - potentials[network.tails[arc]]
        if value < network.uppers[arc] and marginal(arc, value + 1) < price:
            return False
        if value > network.lowers[arc] and price < marginal(arc, value):
            return False
    return True


def _units_below(
    marginal: Callable[[int, int], C], arc: int, low: int, high: int, price: C, *, ties: bool
) -> int:
    """Count the units of an arc, between low and high, that cost less than the price (or as much)."""
    units = range(low + 1, high + 1)
    search: Any = bisect_right if ties else bisect_left
    return low + int(search(units, price, key=partial(marginal, arc)))


class _Search(Generic[C]):
    """Values and potentials under way; every residual edge has a reduced cost of at least zero.

    Edge 2a is arc a forward, edge 2a + 1 is arc a backward; ``costs`` is None where no unit fits.
    """

    def __init__(
        self,
        network: Network,
        marginal: Callable[[int, int], C],
        zero: C,
        start: Start[C],
    ) -> None:
        self.network = network
        self.marginal = marginal
        self.zero = zero
        self.potentials = list(start.potentials)
        self.values = list(network.lowers)
        self.costs: list[C | None] = [None] * (2 * len(network.lowers))
        self.ends = network.ends()
        self.edges: list[list[int]] = [[] for _ in network.supplies]
        self.excess = list(network.supplies)
        self._connect(start.values)

    def run(self) -> None:
        """Send every excess to a deficit.

        Raises:
            NoFlow: some excess can reach none.
        """
        stuck = []
        for node in range(len(self.excess)):
            while self.excess[node] > 0:
                found = self._shortest_path(node)
                if found is None:
                    stuck.append(node)
                    break
                self._push(*found)
        if stuck:
            raise NoFlow(self._cuts(stuck))

    def _cuts(self, stuck: Sequence[int]) -> tuple[frozenset[int], ...]:
        """Return what the stuck nodes reach, the smallest sets first, none that meets one before it."""
        cuts: list[frozenset[int]] = []
        for reached in sorted((self._reached(node) for node in stuck), key=len):
            if all(reached.isdisjoint(cut) for cut in cuts):
                cuts.append(reached)
        return tuple(cuts)

    def _reached(self, source: int) -> frozenset[int]:
        seen = {source}
        queue = [source]
        while queue:
            for edge in self.edges[queue.pop()]:
                if self.costs[edge] is not None and self.ends[edge] not in seen:
                    seen.add(self.ends[edge])
                    queue.append(self.ends[edge])
        return frozenset(seen)

    def _connect(self, guess: Sequence[int]) -> None:
        """Bring the values of all arcs to where they are cheapest at the start's prices; note the next costs."""
        edges, potentials, excess, costs = self.edges, self.potentials, self.excess, self.costs
        net, marginal, zero = self.network, self.marginal, self.zero
        arcs = zip(net.tails, net.heads, net.lowers, net.uppers, guess, strict=True)
        for arc, (tail, head, low, high, guessed) in enumerate(arcs):
            value = low
            if low != high:
                forward, backward = 2 * arc, 2 * arc + 1
                edges[tail].append(forward)
                edges[head].append(backward)
                price = potentials[head] - potentials[tail]
                if high - low == 1:  # most sums: round down or up, one post to ask for
                    cost = marginal(arc, high)
                    if cost < price or (guessed >= high and not price < cost):
                        value = self.values[arc] = high
                        costs[backward] = zero - cost
                    else:
                        costs[forward] = cost
                else:
                    value = self.values[arc] = self._cheapest_alone(arc, min(max(guessed, low), high), price)
                    self._price(arc)
            if value:
                excess[tail] -= value
                excess[head] += value

    def _cheapest_alone(self, arc: int, value: int, price: C) -> int:
        """Move a value inside the arc's limits to where no unit more or less is better at a price."""
        low, high = self.network.lowers[arc], self.network.uppers[arc]
        if value < high and self.marginal(arc, value + 1) < price:
            return _units_below(self.marginal, arc, value + 1, high, price, ties=False)
        if value > low and price < self.marginal(arc, value):
            return _units_below(self.marginal, arc, low, value - 1, price, ties=True)
        return value

    def _price(self, arc: int) -> None:
        """Remember what one unit more costs and what one unit less gives back."""
        net, value = self.network, self.values[arc]
        more = value < net.uppers[arc]
        less = value > net.lowers[arc]
        self.costs[2 * arc] = self.marginal(arc, value + 1) if more else None
        self.costs[2 * arc + 1] = self.zero - self.marginal(arc, value) if less else None

    def _shortest_path(self, source: int) -> tuple[int, dict[int, int]] | None:
        """Search from a node with excess to the nearest deficit; return it, if any, and how it was reached.

        The inner loop is most of the work of a table, so it is written out here with local names.
        """
        excess, potentials, costs, ends, edges = (
            self.excess,
            self.potentials,
            self.costs,
            self.ends,
            self.edges,
        )
        best = {source: self.zero}
        came: dict[int, int] = {}
        done: dict[int, C] = {}
        heap = [(self.zero, source)]
        level: list[int] = []
        nearest: C | None = None
        while heap:
            distance, node = heappop(heap)
            if node in done:
                continue
            if excess[node] < 0:
                self._reprice(done, distance)
                return node, came
            level.append(node)
            while level:
                node = level.pop()
                done[node] = distance
                base = distance + potentials[node]
                for edge in edges[node]:
                    cost, end = costs[edge], ends[edge]
                    length = None if cost is None or end in done else base + cost - potentials[end]
                    if (
                        length is None
                        or (end in best and not length < best[end])
                        or (nearest is not None and not length < nearest)
                    ):
                        continue
                    best[end] = length
                    came[end] = edge
                    if excess[end] < 0:
                        if not distance < length:  # no other deficit can be nearer
                            self._reprice(done, length)
                            return end, came
                        nearest = length
                        heappush(heap, (length, end))
                    elif distance < length:
                        heappush(heap, (length, end))
                    else:
                        level.append(end)
        return None

    def _reprice(self, done: dict[int, C], distance: C) -> None:
        """Raise the prices of the nodes passed, so that no reduced cost on or off the path is negative."""
        for node, length in done.items():
            self.potentials[node] = self.potentials[node] + length - distance

    def _push(self, node: int, came: dict[int, int]) -> None:
        """Send one unit along the path that ends at a deficit."""
        self.excess[node] += 1
        while node in came:
            edge = came[node]
            self.values[edge >> 1] += -1 if edge & 1 else 1
            self._price(edge >> 1)
            node = self.ends[edge ^ 1]
        self.excess[node] -= 1
