"""What every 取整方法 is: a way to find the best tables of a room, and to compare two tables."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any, Protocol, TypeAlias

from zhifa_alloc.quotas.nest import Nest
from zhifa_alloc.schema.quota import Level

Room: TypeAlias = tuple[list[int], list[int]]
"""Lower and upper limits by arc."""


@dataclass(frozen=True, slots=True)
class Solved:
    """Values by arc that no others beat, the room that holds exactly their equals, and divisors if any."""

    values: tuple[int, ...]
    room: Room
    divisors: Mapping[str, Fraction] = field(default_factory=dict)


class Solver(Protocol):
    """A 取整方法.

    Attributes:
        levels: the sums that it holds at round-down/round-up.
    """

    @property
    def levels(self) -> tuple[Level, ...]:
        """The sums that the method rounds."""

    def solve(self, nest: Nest, room: Room) -> Solved:
        """Find the best tables between hard limits.

        Raises:
            NoFlow: the limits cannot be met together.
        """

    def value(self, nest: Nest, values: tuple[int, ...]) -> Any:  # noqa: ANN401 - compared, never read
        """Return what the method minimises; comparable within one nest."""
