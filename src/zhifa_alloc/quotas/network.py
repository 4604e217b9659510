"""What a flow problem and its answer are made of: costs, nodes and arcs, a guess, a flow with its proof."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, Protocol, Self, TypeVar


class Cost(Protocol):
    """What the algorithm needs of a cost: an ordered group."""

    def __add__(self, other: Self, /) -> Self: ...
    def __sub__(self, other: Self, /) -> Self: ...
    def __lt__(self, other: Self, /) -> bool: ...


C = TypeVar("C", bound=Cost)


@dataclass(frozen=True, slots=True)
class Network:
    """Nodes 0…n−1 with supplies (negative: demand) and arcs with whole bounds, by position.

    ``supplies`` add up to zero.
    """

    supplies: Sequence[int]
    tails: Sequence[int]
    heads: Sequence[int]
    lowers: Sequence[int]
    uppers: Sequence[int]

    def ends(self) -> list[int]:
        """Return where the edges lead: edge 2a is one unit more on arc a, edge 2a + 1 one unit less."""
        ends = [0] * (2 * len(self.heads))
        ends[0::2], ends[1::2] = self.heads, self.tails
        return ends


@dataclass(frozen=True, slots=True)
class Start(Generic[C]):
    """A guess to begin with: values by arc and prices by node, any that are at hand."""

    values: Sequence[int]
    potentials: Sequence[C]


@dataclass(frozen=True, slots=True)
class Flow(Generic[C]):
    """An optimal flow with its proof: no arc has cost(next unit) < potential difference < cost(last unit)."""

    values: tuple[int, ...]
    potentials: tuple[C, ...]


class NoFlow(Exception):
    """No flow meets the bounds.

    ``cuts`` are sets of nodes, apart from each other, smallest first: what must go into each is more than
    what can leave it.
    """

    def __init__(self, cuts: tuple[frozenset[int], ...]) -> None:
        super().__init__(cuts)
        self.cuts = cuts
