"""Command line: ``python -m cities harbin -o FILE`` and ``python -m cities city --people 2000 … -o FILE``."""

from __future__ import annotations

import argparse
from pathlib import Path

from cities.anycity import make_city
from cities.harbin import SEED, harbin, harbin_parts
from cities.writer import write_book


def main() -> None:
    """Make a city and write its workbook, or its several workbooks."""
    options = _parser().parse_args()
    if options.kind == "harbin":
        city = harbin(options.seed)
        if options.parts:
            options.parts.mkdir(parents=True, exist_ok=True)
            for name, grids in harbin_parts(city).items():
                write_book(grids, options.parts / name)
    else:
        city = make_city(options.people, options.domains, options.districts, options.seed)
    if options.output:
        write_book(city.grids, options.output)
        print(f"{options.output}: {len(city.officers)}")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m cities", description=__doc__)
    kinds = parser.add_subparsers(dest="kind", required=True)
    sample = kinds.add_parser("harbin", help="the sample city")
    sample.add_argument("--parts", type=Path, help="folder for the same city as several books")
    sample.add_argument("--seed", type=int, default=SEED)
    other = kinds.add_parser("city", help="a city of any size")
    other.add_argument("--people", type=int, default=2000)
    other.add_argument("--domains", type=int, default=8)
    other.add_argument("--districts", type=int, default=6)
    other.add_argument("--seed", type=int, default=1)
    for one in (sample, other):
        one.add_argument("-o", "--output", type=Path, help="the workbook to write")
    return parser


if __name__ == "__main__":
    main()
