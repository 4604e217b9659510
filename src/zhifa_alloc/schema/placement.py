"""Who goes where: demands of the rules, stages of the goals, and the placement itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Literal, TypeAlias

from zhifa_alloc.schema.team import Team

StageKey: TypeAlias = Literal["balance", "stay", "wishes", "distance", "draw"]


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
        value: what the draft has (persons, people who leave, wish steps, km, draw points).
        bound: no placement that obeys the hard rules and the stages before is below this.
        people: people placed, the yardstick of ``gap``.
        proved: value equals the best possible, by exhaustion or by bound.
    """

    key: StageKey
    value: int
    bound: Fraction
    people: int
    proved: bool

    @property
    def gap(self) -> float:
        """(value − bound) / max(|bound|, people placed), as the contract defines it."""
        whole = max(abs(self.bound), Fraction(self.people), Fraction(1))
        return float((self.value - self.bound) / whole)


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
class Placement:
    """The result of placing people: one assignment a person, sorted by staff_id, and the stages."""

    assignments: tuple[Assignment, ...]
    stages: tuple[Stage, ...]
