"""The nested sums of a table as a network: rows feed cells, cells join into teams, teams into districts.

Every distinct set of cells whose sum is rounded or bounded is one arc. In each column the sets must be
nested (one inside the other, or apart); a bound on a set that crosses another is set aside.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import lcm

from zhifa_alloc.quotas.network import Network
from zhifa_alloc.quotas.sets import Members, Sets, columns_of
from zhifa_alloc.quotas.task import TableTask
from zhifa_alloc.schema.quota import Bound, CellKey, Level, RowKey

LEVELS: tuple[Level, ...] = ("district", "team", "cell")
"""From the widest sum to the narrowest, the order of the criteria that count posts outside."""


@dataclass(frozen=True, slots=True)
class Nest:
    """A table as arcs and nodes; what is said by arc stands in lists side by side.

    Attributes:
        task: the table.
        cells: open cells, by position; the first arcs are the single cells, in this order.
        members: the cells of every arc.
        levels: the sums that are rounded on every arc; all of them have the same share.
        bounds: arc -> the bounds on it, where it has any.
        parents: the arc that each one flows into (None: the sink).
        crossing: bounds whose set crosses another, with the set.
        widest_first: the arcs that join several cells, every one after the one it flows into.
        by_row: row -> its open cells.
        scale: what fair shares are multiplied with to make them whole.
        scaled: fair share by arc, times ``scale``.
        floors: fair share by arc, rounded down; 0 where the sum is bounded and not rounded.
        ceils: fair share by arc, rounded up; more than there are posts where the sum is not rounded.
        supplies: what each node hands out; nodes are rows, then one per arc that joins, then the sink.
        tails: the node that each arc leaves.
        heads: the node that each arc leads to.
    """

    task: TableTask
    cells: tuple[CellKey, ...]
    members: Sequence[Members]
    levels: Sequence[tuple[Level, ...]]
    bounds: Mapping[int, Sequence[Bound]]
    parents: Sequence[int | None]
    crossing: tuple[tuple[Bound, Members], ...]
    widest_first: tuple[int, ...]
    by_row: Mapping[RowKey, tuple[int, ...]]
    scale: int
    scaled: Sequence[int]
    floors: Sequence[int]
    ceils: Sequence[int]
    supplies: Sequence[int]
    tails: Sequence[int]
    heads: Sequence[int]

    def share(self, arc: int) -> Fraction:
        """Return the fair share of an arc, in posts."""
        return Fraction(self.scaled[arc], self.scale)

    def outside(self, arc: int, value: int) -> int:
        """Count the posts outside round-down/round-up of an arc's fair share."""
        return max(value - self.ceils[arc], self.floors[arc] - value, 0)

    def names(self, arc: int, level: Level) -> tuple[str, str, str]:
        """Name a sum: 区, 领域, 类型; the last two are empty where the level does not use them."""
        domain, quota_type, column = self.cells[self.members[arc][0]]
        return column, domain if level != "district" else "", quota_type if level == "cell" else ""

    def hard_room(self) -> tuple[list[int], list[int]]:
        """Return lower and upper limits by arc as the bounds set them; upper is a harmless number else."""
        lowers = [0] * len(self.parents)
        capped = []
        for arc, bounds in self.bounds.items():
            for bound in bounds:
                if bound.lower is not None and bound.lower > lowers[arc]:
                    lowers[arc] = bound.lower
                if bound.upper is not None:
                    capped.append((arc, bound.upper))
        # Above every demand, so that an arc without a cap is never full, not even in an impossible table.
        plenty = sum(self.task.rows.values()) + sum(lowers) + 1
        uppers = [plenty] * len(self.parents)
        for arc, upper in capped:
            uppers[arc] = min(uppers[arc], upper)
        return lowers, uppers

    def totals(self, by_cell: Iterable[int]) -> list[int]:
        """Add numbers by cell up to numbers by arc."""
        return _totals(self.parents, self.widest_first, by_cell)

    def network(self, lowers: Sequence[int], uppers: Sequence[int]) -> Network:
        """Return the network with these limits."""
        return Network(self.supplies, self.tails, self.heads, lowers, uppers)

    def without_idle_joins(
        self, lowers: Sequence[int], uppers: Sequence[int]
    ) -> tuple[Network, frozenset[int]]:
        """Return the network with these limits, led past the joins that cannot matter inside them, and these.

        Arcs and nodes keep their numbers; the joins left out carry nothing.
        """
        idle = _idle_joins(self, lowers, uppers)
        heads, lowers, uppers = list(self.heads), list(lowers), list(uppers)
        for arc in idle:
            lowers[arc] = uppers[arc] = 0
        for arc in (*self.widest_first, *range(len(self.cells))):
            parent = self.parents[arc]
            if parent in idle:
                heads[arc] = heads[parent]
        return Network(self.supplies, self.tails, heads, lowers, uppers), idle


