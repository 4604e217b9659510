"""Prices from the middle of what is possible, so that divisors can be written with few digits.

The prices that prove a flow lie on the edge of their range: some quotient stands exactly on a mark. The
mean of many such prices keeps every quotient away from its marks. Whole-numbered logarithms find it;
whether it proves the flow is for exact fractions to say.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Final, TypeAlias

from zhifa_alloc.quotas.network import Network

_Edge: TypeAlias = tuple[int, int, int]
"""(from, to, cost) of one unit more or less on an arc."""
MOST_NODES: Final = 80
"""Larger networks keep the prices they have: the mean takes a search from every node."""


def centred(
    network: Network, values: Sequence[int], marginal: Callable[[int, int], int], far: int
) -> list[int] | None:
    """Return prices by node, in the steps of ``marginal``; None for large networks or where none settle.

    In a part of the network that posts cannot leave, the first node has price 0; else the sink has.

    Args:
        network: the network.
        values: an optimal flow.
        marginal: cost of a unit, in whole steps.
        far: price of a node that cannot be reached from another, in steps.
    """
    count = len(network.supplies)
    if count > MOST_NODES:
        return None
    edges = list(_residual(network, values, marginal))
    total = [0] * count
    for start in range(count):
        prices = [far] * count
        prices[start] = 0
        if not _settle(edges, prices):
            return None
        total = [one + other for one, other in zip(total, prices, strict=True)]
    home = _homes(count, edges)
    return [(price - total[home[node]]) // count for node, price in enumerate(total)]


def _residual(
    network: Network, values: Sequence[int], marginal: Callable[[int, int], int]
) -> Iterable[_Edge]:
    for arc, value in enumerate(values):
        tail, head = network.tails[arc], network.heads[arc]
        if value < network.uppers[arc]:
            yield tail, head, marginal(arc, value + 1)
        if value > network.lowers[arc]:
            yield head, tail, -marginal(arc, value)


def _settle(edges: Sequence[_Edge], prices: list[int]) -> bool:
    """Lower prices until no edge is cheaper than their difference (Bellman, Ford); False if that never ends."""
    for _ in range(len(prices) + 1):
        settled = True
        for tail, head, cost in edges:
            if prices[tail] + cost < prices[head]:
                prices[head] = prices[tail] + cost
                settled = False
        if settled:
            return True
    return False


def _homes(count: int, edges: Iterable[_Edge]) -> list[int]:
    """Return for every node the sink, if it hangs together with it, else the first node of its part."""
    first = list(range(count))

    def find(node: int) -> int:
        while first[node] != node:
            node = first[node]
        return node

    for tail, head, _ in edges:
        low, high = sorted((find(tail), find(head)))
        first[high] = low
    sink = count - 1
    return [sink if find(node) == find(sink) else find(node) for node in range(count)]
