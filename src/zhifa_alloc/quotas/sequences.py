"""Rounding sequences: where a divisor method rounds up.

A divisor method divides every weight by one number, the divisor, and rounds the quotients. What tells
the methods apart is only the mark between k − 1 and k above which a quotient counts as k (Balinski and
Young, Fair Representation, 1982, chapter 12). The marks of Q值法 are square roots, so marks and
quotients are compared squared, and every number stays rational.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import Final


@dataclass(frozen=True, slots=True)
class RoundingSequence:
    """A divisor method.

    Attributes:
        name: 取整方法.
        power: marks and quotients are raised to this power before they are compared.
        mark: k -> the mark between k − 1 and k, raised to ``power``; grows with k, from k = 1.
    """

    name: str
    power: int
    mark: Callable[[int], Fraction]


ADAMS: Final = RoundingSequence("亚当斯", 1, lambda post: Fraction(post - 1))
"""Every fraction rounds up."""
HUNTINGTON_HILL: Final = RoundingSequence("Q值法", 2, lambda post: Fraction(post * (post - 1)))
"""Rounds up above the geometric mean √(k(k − 1))."""
WEBSTER: Final = RoundingSequence("圣拉古", 1, lambda post: Fraction(2 * post - 1, 2))
"""Rounds up from one half."""
JEFFERSON: Final = RoundingSequence("洪特", 1, Fraction)
"""Every fraction rounds down."""
SEQUENCES: Final = {item.name: item for item in (HUNTINGTON_HILL, WEBSTER, JEFFERSON, ADAMS)}