def nest_of(task: TableTask, levels: Iterable[Level] = LEVELS) -> Nest:
    """Arrange the sums and bounds of a table.

    Args:
        task: the table.
        levels: which sums are rounded, always with "cell"; bounds count on every level.

    Raises:
        NoFeasiblePlan: a bound wants posts where no cell is open.
    """
    cells = tuple(task.shares)
    sets = Sets(len(cells))
    columns = columns_of(cells)
    sets.round_sums(columns, frozenset(levels))
    crossing = sets.hang(task, columns)
    parents, widest_first = sets.join()
    scale, by_cell = _whole(task.shares.values())
    scaled = _totals(parents, widest_first, by_cell)
    supplies, tails, heads = _nodes(task, cells, parents)
    floors = [share // scale if own else 0 for share, own in zip(scaled, sets.levels, strict=True)]
    plenty = sum(task.rows.values()) + 1
    ceils = [
        floor + (floor * scale != share) if own else plenty
        for floor, share, own in zip(floors, scaled, sets.levels, strict=True)
    ]
    return Nest(
        task=task,
        cells=cells,
        members=sets.members,
        levels=sets.levels,
        bounds=sets.bounds,
        parents=parents,
        crossing=crossing,
        widest_first=widest_first,
        by_row=_by_row(task, cells),
        scale=scale,
        scaled=scaled,
        floors=floors,
        ceils=ceils,
        supplies=supplies,
        tails=tails,
        heads=heads,
    )


def _whole(shares: Iterable[Fraction]) -> tuple[int, list[int]]:
    """Return a number that makes all shares whole, and the shares times this number."""
    ratios = [share.as_integer_ratio() for share in shares]
    parts = {part for _, part in ratios}
    scale = lcm(*parts)
    factors = {part: scale // part for part in parts}
    return scale, [whole * factors[part] for whole, part in ratios]


def _totals(parents: Sequence[int | None], widest_first: Sequence[int], by_cell: Iterable[int]) -> list[int]:
    totals = list(by_cell)
    cells = len(totals)
    totals += [0] * (len(parents) - cells)
    for number in (*range(cells), *reversed(widest_first)):
        parent = parents[number]
        if parent is not None:
            totals[parent] += totals[number]
    return totals


def _by_row(task: TableTask, cells: tuple[CellKey, ...]) -> dict[RowKey, tuple[int, ...]]:
    rows: dict[RowKey, list[int]] = {row: [] for row in task.rows}
    for place, (domain, kind, _) in enumerate(cells):
        rows[domain, kind].append(place)
    return {row: tuple(places) for row, places in rows.items()}


def _nodes(
    task: TableTask, cells: tuple[CellKey, ...], parents: Sequence[int | None]
) -> tuple[list[int], list[int], list[int]]:
    """Return the supplies of the nodes, and between which nodes every arc leads."""
    rows = {row: node for node, row in enumerate(task.rows)}
    sink = len(rows) + len(parents) - len(cells)
    joins = len(rows) - len(cells)
    tails = [rows[domain, kind] for domain, kind, _ in cells]
    tails += range(joins + len(cells), joins + len(parents))
    heads = [sink if parent is None else joins + parent for parent in parents]
    return [*task.rows.values(), *[0] * (sink - len(rows)), -sum(task.rows.values())], tails, heads


def _idle_joins(nest: Nest, lowers: Sequence[int], uppers: Sequence[int]) -> frozenset[int]:
    """Return the joins, not rounded themselves, whose limits hold whatever the cells take inside theirs."""
    return frozenset(
        arc
        for arc in nest.widest_first
        if not nest.levels[arc]
        and lowers[arc] <= sum([lowers[place] for place in nest.members[arc]])
        and uppers[arc] >= sum([uppers[place] for place in nest.members[arc]])
    )
