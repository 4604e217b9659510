"""Sheets that are carried into the workbooks as they came: texts, nothing checked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from zhifa_alloc.roster.headers import SEARCHED_ROWS
from zhifa_alloc.schema.case import CarriedSheet
from zhifa_alloc.schema.figures import printed
from zhifa_alloc.schema.raw import RawSheet, RawValue


def read_carried(sheets: Iterable[RawSheet]) -> CarriedSheet | None:
    """Join the sheets of one name from all books by header; None when there is nothing in them."""
    headers: list[str] = []
    rows: list[dict[str, str]] = []
    for sheet in sheets:
        top = _header_row(sheet)
        names = [printed(value) for value in sheet.rows[top]] if sheet.rows else []
        headers += [name for name in dict.fromkeys(names) if name and name not in headers]
        for row in sheet.rows[top + 1 :]:
            texts = {name: printed(value) for name, value in zip(names, row, strict=False) if name}
            if any(texts.values()):
                rows.append(texts)
    if not headers:
        return None
    return CarriedSheet(tuple(headers), tuple(tuple(row.get(name, "") for name in headers) for row in rows))


def _header_row(sheet: RawSheet) -> int:
    """Return the first of the top rows with the most filled cells: titles and notes fill one or two."""
    counts = [_filled(row) for row in sheet.rows[:SEARCHED_ROWS]]
    return counts.index(max(counts)) if counts else 0


def _filled(row: Sequence[RawValue]) -> int:
    return sum(1 for value in row if printed(value))
