"""The nested sums of a table as a network: rows feed cells, cells join into teams, teams into districts.

Every distinct set of cells whose sum is rounded or bounded is one arc. In each column the sets must be
nested (one inside the other, or apart); a bound on a set that crosses another is set aside.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TypeAlias

from zhifa_alloc.quotas.exact import exact_sum
from zhifa_alloc.quotas.flow import Network
from zhifa_alloc.quotas.task import TableTask
from zhifa_alloc.schema.conflict import Conflict
from zhifa_alloc.schema.errors import NoFeasiblePlan
from zhifa_alloc.schema.quota import Bound, CellKey, Level, RowKey

Members: TypeAlias = tuple[int, ...]
"""Positions of cells, ascending."""

LEVELS: tuple[Level, ...] = ("district", "team", "cell")
"""From the widest sum to the narrowest, the order of the criteria that count posts outside."""


@dataclass(slots=True, eq=False)
class Sum:
    """One sum that is rounded: a cell, a 领域 × 区 or a 区, with its fair share, also rounded down and up."""

    level: Level
    district: str
    domain: str
    quota_type: str
    share: Fraction
    members: Members
    floor: int = field(init=False)
    ceil: int = field(init=False)

    def __post_init__(self) -> None:
        self.floor, rest = divmod(self.share.numerator, self.share.denominator)
        self.ceil = self.floor + (rest > 0)


def posts_outside(item: Sum, value: int) -> int:
    """Count the posts of a sum outside round-down/round-up of its fair share."""
    return max(value - item.ceil, item.floor - value, 0)


@dataclass(slots=True, eq=False)
class Arc:
    """A set of cells: the sums and bounds on it, and the arc that it flows into (None: the sink)."""

    members: Members
    sums: list[Sum] = field(default_factory=list)
    bounds: list[Bound] = field(default_factory=list)
    parent: int | None = None


@dataclass(frozen=True, slots=True)
class Nest:
    """A table as arcs and nodes.

    Attributes:
        cells: open cells, by position.
        arcs: all sets; the first ``len(cells)`` are the single cells, in the order of ``cells``.
        task: the table.
        crossing: bounds whose set crosses another, with the set.
        widest_first: the arcs that join several cells, every one after the one it flows into.
        by_row: row -> its open cells.
    """

    task: TableTask
    cells: tuple[CellKey, ...]
    arcs: tuple[Arc, ...]
    crossing: tuple[tuple[Bound, Members], ...]
    widest_first: tuple[int, ...]
    by_row: Mapping[RowKey, tuple[int, ...]]

    def sums(self) -> Iterator[Sum]:
        """Yield every sum that is rounded, cells first."""
        for arc in self.arcs:
            yield from arc.sums

    def hard_room(self) -> tuple[list[int], list[int]]:
        """Return lower and upper limits by arc as the bounds set them; upper is a harmless number else."""
        lowers = [max((b.lower for b in arc.bounds if b.lower is not None), default=0) for arc in self.arcs]
        # Above every demand, so that an arc without a cap is never full, not even in an impossible table.
        plenty = sum(self.task.rows.values()) + sum(lowers) + 1
        uppers = [
            min((b.upper for b in arc.bounds if b.upper is not None), default=plenty) for arc in self.arcs
        ]
        return lowers, uppers

    def network(self, lowers: Sequence[int], uppers: Sequence[int]) -> Network:
        """Return the network with these limits; nodes are rows, then one per arc that joins, then the sink."""
        rows = {row: node for node, row in enumerate(self.task.rows)}
        sink = len(rows) + len(self.arcs) - len(self.cells)
        joins = len(rows) - len(self.cells)
        tails = [rows[domain, kind] for domain, kind, _ in self.cells]
        tails += [joins + arc for arc in range(len(self.cells), len(self.arcs))]
        heads = [sink if arc.parent is None else joins + arc.parent for arc in self.arcs]
        supplies = [*self.task.rows.values(), *[0] * (sink - len(rows)), -sum(self.task.rows.values())]
        return Network(supplies, tails, heads, lowers, uppers)


def nest_of(task: TableTask, levels: Iterable[Level] = LEVELS) -> Nest:
    """Arrange the sums and bounds of a table.

    Args:
        task: the table.
        levels: which sums are rounded, always with "cell"; bounds count on every level.

    Raises:
        NoFeasiblePlan: a bound wants posts where no cell is open.
    """
    cells = tuple(task.shares)
    sets: dict[Members, Arc] = {(place,): Arc((place,)) for place in range(len(cells))}
    rounded = frozenset(levels)
    for item in _sums(task, cells, rounded):
        sets.setdefault(item.members, Arc(item.members)).sums.append(item)
    crossing = _hang_bounds(task, cells, sets)
    arcs = tuple(sets.values())
    widest_first = _join(arcs)
    joins = tuple(arc for arc in widest_first if arc >= len(cells))
    return Nest(task, cells, arcs, crossing, joins, _by_row(task, cells))


def _by_row(task: TableTask, cells: tuple[CellKey, ...]) -> dict[RowKey, tuple[int, ...]]:
    rows: dict[RowKey, list[int]] = {row: [] for row in task.rows}
    for place, (domain, kind, _) in enumerate(cells):
        rows[domain, kind].append(place)
    return {row: tuple(places) for row, places in rows.items()}


def _sums(task: TableTask, cells: tuple[CellKey, ...], levels: frozenset[Level]) -> Iterator[Sum]:
    groups: dict[tuple[Level, str, str], list[int]] = {}
    for place, (domain, quota_type, column) in enumerate(cells):
        yield Sum("cell", column, domain, quota_type, task.shares[cells[place]], (place,))
        if "team" in levels:
            groups.setdefault(("team", column, domain), []).append(place)
        if "district" in levels:
            groups.setdefault(("district", column, ""), []).append(place)
    for (level, column, domain), places in groups.items():
        share = exact_sum([task.shares[cells[place]] for place in places])
        yield Sum(level, column, domain, "", share, tuple(places))


def _hang_bounds(
    task: TableTask, cells: tuple[CellKey, ...], sets: dict[Members, Arc]
) -> tuple[tuple[Bound, Members], ...]:
    """Put each bound on the arc of its set; return those whose set crosses another."""
    around: dict[int, list[Members]] = {}
    for members in sets:
        for place in members:
            around.setdefault(place, []).append(members)
    teams = _teams(cells)
    crossing = []
    for bound in task.bounds:
        members = _covered(bound, teams.get(bound.district, {}))
        if not members:
            _refuse_empty(bound)
            continue
        if members not in sets:
            if _crosses(members, around):
                crossing.append((bound, members))
                continue
            sets[members] = Arc(members)
            for place in members:
                around[place].append(members)
        sets[members].bounds.append(bound)
    return tuple(crossing)


def _refuse_empty(bound: Bound) -> None:
    if bound.lower:
        place = "·".join(part for part in (bound.district, bound.domain, bound.quota_type) if part)
        params = {"place": place, "source": bound.source, "need": bound.lower}
        raise NoFeasiblePlan((Conflict("quotas.nothing_open", params),))


def _teams(cells: tuple[CellKey, ...]) -> dict[str, dict[str, list[tuple[int, str]]]]:
    """Group the cells: column -> domain -> (position, 编制类型)."""
    columns: dict[str, dict[str, list[tuple[int, str]]]] = {}
    for place, (domain, quota_type, column) in enumerate(cells):
        columns.setdefault(column, {}).setdefault(domain, []).append((place, quota_type))
    return columns


def _covered(bound: Bound, teams: Mapping[str, Sequence[tuple[int, str]]]) -> Members:
    domains = bound.domains or ((bound.domain,) if bound.domain else tuple(teams))
    kinds = frozenset((bound.quota_type,)) if bound.quota_type else bound.quota_types
    places = [
        place for domain in domains for place, kind in teams.get(domain, ()) if kinds is None or kind in kinds
    ]
    return tuple(sorted(places))


def _crosses(members: Members, around: Mapping[int, list[Members]]) -> bool:
    own = set(members)
    touching = {other for place in members for other in around[place]}
    return any(not own.issuperset(other) and not own.issubset(other) for other in touching)


def _join(arcs: Sequence[Arc]) -> list[int]:
    """Let every arc flow into the smallest set around it; return the arcs, widest first."""
    owner: dict[int, int] = {}
    widest_first = sorted(range(len(arcs)), key=lambda number: -len(arcs[number].members))
    for number in widest_first:
        arc = arcs[number]
        arc.parent = owner.get(arc.members[0])
        for place in arc.members:
            owner[place] = number
    return widest_first
