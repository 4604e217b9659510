"""What every sheet of the ledger has in common."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from zhifa_alloc.handover.clock import Clock
from zhifa_alloc.handover.frame import fill_page
from zhifa_alloc.handover.frame import say as say_handover
from zhifa_alloc.schema.page import Block, Lines, Page
from zhifa_alloc.text.phrasebook import phrasebook

STANDING: Final = (say_handover("standing.gap"), say_handover("standing.fixed"))
"""What stands on every sheet of the ledger, hidden ones too."""


def say(key: str, **params: object) -> str:
    """Return a sentence of the ledger, which is always Chinese."""
    return phrasebook("zh").say(f"ledger.{key}", **params)


@dataclass(frozen=True, slots=True)
class LedgerFrame:
    """The draft that the ledger is about, and the day it reckons from."""

    plan_id: str
    clock: Clock

    def page(self, name: str, title: str, blocks: Iterable[Block], notes: Iterable[str] = ()) -> Page:
        """Set a table into a sheet; rows may be added below it, so the notes of the sheet stand above."""
        gap, fixed = STANDING
        foot = say_handover("standing.note", sentences=gap)
        return Page(
            name=name,
            title=title,
            blocks=(
                Lines((self.reckoned, *notes), "note"),
                *map(fill_page, blocks),
                Lines((foot, fixed), "note"),
            ),
            footer=fixed,
        )

    @property
    def reckoned(self) -> str:
        """Say from which day the days left are reckoned, and for which plan."""
        if self.clock.day is None:
            return say("lines.as_of_missing", plan=self.plan_id)
        source = say(f"lines.{self.clock.source}")
        return say("lines.as_of", date=self.clock.day.isoformat(), source=source, plan=self.plan_id)
