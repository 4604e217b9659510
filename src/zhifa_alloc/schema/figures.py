"""Numbers as written: exact fractions, and the text that echoes them."""

from __future__ import annotations

import re
from fractions import Fraction
from math import isfinite
from typing import Final, NamedTuple

from zhifa_alloc.schema.spelling import fold

_NUMBER: Final = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?")
_THOUSANDS: Final = re.compile(r"[+-]?\d{1,3}(,\d{3})+(\.\d*)?")


class Written(NamedTuple):
    """A number and the text it was read from: 30 % is (3/10, ``30%``)."""

    value: Fraction
    text: str


def written_number(value: object) -> Written | None:
    """Read an exact number from a cell value; None when it is none.

    A float counts as the decimal of 15 digits that Excel shows (0.3 is 3/10, and so is 0.1 + 0.2):
    that is what the user typed or saw.
    """
    if isinstance(value, bool):
        return None
    if isinstance(value, float | int):
        return _from_number(value)
    if isinstance(value, str):
        return _from_text(fold(value))
    return None


def plain_text(value: object) -> str:
    """Return a cell value as a person would write it: 12.0 is ``12``, a date is 2026-05-01."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if hasattr(value, "isoformat"):
        return str(value.isoformat()).removesuffix("T00:00:00")
    return str(value)


def printed(value: object) -> str:
    """Return a cell as text for a page, trimmed; long decimals as Excel shows them."""
    if isinstance(value, float) and not value.is_integer():
        return f"{value:.15g}"
    return plain_text(value).strip()


def _from_number(number: float) -> Written | None:
    if not isfinite(number):
        return None
    text = f"{number:.15g}"
    return Written(Fraction(text), text if "e" not in text else plain_text(float(number)))


def _from_text(text: str) -> Written | None:
    bare = text.removesuffix("%")
    if _THOUSANDS.fullmatch(bare):
        bare = bare.replace(",", "")
    if not _NUMBER.fullmatch(bare):
        return None
    value = Fraction(bare)
    return Written(value / 100 if text.endswith("%") else value, text)
