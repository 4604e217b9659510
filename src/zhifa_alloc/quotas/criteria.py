"""The criteria of controlled rounding as costs of single posts, in whole numbers.

Contract: among the tables that meet the bounds, first the fewest posts outside round-down/round-up of
the 区 sums, then of the 领域 × 区 sums, then of the cells; then these spread in proportion (least
Σ outside² / share); then least Σ (value − share)² over cells, then 领域 × 区, then 区.

Each criterion adds up over sums, and is convex in each: the cost of a sum's k-th post never falls with
k. A lexicographic order of such totals is one total in which one unit of a criterion outweighs all that
the criteria after it can add up to.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import lcm

from zhifa_alloc.quotas.nest import LEVELS, Nest, Sum
from zhifa_alloc.schema.quota import Level


class PostsOutside:
    """Posts outside round-down/round-up: of 区 first, then 领域 × 区, then cells."""

    def __init__(self, nest: Nest) -> None:
        # All posts outside on one level are fewer than the posts handed out and the ceilings together.
        most = 2 * sum(nest.task.rows.values()) + len(nest.cells) + 1
        weights = {level: most**power for power, level in enumerate(reversed(LEVELS))}
        self._steps = [
            [(weights[item.level], item.floor, item.ceil) for item in arc.sums] for arc in nest.arcs
        ]

    def __call__(self, arc: int, unit: int) -> int:
        """Return the cost of the arc's unit-th post."""
        cost = 0
        for weight, floor, ceil in self._steps[arc]:
            if unit <= floor:
                cost -= weight
            elif unit > ceil:
                cost += weight
        return cost


class SpreadOutside:
    """Σ outside² / share over all sums, times a common multiple that makes it whole.

    A sum with share 0 stands for an ever smaller share: its outside² counts before all others.
    """

    def __init__(self, nest: Nest, lowers: Sequence[int], uppers: Sequence[int]) -> None:
        open_sums = list(_outside_room(nest, lowers, uppers))
        multiple = lcm(*(item.share.numerator for item, _ in open_sums if item.share))
        rest = 0
        self._factors: dict[Sum, int] = {}
        for item, reach in open_sums:
            if item.share:
                factor = multiple // item.share.numerator * item.share.denominator
                self._factors[item] = factor
                rest += factor * reach**2
        self._factors.update((item, rest + 1) for item, _ in open_sums if not item.share)
        self._arcs = [
            [(self._factors[item], item.floor, item.ceil) for item in arc.sums if item in self._factors]
            for arc in nest.arcs
        ]

    def __call__(self, arc: int, unit: int) -> int:
        """Return the cost of the arc's unit-th post."""
        cost = 0
        for factor, floor, ceil in self._arcs[arc]:
            if unit <= floor:
                cost -= factor * (2 * (floor - unit) + 1)
            elif unit > ceil:
                cost += factor * (2 * (unit - ceil) - 1)
        return cost


def _outside_room(nest: Nest, lowers: Sequence[int], uppers: Sequence[int]) -> Iterator[tuple[Sum, int]]:
    """Yield the sums that may still lie outside, with how far."""
    for arc, low, high in zip(nest.arcs, lowers, uppers, strict=True):
        if low == high:
            continue
        for item in arc.sums:
            reach = max(item.floor - low, high - item.ceil)
            if reach > 0:
                yield item, reach


class ClosestToShare:
    """Σ (value − share)² over cells, then over 领域 × 区, then over 区, times a common multiple.

    The k-th post of a sum costs (k − share)² − (k − 1 − share)² = 2k − 1 − 2·share.
    """

    def __init__(self, nest: Nest, lowers: Sequence[int], uppers: Sequence[int]) -> None:
        free = [arc for arc, low in enumerate(lowers) if low < uppers[arc] and nest.arcs[arc].sums]
        weights = _squares_weights(nest, free, lowers, uppers)
        self._slopes = [0] * len(nest.arcs)
        self._starts = [0] * len(nest.arcs)
        for arc in free:
            weight = sum([weights[item.level] for item in nest.arcs[arc].sums])
            self._slopes[arc] = 2 * nest.scale * weight
            self._starts[arc] = -(nest.scale + 2 * nest.scaled[arc]) * weight

    def __call__(self, arc: int, unit: int) -> int:
        """Return the cost of the arc's unit-th post."""
        return self._slopes[arc] * unit + self._starts[arc]


def _squares_weights(
    nest: Nest, free: Sequence[int], lowers: Sequence[int], uppers: Sequence[int]
) -> dict[Level, int]:
    """Weigh the levels so that one unit of a level outweighs all that the levels after it can change."""
    spreads: dict[Level, int] = dict.fromkeys(LEVELS, 0)
    for arc in free:
        low, high = lowers[arc], uppers[arc]
        # |2k − 1 − 2·share| for every k with low < k <= high
        dearest = 2 * max(high - nest.floors[arc], nest.ceils[arc] - low) + 1
        for item in nest.arcs[arc].sums:
            spreads[item.level] += (high - low) * dearest
    district = 1
    team = spreads["district"] * nest.scale * district + 1
    cell = spreads["team"] * nest.scale * team + spreads["district"] * nest.scale * district + 1
    return {"district": district, "team": team, "cell": cell}
