"""The criteria of controlled rounding as costs of single posts, in whole numbers.

Contract: among the tables that meet the bounds, first the fewest posts outside round-down/round-up of
the 区 sums, then of the 领域 × 区 sums, then of the cells; then these spread in proportion (least
Σ outside² / share); then least Σ (value − share)² over cells, then 领域 × 区, then 区.

Each criterion adds up over sums, and is convex in each: the cost of a sum's k-th post never falls with
k. A lexicographic order of such totals is one total in which one unit of a criterion outweighs all that
the criteria after it can add up to.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import lcm

from zhifa_alloc.quotas.nest import LEVELS, Nest
from zhifa_alloc.schema.quota import Level


class PostsOutside:
    """Posts outside round-down/round-up: of 区 first, then 领域 × 区, then cells."""

    def __init__(self, nest: Nest) -> None:
        # All posts outside on one level are fewer than the posts handed out and the ceilings together.
        most = 2 * sum(nest.task.rows.values()) + len(nest.cells) + 1
        weights: dict[Level, int] = {level: most**power for power, level in enumerate(reversed(LEVELS))}
        by_levels = {levels: sum(weights[level] for level in levels) for levels in set(nest.levels)}
        self._weights = [by_levels[levels] for levels in nest.levels]
        self._floors, self._ceils = nest.floors, nest.ceils

    def of(self, arc: int, unit: int) -> int:
        """Return the cost of the arc's unit-th post."""
        if unit <= self._floors[arc]:
            return -self._weights[arc]
        return self._weights[arc] if unit > self._ceils[arc] else 0


class SpreadOutside:
    """Σ outside² / share over all sums, times a common multiple that makes it whole.

    A sum with share 0 stands for an ever smaller share: its outside² counts before all others.
    """

    def __init__(self, nest: Nest, lowers: Sequence[int], uppers: Sequence[int]) -> None:
        reaches = _outside_room(nest, lowers, uppers)
        shares = {arc: nest.share(arc) for arc in reaches}
        multiple = lcm(*(share.numerator for share in shares.values() if share))
        self._factors = {
            arc: multiple // share.numerator * share.denominator * len(nest.levels[arc])
            for arc, share in shares.items()
            if share
        }
        rest = sum(factor * reaches[arc] ** 2 for arc, factor in self._factors.items())
        for arc, share in shares.items():
            if not share:
                self._factors[arc] = (rest + 1) * len(nest.levels[arc])
        self._floors, self._ceils = nest.floors, nest.ceils

    def of(self, arc: int, unit: int) -> int:
        """Return the cost of the arc's unit-th post."""
        factor = self._factors.get(arc, 0)
        if not factor:
            return 0
        floor, ceil = self._floors[arc], self._ceils[arc]
        if unit <= floor:
            return -factor * (2 * (floor - unit) + 1)
        return factor * (2 * (unit - ceil) - 1) if unit > ceil else 0


def _outside_room(nest: Nest, lowers: Sequence[int], uppers: Sequence[int]) -> dict[int, int]:
    """Return the rounded sums that may still lie outside, with how far."""
    reaches = {}
    for arc, (low, high, floor, ceil) in enumerate(zip(lowers, uppers, nest.floors, nest.ceils, strict=True)):
        reach = max(high - ceil, floor - low)
        if low != high and reach > 0 and nest.levels[arc]:
            reaches[arc] = reach
    return reaches


class ClosestToShare:
    """Σ (value − share)² over cells, then over 领域 × 区, then over 区, times a common multiple.

    The k-th post of a sum costs (k − share)² − (k − 1 − share)² = 2k − 1 − 2·share.
    """

    def __init__(self, nest: Nest, lowers: Sequence[int], uppers: Sequence[int]) -> None:
        levels = nest.levels
        free = [arc for arc, low in enumerate(lowers) if low != uppers[arc] and levels[arc]]
        weights = _squares_weights(nest, free, lowers, uppers)
        by_levels = {own: sum(weights[level] for level in own) for own in set(levels)}
        scale, scaled = nest.scale, nest.scaled
        self._slopes = [0] * len(levels)
        self._starts = [0] * len(levels)
        for arc in free:
            weight = by_levels[levels[arc]]
            self._slopes[arc] = 2 * scale * weight
            self._starts[arc] = -(scale + 2 * scaled[arc]) * weight

    def of(self, arc: int, unit: int) -> int:
        """Return the cost of the arc's unit-th post."""
        return self._slopes[arc] * unit + self._starts[arc]


def _squares_weights(
    nest: Nest, free: Sequence[int], lowers: Sequence[int], uppers: Sequence[int]
) -> dict[Level, int]:
    """Weigh the levels so that one unit of a level outweighs all that the levels after it can change."""
    spreads: dict[tuple[Level, ...], int] = {}
    floors, ceils, levels = nest.floors, nest.ceils, nest.levels
    for arc in free:
        low, high, own = lowers[arc], uppers[arc], levels[arc]
        # |2k − 1 − 2·share| for every k with low < k <= high
        dearest = 2 * max(high - floors[arc], ceils[arc] - low) + 1
        spreads[own] = spreads.get(own, 0) + (high - low) * dearest
    most = {level: sum(spread for own, spread in spreads.items() if level in own) for level in LEVELS}
    weights: dict[Level, int] = {}
    rest = 0
    for level in LEVELS:  # the narrowest counts most
        weights[level] = rest + 1
        rest += most[level] * nest.scale * weights[level]
    return weights
