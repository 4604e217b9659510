"""Who goes where: demands of the rules, stages of the goals, and the placement itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Final, Literal, TypeAlias

from zhifa_alloc.schema.team import Team

StageKey: TypeAlias = Literal["balance", "stay", "wishes", "distance", "draw"]
GRAIN: Final = 1000
"""Parts of a step that prices are counted in."""
LARGEST_PRICE: Final = 10**12
"""The largest price of a draft, in parts of a step: sums of larger ones could overflow."""


@dataclass(frozen=True, slots=True)
class Reason:
    """Why, as a key below ``reasons`` in text/ with what the sentence quotes; never a second person."""

    code: str
    params: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Closed:
    """A destination closed to a person by a rule."""

    staff_id: str
    destination: str
    rule: str


@dataclass(frozen=True, slots=True)
class TeamFloor:
    """At least ``at_least`` of ``members`` (staff_ids) must go to the team's district."""

    team: Team
    members: tuple[str, ...]
    at_least: int
    rule: str


@dataclass(frozen=True, slots=True)
class Pair:
    """Two people who must share a district (``together``) or must not share a team."""

    first: str
    second: str
    together: bool
    rule: str


@dataclass(frozen=True, slots=True)
class Demands:
    """What all rules together demand of the placement, besides headcounts."""

    closed: tuple[Closed, ...] = ()
    floors: tuple[TeamFloor, ...] = ()
    pairs: tuple[Pair, ...] = ()


@dataclass(frozen=True, slots=True)
class Stage:
    """One goal, as reached.

    Attributes:
        value: what the draft has (persons, people who leave, wish steps with 变动代价, km, draw points).
        bound: no placement that obeys the hard rules and the stages before is below this.
        people: people placed, the yardstick of ``gap``.
        proved: value equals the best possible, by exhaustion or by bound.
        certified: the part of ``bound`` that the prices in the draft prove; ``bound`` is above it where a search
            of all placements found more. None in drafts without prices.
    """

    key: StageKey
    value: int
    bound: Fraction
    people: int
    proved: bool
    certified: Fraction | None = None

    @property
    def gap(self) -> float:
        """(value − bound) / max(|bound|, people placed), as the contract defines it."""
        return self._above(self.bound)

    @property
    def certified_gap(self) -> float:
        """The same against what the prices prove."""
        return self._above(self.bound if self.certified is None else self.certified)

    def _above(self, bound: Fraction) -> float:
        whole = max(abs(bound), Fraction(self.people), Fraction(1))
        return float((self.value - bound) / whole)


@dataclass(frozen=True, slots=True)
class Assignment:
    """One person's destination in a draft.

    ``preference`` is 1, 2 or 3 for the wish that was met, 0 for wishes of which none was met,
    None for no wishes or 不参与. ``draw_number`` is the 同等条件随机次序号, 0 for 不参与.
    """

    staff_id: str
    domain: str
    quota_type: str
    unit: str
    to: str
    preference: int | None
    pinned: bool
    reason: Reason
    draw_number: int = 0


@dataclass(frozen=True, slots=True)
class GoalPrices:
    """The prices that bound one goal, whole numbers of ``1 / GRAIN`` steps; what is missing is zero.

    Attributes:
        goal: which goal they bound.
        cells: (领域, 编制类型, destination) -> worth of one more person there; of either sign.
        floors: (区, team name, rule) -> worth of one person who counts for that rule; never below zero.
        corridors: (领域, 区, category) -> worth of one member more, below zero where members are too many.
        rivals: (staff_id, staff_id, 区) -> worth of letting both go there.
        held: (first 领域 of a part, goal before) -> worth of one step of it.
    """

    goal: StageKey
    cells: Mapping[tuple[str, str, str], int] = field(default_factory=dict)
    floors: Mapping[tuple[str, str, str], int] = field(default_factory=dict)
    corridors: Mapping[tuple[str, str, str], int] = field(default_factory=dict)
    rivals: Mapping[tuple[str, str, str], int] = field(default_factory=dict)
    held: Mapping[tuple[str, str], int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Certificate:
    """The proof of the bounds: all prices of a draft, in the order of its goals.

    Each demand of a draft has a price, in ``grain`` parts of a goal's step: what one more place, one more
    certified person, one member more in a corridor is worth. Charged with all prices, everybody has a cheapest
    place of their own, and the sum of those cheapest charges, plus what the demands are worth together, is
    below every draft that meets the demands (Lagrange). This holds for any prices; good ones prove more.

    Attributes:
        parts: the domains, in groups that share no team and no 不同队 pair.
        goals: one set of prices a goal.
    """

    parts: tuple[tuple[str, ...], ...] = ()
    goals: tuple[GoalPrices, ...] = ()


@dataclass(frozen=True, slots=True)
class Placement:
    """The result of placing people: one assignment a person, sorted by staff_id, the stages, and their proof."""

    assignments: tuple[Assignment, ...]
    stages: tuple[Stage, ...]
    certificate: Certificate = field(default_factory=Certificate)
