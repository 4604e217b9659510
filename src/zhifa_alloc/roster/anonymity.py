"""A workbook without its people: names and numbers exchanged, everything else at its place.

Cells keep their addresses, so whoever holds the original finds the row that a helper speaks of.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from random import Random, SystemRandom
from typing import Final

from zhifa_alloc.roster.column_roles import Role, Roles, roles_in
from zhifa_alloc.roster.pseudonyms import BIRTH_MONTH, Pseudonyms
from zhifa_alloc.schema.columns import SHEETS
from zhifa_alloc.schema.dates import month_of
from zhifa_alloc.schema.fields import is_blank, is_tick
from zhifa_alloc.schema.figures import plain_text
from zhifa_alloc.schema.identity import birth_of, has_id_form
from zhifa_alloc.schema.raw import RawBook, RawSheet, RawValue
from zhifa_alloc.schema.spelling import fold

LEFT_OUT: Final = "（略）"
_ID_LIKE: Final = re.compile(r"\d(?:[ \u3000\u00a0-]?\d){13,}[ \u3000\u00a0-]?[\dXxＸｘ]")
_SMALLEST_ID: Final = 1e14
_PHONE: Final = re.compile(r"(?<!\d)1[3-9]\d{9}(?!\d)|(?<!\d)0\d{2,3}[- ]\d{7,8}(?!\d)")
_SIGNED: Final = re.compile(
    r"([^\s:：（(]{0,4}[人员长]|审核|制表|复核)([:：]\s*)([\u4e00-\u9fff·]{2,4})(?=$|[\s,，;；。）)])"
)
_DITTO: Final = frozenset({"同上", "〃", "″", '"'})
_NUMBERED_FROM: Final = 100_000
_WORDS: Final = frozenset(
    fold(word)
    for spec in SHEETS.values()
    for column in spec.columns
    for word in (spec.name, column.header, *column.aliases)
)


@dataclass(frozen=True, slots=True)
class Anonymous:
    """The disguised workbook, and how many names and ID numbers were exchanged."""

    book: RawBook
    names: int
    id_numbers: int


def anonymous(book: RawBook, random: Random | None = None) -> Anonymous:
    """Exchange what tells of single persons.

    Names, 人员编号, ID and certificate numbers become pseudonyms, the same for the same original in every
    sheet; of a birth the year stays; free text and columns that the program never reads are left out.
    A faulty number stays faulty in the same way.

    Args:
        book: the workbook as read.
        random: source of the pseudonyms; the system's own by default.
    """
    pseudonyms = Pseudonyms(random or SystemRandom())
    roles = [roles_in(sheet) for sheet in book.sheets]
    _meet(book.sheets, roles, pseudonyms)
    disguise = _Disguise(pseudonyms)
    sheets = tuple(disguise.sheet(sheet, own) for sheet, own in zip(book.sheets, roles, strict=True))
    return Anonymous(replace(book, sheets=sheets), len(pseudonyms.names), pseudonyms.id_count)


def _meet(sheets: Sequence[RawSheet], roles: Sequence[Roles], pseudonyms: Pseudonyms) -> None:
    """Get to know every name and key first: a title may name a person of the last row."""
    keys: list[str] = []
    for sheet, own in zip(sheets, roles, strict=True):
        for number in sorted(own.rows):
            for column, role in own.columns.items():
                value = sheet.rows[number][column]
                if is_blank(value):
                    continue
                if role == "name" and isinstance(value, str) and fold(value) not in _DITTO:
                    pseudonyms.name(value)
                elif role == "key" and not has_id_form(fold(plain_text(value)).upper()):
                    keys.append(plain_text(value))
    pseudonyms.number_keys(key for key in keys if fold(key) not in _DITTO | pseudonyms.names)


class _Disguise:
    """Exchanges cells, each after the role of its column."""

    def __init__(self, pseudonyms: Pseudonyms) -> None:
        self._pseudonyms = pseudonyms
        self._names = {name for name in pseudonyms.names - _WORDS if len(name) > 1}
        self._lengths = sorted({len(name) for name in self._names}, reverse=True)
        self._texts: dict[str, str] = {}

    def sheet(self, sheet: RawSheet, roles: Roles) -> RawSheet:
        rows = tuple(
            self._header(row) if number in roles.header_rows else self._row(row, roles, number)
            for number, row in enumerate(sheet.rows)
        )
        return replace(sheet, name=self._text(sheet.name), rows=rows)

    def _header(self, row: Sequence[RawValue]) -> tuple[RawValue, ...]:
        return tuple(
            value if isinstance(value, str) and fold(value) in _WORDS else self._any(value) for value in row
        )

    def _row(self, row: Sequence[RawValue], roles: Roles, number: int) -> tuple[RawValue, ...]:
        if number not in roles.rows:
            return tuple(map(self._any, row))
        changed = list(map(self._any, row))
        born = _birth_in(row, roles)
        for column, role in roles.columns.items():
            if column < len(row) and not is_blank(row[column]):
                changed[column] = self._person_cell(row[column], role, born)
        return tuple(changed)

    def _person_cell(self, value: RawValue, role: Role, born: tuple[int, int] | None) -> RawValue:
        if role == "free":
            return LEFT_OUT
        if role == "birth":
            return _disguised_birth(value, born)
        if isinstance(value, float | int) and not isinstance(value, bool):
            return self._number_cell(value, role)
        return self._person_text(value, role) if isinstance(value, str) else value

    def _person_text(self, value: str, role: Role) -> str:
        if fold(value) in _DITTO:
            return value
        if role == "id":
            return self._id_text(value)
        if role == "name":
            return self._pseudonyms.name(value)
        if role == "certificate":
            return value if is_tick(value) else self._pseudonyms.serial(value)
        return self._pseudonyms.key(value) or self._text(value)

    def _number_cell(self, value: float, role: Role) -> RawValue:
        if role == "key":
            key = self._pseudonyms.key(plain_text(value))
            return (
                float(_NUMBERED_FROM + int(key[1:]))
                if key and float(value).is_integer()
                else self._any(value)
            )
        if role in ("id", "certificate"):
            return (
                float(self._pseudonyms.serial(f"{value:.0f}")) if value < _SMALLEST_ID else self._any(value)
            )
        return self._any(value)

    def _id_text(self, value: str) -> str:
        # 36 characters and more: two numbers in a cell; each has its own pseudonym.
        plain = fold(value)
        return self._any_id(plain) if len(plain) >= 36 else self._pseudonyms.id_number(value)

    def _any_id(self, plain: str) -> str:
        whole = re.sub(r"\d{17}[\dXx]", lambda found: self._pseudonyms.id_number(found[0]), plain)
        return whole if whole != plain else self._pseudonyms.id_number(plain)

    def _any(self, value: RawValue) -> RawValue:
        if isinstance(value, str):
            return self._text(value) if len(value) > 1 else value
        if isinstance(value, float | int) and not isinstance(value, bool) and abs(value) >= _SMALLEST_ID:
            return float(self._pseudonyms.id_number(f"{abs(value):.0f}")[:15].ljust(18, "0"))
        return value

    def _text(self, text: str) -> str:
        if text not in self._texts:
            clean = _ID_LIKE.sub(lambda found: self._pseudonyms.id_number(found[0]), text)
            clean = _PHONE.sub(lambda found: self._pseudonyms.serial(found[0]), clean)
            clean = self._without_names(clean)
            self._texts[text] = _SIGNED.sub(rf"\1\2{LEFT_OUT}", clean)
        return self._texts[text]

    def _without_names(self, text: str) -> str:
        """Exchange every known name in a text, the longest first, also one written with blanks: 张 三."""
        parts: list[str] = []
        at = 0
        while at < len(text):
            end = self._name_at(text, at)
            parts.append(self._pseudonyms.name(text[at:end]) if end else text[at])
            at = end or at + 1
        return "".join(parts)

    def _name_at(self, text: str, start: int) -> int:
        """Return where a name that starts here ends; 0 when none does."""
        if text[start].isspace():
            return 0
        for length in self._lengths:
            for blanks in range(3):
                end = start + length + blanks
                if end <= len(text) and not text[end - 1].isspace() and fold(text[start:end]) in self._names:
                    return end
        return 0


def _birth_in(row: Sequence[RawValue], roles: Roles) -> tuple[int, int] | None:
    """Return year and month of birth that the row's ID number tells."""
    for column, role in roles.columns.items():
        value = row[column] if column < len(row) else ""
        if role == "id" and isinstance(value, str):
            plain = fold(value).lstrip("'`‘’").upper()
            if has_id_form(plain):
                return birth_of(plain)
    return None


def _disguised_birth(value: RawValue, born: tuple[int, int] | None) -> RawValue:
    """Keep the year; agree with the made-up ID number where the original agreed with the real one."""
    month = month_of(value)
    if month is None:
        return value
    if month.unsure:
        return value  # 1985.1 as a number is a fault of its own, and must stay one
    apart = born is not None and month.year == born[0] and month.month != born[1]
    other = BIRTH_MONTH + 1 if apart else BIRTH_MONTH
    if isinstance(value, date | datetime):
        return value.replace(month=other, day=1)
    return f"{month.year}.{other:02d}"
