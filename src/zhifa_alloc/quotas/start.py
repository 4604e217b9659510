"""Where the search for a flow starts: a table and prices that are nearly right.

Nothing here decides a number. A good start only means that few posts are in the wrong place when the
exact search begins; any start leads to the same room of best tables.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Generic

from zhifa_alloc.quotas.nest import Nest
from zhifa_alloc.quotas.network import C, Network, Start


def largest_remainders(nest: Nest, lowers: Sequence[int], uppers: Sequence[int]) -> list[int]:
    """Round every row by itself, between the limits of its cells; return the sums by arc."""
    cells = zip(nest.floors[: len(nest.cells)], lowers, uppers, strict=False)
    values = [min(max(floor, low), high) for floor, low, high in cells]
    scale = nest.scale
    gaps = [share - value * scale for share, value in zip(nest.scaled, values, strict=False)]
    for row, places in nest.by_row.items():
        missing = nest.task.rows[row] - sum([values[place] for place in places])
        in_turn = sorted(places, key=gaps.__getitem__, reverse=missing > 0)
        _hand_out(values, in_turn, uppers if missing > 0 else lowers, missing)
    return nest.totals(values)


def _hand_out(values: list[int], places: Sequence[int], limits: Sequence[int], missing: int) -> None:
    """Move the places in turn by one, round after round, until nothing is missing or nothing can move."""
    step = 1 if missing > 0 else -1
    while missing:
        movable = [place for place in places if values[place] != limits[place]]
        if not movable:
            return
        for place in movable[: abs(missing)]:
            values[place] += step
            missing -= step


def priced_start(
    nest: Nest,
    network: Network,
    marginal: Callable[[int, int], C],
    zero: C,
    values: Sequence[int],
) -> Start[C]:
    """Find prices under which a table is nearly the cheapest: of joins from the sink down, then of rows."""
    potentials = [zero] * len(network.supplies)
    kept = list(values)
    for arc in nest.widest_first:
        value = min(max(values[arc], network.lowers[arc]), network.uppers[arc])
        price = zero
        if value < network.uppers[arc]:
            price = min(price, marginal(arc, value + 1))
        if value > network.lowers[arc]:
            price = max(price, marginal(arc, value))
        potentials[network.tails[arc]] = potentials[network.heads[arc]] - price
    for node, places in enumerate(nest.by_row.values()):
        row_price = _Row(network, marginal, potentials, kept).settle(places)
        if row_price is not None:
            potentials[node] = zero - row_price
    return Start(kept, potentials)


class _Row(Generic[C]):
    """The cells of one row, whose posts move to where they cost least."""

    def __init__(
        self,
        network: Network,
        marginal: Callable[[int, int], C],
        potentials: Sequence[C],
        values: list[int],
    ) -> None:
        self.network = network
        self.marginal = marginal
        self.potentials = potentials
        self.values = values
        self.last: dict[int, C] = {}
        self.next: dict[int, C] = {}

    def settle(self, places: Sequence[int]) -> C | None:
        """Move posts until the dearest one costs no more than the cheapest free place; return its cost."""
        kept, marginal, heads, prices = self.values, self.marginal, self.network.heads, self.potentials
        lowers, uppers = self.network.lowers, self.network.uppers
        self.last = {
            one: marginal(one, kept[one]) - prices[heads[one]] for one in places if kept[one] > lowers[one]
        }
        self.next = {
            one: marginal(one, kept[one] + 1) - prices[heads[one]]
            for one in places
            if kept[one] < uppers[one]
        }
        while self.last and self.next:
            dear = max(self.last, key=self.last.__getitem__)
            cheap = min(self.next, key=self.next.__getitem__)
            if not self.next[cheap] < self.last[dear]:
                return self.last[dear]
            self.values[dear] -= 1
            self.values[cheap] += 1
            self._look(dear)
            self._look(cheap)
        return max(self.last.values(), default=None) if self.last else min(self.next.values(), default=None)

    def _look(self, place: int) -> None:
        """Note what the cell's last post costs and what one more would."""
        value, net = self.values[place], self.network
        away = self.potentials[net.heads[place]]
        self.last.pop(place, None)
        self.next.pop(place, None)
        if value > net.lowers[place]:
            self.last[place] = self.marginal(place, value) - away
        if value < net.uppers[place]:
            self.next[place] = self.marginal(place, value + 1) - away
