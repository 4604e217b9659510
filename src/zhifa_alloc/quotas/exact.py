"""Sums of fractions over one common denominator: the same numbers as ``sum``, with one reduction."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import lcm


def exact_sum(terms: Sequence[Fraction]) -> Fraction:
    """Add up fractions."""
    if len(terms) == 1:
        return terms[0]
    common = lcm(*(term.denominator for term in terms))
    return Fraction(sum(term.numerator * (common // term.denominator) for term in terms), common)


def exact_products(pairs: Sequence[tuple[Fraction, Fraction]]) -> Fraction:
    """Add up the products of pairs."""
    common = lcm(*(left.denominator * right.denominator for left, right in pairs))
    whole = sum(
        left.numerator * right.numerator * (common // (left.denominator * right.denominator))
        for left, right in pairs
    )
    return Fraction(whole, common)
