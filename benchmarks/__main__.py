"""``python -m benchmarks [name ...]``: run all benchmarks, or those named."""

from __future__ import annotations

import importlib
import pkgutil
import sys
from pathlib import Path

from benchmarks.measure import yardstick

PLUMBING = {"measure", "__main__", "placement_cp_sat", "placement_greedy", "placement_sum"}


def main(wanted: list[str]) -> None:
    """Run each benchmark module's ``run(unit)``."""
    names = [
        module.name
        for module in pkgutil.iter_modules([str(Path(__file__).parent)])
        if module.name not in PLUMBING
    ]
    unit = yardstick()
    sys.stdout.write(f"yardstick: {unit:.3f} s CPU\n")
    for name in sorted(names):
        if not wanted or name in wanted:
            importlib.import_module(f"benchmarks.{name}").run(unit)


main(sys.argv[1:])
