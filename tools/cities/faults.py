"""Plants faults in clean sheets and records where, so that a checker can be tested."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from cities.desk import Desk
from cities.grid import Grid
from cities.spoilers import SPOILERS
from zhifa_alloc.schema.codes import Code


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One planted fault: the code and the cell that a checker must name."""

    code: str
    sheet: str
    cell: str


def plant(
    grids: Sequence[Grid], count: int, seed: int, codes: Sequence[Code] = tuple(SPOILERS)
) -> tuple[tuple[Grid, ...], tuple[Fault, ...]]:
    """Spoil clean sheets in ``count`` places, no person twice, the codes in turn.

    Returns:
        The spoiled sheets, and the faults sorted.

    Raises:
        ValueError: the book is too small for so many faults.
    """
    desk = Desk(grids, Random(seed))
    faults: list[Fault] = []
    waiting = list(codes)
    while len(faults) < count:
        if not waiting:
            raise ValueError(count)
        code = waiting.pop(0)
        spot = SPOILERS[code](desk)
        if spot is not None:
            faults.append(Fault(code.value, *spot))
            waiting.append(code)
    return desk.grids(), tuple(sorted(faults))
