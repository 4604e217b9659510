"""The sets of cells whose sums are rounded or bounded: one number per distinct set, as flat lists.

Lists side by side, not an object per sum: a table has hundreds of sums, and three hundred cities are
tables by the hundred.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TypeAlias

from zhifa_alloc.quotas.task import TableTask
from zhifa_alloc.schema.conflict import Conflict
from zhifa_alloc.schema.errors import NoFeasiblePlan
from zhifa_alloc.schema.quota import Bound, CellKey, Level

Members: TypeAlias = tuple[int, ...]
"""Positions of cells, ascending."""
Columns: TypeAlias = Mapping[str, Mapping[str, Sequence[tuple[int, str]]]]
"""Column -> domain -> (position, 编制类型) of its cells."""


class Sets:
    """The sets of a table under way; the first are the single cells, in their order.

    Attributes:
        members: the cells of every set.
        levels: the sums that are rounded on every set, from the narrowest.
        bounds: set -> its bounds, where it has any.
    """

    def __init__(self, cells: int) -> None:
        self.members: list[Members] = [(place,) for place in range(cells)]
        self.levels: list[tuple[Level, ...]] = [("cell",)] * cells
        self.bounds: dict[int, list[Bound]] = {}
        self._numbers: dict[Members, int] = {}
        self._innermost: list[int | None] = [None] * cells

    def find(self, members: Members) -> int | None:
        """Return the number of a set if there is one."""
        return members[0] if len(members) == 1 else self._numbers.get(members)

    def number_of(self, members: Members) -> int:
        """Return the number of a set, given now if need be."""
        number = self.find(members)
        return self._added(members) if number is None else number

    def _added(self, members: Members) -> int:
        number = self._numbers[members] = len(self.members)
        self.members.append(members)
        self.levels.append(())
        innermost, size = self._innermost, len(members)
        for place in members:
            inner = innermost[place]
            if inner is None or size < len(self.members[inner]):
                innermost[place] = number
        return number

    def crosses(self, members: Members) -> bool:
        """Say whether a set meets another one without one of them lying in the other."""
        if len({self._innermost[place] for place in members}) == 1:
            return False  # it lies in the smallest set around its cells, or no set meets it
        own = set(members)
        return any(
            not own.isdisjoint(other) and not own.issuperset(other) and not own.issubset(other)
            for other in self.members
        )

    def round_sums(self, columns: Columns, levels: frozenset[Level]) -> None:
        """Round the wider sums too: of every 领域 × 区, of every 区."""
        sums: list[tuple[Members, Level]] = []
        if "team" in levels:
            teams = [cells for column in columns.values() for cells in column.values()]
            sums += [(tuple([place for place, _ in cells]), "team") for cells in teams]
        if "district" in levels:
            for column in columns.values():
                places = sorted(place for cells in column.values() for place, _ in cells)
                sums.append((tuple(places), "district"))
        for members, level in sorted(sums, key=_first_cell):
            self._round(members, level)

    def _round(self, members: Members, level: Level) -> None:
        number = self.number_of(members)
        self.levels[number] = (*self.levels[number], level)

    def hang(self, task: TableTask, columns: Columns) -> tuple[tuple[Bound, Members], ...]:
        """Put each bound of a task on its set; return those whose set crosses another, with the set.

        Raises:
            NoFeasiblePlan: a bound wants posts where no cell is open.
        """
        crossing = []
        for bound in task.bounds:
            members = _covered(bound, columns.get(bound.district, {}))
            if not members:
                _refuse_empty(bound)
                continue
            number = self.find(members)
            if number is None and self.crosses(members):
                crossing.append((bound, members))
                continue
            self.bounds.setdefault(self._added(members) if number is None else number, []).append(bound)
        return tuple(crossing)

    def join(self) -> tuple[list[int | None], tuple[int, ...]]:
        """Let every set flow into the smallest one around it.

        Returns:
            That set by set (None: the sink), and the sets of several cells, widest first.
        """
        cells = len(self._innermost)
        owner: list[int | None] = [None] * cells
        parents: list[int | None] = [None] * len(self.members)
        widest_first = sorted(range(cells, len(parents)), key=lambda number: -len(self.members[number]))
        for number in widest_first:
            members = self.members[number]
            parents[number] = owner[members[0]]
            for place in members:
                owner[place] = number
        parents[:cells] = owner
        return parents, tuple(widest_first)


def _first_cell(rounded: tuple[Members, Level]) -> int:
    return rounded[0][0]


def columns_of(cells: Iterable[CellKey]) -> Columns:
    """Group the cells by column and domain."""
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


def _refuse_empty(bound: Bound) -> None:
    if bound.lower:
        place = "·".join(part for part in (bound.district, bound.domain, bound.quota_type) if part)
        params = {"place": place, "source": bound.source, "need": bound.lower}
        raise NoFeasiblePlan((Conflict("quotas.nothing_open", params),))
