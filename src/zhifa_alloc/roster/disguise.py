"""Cells of a workbook, each exchanged after the role of its column."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Final

from zhifa_alloc.roster.column_roles import OWN_WORDS, Role, Roles
from zhifa_alloc.roster.pseudonyms import BIRTH_MONTH, Pseudonyms
from zhifa_alloc.roster.rows import aside_label
from zhifa_alloc.schema.dates import month_of
from zhifa_alloc.schema.fields import is_blank, is_tick
from zhifa_alloc.schema.figures import plain_text, written_number
from zhifa_alloc.schema.identity import birth_of, has_id_form
from zhifa_alloc.schema.raw import RawSheet, RawValue
from zhifa_alloc.schema.spelling import fold

LEFT_OUT: Final = "（略）"
DITTO: Final = frozenset({"同上", "〃", "″", '"'})
_ID_LIKE: Final = re.compile(r"\d(?:[ \u3000\u00a0-]?\d){13,}[ \u3000\u00a0-]?[\dXxＸｘ]")
_SMALLEST_ID: Final = 1e14
_SMALLEST_PHONE: Final = 1e10
_PHONE: Final = re.compile(r"(?<!\d)1[3-9]\d{9}(?!\d)|(?<!\d)0\d{2,3}[- ]\d{7,8}(?!\d)")
_NUMBERED_FROM: Final = 100_000


class Disguise:
    """Exchanges cells, each after the role of its column."""

    def __init__(self, pseudonyms: Pseudonyms) -> None:
        self._pseudonyms = pseudonyms
        self._names = {name for name in pseudonyms.names - OWN_WORDS if len(name) > 1}
        self._lengths = sorted({len(name) for name in self._names}, reverse=True)
        self._texts: dict[str, str] = {}

    def sheet(self, sheet: RawSheet, roles: Roles) -> RawSheet:
        """Return a sheet that the program reads without the people in it."""
        rows = tuple(
            self._header(row) if number in roles.header_rows else self._row(row, roles, number)
            for number, row in enumerate(sheet.rows)
        )
        return replace(sheet, name=self.text(sheet.name), rows=rows)

    def _header(self, row: Sequence[RawValue]) -> tuple[RawValue, ...]:
        return tuple(
            value if isinstance(value, str) and fold(value) in OWN_WORDS else self._any(value)
            for value in row
        )

    def _aside(self, value: RawValue, *, below: bool) -> RawValue:
        """Leave out what titles and notes say; below the header keep what marks them as such."""
        if not isinstance(value, str) or is_blank(value) or fold(value) in OWN_WORDS:
            return LEFT_OUT if _is_long(value) else value
        label = self.text(aside_label(value)) if below else ""
        return label if label and not label.endswith("：") else f"{label}{LEFT_OUT}。"

    def _row(self, row: Sequence[RawValue], roles: Roles, number: int) -> tuple[RawValue, ...]:
        if number not in roles.rows:
            below = number > max(roles.header_rows, default=number)
            return tuple(self._aside(value, below=below) for value in row)
        born = _birth_in(row, roles)
        return tuple(
            self._person_cell(value, roles.columns[column], born)
            if column in roles.columns and not is_blank(value)
            else self._any(value)
            for column, value in enumerate(row)
        )

    def _person_cell(self, value: RawValue, role: Role, born: tuple[int, int] | None) -> RawValue:
        if role == "free":
            return LEFT_OUT
        if role == "figure":
            return value if written_number(value) is not None and not _is_long(value) else LEFT_OUT
        if role == "birth":
            return _disguised_birth(value, born)
        if isinstance(value, float | int) and not isinstance(value, bool):
            return self._number_cell(value, role)
        return self._person_text(value, role) if isinstance(value, str) else value

    def _person_text(self, value: str, role: Role) -> str:
        if fold(value) in DITTO:
            return value
        if role == "id":
            return self._id_text(value)
        if role == "name":
            return self._pseudonyms.name(value)
        if role == "certificate":
            return value if is_tick(value) else self._pseudonyms.serial(value)
        return self._pseudonyms.key(value) or self.text(value)

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
            return self.text(value) if len(value) > 1 else value
        if isinstance(value, float | int) and not isinstance(value, bool) and abs(value) >= _SMALLEST_ID:
            return float(self._pseudonyms.id_number(f"{abs(value):.0f}")[:15].ljust(18, "0"))
        return value

    def text(self, text: str) -> str:
        """Return a text with every name and number in it exchanged."""
        if text not in self._texts:
            clean = _ID_LIKE.sub(lambda found: self._pseudonyms.id_number(found[0]), text)
            clean = _PHONE.sub(lambda found: self._pseudonyms.serial(found[0]), clean)
            self._texts[text] = self._without_names(clean)
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


def _is_long(value: RawValue) -> bool:
    """Say whether a number has as many digits as a telephone's or an account's."""
    number = written_number(value)
    return number is not None and abs(number.value) >= _SMALLEST_PHONE


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
