"""Several workbooks brought together: which sheet comes from where."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from zhifa_alloc.roster.headers import find_header
from zhifa_alloc.roster.log import FindingLog
from zhifa_alloc.roster.repeats import repeats
from zhifa_alloc.roster.rows import data_rows
from zhifa_alloc.roster.table import Table, read_table
from zhifa_alloc.schema import columns
from zhifa_alloc.schema.codes import Code
from zhifa_alloc.schema.errors import UnusableFile, WrongUse
from zhifa_alloc.schema.finding import CellRef
from zhifa_alloc.schema.raw import RawBook, RawSheet
from zhifa_alloc.schema.spelling import fold, nearest
from zhifa_alloc.schema.terms import (
    CARRIED_SHEETS,
    SHEET_DISTRICT,
    SHEET_PARAMETER,
    SHEET_QUOTA,
    SHEET_ROSTER,
    SHEET_WEIGHT_RANGE,
)

_MAIN_ONLY = (SHEET_QUOTA, SHEET_DISTRICT, SHEET_WEIGHT_RANGE, SHEET_PARAMETER)


@dataclass(frozen=True, slots=True)
class OpenedBook:
    """One workbook's tables: the rosters, and one table per other sheet."""

    name: str
    rosters: tuple[Table, ...]
    tables: Mapping[str, Table]
    carried: Mapping[str, RawSheet]


@dataclass(frozen=True, slots=True)
class Library:
    """All books; ``main`` holds 区情 and with it 编制 and 参数."""

    books: tuple[OpenedBook, ...]
    main: OpenedBook

    @property
    def rosters(self) -> tuple[Table, ...]:
        """Roster sheets of all books."""
        return tuple(table for book in self.books for table in book.rosters)

    def tables(self, name: str) -> tuple[Table, ...]:
        """Return the sheets of one name in all books."""
        return tuple(book.tables[name] for book in self.books if name in book.tables)


def open_books(books: Sequence[RawBook], log: FindingLog) -> Library:
    """Read every sheet that is ours.

    Raises:
        WrongUse: ``no_books``.
        UnusableFile: ``sheet_missing``, ``header_missing``, ``column_missing``.
    """
    if not books:
        raise WrongUse("no_books")
    main = _main_book(books)
    opened = tuple(_open(book, main, log) for book in books)
    return Library(opened, opened[books.index(main)])


def _main_book(books: Sequence[RawBook]) -> RawBook:
    """Return the book with 区情 and 编制; of several the one with most posts: departments know only their own.

    In a folder the files come in the order of their names, so the first one is nobody's choice.
    """
    holders = [book for book in books if _sheet(book, SHEET_DISTRICT)]
    if not holders:
        raise _no_sheet(books, SHEET_DISTRICT)
    full = [book for book in holders if _sheet(book, SHEET_QUOTA)]
    if not full:
        raise _no_sheet(holders, SHEET_QUOTA)
    return max(full, key=_count_of_posts)


def _no_sheet(books: Sequence[RawBook], name: str) -> UnusableFile:
    names = [sheet.name for book in books for sheet in book.sheets]
    files = "、".join(book.name for book in books)
    if any(fold(own) == fold(name) for own in names):
        return UnusableFile("sheet_empty", name=files, sheet=name)
    near = nearest(name, names)
    return UnusableFile("sheet_missing", name=files, sheet=name, found=near or "、".join(names[:12]))


def _sheet(book: RawBook, name: str) -> RawSheet | None:
    return next(
        (sheet for sheet in book.sheets if fold(sheet.name) == fold(name) and _has_cells(sheet)), None
    )


def _count_of_posts(book: RawBook) -> int:
    sheet = _sheet(book, SHEET_QUOTA)
    header = None if sheet is None else find_header(sheet, columns.QUOTA)
    return 0 if sheet is None or header is None else len(data_rows(sheet, header, columns.QUOTA))


def _has_cells(sheet: RawSheet) -> bool:
    return any(value != "" for row in sheet.rows for value in row)


def _open(book: RawBook, main: RawBook, log: FindingLog) -> OpenedBook:
    rosters: list[Table] = []
    tables: dict[str, Table] = {}
    carried: dict[str, RawSheet] = {}
    for sheet in book.sheets:
        name = _canonical(sheet.name)
        if name in CARRIED_SHEETS:
            carried[name] = sheet
        elif not name and _looks_like_roster(sheet):
            log.add(Code.SHEET_LEFT_OUT, CellRef(book.name, sheet.name), sheet.name)
        if name not in columns.SHEETS or _is_second_source(book, main, sheet, name, log):
            continue
        table = read_table(book.name, sheet, columns.SHEETS[name], log)
        if table is None:
            continue
        if name == SHEET_ROSTER:
            rosters.append(table)
        else:
            tables[name] = table
    return OpenedBook(book.name, tuple(rosters), tables, carried)


def _canonical(sheet_name: str) -> str:
    """Return the canonical sheet name; every 花名册… is a 花名册."""
    plain = fold(sheet_name)
    if plain.startswith(SHEET_ROSTER):
        return SHEET_ROSTER
    return next((name for name in (*columns.SHEETS, *CARRIED_SHEETS) if fold(name) == plain), "")


def _looks_like_roster(sheet: RawSheet) -> bool:
    header = find_header(sheet, columns.ROSTER)
    return header is not None and not header.missing


def _is_second_source(book: RawBook, main: RawBook, sheet: RawSheet, name: str, log: FindingLog) -> bool:
    if book is main or name not in _MAIN_ONLY or not _has_cells(sheet):
        return False
    own = _sheet(main, name)
    if own is None or not repeats(sheet, own, columns.SHEETS[name]):
        log.add(Code.SECOND_SOURCE, CellRef(book.name, sheet.name), name, main=main.name)
    return True
