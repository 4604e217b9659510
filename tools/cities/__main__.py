"""Command line: ``python -m cities harbin -o FILE`` and ``python -m cities city --people 2000 … -o FILE``."""

from __future__ import annotations

import argparse
from pathlib import Path

from cities.anycity import make_city
from cities.faults import plant
from cities.harbin import SEED, harbin, harbin_parts
from cities.writer import write_book


def main() -> None:
    """Make a city and write its workbook, or its several workbooks."""
    options = _parser().parse_args()
    if options.kind == "harbin":
        _write_sample(options.output, options.seed)
    else:
        _write_city(options)


def _write_city(options: argparse.Namespace) -> None:
    """Write a city of any size, with faults if they are asked for; the faults are printed."""
    grids = make_city(options.people, options.domains, options.districts, options.seed).grids
    if options.faults:
        grids, faults = plant(grids, options.faults, options.seed)
        for fault in faults:
            print(fault.code, fault.sheet, fault.cell)
    write_book(grids, options.output)


def _write_sample(output: Path | None, seed: int) -> None:
    """Write the sample to ``output``; without one, renew data/samples/harbin, 分册 included."""
    city = harbin(seed)
    if output:
        write_book(city.grids, output)
        return
    folder = Path(__file__).parents[2] / "data" / "samples" / "harbin"
    (folder / "分册").mkdir(parents=True, exist_ok=True)
    write_book(city.grids, folder / "花名册.xlsx")
    for name, grids in harbin_parts(city).items():
        write_book(grids, folder / "分册" / name)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m cities", description=__doc__)
    kinds = parser.add_subparsers(dest="kind", required=True)
    sample = kinds.add_parser("harbin", help="the sample city")
    sample.add_argument("-o", "--output", type=Path, help="the workbook; without it data/samples is renewed")
    sample.add_argument("--seed", type=int, default=SEED)
    other = kinds.add_parser("city", help="a city of any size")
    other.add_argument("--people", type=int, default=2000)
    other.add_argument("--domains", type=int, default=8)
    other.add_argument("--districts", type=int, default=6)
    other.add_argument("--seed", type=int, default=1)
    other.add_argument("--faults", type=int, default=0, help="spoil so many places, and print them")
    other.add_argument("-o", "--output", type=Path, required=True, help="the workbook to write")
    return parser


if __name__ == "__main__":
    main()
