"""ID numbers after GB 11643-1999: form, check digit, and what they say of sex and birth."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache
from typing import Final

ID_LENGTH: Final = 18
_FORM: Final = re.compile(r"[1-9]\d{16}[\dX]")
_CHECKS: Final = "10X98765432"


def has_id_form(text: str) -> bool:
    """Say whether a text is 17 digits and a digit or X."""
    return _FORM.fullmatch(text) is not None


def check_digit(first17: str) -> str:
    """Return the 18th character that belongs to the first 17 digits."""
    # The weights are the powers of 2 modulo 11, and 13 is 2 modulo 11: the weighted sum is twice the value of
    # the digits read to the base of 13.
    return _CHECKS[2 * int(first17, 13) % 11]


def is_consistent(id_number: str) -> bool:
    """Say whether check digit and birth date of a well-formed number can be true."""
    return check_digit(id_number[:17]) == id_number[17] and _is_birthday(id_number[6:14])


@lru_cache(maxsize=65536)
def _is_birthday(digits: str) -> bool:
    try:
        born = date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return False
    return born.year >= 1900


def sex_of(id_number: str) -> str:
    """Return 男 or 女 from the 17th digit."""
    return "男" if int(id_number[16]) % 2 else "女"


def birth_of(id_number: str) -> tuple[int, int]:
    """Return (year, month) of birth from the digits 7 to 12."""
    return (int(id_number[6:10]), int(id_number[10:12]))
