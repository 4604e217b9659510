"""A trial from the least input (试算): 编制 and 区情 made up from a roster and a list of districts.

Every unit is its own 执法领域, the approved posts are the people there are, nothing stays with the city, and
the districts share equally unless 区情 says more. The result is for looking at: every page says so.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import count
from typing import Final

from zhifa_alloc.roster.headers import SEARCHED_ROWS, find_header
from zhifa_alloc.roster.log import FindingLog
from zhifa_alloc.roster.rows import is_aside
from zhifa_alloc.roster.table import read_table
from zhifa_alloc.schema import columns
from zhifa_alloc.schema.errors import WrongUse
from zhifa_alloc.schema.figures import plain_text
from zhifa_alloc.schema.raw import RawBook, RawSheet
from zhifa_alloc.schema.spelling import fold, tidy
from zhifa_alloc.schema.status import is_outside_quota
from zhifa_alloc.schema.terms import SHEET_DISTRICT, SHEET_PARAMETER, SHEET_QUOTA, SHEET_ROSTER

_PREFIX: Final = "试"
_LOOSE: Final[Mapping[str, str]] = {"每队最少持证人数": "0", "每队最少编制": "0"}
"""Small rosters would meet no floor; a trial without sheet 参数 sets none."""


def rehearsal_books(books: Sequence[RawBook], districts: Sequence[str]) -> tuple[RawBook, ...]:
    """Return the workbooks with 编制 and 区情 that a plan needs, made up where they are missing.

    Args:
        books: workbooks with rosters, perhaps with a sheet 区情 that has only a column 区.
        districts: names given on the command line; they replace those of the sheet.

    Raises:
        WrongUse: ``trial_without_districts``, ``trial_without_people``.
        UnusableFile: as ``build_case``, for the rosters.
    """
    books = _numbered(books)
    home = next((index for index, book in enumerate(books) if _find(book, SHEET_DISTRICT)), 0)
    made: list[RawSheet] = []
    if not any(_find(book, SHEET_QUOTA) for book in books):
        made.append(_quota_sheet(books))
    listed = _find(books[home], SHEET_DISTRICT) if books else None
    complete = listed is not None and not districts and _is_complete(listed)
    if not complete:
        made.append(_district_sheet(listed, districts))
    replaced = {sheet.name for sheet in made}
    kept = tuple(sheet for sheet in books[home].sheets if fold(sheet.name) not in map(fold, replaced))
    main = replace(books[home], sheets=(*kept, *made))
    return tuple(main if index == home else book for index, book in enumerate(books))


def rehearsal_settings(books: Sequence[RawBook], changes: Mapping[str, str]) -> dict[str, str]:
    """Return the settings of a trial: no floors, unless 参数 or the command line sets them."""
    loose = {} if any(_find(book, SHEET_PARAMETER) for book in books) else _LOOSE
    return {**loose, **changes}


def _numbered(books: Sequence[RawBook]) -> tuple[RawBook, ...]:
    """Number the people who have neither 人员编号 nor 身份证号, in file order, where the column is missing."""
    numbers = count(1)
    return tuple(
        replace(book, sheets=tuple(_numbered_sheet(book.name, sheet, numbers) for sheet in book.sheets))
        for book in books
    )


def _numbered_sheet(book: str, sheet: RawSheet, numbers: Iterator[int]) -> RawSheet:
    if not fold(sheet.name).startswith(SHEET_ROSTER):
        return sheet
    table = read_table(book, sheet, columns.ROSTER, FindingLog())
    if table is None or table.has("staff_id"):
        return sheet
    cells = {table.header.bottom: columns.ROSTER.headers["staff_id"]}
    for index, id_number in table.rows("id_number"):
        if id_number == "":
            cells[table.lines[index]] = f"{_PREFIX}{next(numbers):04d}"
    return replace(sheet, rows=tuple((*row, cells.get(line, "")) for line, row in enumerate(sheet.rows)))


def _find(book: RawBook, name: str) -> RawSheet | None:
    return next((sheet for sheet in book.sheets if fold(sheet.name) == fold(name)), None)


def _quota_sheet(books: Sequence[RawBook]) -> RawSheet:
    """Count the people on quota by unit and type; spellings that fold alike are one."""
    names: dict[str, str] = {}
    counts = Counter(
        (names.setdefault(fold(unit), unit), names.setdefault(fold(quota_type), quota_type))
        for book in books
        for sheet in book.sheets
        if fold(sheet.name).startswith(SHEET_ROSTER)
        for unit, quota_type in _holders(book.name, sheet)
    )
    if not counts:
        raise WrongUse("trial_without_people")
    header = tuple(columns.QUOTA.headers[key] for key in ("unit", "domain", "quota_type", "approved"))
    rows = ((unit, unit, kind, float(people)) for (unit, kind), people in counts.items())
    return RawSheet(SHEET_QUOTA, (header, *rows))


def _holders(book: str, sheet: RawSheet) -> Iterator[tuple[str, str]]:
    """Walk over (unit, type) of the people on quota; what is wrong in the rows is reported later."""
    table = read_table(book, sheet, columns.ROSTER, FindingLog())
    for _, unit, quota_type in table.rows("unit", "quota_type") if table is not None else ():
        if isinstance(unit, str) and isinstance(quota_type, str) and not is_outside_quota(quota_type):
            yield unit, quota_type


def _is_complete(sheet: RawSheet) -> bool:
    header = find_header(sheet, columns.DISTRICT)
    return header is not None and not header.missing


def _district_sheet(listed: RawSheet | None, named: Sequence[str]) -> RawSheet:
    names = list(dict.fromkeys(tidy(name) for name in named if name.strip())) or _names_of(listed)
    if not names:
        raise WrongUse("trial_without_districts")
    header = (columns.DISTRICT.headers["name"], columns.DISTRICT.headers["receives"])
    return RawSheet(SHEET_DISTRICT, (header, *((name, "是") for name in names)))


def _names_of(sheet: RawSheet | None) -> list[str]:
    """Return what stands below the header 区, also in a sheet with no other column."""
    spec = next(column for column in columns.DISTRICT.columns if column.key == "name")
    headers = {fold(word) for word in (spec.header, *spec.aliases)}
    rows = sheet.rows if sheet is not None else ()
    tops = ((line, place) for line, row in enumerate(rows[:SEARCHED_ROWS]) for place in range(len(row)))
    top = next(
        ((line, place) for line, place in tops if fold(plain_text(rows[line][place])) in headers), None
    )
    if top is None:
        return []
    below = (row[top[1]] for row in rows[top[0] + 1 :] if not is_aside(row))
    return list(dict.fromkeys(name for cell in below if (name := tidy(plain_text(cell)))))
