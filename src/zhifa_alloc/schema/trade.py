"""What it costs to leave people where the draft before had them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Trade:
    """The draft beside a second placement of the same input that does not mind how many move.

    Counts of people: ``moved`` differ from the base draft, ``first`` got their first wish; ``*_free`` is the
    second placement.
    """

    moved: int
    moved_free: int
    first: int
    first_free: int

    @property
    def stayed(self) -> int:
        """How many fewer people move."""
        return self.moved_free - self.moved

    @property
    def wishes(self) -> int:
        """How many first wishes fewer are met; negative where there are more."""
        return self.first_free - self.first
