"""Dates and months as offices write them: 1985.03, 198503, 1985年3月, 1985.03(40岁), a real Excel date."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, datetime, timedelta
from typing import Final, NamedTuple

from zhifa_alloc.schema.spelling import fold

_YEARS: Final = range(1900, 2101)
_SERIALS: Final = range(15000, 75000)
"""Excel day numbers of the years 1941 to 2105, as an unformatted cell shows them."""
_EXCEL_ZERO: Final = date(1899, 12, 30)

_AGE: Final = re.compile(r"\(.*?\)$")
_PARTS: Final = re.compile(r"(\d{4})[.\-/年](\d{1,2})(?:[.\-/月](\d{1,2})日?|月)?(?:00:00:00)?")
_DIGITS: Final = re.compile(r"(\d{4})(\d{2})(\d{2})?")


class Month(NamedTuple):
    """A year and month; ``unsure`` when 1985.1 stored as a number may mean January or October."""

    year: int
    month: int
    unsure: bool = False


def month_of(value: object) -> Month | None:
    """Read a month from a cell value; None when it cannot be understood."""
    if isinstance(value, date):
        return Month(value.year, value.month)
    if isinstance(value, float | int) and not isinstance(value, bool):
        return _month_of_number(value)
    parts = _parts_of(value) if isinstance(value, str) else None
    return None if parts is None else Month(parts[0], parts[1])


def day_of(value: object, *, month_end: bool = False) -> date | None:
    """Read a day from a cell value; None when it cannot be understood.

    Args:
        value: the cell.
        month_end: a month without a day means its last day (至2026年5月).
    """
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, float | int) and not isinstance(value, bool):
        return _day_of_number(value)
    parts = _parts_of(value) if isinstance(value, str) else None
    if parts is None:
        return None
    year, month, day = parts
    if day is None:
        return date(year, month, monthrange(year, month)[1]) if month_end else None
    return _valid_day(year, month, day)


def _parts_of(text: str) -> tuple[int, int, int | None] | None:
    plain = _AGE.sub("", fold(text))
    found = _PARTS.fullmatch(plain) or _DIGITS.fullmatch(plain)
    if found is None:
        return None
    year, month = int(found[1]), int(found[2])
    if year not in _YEARS or not 1 <= month <= 12:
        return None
    return (year, month, int(found[3]) if found[3] else None)


def _month_of_number(number: float) -> Month | None:
    if float(number).is_integer():
        whole = _day_of_number(number)
        if whole is not None:
            return Month(whole.year, whole.month)
        parts = _parts_of(str(int(number)))
        return None if parts is None else Month(parts[0], parts[1])
    parts = _parts_of(str(number))
    if parts is None:
        return None
    # 1985.1 and 1985.10 are the same number; every other month has only one reading.
    return Month(parts[0], parts[1], unsure=str(number).endswith(".1"))


def _day_of_number(number: float) -> date | None:
    if not float(number).is_integer():
        return None
    whole = int(number)
    if whole in _SERIALS:
        return _EXCEL_ZERO + timedelta(days=whole)
    parts = _parts_of(str(whole))
    if parts is None or parts[2] is None:
        return None
    return _valid_day(parts[0], parts[1], parts[2])


def _valid_day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
