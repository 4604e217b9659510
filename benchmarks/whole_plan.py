"""``zhifa-alloc plan`` as a whole process: start, read, check, plan, write every workbook."""

from __future__ import annotations

import statistics
import sys
import tempfile
from pathlib import Path

from benchmarks.measure import cost_of_command, program, report

SAMPLE = Path(__file__).parents[1] / "data" / "samples" / "harbin" / "花名册.xlsx"
RUNS = 5


def run(unit: float) -> None:
    """Time ``--help`` and ``plan`` on the sample."""
    helped = statistics.median(cost_of_command(program("--help")).cpu for _ in range(RUNS))
    report("--help", helped, unit)
    with tempfile.TemporaryDirectory() as folder:
        costs = [
            cost_of_command(program("plan", SAMPLE, "-o", Path(folder) / str(number)))
            for number in range(RUNS)
        ]
    cpu = statistics.median(cost.cpu for cost in costs)
    report(
        "plan, sample (about 600 people, all workbooks)",
        cpu,
        unit,
        f"{max(cost.megabytes for cost in costs):.0f} MB",
    )
    sys.stdout.flush()
