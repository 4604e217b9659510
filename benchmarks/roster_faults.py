"""Faults planted at random over every code: are all found, at their cell, and is a clean roster silent?

Prints recall and false errors beside the CPU time; asserts nothing.
"""

from __future__ import annotations

import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TypeAlias

sys.path.insert(0, str(Path(__file__).parents[1] / "tools"))

import cities
from benchmarks.measure import report
from cities.book_faults import BOOK_FAULTS, plant_in_book
from cities.spoilers import SPOILERS
from zhifa_alloc.roster import build_case
from zhifa_alloc.schema.finding import Severity
from zhifa_alloc.schema.raw import RawBook

SPOILED, FAULTS_EACH, PEOPLE = 24, 250, 1200
BOOKS_EACH, SMALL = 20, 60
CLEAN = 60

Place: TypeAlias = tuple[str, str, str]
"""Code, sheet, cell."""
Trial: TypeAlias = tuple[set[Place], set[Place]]
"""What was planted, and what was found."""


def run(unit: float) -> None:
    """Plant 6,000 faults of cells in 24 rosters, 20 of each fault of a book, then read 60 clean rosters."""
    _plant("planted in cells", unit, len(SPOILERS), _cells)
    _plant("planted in books", unit, len(BOOK_FAULTS), _books)
    begin = time.process_time()
    false = sum(_errors(seed) for seed in range(CLEAN))
    report("clean rosters", time.process_time() - begin, unit, f"{CLEAN} rosters, {false} false errors")


def _plant(name: str, unit: float, codes: int, trials: Callable[[], Iterator[Trial]]) -> None:
    begin = time.process_time()
    planted, missed, extra = 0, Counter[str](), Counter[str]()
    for wanted, found in trials():
        planted += len(wanted)
        missed.update(code for code, _, _ in wanted - found)
        extra.update(code for code, _, _ in found - wanted)
    report(name, time.process_time() - begin, unit, f"{planted} faults, {codes} codes")
    sys.stdout.write(f"missed: {dict(missed)}; beyond those planted: {dict(extra)}\n")


def _cells() -> Iterator[Trial]:
    for seed in range(SPOILED):
        clean = cities.make_city(PEOPLE, 4 + seed % 4, 4 + seed % 5, seed).grids
        grids, faults = cities.plant(clean, FAULTS_EACH, seed)
        wanted = {(fault.code, fault.sheet, fault.cell) for fault in faults}
        yield wanted, _named([cities.raw_book(grids, "book.xlsx")])


def _books() -> Iterator[Trial]:
    for seed in range(BOOKS_EACH):
        clean = cities.make_city(SMALL, 2, 2 + seed % 2, seed).grids
        for code in BOOK_FAULTS:
            books, spot = plant_in_book(clean, code, seed)
            yield {(code.value, spot.sheet, spot.cell)}, _named(books)


def _named(books: Sequence[RawBook]) -> set[Place]:
    found = build_case(books).findings
    return {(finding.code, finding.where.sheet, finding.where.cell) for finding in found}


def _errors(seed: int) -> int:
    grids = cities.make_city(600 + 17 * seed, 2 + seed % 6, 2 + seed % 5, 1000 + seed).grids
    found = build_case([cities.raw_book(grids, "book.xlsx")]).findings
    return sum(finding.severity is Severity.ERROR for finding in found)
