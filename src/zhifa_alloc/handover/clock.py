"""The day against which the ledger reckons days left: always named, never silently today."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal, TypeAlias

from zhifa_alloc.schema.draft import Draft

Source: TypeAlias = Literal["given", "base_date", "base_date_taken"]


@dataclass(frozen=True, slots=True)
class Clock:
    """``day`` and where it comes from; None where neither the user nor the draft names one."""

    day: date | None
    source: Source


def clock_of(draft: Draft, given: date | None) -> Clock:
    """Take the day that was given, else 基准日 of the draft."""
    if given is not None:
        return Clock(given, "given")
    return Clock(draft.case.base_date, "base_date" if draft.case.base_date_given else "base_date_taken")
