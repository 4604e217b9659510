"""The quota table of a case."""

from __future__ import annotations

from zhifa_alloc.quotas.methods import METHODS
from zhifa_alloc.quotas.outside import list_outside
from zhifa_alloc.quotas.shares import every_cell
from zhifa_alloc.quotas.task import quota_task
from zhifa_alloc.schema.case import Case
from zhifa_alloc.schema.quota import Bound, QuotaTable


def share_quotas(case: Case, extra_bounds: tuple[Bound, ...] = ()) -> QuotaTable:
    """Split the posts of every 领域 × 编制类型 among the receiving districts.

    Args:
        case: the checked input.
        extra_bounds: bounds besides those of the workbook, such as cells kept from a base draft.

    Raises:
        NoFeasiblePlan: the bounds cannot be met together, or shares are undefined.
    """
    task = quota_task(case, extra_bounds)
    rounded = METHODS[case.parameters.rounding](task)
    values = rounded.values
    shares = every_cell(case, task.shares)
    return QuotaTable(
        method=case.parameters.rounding,
        rows=dict(task.rows),
        columns=task.columns,
        shares=shares,
        values={cell: values.get(cell, 0) for cell in shares},
        outside=list_outside(rounded),
        ties=rounded.ties,
        proved=rounded.proved,
        divisors=rounded.divisors,
    )
