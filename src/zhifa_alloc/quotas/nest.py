"""The nested sums of a table as a network: rows feed cells, cells join into teams, teams into districts.

Every distinct set of cells whose sum is rounded or bounded is one arc. In each column the sets must be
nested (one inside the other, or apart); a bound on a set that crosses another is set aside.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from math import lcm
from typing import TypeAlias

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
    """One sum that is rounded: a cell, a 领域 × 区 or a 区, with its fair share, also rounded down and up.

    The share is ``scaled`` / ``scale``; the scale is the same for all sums of a table.
    """

    level: Level
    district: str
    domain: str
    quota_type: str
    members: Members
    scaled: int
    scale: int
    floor: int
    ceil: int

    @property
    def share(self) -> Fraction:
        """The fair share, in posts."""
        return Fraction(self.scaled, self.scale)


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
        scale: what fair shares are multiplied with to make them whole.
        scaled: fair share by arc, times ``scale``.
        floors: fair share by arc, rounded down; 0 where the sum is bounded and not rounded.
        ceils: fair share by arc, rounded up; more than there are posts where the sum is not rounded.
    """

    task: TableTask
    cells: tuple[CellKey, ...]
    arcs: tuple[Arc, ...]
    crossing: tuple[tuple[Bound, Members], ...]
    widest_first: tuple[int, ...]
    by_row: Mapping[RowKey, tuple[int, ...]]
    scale: int
    scaled: Sequence[int]
    floors: Sequence[int]
    ceils: Sequence[int]

    def sums(self) -> Iterator[Sum]:
        """Yield every sum that is rounded, cells first."""
        for arc in self.arcs:
            yield from arc.sums

    def hard_room(self) -> tuple[list[int], list[int]]:
        """Return lower and upper limits by arc as the bounds set them; upper is a harmless number else."""
        limited = [(number, arc.bounds) for number, arc in enumerate(self.arcs) if arc.bounds]
        lowers = [0] * len(self.arcs)
        for number, bounds in limited:
            lowers[number] = max((b.lower for b in bounds if b.lower is not None), default=0)
        # Above every demand, so that an arc without a cap is never full, not even in an impossible table.
        plenty = sum(self.task.rows.values()) + sum(lowers) + 1
        uppers = [plenty] * len(self.arcs)
        for number, bounds in limited:
            uppers[number] = min((b.upper for b in bounds if b.upper is not None), default=plenty)
        return lowers, uppers

    def totals(self, by_cell: Iterable[int]) -> list[int]:
        """Add numbers by cell up to numbers by arc."""
        return _totals(self.arcs, self.widest_first, by_cell)

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
    scale = lcm(*(share.denominator for share in task.shares.values()))
    scaled = [whole * (scale // part) for whole, part in map(Fraction.as_integer_ratio, task.shares.values())]
    sets = _Sets(_cell_arcs(cells, scaled, scale))
    for item in _wider_sums(cells, scaled, scale, frozenset(levels)):
        sets.arc_of(item.members).sums.append(item)
    crossing = _hang_bounds(task, _teams(cells), sets)
    joins = _join(sets.arcs, len(cells))
    arcs = tuple(sets.arcs)
    plenty = sum(task.rows.values()) + 1
    return Nest(
        task,
        cells,
        arcs,
        crossing,
        joins,
        _by_row(task, cells),
        scale,
        _totals(arcs, joins, scaled),
        [arc.sums[0].floor if arc.sums else 0 for arc in arcs],
        [arc.sums[0].ceil if arc.sums else plenty for arc in arcs],
    )


def _totals(arcs: Sequence[Arc], widest_first: Sequence[int], by_cell: Iterable[int]) -> list[int]:
    totals = list(by_cell)
    cells = len(totals)
    totals += [0] * (len(arcs) - cells)
    for number in (*range(cells), *reversed(widest_first)):
        parent = arcs[number].parent
        if parent is not None:
            totals[parent] += totals[number]
    return totals


def _by_row(task: TableTask, cells: tuple[CellKey, ...]) -> dict[RowKey, tuple[int, ...]]:
    rows: dict[RowKey, list[int]] = {row: [] for row in task.rows}
    for place, (domain, kind, _) in enumerate(cells):
        rows[domain, kind].append(place)
    return {row: tuple(places) for row, places in rows.items()}


class _Sets:
    """The arcs under way: one per set of cells, those of the single cells first."""

    def __init__(self, arcs: list[Arc]) -> None:
        self.arcs = arcs
        self._numbers: dict[Members, int] = {}
        self._around: list[list[int]] = [[] for _ in arcs]

    def find(self, members: Members) -> Arc | None:
        """Return the arc of a set if there is one."""
        if len(members) == 1:
            return self.arcs[members[0]]
        number = self._numbers.get(members)
        return None if number is None else self.arcs[number]

    def arc_of(self, members: Members) -> Arc:
        """Return the arc of a set, made now if need be."""
        arc = self.find(members)
        if arc is None:
            number = self._numbers[members] = len(self.arcs)
            arc = Arc(members)
            self.arcs.append(arc)
            for place in members:
                self._around[place].append(number)
        return arc

    def crosses(self, members: Members) -> bool:
        """Say whether a set meets another one without one of them lying in the other."""
        common: dict[int, int] = {}
        for place in members:
            for number in self._around[place]:
                common[number] = common.get(number, 0) + 1
        size = len(members)
        return any(
            count < size and count < len(self.arcs[number].members) for number, count in common.items()
        )


def _cell_arcs(cells: Sequence[CellKey], scaled: Sequence[int], scale: int) -> list[Arc]:
    arcs = []
    for place, (domain, quota_type, column) in enumerate(cells):
        share = scaled[place]
        floor, rest = divmod(share, scale)
        ceil = floor + 1 if rest else floor
        members = (place,)
        arcs.append(
            Arc(members, [Sum("cell", column, domain, quota_type, members, share, scale, floor, ceil)])
        )
    return arcs


def _wider_sums(
    cells: tuple[CellKey, ...], scaled: Sequence[int], scale: int, levels: frozenset[Level]
) -> Iterator[Sum]:
    groups: dict[tuple[Level, str, str], list[int]] = {}
    for place, (domain, _, column) in enumerate(cells):
        if "team" in levels:
            groups.setdefault(("team", column, domain), []).append(place)
        if "district" in levels:
            groups.setdefault(("district", column, ""), []).append(place)
    for (level, column, domain), places in groups.items():
        share = sum([scaled[place] for place in places])
        floor, rest = divmod(share, scale)
        yield Sum(level, column, domain, "", tuple(places), share, scale, floor, floor + (rest > 0))


def _hang_bounds(
    task: TableTask,
    teams: Mapping[str, Mapping[str, Sequence[tuple[int, str]]]],
    sets: _Sets,
) -> tuple[tuple[Bound, Members], ...]:
    """Put each bound on the arc of its set; return those whose set crosses another."""
    crossing = []
    for bound in task.bounds:
        members = _covered(bound, teams.get(bound.district, {}))
        if not members:
            _refuse_empty(bound)
        elif sets.find(members) is None and sets.crosses(members):
            crossing.append((bound, members))
        else:
            sets.arc_of(members).bounds.append(bound)
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


def _join(arcs: Sequence[Arc], cells: int) -> tuple[int, ...]:
    """Let every arc flow into the smallest set around it; return those that join cells, widest first."""
    owner: list[int | None] = [None] * cells
    widest_first = sorted(range(cells, len(arcs)), key=lambda number: -len(arcs[number].members))
    for number in widest_first:
        arc = arcs[number]
        arc.parent = owner[arc.members[0]]
        for place in arc.members:
            owner[place] = number
    for place, parent in enumerate(owner):
        arcs[place].parent = parent
    return tuple(widest_first)
