"""Whether a department's copy of 编制 or 区情 only repeats what the office's own book says."""

from __future__ import annotations

from collections.abc import Iterator

from zhifa_alloc.roster.headers import find_header
from zhifa_alloc.roster.rows import data_rows
from zhifa_alloc.schema.columns import SheetSpec
from zhifa_alloc.schema.figures import plain_text
from zhifa_alloc.schema.raw import RawSheet
from zhifa_alloc.schema.spelling import fold


def repeats(sheet: RawSheet, main: RawSheet, spec: SheetSpec) -> bool:
    """Say whether every row of ``sheet`` stands in ``main`` too, in the columns that both have."""
    here, there = find_header(sheet, spec), find_header(main, spec)
    if here is None or there is None:
        return False
    shared = sorted(here.columns.keys() & there.columns.keys())
    known = set(_rows(main, spec, shared))
    return all(row in known for row in _rows(sheet, spec, shared))


def _rows(sheet: RawSheet, spec: SheetSpec, keys: list[str]) -> Iterator[tuple[str, ...]]:
    header = find_header(sheet, spec)
    if header is None:
        return
    places = [header.columns[key] for key in keys]
    spread = {
        (line, left): sheet.rows[top][left]
        for top, left, bottom, _ in sheet.merged
        if top > header.bottom
        for line in range(top, bottom + 1)
    }
    for line in data_rows(sheet, header, spec):
        cells = (spread.get((line, place), sheet.rows[line][place]) for place in places)
        yield tuple(fold(plain_text(cell)) for cell in cells)
