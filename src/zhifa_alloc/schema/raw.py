"""A workbook as read, before any meaning: values with addresses. No Excel types beyond this point."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import TypeAlias

RawValue: TypeAlias = str | float | int | bool | date | datetime | time | timedelta
"""A cell as the reader gives it; an empty cell is ``""``. Numbers are float even when whole."""


@dataclass(frozen=True, slots=True)
class RawSheet:
    """One sheet.

    Attributes:
        name: sheet name as in the file.
        rows: rows[r][c] is the cell in row r+1, column c+1 (A1 is rows[0][0]).
        merged: merged ranges as (first row, first column, last row, last column), zero-based.
        error_cells: address -> error text (``#REF!``) for cells whose value is an Excel error.
        uncached: addresses of formulas that were saved without a value.
    """

    name: str
    rows: tuple[tuple[RawValue, ...], ...]
    merged: tuple[tuple[int, int, int, int], ...] = ()
    error_cells: Mapping[str, str] = field(default_factory=dict)
    uncached: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class RawBook:
    """One workbook: its file name (no folder), the sha256 of its bytes, its sheets in file order.

    Attributes:
        macros: the file holds macros; they are never run.
    """

    name: str
    sha256: str
    sheets: tuple[RawSheet, ...]
    macros: bool = False
