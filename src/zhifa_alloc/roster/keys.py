"""Who is who: 人员编号 and 身份证号 across all rosters, and numbers for people who have none."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Final, TypeAlias

from zhifa_alloc.roster.cells import BAD
from zhifa_alloc.roster.log import FindingLog, shown
from zhifa_alloc.roster.table import Table
from zhifa_alloc.schema.codes import Code
from zhifa_alloc.schema.masking import mask_id
from zhifa_alloc.schema.spelling import fold

_PREFIX: Final = "P"
_Row: TypeAlias = tuple[int, int]
"""Which table, which row of it."""


def staff_ids(tables: Sequence[Table], log: FindingLog) -> tuple[tuple[str, ...], ...]:
    """Return the key of each row of each table, ``""`` where none can be given.

    People without 人员编号 are numbered once, in the order of 身份证号, with keys that are not in use.
    """
    _check_duplicates(tables, log)
    keys = [[key if key is not BAD else "" for key in table.columns["staff_id"]] for table in tables]
    waiting = sorted(_without_key(tables, log))
    if waiting:
        taken = {fold(key) for column in keys for key in column if key}
        numbers = _free_numbers(taken, len(waiting))
        for _, (table, index) in waiting:
            keys[table][index] = next(numbers)
    for table_ in tables:
        _warn_number_cells(table_, log)
    return tuple(tuple(column) for column in keys)


def _without_key(tables: Sequence[Table], log: FindingLog) -> Iterator[tuple[str, _Row]]:
    for number, table in enumerate(tables):
        for index, key, id_number, name in table.rows("staff_id", "id_number", "name"):
            if key or id_number is BAD:
                continue
            if id_number:
                yield id_number, (number, index)
            else:
                log.add(Code.NO_KEY, table.where(index, "id_number"), "" if name is BAD else name)


def _free_numbers(taken: set[str], count: int) -> Iterator[str]:
    width = max(4, len(str(count)))
    number = 0
    while True:
        number += 1
        key = f"{_PREFIX}{number:0{width}d}"
        if fold(key) not in taken:
            yield key


def _check_duplicates(tables: Sequence[Table], log: FindingLog) -> None:
    """Report a person met before, once a row: by key first, then by ID number."""
    if _all_differ(tables):
        return
    keys: dict[str, _Row] = {}
    ids: dict[str, _Row] = {}
    for number, table in enumerate(tables):
        for index, key, id_number in table.rows("staff_id", "id_number"):
            row = (number, index)
            by_key = keys.setdefault(fold(key), row) if key and key is not BAD else row
            by_id = ids.setdefault(id_number, row) if id_number and id_number is not BAD else row
            if by_key != row:
                _report(tables, row, by_key, "staff_id", Code.DUPLICATE_KEY, str, log)
            elif by_id != row:
                _report(tables, row, by_id, "id_number", Code.DUPLICATE_ID, mask_id, log)


def _all_differ(tables: Sequence[Table]) -> bool:
    """Say at a glance that nobody is met twice; False means: look row by row."""
    keys = [fold(key) for table in tables for key in table.columns["staff_id"] if key and key is not BAD]
    ids = [word for table in tables for word in table.columns["id_number"] if word and word is not BAD]
    return len(set(keys)) == len(keys) and len(set(ids)) == len(ids)


def _report(
    tables: Sequence[Table],
    row: _Row,
    first: _Row,
    key: str,
    code: Code,
    show: Callable[[str], str],
    log: FindingLog,
) -> None:
    here = tables[row[0]].where(row[1], key)
    there = tables[first[0]].where(first[1], key)
    value = show(tables[row[0]].columns[key][row[1]])
    if here.book != there.book:
        log.add(Code.IN_TWO_BOOKS, here, value, book=there.book, cell=shown(there))
    else:
        log.add(code, here, value, cell=shown(there))


def _warn_number_cells(table: Table, log: FindingLog) -> None:
    """Warn once a sheet of keys stored as numbers: leading zeros may be gone."""
    if not table.has("staff_id"):
        return
    cells = table.cells(table.header.columns["staff_id"])
    kinds = {kind for kind in set(map(type, cells)) if issubclass(kind, float | int) and kind is not bool}
    numbers = [index for index, cell in enumerate(cells) if type(cell) in kinds] if kinds else []
    if numbers:
        first = table.columns["staff_id"][numbers[0]]
        log.add(Code.KEY_AS_NUMBER, table.where(numbers[0], "staff_id"), first, count=len(numbers))


class Directory:
    """Finds a person by 人员编号 or 身份证号."""

    def __init__(self, tables: Sequence[Table], keys: Sequence[Sequence[str]]) -> None:
        self._by_id: dict[object, str] = {}
        self._by_key: dict[str, str] = {}
        # Backwards, so that of two rows with one number the first counts.
        for table, column in reversed(list(zip(tables, keys, strict=True))):
            self._by_id |= zip(reversed(table.columns["id_number"]), reversed(column), strict=True)
        for column in keys:
            self._by_key |= zip(map(fold, column), column, strict=True)

    def find(self, word: str) -> str | None:
        """Return the staff_id (``""`` for a row whose key is bad); None when nobody is meant."""
        key = fold(word)
        if not key:
            return None
        return self._by_key[key] if key in self._by_key else self._by_id.get(key.upper())
