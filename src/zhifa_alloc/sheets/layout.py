"""Where everything stands on a sheet: rows of blocks, widths of columns, heights of rows.

Pure arithmetic on ``schema.page`` values, so that whoever builds a page can ask for the address of a cell
(for a formula, for a hand edit) before the file exists.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from zhifa_alloc.schema.address import address
from zhifa_alloc.schema.page import Block, CellValue, Formula, Gantt, Lines, Page, Signatures, Spread, Table

_BARE_COLUMNS: Final = 6
_BARE_WIDTH: Final = 15.0
_LINE_HEIGHT: Final = 1.4
"""Height of a line of text, in font sizes."""
LEAST_HEIGHT: Final = 22.0
GANTT_ROWS: Final = 26
"""Rows of the usual height that a chart covers: a printed page."""
_MOST_HEIGHT: Final = 409.0
"""Excel allows no higher row."""
_REMEMBERED: Final = 1 << 14
"""Texts repeat from row to row and from book to book, so their widths are reckoned once."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A block and its first row (zero-based)."""

    block: Block
    row: int


@dataclass(frozen=True, slots=True)
class Layout:
    """A page laid out. Rows are zero-based; ``annex``, ``banner`` and ``title`` are rows or None.

    ``printed`` is how many columns are printed; titles and lines run across these.
    """

    widths: tuple[float, ...]
    printed: int
    annex: int | None
    banner: int | None
    title: int | None
    blocks: tuple[Placed, ...]

    @property
    def printed_widths(self) -> tuple[float, ...]:
        """Widths of the columns that are printed."""
        return self.widths[: self.printed]

    @property
    def width(self) -> float:
        """Width of the printed page in characters of the body font."""
        return sum(self.printed_widths)


def lay_out(page: Page) -> Layout:
    """Place the blocks of a page from top to bottom; a blank row keeps tables and signatures apart."""
    heads: list[int | None] = []
    row = 0
    for text in (page.annex, page.banner, page.title):
        heads.append(row if text else None)
        row += bool(text)
    placed: list[Placed] = []
    for block in page.blocks:
        if placed and _needs_gap(placed[-1].block, block):
            row += 1
        placed.append(Placed(block, row))
        row += row_count(block)
    annex, banner, title = heads
    widths = _widths(page)
    limits = [block.print_columns for block in page.blocks if isinstance(block, Table)]
    printed = max(limits) if limits and all(limits) else len(widths)
    return Layout(widths, printed, annex, banner, title, tuple(placed))


def row_count(block: Block) -> int:
    """Count the rows that a block takes."""
    match block:
        case Table():
            rows = len(block.rows) + block.spare_rows + (block.total is not None)
            return header_rows(block) + rows
        case Lines():
            return len(block.texts)
        case Spread():
            return 1
        case Signatures():
            return max((len(lines) for lines in block.blocks), default=0)
        case Gantt():
            return GANTT_ROWS


def header_rows(table: Table) -> int:
    """Count the header rows of a table: two where columns share a group."""
    return 2 if any(column.group for column in table.columns) else 1


def data_address(page: Page, block: int, row: int, column: int) -> str:
    """Return the address of a table's cell.

    Args:
        page: the page.
        block: which block of the page; it must be a table.
        row: row of the table's data from 0; -1 is the total row.
        column: column of the table from 0.
    """
    placed = lay_out(page).blocks[block]
    if not isinstance(placed.block, Table):
        raise TypeError(block)
    return address(placed.row + data_row(placed.block, row), column)


def data_row(table: Table, row: int) -> int:
    """Return how far below the table's first header row a data row stands; -1 is the total row."""
    return header_rows(table) + (len(table.rows) + table.spare_rows if row == -1 else row)


def spans(widths: Sequence[float], parts: int) -> list[tuple[int, int]]:
    """Split columns into parts side by side, as evenly in width as whole columns allow; (first, last) of each.

    There must be at least as many columns as parts.
    """
    share = sum(widths) / parts
    found = []
    first, reach = 0, 0.0
    for part in range(parts):
        last, left = first, parts - part - 1
        reach += widths[first]
        while last + 1 + left < len(widths) and (
            not left or reach + widths[last + 1] / 2 <= share * (part + 1)
        ):
            last += 1
            reach += widths[last]
        found.append((first, last))
        first = last + 1
    return found


@lru_cache(maxsize=_REMEMBERED)
def text_width(text: str) -> int:
    """Width of the widest line of a text, in half characters: a Chinese character counts 2."""
    return max(len(line.encode("gbk", "replace")) for line in text.split("\n"))


def shown(value: CellValue) -> str:
    """Return roughly what a cell shows, enough to reckon its width."""
    if value is None:
        return ""
    return str(value.value) if isinstance(value, Formula) else str(value)


def row_height(cells: Iterable[tuple[str, float]], size: float, least: float = LEAST_HEIGHT) -> float:
    """Height of a row in points, so that wrapped texts are seen whole.

    Args:
        cells: text and the width of its cell, in characters.
        size: font size in points.
        least: height of a row with one line.
    """
    most = max((_line_count(text, width, size) for text, width in cells if text), default=1)
    return min(_MOST_HEIGHT, max(least, math.ceil(most * size * _LINE_HEIGHT + 5)))


def surely_one_line(text: str, width: float) -> bool:
    """Tell at a glance that a body text needs one line; a text of which this is not true may yet need only one."""
    return 2 * len(text) <= width - 0.8 and text.isprintable()


def all_one_line(texts: Collection[str], width: float) -> bool:
    """Tell at a glance that each of these body texts needs one line; they may even where this is not true."""
    return 2 * max(map(len, texts), default=0) <= width - 0.8 and "".join(texts).isprintable()


@lru_cache(maxsize=_REMEMBERED)
def _line_count(text: str, width: float, size: float) -> int:
    # Widths are counted in characters of the 10.5 point body font, less the padding of a cell.
    room = max(1.0, (width - 0.8) * 10.5 / size)
    return sum(max(1, math.ceil(text_width(line) / room)) for line in text.split("\n"))


def _widths(page: Page) -> tuple[float, ...]:
    tables = [block for block in page.blocks if isinstance(block, Table)]
    count = max((len(table.columns) for table in tables), default=_BARE_COLUMNS)
    widths = [
        max(table.columns[index].width for table in tables if index < len(table.columns))
        if tables
        else _BARE_WIDTH
        for index in range(count)
    ]
    return tuple(widths + [_BARE_WIDTH] * (_parts(page) - count))


def _parts(page: Page) -> int:
    """Count the texts that must stand side by side."""
    spreads = [len(block.texts) for block in page.blocks if isinstance(block, Spread)]
    signatures = [len(block.blocks) for block in page.blocks if isinstance(block, Signatures)]
    return max(spreads + signatures, default=1)


def _needs_gap(above: Block, below: Block) -> bool:
    return isinstance(below, Signatures | Gantt) or (isinstance(above, Table) and isinstance(below, Table))
