"""Sheets that are carried into the workbooks as they came: texts, nothing checked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from zhifa_alloc.roster.headers import SEARCHED_ROWS
from zhifa_alloc.roster.rows import is_aside
from zhifa_alloc.schema.case import CarriedSheet
from zhifa_alloc.schema.figures import printed
from zhifa_alloc.schema.raw import RawSheet, RawValue
from zhifa_alloc.schema.spelling import tidy


def read_carried(sheets: Iterable[RawSheet]) -> CarriedSheet | None:
    """Join the sheets of one name from all books by header; None when there is nothing in them.

    Titles above the header, sums, notes, signature lines and example rows are left behind.
    """
    headers: dict[str, None] = {}
    rows: list[dict[str, str]] = []
    for sheet in sheets:
        top = header_row(sheet)
        names = [tidy(printed(value)) for value in sheet.rows[top]] if sheet.rows else []
        headers.update((name, None) for name in names if name)
        for row in _rows_below(sheet, top):
            texts = {name: text for name, text in zip(names, row, strict=False) if name}
            if any(texts.values()):
                rows.append(texts)
    if not headers:
        return None
    return CarriedSheet(tuple(headers), tuple(tuple(row.get(name, "") for name in headers) for row in rows))


def header_row(sheet: RawSheet) -> int:
    """Return the first of the top rows with the most filled cells: titles and notes fill one or two."""
    counts = [sum(1 for value in row if printed(value)) for row in sheet.rows[:SEARCHED_ROWS]]
    return counts.index(max(counts)) if counts else 0


def _rows_below(sheet: RawSheet, top: int) -> Iterator[list[str]]:
    """Walk over the data rows as texts; a vertically merged cell speaks for all its rows."""
    spread = {
        (line, left): sheet.rows[first][left]
        for first, left, last, _ in sheet.merged
        if len(sheet.rows) > first > top and last > first
        for line in range(first, min(last + 1, len(sheet.rows)))
    }
    for line in range(top + 1, len(sheet.rows)):
        row = sheet.rows[line]
        if not is_aside(_filled(row)):
            yield [printed(spread.get((line, column), value)) for column, value in enumerate(row)]


def _filled(row: Sequence[RawValue]) -> list[RawValue]:
    return [value for value in row if printed(value)][:4]
