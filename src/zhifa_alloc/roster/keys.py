"""Who is who: 人员编号 and 身份证号 across all rosters, and numbers for people who have none."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Final

from zhifa_alloc.roster.cells import BAD
from zhifa_alloc.roster.lines import Line
from zhifa_alloc.roster.log import FindingLog
from zhifa_alloc.roster.names import raw_is_number
from zhifa_alloc.schema.codes import Code
from zhifa_alloc.schema.masking import mask_id
from zhifa_alloc.schema.spelling import fold

_PREFIX: Final = "P"


def staff_ids(lines: Sequence[Line], log: FindingLog) -> tuple[str, ...]:
    """Return the key of each row, ``""`` where none can be given.

    People without 人员编号 are numbered once, in the order of 身份证号, with keys that are not in use.
    """
    _check_duplicates(lines, log)
    _warn_number_cells(lines, log)
    given = [line.values["staff_id"] if line.values["staff_id"] is not BAD else "" for line in lines]
    taken = {fold(key) for key in given if key}
    waiting = sorted(_without_key(lines, log))
    numbers = _free_numbers(taken, len(waiting))
    for _, index in waiting:
        given[index] = next(numbers)
    return tuple(given)


def _without_key(lines: Sequence[Line], log: FindingLog) -> Iterator[tuple[str, int]]:
    for index, line in enumerate(lines):
        key, id_number = line.values["staff_id"], line.values["id_number"]
        if key or id_number is BAD:
            continue
        if id_number:
            yield id_number, index
        else:
            log.add(Code.NO_KEY, line.where("id_number"), line.values["name"])


def _free_numbers(taken: set[str], count: int) -> Iterator[str]:
    width = max(4, len(str(count)))
    number = 0
    while True:
        number += 1
        key = f"{_PREFIX}{number:0{width}d}"
        if fold(key) not in taken:
            yield key


def _check_duplicates(lines: Sequence[Line], log: FindingLog) -> None:
    """Report a person met before, once a row: by key first, then by ID number."""
    keys: dict[str, Line] = {}
    ids: dict[str, Line] = {}
    for line in lines:
        first = _met(line, "staff_id", keys)
        same_id = _met(line, "id_number", ids)
        if first is not None:
            _report(line, first, "staff_id", Code.DUPLICATE_KEY, str, log)
        elif same_id is not None:
            _report(line, same_id, "id_number", Code.DUPLICATE_ID, mask_id, log)


def _met(line: Line, key: str, seen: dict[str, Line]) -> Line | None:
    value = line.values[key]
    if not value or value is BAD:
        return None
    first = seen.setdefault(fold(value), line)
    return None if first is line else first


def _report(
    line: Line, first: Line, key: str, code: Code, show: Callable[[str], str], log: FindingLog
) -> None:
    here, there = line.where(key), first.where(key)
    value = show(line.values[key])
    if here.book != there.book:
        log.add(Code.IN_TWO_BOOKS, here, value, book=there.book, cell=f"{there.sheet}!{there.cell}")
    else:
        log.add(code, here, value, cell=f"{there.sheet}!{there.cell}")


def _warn_number_cells(lines: Sequence[Line], log: FindingLog) -> None:
    """Warn once a sheet of keys stored as numbers: leading zeros may be gone."""
    counts: dict[tuple[str, str], tuple[Line, int]] = {}
    for line in lines:
        table = line.table
        if table.has("staff_id") and raw_is_number(table.raw(line.index, "staff_id")):
            first, count = counts.get((table.book, table.sheet.name), (line, 0))
            counts[table.book, table.sheet.name] = (first, count + 1)
    for line, count in counts.values():
        log.add(Code.KEY_AS_NUMBER, line.where("staff_id"), line.values["staff_id"], count=count)
