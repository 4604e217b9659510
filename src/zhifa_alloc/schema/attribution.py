"""What set off each difference between two drafts, as found by sharing and placing again with one change after the other."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from zhifa_alloc.schema.quota import CellKey

Cause: TypeAlias = Literal[
    "名册变化", "权重变化", "编制增减", "规则或参数变化", "人工锁定", "区里意见", "连带调整", "等价方案"
]
"""The closed set of causes of a move or of a changed cell (contract, section 4)."""

ChangeKey: TypeAlias = Literal[
    "program",
    "hand",
    "feedback",
    "base",
    "people",
    "quotas",
    "districts",
    "figures",
    "workloads",
    "weights",
    "locks",
    "relations",
    "institutions",
    "distances",
    "base_date",
    "parameters",
    "seed",
]
"""One thing that may differ between two drafts, in the order in which changes are put in one after the other.

``program``: version, or nothing at all; ``hand``: hand edits and what is held because of them; ``feedback``:
accepted objections of districts; ``base``: whether and from which draft the placement went on; ``figures``:
factors of 区情; ``districts``: who receives what, with caps and floors; the others are sheets.
"""

Closeness: TypeAlias = Literal["direct", "knock_on", "tie"]
"""How a change reached a person: it touched the person or the number of people of a place left or entered;
it did so by way of others; or it only left another choice among placements that are equally good."""


@dataclass(frozen=True, slots=True)
class Arrival:
    """The change with which a person came to the later draft's destination, and stayed there."""

    change: ChangeKey
    closeness: Closeness


@dataclass(frozen=True, slots=True)
class CellStep:
    """Posts (名) that one change brought to a quota cell; ``direct`` says that it touched the cell itself."""

    change: ChangeKey
    posts: int
    direct: bool


@dataclass(frozen=True, slots=True)
class Attribution:
    """Why two drafts differ.

    Attributes:
        order: the changes in the order in which they were put in.
        cells: changed cell -> what each change brought; the posts add up to the whole difference.
        arrivals: staff_id -> the change with which the person came to the new destination. Empty where
            placing again would have cost too much, or could not be done; causes are inferred then.
        placed_again: how often people were placed anew to find this out.
    """

    order: tuple[ChangeKey, ...] = ()
    cells: Mapping[CellKey, tuple[CellStep, ...]] = field(default_factory=dict)
    arrivals: Mapping[str, Arrival] = field(default_factory=dict)
    placed_again: int = 0
