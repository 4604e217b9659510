"""``check`` of large rosters beside a bare read of the same file by the same reader."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from benchmarks.measure import Cost, cost_of_command, program, report

sys.path.insert(0, str(Path(__file__).parents[1] / "tools"))

RUNS = 3
SIZES = {50_000: (13, 16), 300_000: (13, 16)}
BARE_READ = """
import sys
from python_calamine import CalamineWorkbook
book = CalamineWorkbook.from_path(sys.argv[1])
sheets = [book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names]
"""


def run(unit: float) -> None:
    """Check 50,000 and 300,000 people; print the ratio to the bare read, and the peak memory."""
    from cities import make_city, write_book  # noqa: PLC0415  # tools/ is on the path only now

    for people, (domains, districts) in SIZES.items():
        with tempfile.TemporaryDirectory() as folder:
            book = Path(folder) / "名册.xlsx"
            write_book(make_city(people, domains, districts).grids, book)
            bare, ours = _least_of_each(
                [sys.executable, "-c", BARE_READ, str(book)], program("check", book, "-q")
            )
        report(f"bare read, {people:,} people", bare.cpu, unit, f"{bare.megabytes:.0f} MB")
        note = f"{ours.cpu / bare.cpu:.2f} x bare read, {ours.megabytes:.0f} MB"
        report(f"check, {people:,} people", ours.cpu, unit, note)


def _least_of_each(*commands: list[str]) -> list[Cost]:
    """Run the commands in turn, so that a busy hour of the machine meets all of them."""
    rounds = [[cost_of_command(words) for words in commands] for _ in range(RUNS)]
    return [min(costs, key=lambda cost: cost.cpu) for costs in zip(*rounds, strict=True)]
