"""How many cells an OpenDocument sheet spans: a few bytes may repeat a cell a million times."""

from __future__ import annotations

import re
from typing import Final

_TABLE: Final = re.compile(rb"<table:table\b.*?</table:table>", re.DOTALL)
_ROW: Final = re.compile(rb"<table:table-row\b([^>]*?)(?:/>|>(.*?)</table:table-row>)", re.DOTALL)
_CELL: Final = re.compile(rb"<table:(?:covered-)?table-cell\b([^>]*)>")
_ROWS: Final = re.compile(rb"""number-rows-repeated\s*=\s*["'](\d+)["']""")
_COLUMNS: Final = re.compile(rb"""number-columns-repeated\s*=\s*["'](\d+)["']""")


def widest_span(content: bytes) -> int:
    """Return the most cells (last used row × last used column) of any sheet in ``content.xml``."""
    return max((_span(table[0]) for table in _TABLE.finditer(content)), default=0)


def _span(table: bytes) -> int:
    rows = last_row = last_column = 0
    for row in _ROW.finditer(table):
        rows += _repeated(_ROWS, row[1])
        width = _used_width(row[2] or b"")
        if width:
            last_row, last_column = rows, max(last_column, width)
    return last_row * last_column


def _used_width(row: bytes) -> int:
    """Return the column of the last cell with a value; empty cells behind it do not count."""
    column = used = 0
    for cell in _CELL.finditer(row):
        column += _repeated(_COLUMNS, cell[1])
        if b"value-type" in cell[1]:
            used = column
    return used


def _repeated(pattern: re.Pattern[bytes], attributes: bytes) -> int:
    found = pattern.search(attributes)
    return int(found[1]) if found else 1
