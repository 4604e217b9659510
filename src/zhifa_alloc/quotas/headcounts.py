"""Headcounts: how many people of each 领域 × 编制类型 go to each district, and how many stay."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from fractions import Fraction

from zhifa_alloc.quotas.methods import CONTROLLED, CONTROLLED_NAME
from zhifa_alloc.quotas.outside import list_outside
from zhifa_alloc.quotas.rounding import Rounded, equal_tables_of, round_table
from zhifa_alloc.quotas.supply import Supply, headcount_task, supplies_of
from zhifa_alloc.schema.case import Case
from zhifa_alloc.schema.quota import QuotaTable, Reserve, RowKey
from zhifa_alloc.schema.terms import CITY


def share_headcounts(case: Case, quotas: QuotaTable) -> tuple[QuotaTable, tuple[Reserve, ...]]:
    """Split the people who take part among districts and city, by 领域 × 编制类型.

    Domains whose roster has not come have no rows. A case without people has an empty table.

    Args:
        case: the checked input.
        quotas: the quota table of the case.

    Returns:
        The headcounts, with 市级留用 as last column, and one reserve per row of the quota table.

    Raises:
        NoFeasiblePlan: pins and team floors do not fit into the quotas.
    """
    supplies = supplies_of(case, quotas)
    return _counted(supplies, round_table(headcount_task(case, supplies), "people", CONTROLLED))


def equal_headcounts(
    case: Case, quotas: QuotaTable, domains: Collection[str]
) -> Iterator[tuple[QuotaTable, tuple[Reserve, ...]]]:
    """Yield the headcounts that are as good as those of ``share_headcounts``, in the order of the printed rule.

    The first are those themselves; the others differ by exchanges that touch one of the domains.
    """
    supplies = supplies_of(case, quotas)
    rounded = round_table(headcount_task(case, supplies), "people", CONTROLLED)
    return (_counted(supplies, table) for table in equal_tables_of(rounded, domains))


def _counted(supplies: Mapping[RowKey, Supply], rounded: Rounded) -> tuple[QuotaTable, tuple[Reserve, ...]]:
    task, values = rounded.nest.task, rounded.values
    cells = [(*row, column) for row in task.rows for column in task.columns]
    table = QuotaTable(
        method=CONTROLLED_NAME,
        rows=dict(task.rows),
        columns=task.columns,
        shares={cell: task.shares.get(cell, Fraction(0)) for cell in cells},
        values={cell: values.get(cell, 0) for cell in cells},
        outside=list_outside(rounded),
        ties=rounded.ties,
        proved=rounded.proved,
    )
    return table, tuple(_reserve(row, supply, table) for row, supply in supplies.items())


def _reserve(row: RowKey, supply: Supply, table: QuotaTable) -> Reserve:
    return Reserve(
        *row,
        quota=supply.reserve,
        target=table.values.get((*row, CITY), 0),
        apart_on_quota=supply.apart,
        waiting=max(0, supply.apart - supply.reserve),
        surplus=supply.surplus,
    )
