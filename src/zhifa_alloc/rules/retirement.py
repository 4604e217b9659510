"""The month of retirement under the gradual delay in force since 2025-01-01.

Source: 全国人大常委会 decision of 2024-09-13 and 国务院关于渐进式延迟法定退休年龄的办法. Women at
县处级 and above follow the men's table (组通字〔2015〕14号); that they do so under the delay is unverified.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from zhifa_alloc.schema.case import Case
from zhifa_alloc.schema.person import Person

_MONTHS: Final = 12
DEFAULT_HORIZON: Final = 36
"""Months; own choice, printed wherever it counts."""


@dataclass(frozen=True, slots=True)
class Track:
    """One class of people: former age in years, first birth month delayed, births per month of delay, cap."""

    age: int
    start: tuple[int, int]
    step: int
    cap: int


MEN: Final = Track(age=60, start=(1965, 1), step=4, cap=36)
WOMEN_CADRES: Final = Track(age=55, start=(1970, 1), step=4, cap=36)
WOMEN_WORKERS: Final = Track(age=50, start=(1975, 1), step=2, cap=60)


def retirement_month(birth: tuple[int, int], track: Track) -> tuple[int, int]:
    """Return (year, month) of legal retirement for a birth month on one track."""
    born = birth[0] * _MONTHS + birth[1] - 1
    late = born - (track.start[0] * _MONTHS + track.start[1] - 1)
    delay = 0 if late < 0 else min(track.cap, late // track.step + 1)
    return divmod_month(born + track.age * _MONTHS + delay)


def divmod_month(months: int) -> tuple[int, int]:
    """Turn a count of months since year 0 into (year, month)."""
    return months // _MONTHS, months % _MONTHS + 1


def track_of(person: Person) -> Track | None:
    """Choose the track of a person; None when the sex is not known."""
    if person.sex == "男":
        return MEN
    if person.sex != "女":
        return None
    if "工勤" in person.quota_type:
        return WOMEN_WORKERS
    senior = any(word in person.post_level for word in ("处", "厅", "局级"))
    return MEN if senior else WOMEN_CADRES


def retires_in(person: Person) -> tuple[int, int] | None:
    """Return (year, month) in which the person retires; None when birth or sex is not known."""
    track = track_of(person)
    if person.birth is None or track is None:
        return None
    return retirement_month(person.birth, track)


def horizon_of(case: Case) -> int:
    """Return within how many months of retirement people count as near it: 临近退休月数, three years where not set."""
    return case.parameters.near_retirement_months or DEFAULT_HORIZON


def retires_within(person: Person, day: date | None, months: int) -> bool:
    """Say whether the person retires within so many months of a day; False where birth or sex is not known."""
    leaves = retires_in(person)
    if leaves is None or day is None:
        return False
    return leaves[0] * _MONTHS + leaves[1] <= day.year * _MONTHS + day.month + months
