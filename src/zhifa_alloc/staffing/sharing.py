"""What a split group costs, shared among the parts its members are in, so that they agree on a place.

Relaxed apart, two spouses would each go where it costs them least, and what that proves is too little. A part may
charge its own member more for a place if the other part charges that much less: no placement of the whole group
costs anything else. So both are relaxed, and charged the mean of what the place costs either of them more than
the cheapest (dual decomposition by averaging, as in Komodakis, Paragios and Tziritas 2011). Measured on 10,000
people with 46 couples: what is left unproved of 志愿 falls from 0.28 % to 0.14 %, and further rounds prove little more.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

import numpy as np

from zhifa_alloc.staffing.matrix import Floats, Ints

Groups: TypeAlias = Sequence[Sequence[tuple[int, int]]]
"""For each group that was split, one (part, unit) position for each of its pieces."""


class Shares:
    """The columns of the groups' pieces, group by group."""

    def __init__(self, groups: Groups, columns: Sequence[Ints]) -> None:
        """Find the columns.

        Args:
            groups: that were split.
            columns: units × destinations of each part, the column number, −1 where closed.
        """
        self._pieces = [[(p, columns[p][u][columns[p][u] >= 0]) for p, u in group] for group in groups]
        self._columns = [
            np.array(
                [c for pieces in self._pieces for q, own in pieces if q == p for c in own], dtype=np.int64
            )
            for p in range(len(columns))
        ]

    def agree(self, costs: Sequence[Floats], reduced: Sequence[Floats]) -> None:
        """Move charges, in place, so that what a place costs more than the cheapest is the same for all pieces.

        Args:
            costs: one number for each column of each part.
            reduced: reduced costs of the same columns at these costs.
        """
        for pieces in self._pieces:
            mean = np.mean([reduced[p][columns] for p, columns in pieces], axis=0)
            for p, columns in pieces:
                costs[p][columns] += mean - reduced[p][columns]

    def between(self, costs: Sequence[Floats], origin: Sequence[Floats]) -> list[Floats]:
        """Return how much more each part charges for its pieces at some costs than at others."""
        return [
            cost[own] - before[own] for cost, before, own in zip(costs, origin, self._columns, strict=True)
        ]

    def charge(self, costs: Sequence[Floats], rate: float, more: Sequence[Floats]) -> None:
        """Charge the parts, in place, so much more for their pieces, at a rate."""
        for cost, one, own in zip(costs, more, self._columns, strict=True):
            cost[own] += rate * one
