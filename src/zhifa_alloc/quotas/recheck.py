"""Sums, bounds and marks of a finished table, recounted from the definitions alone.

Nothing here knows how a table is made: no flow, no criteria, no start.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor
from typing import TypeAlias

from zhifa_alloc.quotas.task import TableTask
from zhifa_alloc.schema.quota import Bound, CellKey, Level

SumKey: TypeAlias = tuple[Level, str, str, str]
"""(level, 区, 领域, 类型); the last two are empty where the level does not use them."""


@dataclass(frozen=True, slots=True)
class CountedSum:
    """One sum of a table beside its fair share, both added up from cells."""

    key: SumKey
    cells: frozenset[CellKey]
    share: Fraction
    value: int

    @property
    def outside(self) -> int:
        """Posts outside round-down/round-up of the share."""
        return max(self.value - ceil(self.share), floor(self.share) - self.value, 0)


def counted_sums(
    task: TableTask, values: Mapping[CellKey, int], levels: Iterable[Level]
) -> dict[SumKey, CountedSum]:
    """Add up the open cells of a table into the sums of these levels."""
    groups: dict[SumKey, list[CellKey]] = {}
    for cell in task.shares:
        for key in _sums_around(cell, levels):
            groups.setdefault(key, []).append(cell)
    return {
        key: CountedSum(
            key,
            frozenset(cells),
            sum((task.shares[cell] for cell in cells), Fraction(0)),
            sum(values.get(cell, 0) for cell in cells),
        )
        for key, cells in groups.items()
    }


def _sums_around(cell: CellKey, levels: Iterable[Level]) -> Iterator[SumKey]:
    domain, kind, column = cell
    names: dict[Level, tuple[str, str]] = {"district": ("", ""), "team": (domain, ""), "cell": (domain, kind)}
    for level in levels:
        yield (level, column, *names[level])


def cells_of(bound: Bound, cells: Iterable[CellKey]) -> frozenset[CellKey]:
    """Return the open cells that a bound counts."""
    domains = bound.domains or ((bound.domain,) if bound.domain else None)
    return frozenset(
        (domain, kind, column)
        for domain, kind, column in cells
        if column == bound.district
        and (domains is None or domain in domains)
        and bound.quota_type in ("", kind)
        and (bound.quota_types is None or kind in bound.quota_types)
    )


def covered_cells(task: TableTask) -> dict[Bound, frozenset[CellKey]]:
    """Return the open cells of every bound of a task."""
    columns: dict[str, list[CellKey]] = {}
    for cell in task.shares:
        columns.setdefault(cell[2], []).append(cell)
    return {bound: cells_of(bound, columns.get(bound.district, ())) for bound in task.bounds}


def keeps(bound: Bound, value: int) -> bool:
    """Say whether a sum keeps a bound."""
    return (bound.lower is None or value >= bound.lower) and (bound.upper is None or value <= bound.upper)


def presses(bound: Bound, value: int, posts: int) -> bool:
    """Say whether a bound may hold posts in place: fewer than that many could move before it is met."""
    below = bound.lower is not None and value - bound.lower < posts
    above = bound.upper is not None and bound.upper - value < posts
    return below or above
