"""Workbooks without their people: names and numbers exchanged, what nobody needs left out.

Cells keep their addresses, so whoever holds the original finds the row that a helper speaks of.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from random import Random, SystemRandom
from typing import Final

from zhifa_alloc.roster.column_roles import OWN_WORDS, Roles, roles_in
from zhifa_alloc.roster.disguise import DITTO, LEFT_OUT, Disguise
from zhifa_alloc.roster.pseudonyms import Pseudonyms
from zhifa_alloc.schema.fields import is_blank
from zhifa_alloc.schema.figures import plain_text
from zhifa_alloc.schema.identity import has_id_form
from zhifa_alloc.schema.raw import RawBook, RawSheet
from zhifa_alloc.schema.spelling import fold

__all__ = ["LEFT_OUT", "Anonymous", "anonymous"]

_OTHER_SHEET: Final = "其他表"


@dataclass(frozen=True, slots=True)
class Anonymous:
    """The disguised workbooks.

    Attributes:
        books: as many as were given, in their order; their names are disguised too.
        names: how many names were exchanged; id_numbers: likewise.
        columns: headers of columns that are not read, whose words were left out. carried: sheets of which only
            领域, 区 and the like are left. sheets: sheets left empty.
    """

    books: tuple[RawBook, ...]
    names: int
    id_numbers: int
    columns: tuple[str, ...]
    carried: tuple[str, ...]
    sheets: tuple[str, ...]


def anonymous(books: Sequence[RawBook], random: Random | None = None) -> Anonymous:
    """Exchange what tells of single persons.

    Names, 人员编号, ID and certificate numbers become pseudonyms, the same for the same original in every
    sheet of every book; of a birth the year stays. Left out are: columns and sheets that the program does
    not read, remarks, titles, and what notes and signature lines say. A faulty number stays faulty in the
    same way.

    Args:
        books: workbooks as read.
        random: source of the pseudonyms; the system's own by default.
    """
    pseudonyms = Pseudonyms(random or SystemRandom())
    roles = [[roles_in(sheet) for sheet in book.sheets] for book in books]
    _meet(books, roles, pseudonyms)
    disguise = Disguise(pseudonyms)
    done = tuple(_book(book, own, disguise) for book, own in zip(books, roles, strict=True))
    every = [
        pair for book, own in zip(books, roles, strict=True) for pair in zip(book.sheets, own, strict=True)
    ]
    return Anonymous(
        done,
        len(pseudonyms.names),
        pseudonyms.id_count,
        tuple(dict.fromkeys(header for _, own in every for header in own.unread if header)),
        tuple(dict.fromkeys(sheet.name for sheet, own in every if own.is_carried)),
        tuple(dict.fromkeys(sheet.name for sheet, own in every if not own.is_read and sheet.rows)),
    )


def _meet(books: Sequence[RawBook], roles: Sequence[Sequence[Roles]], pseudonyms: Pseudonyms) -> None:
    """Get to know every name and key first: a title may name a person of the last row."""
    keys: list[str] = []
    for book, sheets in zip(books, roles, strict=True):
        for sheet, own in zip(book.sheets, sheets, strict=True):
            keys += _meet_sheet(sheet, own, pseudonyms)
    others = DITTO | pseudonyms.names
    pseudonyms.number_keys(key for key in keys if fold(key) not in others)


def _meet_sheet(sheet: RawSheet, roles: Roles, pseudonyms: Pseudonyms) -> list[str]:
    """Take the names of a sheet, and return what its columns of keys hold."""
    keys: list[str] = []
    for number in sorted(roles.rows):
        for column, role in roles.columns.items():
            value = sheet.rows[number][column]
            if role not in ("name", "key") or is_blank(value):
                continue
            if role == "name" and isinstance(value, str) and fold(value) not in DITTO:
                pseudonyms.name(value)
            elif role == "key" and not has_id_form(fold(plain_text(value)).upper()):
                keys.append(plain_text(value))
    return keys


def _book(book: RawBook, roles: Sequence[Roles], disguise: Disguise) -> RawBook:
    sheets = []
    for number, (sheet, own) in enumerate(zip(book.sheets, roles, strict=True), start=1):
        if own.is_read:
            sheets.append(disguise.sheet(sheet, own))
        else:
            sheets.append(_emptied(sheet, f"{_OTHER_SHEET}{number}"))
    return replace(book, name=disguise.text(book.name), sheets=tuple(sheets))


def _emptied(sheet: RawSheet, name: str) -> RawSheet:
    """Keep the headers that this program knows: they show why a sheet was not taken for what it is."""
    rows = tuple(
        tuple(value if isinstance(value, str) and fold(value) in OWN_WORDS else "" for value in row)
        for row in sheet.rows
    )
    return RawSheet(name, rows)
