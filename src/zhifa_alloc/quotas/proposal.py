"""A first guess for divisor methods: the same flow on logarithms rounded to whole numbers.

Only a guess: floats make it, and exact fractions decide afterwards. The guess puts nearly every post
where it belongs, so that the slow exact search has little left to do.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import log2
from typing import Final

from zhifa_alloc.quotas.centre import centred
from zhifa_alloc.quotas.flow import cheapest_flow
from zhifa_alloc.quotas.nest import Nest
from zhifa_alloc.quotas.network import Network, Start
from zhifa_alloc.quotas.price import Price
from zhifa_alloc.quotas.sequences import RoundingSequence
from zhifa_alloc.quotas.solver import Room
from zhifa_alloc.quotas.start import largest_remainders, priced_start

_SCALE: Final = 2**40
"""Steps to one doubling."""
_INFINITE: Final = 2**60
"""Stands for an infinite cost; far above any sum of finite ones."""


def propose(nest: Nest, room: Room, sequence: RoundingSequence) -> Start[Price]:
    """Solve a divisor method roughly.

    Raises:
        NoFlow: the limits cannot be met together; this much is certain.
    """
    network = nest.network(*room)
    costs = _Logarithms(nest, sequence)
    start = priced_start(nest, network, costs, 0, largest_remainders(nest, *room))
    flow = cheapest_flow(network, costs, 0, start)
    return Start(flow.values, _exact(flow.potentials))


def centre_prices(
    nest: Nest, network: Network, values: Sequence[int], sequence: RoundingSequence
) -> list[Price] | None:
    """Guess prices in the middle of their range for a table; None where none is found."""
    steps = centred(network, values, _Logarithms(nest, sequence), far=8 * _SCALE)
    return None if steps is None else _exact(steps)


class _Logarithms:
    """Cost of a cell's k-th post in steps; sums of cells cost nothing."""

    def __init__(self, nest: Nest, sequence: RoundingSequence) -> None:
        self._mark = sequence.mark
        shares = (nest.task.shares[cell] for cell in nest.cells)
        self._weights = [sequence.power * _log(share) if share else None for share in shares]

    def __call__(self, arc: int, unit: int) -> int:
        """Return the cost of the arc's unit-th post."""
        if arc >= len(self._weights):
            return 0
        weight = self._weights[arc]
        if weight is None:
            return _INFINITE + unit
        mark = self._mark(unit)
        return int((_log(mark) - weight) * _SCALE) if mark else -_INFINITE - int(weight * _SCALE)


def _log(number: Fraction) -> float:
    return log2(number.numerator) - log2(number.denominator)


def _exact(steps: Sequence[int]) -> list[Price]:
    """Turn potentials in steps into prices; each is some fraction close by."""
    prices = []
    for step in steps:
        infinities = (step + _INFINITE // 2) // _INFINITE
        doublings, rest = divmod(step - infinities * _INFINITE, _SCALE)
        ratio = Fraction(int(2 ** (rest / _SCALE) * _SCALE), _SCALE) * Fraction(2) ** doublings
        prices.append(Price(infinities, ratio))
    return prices
