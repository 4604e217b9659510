"""What would mend a placement that cannot be: the fewest changes of each kind that suffice alone.

Every hard demand gets a column of its own by which it may yield. One kind of demand is let loose at a
time; where that suffices, the change with the least cost is a repair. Where no kind suffices alone, all
are let loose together.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final, Literal, TypeAlias

import numpy as np

from zhifa_alloc.schema.conflict import Repair
from zhifa_alloc.staffing.matrix import FREE, Floats, Ints, Rows
from zhifa_alloc.staffing.parts import Part
from zhifa_alloc.staffing.problem import Problem
from zhifa_alloc.staffing.solver import Solver

Kind: TypeAlias = Literal["certificates", "relations", "destinations", "headcounts"]
COSTS: Final[dict[Kind, float]] = {
    "certificates": 3.0,
    "relations": 4.0,
    "destinations": 5.0,
    "headcounts": 10.0,
}
"""What one person, pair, opened destination or moved post costs; the order in which repairs are offered."""
MOST: Final = 3


@dataclass(slots=True)
class Elastic:
    """Columns by which demands yield, beside the plain choices of people.

    ``labels`` name the demands; ``#`` stands for an amount. ``domains`` are those of the people concerned.
    """

    choice: Ints
    rows: Rows = field(default_factory=Rows)
    kinds: list[Kind | None] = field(default_factory=list)
    labels: list[str] = field(default_factory=list)
    ceilings: list[float] = field(default_factory=list)
    domains: list[frozenset[str]] = field(default_factory=list)

    def column(self, kind: Kind | None, label: str, ceiling: float, domains: Iterable[str] = ()) -> int:
        """Add a column; without a kind it is a choice that costs nothing."""
        self.kinds.append(kind)
        self.labels.append(label)
        self.ceilings.append(ceiling)
        self.domains.append(frozenset(domains))
        return len(self.kinds) - 1

    def demand(self, entries: Sequence[tuple[int, float]], lower: float, upper: float) -> None:
        """Add one row."""
        number = self.rows.open(np.array([lower]), np.array([upper]))
        columns = np.array([column for column, _ in entries], dtype=np.int64)
        values = np.array([value for _, value in entries])
        self.rows.fill(np.repeat(number, len(entries)), columns, values)


def repairs_of(problem: Problem, part: Part) -> tuple[Repair, ...]:
    """Return up to three ways out for a part without a placement, the least change first."""
    elastic = elastic_of(problem, part)
    ceiling = np.array(elastic.ceilings)
    solver = Solver(elastic.rows.matrix(ceiling))
    cost = np.array([0.0 if kind is None else COSTS[kind] for kind in elastic.kinds])
    found = [
        repair
        for kind in COSTS
        if (repair := _repair(elastic, solver, cost, ceiling, frozenset((kind,)))) is not None
    ]
    if not found:
        together = _repair(elastic, solver, cost, ceiling, frozenset(COSTS))
        found = [] if together is None else [together]
    return tuple(repair for _, repair in sorted(found, key=lambda pair: pair[0])[:MOST])


def _repair(
    elastic: Elastic, solver: Solver, cost: Floats, ceiling: Floats, loose: frozenset[Kind]
) -> tuple[float, Repair] | None:
    held = np.array([kind is not None and kind not in loose for kind in elastic.kinds])
    solver.limit(np.where(held, 0.0, ceiling))
    values = solver.search(cost, None).values
    if values is None:
        return None
    amounts = np.round(values).astype(np.int64)
    changes: dict[Kind, list[str]] = {kind: [] for kind in COSTS}
    for kind, label, amount in zip(elastic.kinds, elastic.labels, amounts, strict=True):
        if kind is not None and amount > 0:
            changes[kind].append(label.replace("#", str(amount)))
    named = [kind for kind, items in changes.items() if items]
    code = f"staffing.{named[0]}" if len(named) == 1 else "staffing.several"
    items = [item for kind in named for item in changes[kind]]
    return float(cost @ amounts), Repair(code, {"items": items, "count": len(items)})


def elastic_of(problem: Problem, part: Part) -> Elastic:
    """Give every demand of a part a column by which it may yield."""
    elastic = Elastic(np.full(problem.reachable.shape, -1, dtype=np.int64))
    _add_people(elastic, problem, part)
    _add_cells(elastic, problem, part)
    _add_floors(elastic, part)
    _add_pairs(elastic, problem, part)
    return elastic


def _add_people(elastic: Elastic, problem: Problem, part: Part) -> None:
    """Everybody once; a destination that a rule closes may be opened."""
    for i in part.people:
        staff_id, domain = problem.people[i].staff_id, problem.people[i].domain
        for d in np.flatnonzero(problem.reachable[i]):
            kind: Kind | None = None if problem.allowed[i, d] else "destinations"
            elastic.choice[i, d] = elastic.column(
                kind, f"{staff_id}→{problem.destinations[d]}", 1.0, (domain,)
            )
        entries = [(int(column), 1.0) for column in elastic.choice[i] if column >= 0]
        elastic.demand(entries, 1.0, 1.0)


def _add_cells(elastic: Elastic, problem: Problem, part: Part) -> None:
    """People per cell; a post may be added or taken away."""
    for r in part.rows:
        members = np.flatnonzero(problem.row_of == r)
        for d, name in enumerate(problem.destinations):
            label = "·".join((*problem.rows[r], name))
            columns = elastic.choice[members, d]
            entries = [(int(column), 1.0) for column in columns if column >= 0]
            entries.append((elastic.column("headcounts", f"{label} +#", FREE), -1.0))
            entries.append((elastic.column("headcounts", f"{label} -#", FREE), 1.0))
            room = float(problem.capacity[r, d])
            elastic.demand(entries, room, room)


def _add_floors(elastic: Elastic, part: Part) -> None:
    """Certified people per team; some may be lacking."""
    for floor in part.floors:
        label = f"{floor.team.district}·{floor.team.name} #"
        columns = elastic.choice[floor.members, floor.destination]
        entries = [(int(column), 1.0) for column in columns if column >= 0]
        entries.append(
            (elastic.column("certificates", label, float(floor.at_least), floor.team.domains), 1.0)
        )
        elastic.demand(entries, floor.at_least, FREE)


def _add_pairs(elastic: Elastic, problem: Problem, part: Part) -> None:
    """同区 and 不同队; a pair may be let go."""
    for unit in part.units:
        for first, second in pairwise(unit):
            loose = _loose_pair(elastic, problem, first, second)
            for d in range(len(problem.destinations)):
                for one, other in ((first, second), (second, first)):
                    entries = [(int(elastic.choice[one, d]), 1.0), (int(elastic.choice[other, d]), -1.0)]
                    kept = [(column, value) for column, value in entries if column >= 0]
                    elastic.demand([*kept, (loose, -1.0)], -FREE, 0.0)
    for rivals in part.rivals:
        loose = _loose_pair(elastic, problem, rivals.first, rivals.second)
        for d in rivals.destinations:
            pair = (elastic.choice[rivals.first, d], elastic.choice[rivals.second, d])
            elastic.demand(
                [*((int(column), 1.0) for column in pair if column >= 0), (loose, -1.0)], -FREE, 1.0
            )


def _loose_pair(elastic: Elastic, problem: Problem, first: int, second: int) -> int:
    pair = (problem.people[first], problem.people[second])
    label = "/".join(person.staff_id for person in pair)
    return elastic.column("relations", label, 1.0, [person.domain for person in pair])
