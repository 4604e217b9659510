"""Sheet 区距 -> whole kilometres between districts, both directions."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from zhifa_alloc.roster.cells import BAD, figure_adapter
from zhifa_alloc.roster.log import FindingLog
from zhifa_alloc.roster.names import Lookup, Names
from zhifa_alloc.roster.table import Table, parse_extra
from zhifa_alloc.schema.codes import Code
from zhifa_alloc.schema.finding import CellRef


@dataclass(frozen=True, slots=True)
class _Entry:
    """One filled cell of the matrix, km as written."""

    first: str
    second: str
    km: Fraction
    where: CellRef


def read_distances(tables: Sequence[Table], districts: Names, log: FindingLog) -> dict[tuple[str, str], int]:
    """Read 区距: (district, district) -> whole km; half a kilometre counts up, with a note.

    A direction that is not given is the other one's; two directions that differ are both kept, with a
    warning. Cells of one pair that contradict each other between books are errors.
    """
    entries = [entry for table in tables for entry in _entries(table, districts, log)]
    given: dict[tuple[str, str], _Entry] = {}
    for entry in entries:
        first = given.setdefault((entry.first, entry.second), entry)
        if first.km != entry.km:
            pair = {"first": entry.first, "second": entry.second}
            log.add(Code.DISTANCE_CONTRADICTS, entry.where, _km(entry.km), other=_km(first.km), **pair)
    _warn_asymmetric(given, log)
    _note_rounding(entries, log)
    whole = {pair: math.floor(entry.km + Fraction(1, 2)) for pair, entry in given.items()}
    return {**{(second, first): km for (first, second), km in whole.items()}, **whole}


def _entries(table: Table, districts: Names, log: FindingLog) -> Iterator[_Entry]:
    lookup = Lookup(districts, Code.UNKNOWN_DISTRICT, log)
    rows = lookup.column(table, "name")
    for extra in table.extras:
        column = lookup.find(extra.header, table.header_cell(extra), table.spec.headers["name"])
        values = parse_extra(table, extra, figure_adapter(), log)
        for index, (row, value) in enumerate(zip(rows, values, strict=True)):
            if row and column and value is not None and value is not BAD:
                yield _Entry(row, column, value, table.where(index, extra.column))


def _warn_asymmetric(given: dict[tuple[str, str], _Entry], log: FindingLog) -> None:
    for (first, second), entry in given.items():
        back = given.get((second, first))
        if first < second and back is not None and back.km != entry.km:
            pair = {"first": first, "second": second}
            log.add(Code.DISTANCE_ASYMMETRIC, entry.where, _km(entry.km), other=_km(back.km), **pair)


def _note_rounding(entries: Sequence[_Entry], log: FindingLog) -> None:
    decimals = [entry for entry in entries if entry.km.denominator != 1]
    if decimals:
        log.add(Code.DISTANCE_ROUNDED, decimals[0].where, _km(decimals[0].km), count=len(decimals))


def _km(km: Fraction) -> str:
    return str(km.numerator) if km.denominator == 1 else f"{float(km):g}"
