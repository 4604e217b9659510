"""What ``check --fix`` may rewrite: white space, width, the letter x, the form of dates, missing 人员编号.

Nothing here changes what a cell means, and nothing is guessed: a likely word is only suggested, a month
such as 1985.1 stored as a number is left as it is, and so is a key stored as a number.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final

from zhifa_alloc.roster.books import Library, open_books
from zhifa_alloc.roster.keys import staff_ids
from zhifa_alloc.roster.log import FindingLog
from zhifa_alloc.roster.table import Table
from zhifa_alloc.schema.address import address
from zhifa_alloc.schema.dates import day_of, month_of
from zhifa_alloc.schema.figures import plain_text
from zhifa_alloc.schema.finding import CellRef
from zhifa_alloc.schema.identity import has_id_form
from zhifa_alloc.schema.mend import Mend, MendKind
from zhifa_alloc.schema.raw import RawBook, RawValue
from zhifa_alloc.schema.spelling import fold, tidy

_FREE_TEXTS: Final = frozenset({"remark", "handover_remark", "exclusions", "value", "domains"})
_FREE_TEXTS_OF_DISTRICTS: Final = frozenset({"excluded_domains", "received_domains"})
_CODES: Final = frozenset({"staff_id", "certificate", "code", "first", "second"})
_DATES: Final = frozenset({"birth", "career_start", "certificate_until", "deadline"})
_DIGITS_ALONE: Final = range(190001, 210013)
"""198503 stored as a number is a month; smaller whole numbers may be Excel's day numbers."""


def find_mends(books: Sequence[RawBook]) -> tuple[Mend, ...]:
    """List every safe mend of workbooks that belong together, in file order.

    Raises:
        UnusableFile: as ``build_case``.
    """
    log = FindingLog()
    library = open_books(books, log)
    keys = staff_ids(library.rosters, log)
    mends = [mend for table in _tables(library) for mend in _table_mends(table)]
    for table, column in zip(library.rosters, keys, strict=True):
        mends += _key_mends(table, column)
    return tuple(mends)


def _tables(library: Library) -> Iterator[Table]:
    for book in library.books:
        yield from book.rosters
        yield from book.tables.values()


def _table_mends(table: Table) -> Iterator[Mend]:
    for key in table.header.columns:
        if key in _FREE_TEXTS or key in _FREE_TEXTS_OF_DISTRICTS:
            continue
        for index in range(len(table)):
            value = table.raw(index, key)
            found = _mended(key, value)
            if found is not None:
                kind, after = found
                before = plain_text(value)
                yield Mend(kind, table.where(index, key), table.spec.headers[key], before, after)


def _mended(key: str, value: RawValue) -> tuple[MendKind, str] | None:
    """Return the kind of mend and the new text; None where there is nothing to mend."""
    if key in _DATES:
        return _mended_date(value)
    if not isinstance(value, str) or not value.strip():
        return None
    after = _of_id(value) if key == "id_number" else (_half_width(value) if key in _CODES else tidy(value))
    if after == value:
        return None
    return _kind(value, after), after


def _kind(before: str, after: str) -> MendKind:
    if tidy(before) == after:
        return MendKind.SPACES
    return MendKind.CHECK_LETTER if tidy(before).isascii() else MendKind.WIDTH


def _half_width(text: str) -> str:
    return tidy(unicodedata.normalize("NFKC", text))


def _of_id(text: str) -> str:
    """Return an ID number in its one form; what has not the form of one stays as it is."""
    plain = fold(text).lstrip("'`‘’").upper()
    return plain if has_id_form(plain) else text


def _mended_date(value: RawValue) -> tuple[MendKind, str] | None:
    after = _date_text(value)
    return None if not after or after == value else (MendKind.DATE, after)


def _date_text(value: RawValue) -> str:
    """Return a date as 1985-03 or 1985-03-12; empty where it must stay: real dates, and what is unsure."""
    if isinstance(value, date | bool) or not isinstance(value, str | float | int):
        return ""
    if isinstance(value, float | int) and float(value).is_integer() and value < _DIGITS_ALONE.start:
        return ""
    day, month = day_of(value), month_of(value)
    if day is not None:
        return day.isoformat()
    return "" if month is None or month.unsure else f"{month.year}-{month.month:02d}"


def _key_mends(table: Table, keys: Sequence[str]) -> Iterator[Mend]:
    """Write 人员编号 where it is missing, in a column of its own behind the last one where there is none."""
    header = table.spec.headers["staff_id"]
    new = not table.has("staff_id")
    column = max(map(len, table.sheet.rows), default=0) if new else table.header.columns["staff_id"]
    if new and any(keys):
        where = CellRef(table.book, table.sheet.name, address(table.header.bottom, column))
        yield Mend(MendKind.KEY, where, header, "", header, new_column=True)
    for index, key in enumerate(keys):
        if key and table.columns["staff_id"][index] == "":
            yield Mend(MendKind.KEY, table.where(index, column), header, "", key, new_column=new)
