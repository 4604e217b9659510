"""Chinese working days: weekends, public holidays, and the weekend days worked in lieu of them.

Source: the yearly notices of the State Council's general office, as kept by the package chinesecalendar. A
year for which no notice is known counts Monday to Friday, and whoever prints its dates must say so.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from chinese_calendar import constants

ONE_DAY: Final = timedelta(days=1)
_SATURDAY: Final = 5
_KNOWN_YEARS: Final = frozenset(day.year for day in constants.holidays)


def known_year(year: int) -> bool:
    """Say whether the holidays of this year are known."""
    return year in _KNOWN_YEARS


def is_working_day(day: date) -> bool:
    """Say whether offices work on this day; Monday to Friday where the year is not known."""
    if day in constants.holidays:
        return False
    return day in constants.workdays or day.weekday() < _SATURDAY


def last_working_day(day: date) -> date:
    """Return ``day`` itself, or the last working day before it."""
    while not is_working_day(day):
        day -= ONE_DAY
    return day


def shift(day: date, count: int) -> date:
    """Go ``count`` working days on from ``day``, backwards when negative; 0 gives ``day`` itself."""
    step = ONE_DAY if count > 0 else -ONE_DAY
    left = abs(count)
    while left:
        day += step
        left -= is_working_day(day)
    return day


def count_working_days(first: date, last: date) -> int:
    """Count the working days from ``first`` to ``last``, both included; 0 when ``last`` is before ``first``."""
    return sum(is_working_day(day) for day in days_between(first, last))


def days_between(first: date, last: date) -> Iterator[date]:
    """Give each day from ``first`` to ``last``, both included."""
    for offset in range((last - first).days + 1):
        yield first + offset * ONE_DAY
