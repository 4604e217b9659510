"""A nation of 300 cities of 3,300 people, a million in all, placed city by city.

``python -m benchmarks nation`` places every tenth of them in a minute or two; ``python -m benchmarks.nation 300 2``
places all, shared by two processes, each of which is slower than one alone.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from typing import Final

from benchmarks.measure import report, yardstick
from benchmarks.placement import Outcome, Size, engine

CITIES: Final = 300
PEOPLE: Final = 3300


def run(unit: float) -> None:
    """Place every tenth city."""
    _place_all(range(1, CITIES + 1, 10), unit)


def _city(seed: int) -> Size:
    """8 to 13 domains and 6 to 14 districts, all pairings in turn."""
    return PEOPLE, 8 + seed % 6, 6 + seed % 9, seed


def _place_all(seeds: Sequence[int], unit: float, processes: int = 1) -> None:
    begin = time.perf_counter()
    with ProcessPoolExecutor(processes, mp_context=get_context("spawn")) as pool:
        outcomes = list(pool.map(engine, map(_city, seeds)))
    wall = time.perf_counter() - begin
    total = sum(one.cpu for one in outcomes)
    report(
        f"  {len(seeds)} of {CITIES} cities of {PEOPLE} people, all",
        total,
        unit,
        f"{wall:.0f} s with making them",
    )
    report("  a city, median", statistics.median(one.cpu for one in outcomes), unit, _told(outcomes))


def _told(outcomes: Sequence[Outcome]) -> str:
    gaps = " ".join(
        f"{key} {statistics.median(one.gaps[key] for one in outcomes):.2%} (worst {max(one.gaps[key] for one in outcomes):.2%})"
        for key in outcomes[0].gaps
    )
    return (
        f"slowest {max(one.cpu for one in outcomes):.2f} s; {max(one.megabytes for one in outcomes):.0f} MB a process; "
        f"gaps {gaps}; {sum(one.broken for one in outcomes)} broken"
    )


if __name__ == "__main__":
    _place_all(range(1, int(sys.argv[1]) + 1), yardstick(), int(sys.argv[2]))
