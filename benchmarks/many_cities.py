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
SIZES = (200, 400, 800, 1_500, 3_300)


def run(unit: float) -> None:
    """Plan every city; say what they took and what was broken."""
    times: list[float] = []
    broken: list[str] = []
    refused: list[int] = []
    for seed in range(1, CITIES + 1):
        people = SIZES[seed % len(SIZES)]
        case = made_up_case(people, 3 + seed % 10, 3 + seed % 12, seed)
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
        f"  {len(times)} cities of {min(SIZES)} to {max(SIZES)} people, median",
        statistics.median(times),
        unit,
        note,
    )
    for line in broken:
        sys.stdout.write(f"    {line}\n")
