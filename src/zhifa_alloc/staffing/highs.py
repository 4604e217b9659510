"""HiGHS, told as little as it needs, and silent.

Limits are counted in nodes, never in seconds, so that a slow machine gives the same answer. HiGHS
computes in floating point: callers round, and count every value again in whole numbers.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, TypeAlias

import highspy
import numpy as np

from zhifa_alloc.staffing.matrix import FREE, Floats, Matrix

NODES: Final = 20_000
"""Branch-and-bound nodes for one goal of one part."""
Options: TypeAlias = Mapping[str, bool | int | float | str]
OPTIONS: Final[Options] = {
    "threads": 1,
    "parallel": "off",
    "random_seed": 0,
    "mip_rel_gap": 0.0,
    "mip_abs_gap": 0.99,
    "mip_max_nodes": NODES,
    "mip_max_improving_sols": highspy.kHighsIInf,
    "mip_allow_restart": False,
    "mip_detect_symmetry": False,
    "mip_heuristic_run_rins": False,
    "mip_heuristic_run_rens": False,
    "mip_heuristic_run_root_reduced_cost": False,
}
"""All goals count in whole numbers, so a gap below one is none.

The last goal's placement is a good start and its columns are already thinned out by reduced costs, so
restarts and searches within the search cost more than they find: without them the sample takes 1.5 s
instead of 5.9 s.
"""
FULL: Final[Options] = MappingProxyType({})
"""Nothing that differs from these."""


class _Quiet(highspy.Highs):
    """HiGHS prints a banner while it is being made; standard output belongs to the user's JSON."""

    def enableCallbacks(self) -> None:  # noqa: N802
        """Fall silent before the first line is printed."""
        self.silent()
        super().enableCallbacks()  # type: ignore[no-untyped-call]


def passed(matrix: Matrix, *, whole: bool) -> highspy.Highs:
    """Hand a matrix to HiGHS, with costs of zero; ``whole`` demands whole numbers."""
    highs = _Quiet()  # type: ignore[no-untyped-call]
    for name, value in OPTIONS.items():
        highs.setOptionValue(name, value)
    if not whole:
        # Primal where the old basis fits the new goal: four times faster from goal to goal. To presolve takes
        # longer than it saves, half of all time in parts of 7,700 people.
        highs.setOptionValue("simplex_strategy", 0)
        highs.setOptionValue("presolve", "off")
    kind = highspy.HighsVarType.kInteger if whole else highspy.HighsVarType.kContinuous
    columns = len(matrix.ceiling)
    nothing = np.zeros(columns)
    # One call with arrays: attributes of a HighsLp are copied number by number, which takes ten times as long.
    highs.passModel(
        columns,
        len(matrix.lower),
        len(matrix.index),
        int(highspy.MatrixFormat.kColwise),
        int(highspy.ObjSense.kMinimize),
        0.0,
        nothing,
        nothing,
        matrix.ceiling,
        matrix.lower,
        matrix.upper,
        matrix.start,
        matrix.index,
        matrix.value,
        np.full(columns, int(kind), dtype=np.int32),
    )
    return highs


def add_row(highs: highspy.Highs, values: Floats) -> None:
    """Add a row without limits, one number a column."""
    columns = np.flatnonzero(values)
    highs.addRow(-FREE, FREE, len(columns), columns.astype(np.int32), values[columns])
