"""Where a table begins: the header row below a title block, on one level or two, by alias."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from zhifa_alloc.schema.columns import ColumnSpec, SheetSpec
from zhifa_alloc.schema.figures import plain_text
from zhifa_alloc.schema.raw import RawSheet, RawValue
from zhifa_alloc.schema.spelling import fold, tidy

SEARCHED_ROWS: Final = 15
"""How far down a header may stand below titles and 填报单位 lines."""
_REMARK: Final = re.compile(r"[(\[【].*?[)\]】]|[*:]")


@dataclass(frozen=True, slots=True)
class Extra:
    """A column with a header that is not one of the sheet's own."""

    column: int
    header: str


@dataclass(frozen=True, slots=True)
class Header:
    """The header of one sheet.

    Attributes:
        top: first row with a column name, zero-based. bottom: last header row.
        columns: key -> zero-based column.
        extras: other columns with a header, left to right.
        twice: second columns with the meaning of one already found; not read.
        missing: required columns that are not there.
    """

    top: int
    bottom: int
    columns: Mapping[str, int]
    extras: tuple[Extra, ...]
    twice: tuple[Extra, ...]
    missing: tuple[ColumnSpec, ...]


def find_header(sheet: RawSheet, spec: SheetSpec) -> Header | None:
    """Find the row that names most of the sheet's columns; None when no row names enough."""
    grid = _filled_grid(sheet)
    best: Header | None = None
    for bottom in range(min(SEARCHED_ROWS, len(sheet.rows))):
        header = _header_at(grid, bottom, spec)
        if best is None or _weight(header) > _weight(best):
            best = header
    if best is None or not _is_enough(best, spec):
        return None
    lowest = _lowest_row(sheet, best.bottom)
    return best if lowest == best.bottom else _header_at(grid, lowest, spec, best.top)


def header_texts(sheet: RawSheet) -> tuple[str, ...]:
    """Return the texts of the fullest row near the top: what may have been meant as a header."""
    rows = [_texts(row) for row in sheet.rows[:SEARCHED_ROWS]]
    return max(rows, key=len, default=())


def _texts(row: Sequence[RawValue]) -> tuple[str, ...]:
    return tuple(tidy(plain_text(value)) for value in row if plain_text(value).strip())


def _weight(header: Header) -> tuple[int, int]:
    return (-len(header.missing), len(header.columns))


def _is_enough(header: Header, spec: SheetSpec) -> bool:
    required = sum(column.required for column in spec.columns)
    return not header.missing or len(header.columns) >= min(3, required)


def _filled_grid(sheet: RawSheet) -> list[list[str]]:
    """Return the texts of the top rows, merged cells repeated over their whole range."""
    depth = SEARCHED_ROWS + 3
    grid = [[tidy(plain_text(value)) for value in row] for row in sheet.rows[:depth]]
    for top, left, bottom, right in sheet.merged:
        if top >= len(grid) or left >= len(grid[top]):
            continue
        text = grid[top][left]
        for row in grid[top : bottom + 1]:
            row[left : right + 1] = [text] * len(row[left : right + 1])
    return grid


def _header_at(grid: Sequence[Sequence[str]], bottom: int, spec: SheetSpec, top: int | None = None) -> Header:
    names = _names_of(spec.name, spec.columns)
    columns: dict[str, int] = {}
    extras: list[Extra] = []
    twice: list[Extra] = []
    ranks: dict[str, int] = {}
    for index, own in enumerate(grid[bottom]):
        above = grid[bottom - 1][index] if bottom else ""
        key, rank = _meaning(own, above, names)
        if key and key not in columns:
            columns[key], ranks[key] = index, rank
        elif key and rank < ranks[key]:
            twice.append(Extra(columns[key], grid[bottom][columns[key]]))
            columns[key], ranks[key] = index, rank
        elif (key and rank < _BY_GROUP) or (own and any(fold(own) == fold(extra.header) for extra in extras)):
            twice.append(Extra(index, own))
        elif own:
            extras.append(Extra(index, own))
    missing = tuple(column for column in spec.columns if column.required and column.key not in columns)
    return Header(bottom if top is None else top, bottom, columns, tuple(extras), tuple(twice), missing)


_CANONICAL: Final = 0
_ALIAS: Final = 1
_BY_GROUP: Final = 2


def _meaning(own: str, above: str, names: Mapping[str, tuple[str, int]]) -> tuple[str, int]:
    """Return (key, rank) of a header cell: by its own text, else by the group it stands under."""
    for text in (own, above + own):
        for form in _forms(text):
            if form in names:
                return names[form]
    if above and above != own:
        for form in _forms(above):
            if form in names and (not own or _is_part(own)):
                return (names[form][0], _BY_GROUP)
    return ("", _BY_GROUP)


_PARTS: Final = frozenset({"全日制", "在职", "全日制教育", "在职教育", "最高", "名称", "号码"})


def _is_part(own: str) -> bool:
    """Say whether a lower header only divides its group (学历: 全日制 | 在职)."""
    return fold(own) in _PARTS


def _forms(text: str) -> tuple[str, ...]:
    plain = fold(text)
    bare = _REMARK.sub("", plain)
    return (plain,) if bare == plain else (plain, bare)


@cache
def _names_of(_sheet: str, columns: tuple[ColumnSpec, ...]) -> dict[str, tuple[str, int]]:
    names: dict[str, tuple[str, int]] = {}
    for column in columns:
        names[fold(column.header)] = (column.key, _CANONICAL)
    for column in columns:
        for alias in column.aliases:
            names.setdefault(fold(alias), (column.key, _ALIAS))
    return names


def _lowest_row(sheet: RawSheet, bottom: int) -> int:
    """Return the last header row: merged header cells reach it, or only divisions of a group stand in it."""
    starting = [area for area in sheet.merged if area[0] <= bottom <= area[2]]
    lowest = max((area[2] for area in starting), default=bottom)
    if lowest > bottom or lowest + 1 >= len(sheet.rows):
        return min(lowest, len(sheet.rows) - 1)
    below = [index for index, value in enumerate(sheet.rows[bottom + 1]) if plain_text(value).strip()]
    groups = [area for area in starting if area[3] > area[1]]
    if below and all(any(left <= index <= right for _, left, _, right in groups) for index in below):
        return bottom + 1
    return bottom
