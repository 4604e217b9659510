"""Cell addresses as Excel shows them, from zero-based positions and back."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

_ADDRESS: Final = re.compile(r"([A-Z]+)([0-9]+)")


@cache
def column_letters(column: int) -> str:
    """Return the letters of a zero-based column: 0 is ``A``, 26 is ``AA``."""
    letters = ""
    rest = column + 1
    while rest:
        rest, digit = divmod(rest - 1, 26)
        letters = chr(ord("A") + digit) + letters
    return letters


def column_number(letters: str) -> int:
    """Return the zero-based column of letters such as ``AA``."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def address(row: int, column: int) -> str:
    """Return the address of a zero-based position: (16, 1) is ``B17``."""
    return f"{column_letters(column)}{row + 1}"


def position(cell: str) -> tuple[int, int]:
    """Return the zero-based (row, column) of an address such as ``B17``; (-1, -1) for a whole sheet."""
    found = _ADDRESS.fullmatch(cell)
    if found is None:
        return (-1, -1)
    return (int(found[2]) - 1, column_number(found[1]))
