"""What of a flow can still be exchanged inside its room: cycles and strongly connected components."""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Iterable, Sequence
from copy import copy

from zhifa_alloc.quotas.network import Network


class Residual:
    """A flow inside its room. Edge 2a is one unit more on arc a, edge 2a + 1 one unit less."""

    def __init__(self, network: Network, values: Sequence[int]) -> None:
        self._network = network
        self.values = list(values)
        self._ends = network.ends()
        self._edges: list[list[int]] = [[] for _ in network.supplies]
        for arc, (low, high) in enumerate(zip(network.lowers, network.uppers, strict=True)):
            if low < high:
                self._edges[network.tails[arc]].append(2 * arc)
                self._edges[network.heads[arc]].append(2 * arc + 1)

    def at(self, values: Sequence[int]) -> Residual:
        """Return the same room at another flow."""
        other = copy(self)
        other.values = list(values)
        return other

    def arc_ends(self, arc: int) -> tuple[int, int]:
        """Return tail and head of an arc."""
        return self._network.tails[arc], self._network.heads[arc]

    def fits(self, edge: int) -> bool:
        """Say whether one unit fits along the edge."""
        arc = edge >> 1
        if edge & 1:
            return self.values[arc] > self._network.lowers[arc]
        return self.values[arc] < self._network.uppers[arc]

    def cycle(self, edge: int, frozen: Collection[int] = ()) -> list[int] | None:
        """Find a cycle that starts with this edge and touches no frozen arc after it; None if none fits."""
        if not self.fits(edge):
            return None
        start, goal = self._ends[edge], self._ends[edge ^ 1]
        came = {start: edge}
        queue = deque([start])
        while queue:
            node = queue.popleft()
            if node == goal:
                return self._trace(came, node, edge)
            for step in self._edges[node]:
                end = self._ends[step]
                arc = step >> 1
                if end not in came and arc != edge >> 1 and arc not in frozen and self.fits(step):
                    came[end] = step
                    queue.append(end)
        return None

    def _trace(self, came: dict[int, int], node: int, first: int) -> list[int]:
        path = []
        while came[node] != first:
            path.append(came[node])
            node = self._ends[came[node] ^ 1]
        return [first, *reversed(path)]

    def push(self, cycle: Iterable[int]) -> None:
        """Send one unit along each edge."""
        for edge in cycle:
            self.values[edge >> 1] += -1 if edge & 1 else 1

    def components(self) -> list[int]:
        """Number the strongly connected components of the edges that fit; one number per node (Kosaraju)."""
        net = self._network
        forward: list[list[int]] = [[] for _ in net.supplies]
        backward: list[list[int]] = [[] for _ in net.supplies]
        arcs = zip(net.tails, net.heads, net.lowers, self.values, net.uppers, strict=True)
        for tail, head, low, value, high in arcs:
            if value < high:
                forward[tail].append(head)
                backward[head].append(tail)
            if value > low:
                forward[head].append(tail)
                backward[tail].append(head)
        component = [-1] * len(forward)
        for node in reversed(_finishing_order(forward)):
            if component[node] < 0:
                _flood(backward, node, component)
        return component


def _finishing_order(graph: Sequence[Sequence[int]]) -> list[int]:
    """Return the nodes in the order in which a depth-first search leaves them."""
    order: list[int] = []
    seen = [False] * len(graph)
    for root in range(len(graph)):
        if seen[root]:
            continue
        seen[root] = True
        stack = [(root, iter(graph[root]))]
        while stack:
            node, ends = stack[-1]
            fresh = next((end for end in ends if not seen[end]), None)
            if fresh is None:
                order.append(node)
                stack.pop()
            else:
                seen[fresh] = True
                stack.append((fresh, iter(graph[fresh])))
    return order


def _flood(graph: Sequence[Sequence[int]], root: int, component: list[int]) -> None:
    """Mark everything that can be reached from the root and is not marked yet with the root."""
    component[root] = root
    stack = [root]
    while stack:
        for end in graph[stack.pop()]:
            if component[end] < 0:
                component[end] = root
                stack.append(end)
