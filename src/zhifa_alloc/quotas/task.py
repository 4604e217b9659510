"""What is to be rounded: rows to hand out, fair shares, bounds and the printed order for ties."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TypeAlias

from zhifa_alloc.quotas.bounds import bounds_of
from zhifa_alloc.quotas.shares import all_domain_shares, fair_shares, posts_of
from zhifa_alloc.schema.case import Case
from zhifa_alloc.schema.quota import Bound, CellKey, RowKey

TieKey: TypeAlias = tuple[Fraction, int, str, str]


@dataclass(frozen=True, slots=True)
class TableTask:
    """One table to be rounded.

    Attributes:
        rows: row -> posts or people to hand out.
        columns: districts, and 市级留用 last in a headcount table.
        shares: open cell -> fair share; a cell that is not here is closed and stays zero.
        bounds: hard limits.
        weights: open cell -> the weight that decides ties; larger goes first.
        order: column -> its place among columns of equal weight.
    """

    rows: Mapping[RowKey, int]
    columns: tuple[str, ...]
    shares: Mapping[CellKey, Fraction]
    bounds: tuple[Bound, ...] = ()
    weights: Mapping[CellKey, Fraction] = field(default_factory=dict)
    order: Mapping[str, int] = field(default_factory=dict)

    def tie_key(self, cell: CellKey) -> TieKey:
        """Return the place of a cell in the tie rule: larger weight, district code, then names.

        No part of it is the order of rows in the workbook.
        """
        domain, quota_type, column = cell
        return (-self.weights.get(cell, Fraction(0)), self.order.get(column, 0), domain, quota_type)


def column_order(case: Case) -> dict[str, int]:
    """Number the receiving districts by 区划代码; those without a code follow, by name."""
    districts = (district for district in case.districts if district.receives)
    ordered = sorted(districts, key=lambda district: (not district.code, district.code, district.name))
    return {district.name: place for place, district in enumerate(ordered)}


def quota_task(case: Case, extra_bounds: tuple[Bound, ...] = ()) -> TableTask:
    """State the quota table of a case as a task: its fair shares, its bounds, larger weight first."""
    parts = all_domain_shares(case)
    shares = fair_shares(case, parts)
    return TableTask(
        rows=posts_of(case),
        columns=case.receiving,
        shares=shares,
        bounds=(*bounds_of(case), *extra_bounds),
        weights={cell: parts[cell[0]][cell[2]] for cell in shares},
        order=column_order(case),
    )
