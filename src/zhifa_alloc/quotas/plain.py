"""Plain numbers: the fraction with the fewest decimal places inside an interval."""

from __future__ import annotations

from fractions import Fraction
from math import ceil, floor
from typing import Final

_PLACES: Final = 12
"""Beyond this many decimal places the exact end of the interval is plainer."""


def plainest(low: Fraction | None, high: Fraction | None) -> Fraction:
    """Return the positive number between low and high (both allowed, None: unbounded) with the fewest decimals.

    Of several the one nearest to the middle is taken; 1 wherever it fits.

    Raises:
        ValueError: low lies above high.
    """
    if low is not None and high is not None and low > high:
        raise ValueError((low, high))
    if (low is None or low <= 1) and (high is None or high >= 1):
        return Fraction(1)
    for places in range(_PLACES + 1):
        scale = 10**places
        first = 1 if low is None else max(1, ceil(low * scale))
        last = first if high is None else floor(high * scale)
        if first <= last:
            nearest = last if low is None else (first + last) // 2
            return Fraction(nearest, scale)
    return low if low is not None else Fraction(high or 1)
