"""Faults of whole workbooks: one planted in each book, so that exactly one finding may come of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from random import Random
from typing import Final

from cities.faults_places import PLACE_FAULTS
from cities.faults_rosters import ROSTER_FAULTS
from cities.faults_settings import SETTING_FAULTS
from cities.grid import Grid
from cities.shelf import BookFault, Shelf, Spot
from zhifa_alloc.schema.codes import Code
from zhifa_alloc.schema.raw import RawBook

BOOK_FAULTS: Final[Mapping[Code, BookFault]] = {**SETTING_FAULTS, **PLACE_FAULTS, **ROSTER_FAULTS}
"""Code -> how to bring it about in a plain city of two or more domains."""

_COLLECTED: Final = "found by collect in the workbooks that districts sent back, never in a roster"
_CONTINUED: Final = "said by plan --base or --feedback about an earlier draft, never about a roster"
_PLACED: Final = "told of headcounts once the people are placed"
NOT_IN_ROSTERS: Final[Mapping[Code, str]] = {
    **dict.fromkeys(
        (
            Code.RETURN_FOREIGN,
            Code.RETURN_OTHER_PLAN,
            Code.RETURN_UNKNOWN_PERSON,
            Code.RETURN_NOT_A_CHOICE,
            Code.RETURN_TWICE,
            Code.RETURN_UNREADABLE,
            Code.RETURN_TEAMS_ABOVE_TOTAL,
            Code.RETURN_NOT_A_DECISION,
            Code.RETURN_NO_REASON,
            Code.RETURN_EMPTY,
            Code.RETURN_TEAM_POSTS,
            Code.RETURN_NOT_A_DAY,
            Code.RETURN_OTHER_FILES,
        ),
        _COLLECTED,
    ),
    **dict.fromkeys(
        (
            Code.EDIT_LAPSED,
            Code.PIN_LAPSED,
            Code.OBJECTION_NOT_OBEYED,
            Code.OBJECTION_LAPSED,
            Code.OBJECTION_OPEN,
            Code.SETUP_LAPSED,
            Code.OBJECTION_TO_TALK,
            Code.OBJECTION_OBEYED,
            Code.OBJECTION_REJECTED,
            Code.SETUP_TAKEN,
        ),
        _CONTINUED,
    ),
    Code.OTHER_EQUAL_TABLE: _PLACED,
}
"""Codes that no roster can bring about, and why."""


def plant_in_book(grids: Sequence[Grid], code: Code, seed: int) -> tuple[list[RawBook], Spot]:
    """Plant one fault in a plain, clean book; return the books as read, and where the fault must be named."""
    shelf = Shelf(grids, Random(f"{code}/{seed}"))
    spot = BOOK_FAULTS[code](shelf)
    return shelf.raw_books(), spot
