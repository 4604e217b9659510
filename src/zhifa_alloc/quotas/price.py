"""Costs of divisor methods: logarithms of exact ratios, added by multiplying, with infinities that add up."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Self


@dataclass(frozen=True, slots=True)
class Price:
    """``infinities``·∞ + log(ratio), exact. Compared by infinities first, then by ratio."""

    infinities: int
    ratio: Fraction

    def __add__(self, other: Self, /) -> Self:
        return type(self)(self.infinities + other.infinities, self.ratio * other.ratio)

    def __sub__(self, other: Self, /) -> Self:
        return type(self)(self.infinities - other.infinities, self.ratio / other.ratio)

    def __lt__(self, other: Self, /) -> bool:
        if self.infinities != other.infinities:
            return self.infinities < other.infinities
        return self.ratio < other.ratio


FREE = Price(0, Fraction(1))
"""The zero of prices."""
