"""Divisor methods: each row by itself, or rows and columns together, with every kind of bound.

The k-th post of a cell costs log(mark(k) / weight). A table is cheapest if and only if numbers exist, one
per row and one per bounded sum, such that every weight divided by its numbers rounds to its cell
(Gaffke and Pukelsheim 2008; Rote and Zachariasen 2007). The prices of the flow are these numbers.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from zhifa_alloc.quotas.bounds import sum_name
from zhifa_alloc.quotas.flow import Flow, Network, cheapest_flow, optimal_room
from zhifa_alloc.quotas.nest import Nest
from zhifa_alloc.quotas.plain import plainest
from zhifa_alloc.quotas.price import FREE, Price
from zhifa_alloc.quotas.proposal import propose
from zhifa_alloc.quotas.sequences import RoundingSequence
from zhifa_alloc.quotas.solver import Room, Solved
from zhifa_alloc.schema.quota import Level, RowKey


@dataclass(frozen=True, slots=True)
class DivisorRounding:
    """A divisor method; weights are the fair shares.

    Where a sequence gives the first post before all others and posts are fewer than claimants, the larger
    weight goes first. A cell of weight 0 gets posts only where nothing else can take them.
    """

    sequence: RoundingSequence

    @property
    def levels(self) -> tuple[Level, ...]:
        """Only cells are rounded; bounds count on every level."""
        return ("cell",)

    def solve(self, nest: Nest, room: Room) -> Solved:
        """Find the cheapest tables between hard limits.

        Raises:
            NoFlow: the limits cannot be met together.
        """
        costs = _Costs(nest, self.sequence)
        network = nest.network(*room)
        flow = cheapest_flow(network, costs, FREE, propose(nest, room, self.sequence))
        divisors = _divisors(nest, network, flow, costs)
        return Solved(flow.values, optimal_room(network, flow, costs), divisors)

    def value(self, nest: Nest, values: tuple[int, ...]) -> Price:
        """Return the total cost of a table."""
        costs = _Costs(nest, self.sequence)
        total = FREE
        for cell in range(len(nest.cells)):
            for unit in range(1, values[cell] + 1):
                total += costs(cell, unit)
        return total


class _Costs:
    """Cost of a cell's k-th post; sums of cells cost nothing."""

    def __init__(self, nest: Nest, sequence: RoundingSequence) -> None:
        self.mark = sequence.mark
        self.weights = [nest.task.shares[cell] ** sequence.power for cell in nest.cells]

    def __call__(self, arc: int, unit: int) -> Price:
        if arc >= len(self.weights):
            return FREE
        weight = self.weights[arc]
        if not weight:
            return Price(1, Fraction(unit))
        mark = self.mark(unit)
        return Price(0, mark / weight) if mark else Price(-1, 1 / weight)


def _divisors(nest: Nest, network: Network, flow: Flow[Price], costs: _Costs) -> dict[str, Fraction]:
    """Read plain divisors from the prices: of bounded sums other than 1, then of rows.

    Raised to the sequence's power. A row whose divisor would be infinite (fewer posts than claimants that
    all come first) is left out; so is everything if a bound forces posts on weight 0.
    """
    sink = flow.potentials[-1]
    raised = [price - sink for price in flow.potentials]
    joins = {}
    for arc in nest.widest_first:
        price = raised[network.heads[arc]] - raised[network.tails[arc]]
        if price.infinities:
            return {}
        if price != FREE:
            joins[arc] = price.ratio
    rows = {
        row: raised[node].ratio
        for node, row in enumerate(nest.by_row)
        if nest.task.rows[row] and not raised[node].infinities
    }
    plain = _Plain(nest, network, flow.values, costs, joins, rows)
    plain.simplify()
    names = {sum_name(nest.arcs[arc].bounds[0]): value for arc, value in plain.joins.items()}
    return names | {"·".join(row): value for row, value in plain.rows.items()}


class _Plain:
    """Divisors under way to plain numbers; at every step each cell still rounds as it should."""

    def __init__(
        self,
        nest: Nest,
        network: Network,
        values: Sequence[int],
        costs: _Costs,
        joins: dict[int, Fraction],
        rows: dict[RowKey, Fraction],
    ) -> None:
        self.nest, self.network, self.values, self.costs = nest, network, values, costs
        self.joins = joins
        self.rows = rows
        self.outer = [self._outer(cell) for cell in range(len(nest.cells))]

    def _outer(self, cell: int) -> list[int]:
        """List the arcs with a divisor that a cell flows through."""
        found = []
        arc = self.nest.arcs[cell].parent
        while arc is not None:
            if arc in self.joins:
                found.append(arc)
            arc = self.nest.arcs[arc].parent
        return found

    def simplify(self) -> None:
        """Make the joins plain, one after the other, then the rows."""
        for arc in list(self.joins):
            low, high = self._interval(self.nest.arcs[arc].members, self.joins[arc])
            capped = self.values[arc] == self.network.uppers[arc]
            floored = self.values[arc] == self.network.lowers[arc]
            if capped and not floored:
                low = max(low or Fraction(1), Fraction(1))
            if floored and not capped:
                high = min(high or Fraction(1), Fraction(1))
            self.joins[arc] = plainest(low, high)
        self.joins = {arc: value for arc, value in self.joins.items() if value != 1}
        for row in self.rows:
            self.rows[row] = plainest(*self._interval(self.nest.by_row[row], self.rows[row]))

    def _interval(self, cells: Iterable[int], own: Fraction) -> tuple[Fraction | None, Fraction | None]:
        """Find how far a divisor may move until some cell would round otherwise."""
        low: Fraction | None = None
        high: Fraction | None = None
        for cell in cells:
            value, weight = self.values[cell], self.costs.weights[cell]
            row = self.nest.cells[cell][:2]
            if row not in self.rows:
                continue
            others = self.rows[row] / own
            for arc in self.outer[cell]:
                others *= self.joins.get(arc, Fraction(1))
            quotient = weight / others
            if weight and value < self.network.uppers[cell]:
                least = quotient / self.costs.mark(value + 1)
                low = least if low is None else max(low, least)
            if weight and value > self.network.lowers[cell] and self.costs.mark(value):
                most = quotient / self.costs.mark(value)
                high = most if high is None else min(high, most)
        return low, high
