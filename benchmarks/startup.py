"""How long the program takes to say what it can do."""

from __future__ import annotations

import sys

from benchmarks.measure import cost_of_command, program, report

RUNS = 9
BARE = [sys.executable, "-c", "pass"]


def run(unit: float) -> None:
    """Time ``--help`` and ``--version`` beside an empty interpreter; the least of several runs."""
    bare = _least(BARE)
    report("an empty interpreter", bare, unit)
    for words in (["--help"], ["--version"], ["plan", "--help"]):
        cpu = _least(program(*words))
        report(" ".join(words), cpu, unit, f"{1000 * cpu:.0f} ms, {1000 * (cpu - bare):.0f} of them ours")


def _least(words: list[str]) -> float:
    return min(cost_of_command(words).cpu for _ in range(RUNS))
