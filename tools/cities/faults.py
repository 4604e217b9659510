"""Plants faults in clean sheets and records where, so that a checker can be tested."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cities.grid import Grid


@dataclass(frozen=True, slots=True)
class Fault:
    """One planted fault: what kind, and the cell that must be named."""

    kind: str
    sheet: str
    cell: str


def plant(grids: Sequence[Grid], count: int, seed: int) -> tuple[tuple[Grid, ...], tuple[Fault, ...]]:
    raise NotImplementedError
