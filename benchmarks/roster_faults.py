"""Faults planted at random over every code that has a spoiler: are all found, at their cell, and is a clean roster silent?

Prints recall and false errors beside the CPU time; asserts nothing.
"""

from __future__ import annotations

import sys
import time
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tools"))

import cities
from benchmarks.measure import report
from cities.spoilers import SPOILERS
from zhifa_alloc.roster import build_case
from zhifa_alloc.schema.finding import Severity

SPOILED, FAULTS_EACH, PEOPLE = 24, 250, 1200
CLEAN = 60


def run(unit: float) -> None:
    """Plant 6,000 faults in 24 rosters, then read 60 clean ones."""
    begin = time.process_time()
    planted, missed, extra = 0, Counter[str](), Counter[str]()
    for seed in range(SPOILED):
        clean = cities.make_city(PEOPLE, 4 + seed % 4, 4 + seed % 5, seed).grids
        grids, faults = cities.plant(clean, FAULTS_EACH, seed)
        found = _named(grids)
        wanted = {(fault.code, fault.sheet, fault.cell) for fault in faults}
        planted += len(wanted)
        missed.update(code for code, _, _ in wanted - found)
        extra.update(code for code, _, _ in found - wanted)
    report("planted faults", time.process_time() - begin, unit, f"{planted} faults, {len(SPOILERS)} codes")
    sys.stdout.write(f"missed: {dict(missed)}; beyond those planted: {dict(extra)}\n")
    begin = time.process_time()
    false = sum(_errors(seed) for seed in range(CLEAN))
    report("clean rosters", time.process_time() - begin, unit, f"{CLEAN} rosters, {false} false errors")


def _named(grids: tuple[cities.Grid, ...]) -> set[tuple[str, str, str]]:
    found = build_case([cities.raw_book(grids, "book.xlsx")]).findings
    return {(finding.code, finding.where.sheet, finding.where.cell) for finding in found}


def _errors(seed: int) -> int:
    grids = cities.make_city(600 + 17 * seed, 2 + seed % 6, 2 + seed % 5, 1000 + seed).grids
    found = build_case([cities.raw_book(grids, "book.xlsx")]).findings
    return sum(finding.severity is Severity.ERROR for finding in found)
