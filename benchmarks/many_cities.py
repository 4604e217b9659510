"""Sixty made-up cities of all sizes: planned, every hard rule checked again, and none may be broken."""

from __future__ import annotations

import statistics
import sys
import time

from benchmarks.drafts import made_up_case
from benchmarks.measure import report
from zhifa_alloc.planning import plan
from zhifa_alloc.schema.errors import NoFeasiblePlan

CITIES = 60
SIZES = ((200, 3, 3), (400, 5, 4), (800, 6, 6), (1_500, 8, 8), (3_300, 12, 14))


def run(unit: float) -> None:
    """Plan every city; say what they took and what was broken."""
    times: list[float] = []
    broken: list[str] = []
    refused: list[int] = []
    for seed in range(1, CITIES + 1):
        case = made_up_case(*SIZES[seed % len(SIZES)], seed)
        begin = time.process_time()
        try:
            draft = plan(case)
        except NoFeasiblePlan:
            refused.append(seed)
            continue
        times.append(time.process_time() - begin)
        broken += [f"city {seed}: {one.rule}" for one in draft.rules if one.status == "broken"]
    note = f"worst {max(times):.1f} s; {len(refused)} without a plan {refused}; {len(broken)} rules broken"
    report(
        f"  {len(times)} cities of {SIZES[0][0]} to {SIZES[-1][0]} people, median",
        statistics.median(times),
        unit,
        note,
    )
    for line in broken:
        sys.stdout.write(f"    {line}\n")
