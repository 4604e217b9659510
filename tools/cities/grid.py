"""A sheet as a value: lines of cells, each line with its role. Written to a file or read as it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Literal, TypeAlias

from zhifa_alloc.schema.raw import RawBook, RawSheet, RawValue

Cell: TypeAlias = str | int | float | date
Role: TypeAlias = Literal["title", "info", "header", "data", "subhead", "total", "note", "blank"]
Span: TypeAlias = tuple[int, int, int, int]
"""First row, first column, last row, last column, counted from 0."""


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a sheet and the part it plays on the page."""

    role: Role
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """One sheet. ``merged`` counts from 0; ``widths`` are in characters, one a column; printed ``pages_wide``."""

    name: str
    lines: tuple[Line, ...]
    merged: tuple[Span, ...] = ()
    widths: tuple[float, ...] = ()
    pages_wide: int = 1


def plain_grid(
    name: str,
    headers: Sequence[str],
    rows: Sequence[Sequence[Cell]],
    title: str = "",
    notes: Sequence[str] = (),
) -> Grid:
    """Lay out a small table: title, header, rows, and notes below the data."""
    width = len(headers)
    lines = [Line("title", (title,))] if title else []
    lines.append(Line("header", tuple(headers)))
    lines.extend(Line("data", tuple(row)) for row in rows)
    first_note = len(lines)
    lines.extend(Line("note", (note,)) for note in notes)
    merged = [(0, 0, 0, width - 1)] if title and width > 1 else []
    merged += [(first_note + i, 0, first_note + i, width - 1) for i in range(len(notes)) if width > 1]
    return Grid(name, tuple(lines), tuple(merged), _widths(headers, rows))


def raw_book(grids: Sequence[Grid], name: str) -> RawBook:
    """Give the book as the reader would, without a file: numbers as float, empty cells as ``""``."""
    sheets = tuple(RawSheet(grid.name, _raw_rows(grid), grid.merged) for grid in grids)
    digest = sha256(repr(sheets).encode()).hexdigest()
    return RawBook(name, digest, sheets)


def _raw_rows(grid: Grid) -> tuple[tuple[RawValue, ...], ...]:
    width = max((len(line.cells) for line in grid.lines), default=0)
    return tuple(
        tuple(float(cell) if isinstance(cell, int) else cell for cell in line.cells)
        + ("",) * (width - len(line.cells))
        for line in grid.lines
    )


def _widths(headers: Sequence[str], rows: Sequence[Sequence[Cell]]) -> tuple[float, ...]:
    columns = zip(*rows, strict=True) if rows else ((),) * len(headers)
    return tuple(
        min(46.0, 3.0 + max(_breadth(header), *(_breadth(cell) for cell in column), 6))
        for header, column in zip(headers, columns, strict=True)
    )


def _breadth(cell: Cell) -> int:
    text = f"{cell:%Y-%m-%d}" if isinstance(cell, date) else str(cell)
    return sum(2 if ord(char) > 0x2E80 else 1 for char in text)
