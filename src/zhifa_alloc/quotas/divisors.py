"""Divisor methods: each row by itself, or rows and columns together, with every kind of bound.

The k-th post of a cell costs log(mark(k) / weight). A table is cheapest if and only if numbers exist, one
per row and one per bounded sum, such that every weight divided by its numbers rounds to its cell
(Gaffke and Pukelsheim 2008; Rote and Zachariasen 2007). The prices of the flow are these numbers.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from zhifa_alloc.quotas.bounds import sum_name
from zhifa_alloc.quotas.flow import cheapest_flow, optimal_room, proves
from zhifa_alloc.quotas.nest import Nest
from zhifa_alloc.quotas.network import Flow, Network
from zhifa_alloc.quotas.plain import plainest
from zhifa_alloc.quotas.price import FREE, Price
from zhifa_alloc.quotas.proposal import centre_prices, propose
from zhifa_alloc.quotas.sequences import RoundingSequence
from zhifa_alloc.quotas.solver import Room, Solved
from zhifa_alloc.schema.quota import Level, RowKey

_DIGITS: Final = 15
"""Divisors are tried with fewer digits than this."""


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
        room = optimal_room(network, flow, costs)
        return Solved(flow.values, room, _divisors(nest, network, flow, costs, self.sequence))

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


def _divisors(
    nest: Nest, network: Network, flow: Flow[Price], costs: _Costs, sequence: RoundingSequence
) -> dict[str, Fraction]:
    """Read plain divisors from the prices: of bounded sums other than 1, then of rows.

    Raised to the sequence's power. A row whose divisor would be infinite (fewer posts than claimants that
    all come first) is left out; so is everything if a bound forces posts on weight 0.
    """
    potentials = _middle_or_own(nest, network, flow, costs, sequence)
    priced = _priced_joins(nest, network, flow.values, potentials)
    if _infinite(priced):
        return {}
    finite = [
        row
        for node, row in enumerate(nest.by_row)
        if nest.task.rows[row] and not (potentials[node] - potentials[-1]).infinities
    ]
    exact = {arc: price.ratio for arc, price in priced.items()}
    joins, rows = _Plain(nest, network, flow.values, costs, exact).joins_and_rows(finite)
    names = {sum_name(nest.bounds[arc][0]): value for arc, value in joins.items()}
    return names | {"·".join(row): value for row, value in rows.items()}


def _middle_or_own(
    nest: Nest, network: Network, flow: Flow[Price], costs: _Costs, sequence: RoundingSequence
) -> Sequence[Price]:
    """Return prices from the middle of their range if they prove the flow and are finite, else the flow's own."""
    priced = _priced_joins(nest, network, flow.values, flow.potentials)
    if not priced or _infinite(priced):
        return flow.potentials
    middle = centre_prices(nest, network, flow.values, sequence)
    if middle is None or not proves(network, flow.values, middle, costs):
        return flow.potentials
    return flow.potentials if _infinite(_priced_joins(nest, network, flow.values, middle)) else middle


def _infinite(priced: Mapping[int, Price]) -> bool:
    return any(price.infinities for price in priced.values())


def _priced_joins(
    nest: Nest, network: Network, values: Sequence[int], potentials: Sequence[Price]
) -> dict[int, Price]:
    """Return the price of every joining arc that has one.

    An empty sum may carry a price below its own zero, by which its weights would count for more. It stays
    empty without, so that nobody has to look for a floor that is not there.
    """
    prices = {
        arc: potentials[network.heads[arc]] - potentials[network.tails[arc]] for arc in nest.widest_first
    }
    idle = {arc for arc, price in prices.items() if not (values[arc] or price.infinities) and price < FREE}
    return {arc: price for arc, price in prices.items() if price != FREE and arc not in idle}


class _Plain:
    """Divisors with as few digits as keep every cell where it is."""

    def __init__(
        self,
        nest: Nest,
        network: Network,
        values: Sequence[int],
        costs: _Costs,
        joins: dict[int, Fraction],
    ) -> None:
        self.nest, self.network, self.values, self.costs = nest, network, values, costs
        self.exact = joins
        self.outer = [self._outer(cell) for cell in range(len(nest.cells))]

    def _outer(self, cell: int) -> list[int]:
        """List the arcs with a divisor that a cell flows through."""
        found = []
        arc = self.nest.parents[cell]
        while arc is not None:
            if arc in self.exact:
                found.append(arc)
            arc = self.nest.parents[arc]
        return found

    def joins_and_rows(self, rows: Iterable[RowKey]) -> tuple[dict[int, Fraction], dict[RowKey, Fraction]]:
        """Round the joins' divisors together to the fewest digits that leave every row a divisor."""
        places = [self.nest.by_row[row] for row in rows]
        for digits in range(1, _DIGITS):
            joins = {arc: _rounded(value, digits) for arc, value in self.exact.items()}
            ranges = [self._range(cells, joins) for cells in places]
            if all(low is None or high is None or low <= high for low, high in ranges):
                break
        else:
            joins = self.exact
            ranges = [self._range(cells, joins) for cells in places]
        plain = {row: plainest(low, high) for row, (low, high) in zip(rows, ranges, strict=True)}
        return {arc: value for arc, value in joins.items() if value != 1}, plain

    def _range(
        self, cells: Iterable[int], joins: Mapping[int, Fraction]
    ) -> tuple[Fraction | None, Fraction | None]:
        """Find the divisors of a row with which each of its cells rounds as it should."""
        low: Fraction | None = None
        high: Fraction | None = None
        for cell in cells:
            value, quotient = self.values[cell], self.costs.weights[cell]
            for arc in self.outer[cell]:
                quotient /= joins[arc]
            if quotient and value < self.network.uppers[cell]:
                least = quotient / self.costs.mark(value + 1)
                low = least if low is None else max(low, least)
            if quotient and value > self.network.lowers[cell] and self.costs.mark(value):
                most = quotient / self.costs.mark(value)
                high = most if high is None else min(high, most)
        return low, high


def _rounded(value: Fraction, digits: int) -> Fraction:
    return Fraction(f"{float(value):.{digits}g}")
