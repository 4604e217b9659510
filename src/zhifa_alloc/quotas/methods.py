"""取整方法 by name."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Final, TypeAlias

from zhifa_alloc.quotas.controlled import ControlledRounding
from zhifa_alloc.quotas.divisors import DivisorRounding
from zhifa_alloc.quotas.rounding import Rounded, round_table
from zhifa_alloc.quotas.sequences import SEQUENCES, WEBSTER
from zhifa_alloc.quotas.solver import Solver
from zhifa_alloc.quotas.task import TableTask
from zhifa_alloc.schema.conflict import Conflict
from zhifa_alloc.schema.errors import NoFeasiblePlan

Method: TypeAlias = Callable[[TableTask], Rounded]

CONTROLLED_NAME: Final = "双向控制"
CONTROLLED: Final = ControlledRounding()


def _rounded_by(solver: Solver, task: TableTask) -> Rounded:
    return round_table(task, "posts", solver)


def _biproportional(task: TableTask) -> Rounded:
    """Round in proportion to rows and columns; every district's total is given, 编制上限 = 编制下限."""
    open_columns = {column for _, _, column in task.shares}
    missing = [column for column in task.columns if column in open_columns and not _total_given(task, column)]
    if missing:
        raise NoFeasiblePlan((Conflict("quotas.totals_missing", {"districts": "、".join(missing)}),))
    return _rounded_by(DivisorRounding(WEBSTER), task)


def _total_given(task: TableTask, column: str) -> bool:
    own = [bound for bound in task.bounds if bound.level == "district" and bound.district == column]
    lowers = [bound.lower for bound in own if bound.lower is not None]
    uppers = [bound.upper for bound in own if bound.upper is not None]
    return bool(lowers) and bool(uppers) and max(lowers) == min(uppers)


METHODS: Final[Mapping[str, Method]] = {
    CONTROLLED_NAME: partial(_rounded_by, CONTROLLED),
    "最大余数": partial(_rounded_by, ControlledRounding(levels=("cell",))),
    **{name: partial(_rounded_by, DivisorRounding(sequence)) for name, sequence in SEQUENCES.items()},
    "双向比例": _biproportional,
}
"""The methods that parameter 取整方法 may name."""
