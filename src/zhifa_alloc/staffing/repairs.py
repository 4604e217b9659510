"""What would mend a placement that cannot be: the fewest changes of each kind that suffice alone.

Every hard demand gets a column of its own by which it may yield. One kind of demand is let loose at a
time; where that suffices, the change with the least cost is a repair. Where no kind suffices alone, all
are let loose together. People whom no demand tells apart are counted, not placed one by one: ten thousand
are some hundred columns a place, and a search takes a second instead of a quarter of a minute.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
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
Words: TypeAlias = Mapping[str, object]
"""``phrase``, a key in text/, beside what that sentence quotes."""
_CERTIFICATES: Final = {"duties-owned": "certified_on_handover"}
"""Rules that ask for other certificates than those in force on the base date, and the sentence for these."""


@dataclass(frozen=True, slots=True)
class Named:
    """A demand with a name: its words, the columns by which it yields, the domains of those concerned."""

    words: Words
    columns: list[int]
    domains: frozenset[str]


@dataclass(slots=True)
class Elastic:
    """Columns by which demands yield, beside the plain choices of people.

    Attributes:
        choice: n × D, the column by which a person goes to a place, −1 where he never may; people who are alike
            share theirs, which says how many of them go.
        changes: what is done where a column yields; the amount comes with the answer.
        named: all demands but headcounts. One may close several columns, and a column be closed by several.
    """

    choice: Ints
    rows: Rows = field(default_factory=Rows)
    kinds: list[Kind | None] = field(default_factory=list)
    changes: list[Words] = field(default_factory=list)
    ceilings: list[float] = field(default_factory=list)
    named: dict[tuple[object, ...], Named] = field(default_factory=dict)

    def column(self, kind: Kind | None, change: Words, ceiling: float) -> int:
        """Add a column; without a kind it is a choice that costs nothing."""
        self.kinds.append(kind)
        self.changes.append(change)
        self.ceilings.append(ceiling)
        return len(self.kinds) - 1

    def demand(self, choices: Ints, lower: float, upper: float, *others: tuple[int, float]) -> None:
        """Add one row: these choices, each column once however many people share it, and other columns."""
        number = self.rows.open(np.array([lower]), np.array([upper]))
        counted = np.unique(choices)
        columns = np.append(counted, [column for column, _ in others]).astype(np.int64)
        values = np.append(np.ones(len(counted)), [value for _, value in others])
        self.rows.fill(np.repeat(number, len(columns)), columns, values)


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
    changes: dict[Kind, list[Words]] = {kind: [] for kind in COSTS}
    for kind, change, amount in zip(elastic.kinds, elastic.changes, amounts, strict=True):
        if kind is not None and amount > 0:
            changes[kind].append({**change, "amount": int(amount)})
    return float(cost @ amounts), _put_together({kind: items for kind, items in changes.items() if items})


def _put_together(changes: Mapping[Kind, Sequence[Words]]) -> Repair:
    """Make one repair of changes of one kind, or of several kinds, each under its heading."""
    count = sum(map(len, changes.values()))
    if len(changes) == 1:
        ((kind, items),) = changes.items()
        return Repair(f"staffing.{kind}", {"items": list(items), "count": count})
    kinds = [{"phrase": f"repairs.staffing.{kind}", "items": list(items)} for kind, items in changes.items()]
    return Repair("staffing.several", {"items": kinds, "count": count})


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
    for alike in _alike(problem, part):
        i, size = alike[0], float(len(alike))
        shut: dict[str, list[int]] = {}
        for d in np.flatnonzero(problem.reachable[i]).tolist():
            if problem.allowed[i, d]:
                elastic.choice[alike, d] = elastic.column(None, {}, size)
                continue
            if (i, d) not in problem.closed:
                # Closed by what people chose, not by a rule: it does not yield.
                continue
            elastic.choice[i, d] = elastic.column("destinations", _opening(problem, i, d), 1.0)
            for rule in problem.closed[i, d]:
                shut.setdefault(rule, []).append(d)
        elastic.demand(elastic.choice[i], size, size)
        for rule, places in shut.items():
            elastic.named[rule, i] = Named(
                _closing(problem, i, rule, places),
                elastic.choice[i, places].tolist(),
                frozenset((problem.people[i].domain,)),
            )


def _alike(problem: Problem, part: Part) -> Iterable[list[int]]:
    """Put people together whom no demand tells apart; who has a place closed or is one of a pair is alone."""
    marks: defaultdict[int, list[int]] = defaultdict(list)
    for number, members in enumerate({id(floor.members): floor.members for floor in part.floors}.values()):
        for i in members.tolist():
            marks[i].append(number)
    alone = {i for i, _ in problem.closed}.union(*problem.together)
    alone.update(*((rivals.first, rivals.second) for rivals in part.rivals))
    found: dict[tuple[object, ...], list[int]] = {}
    for i in part.people.tolist():
        key = (i,) if i in alone else (int(problem.row_of[i]), tuple(marks[i]), problem.allowed[i].tobytes())
        found.setdefault(key, []).append(i)
    return found.values()


def _opening(problem: Problem, i: int, d: int) -> Words:
    return {
        "phrase": "repairs.changes.open",
        "staff_id": problem.people[i].staff_id,
        "district": problem.destinations[d],
        "rules": [{"phrase": f"rules.titles.{rule}"} for rule in problem.closed[i, d]],
    }


def _closing(problem: Problem, i: int, rule: str, places: Sequence[int]) -> Words:
    """Say what a rule closes to a person; a pin by the one place that it leaves."""
    person = problem.people[i]
    if rule == "pins":
        return {
            "phrase": "conflicts.demands.pins",
            "staff_id": person.staff_id,
            "district": person.pin,
        }
    return {
        "phrase": "conflicts.demands.closed",
        "staff_id": person.staff_id,
        "rule": {"phrase": f"rules.titles.{rule}"},
        "districts": [problem.destinations[d] for d in places],
    }


def _add_cells(elastic: Elastic, problem: Problem, part: Part) -> None:
    """People per cell; a post may be added or taken away."""
    for r in part.rows.tolist():
        domain, quota_type = problem.rows[r]
        members = np.flatnonzero(problem.row_of == r)
        for d, name in enumerate(problem.destinations):
            cell = {"domain": domain, "quota_type": quota_type, "district": name}
            more = elastic.column("headcounts", {"phrase": "repairs.changes.more", **cell}, FREE)
            fewer = elastic.column("headcounts", {"phrase": "repairs.changes.fewer", **cell}, FREE)
            room = float(problem.capacity[r, d])
            elastic.demand(elastic.choice[members, d], room, room, (more, -1.0), (fewer, 1.0))


def _add_floors(elastic: Elastic, part: Part) -> None:
    """Certified people per team; some may be lacking."""
    for floor in part.floors:
        word = _CERTIFICATES.get(floor.rule, "certified")
        team = {"district": floor.team.district, "team": floor.team.name}
        change = {"phrase": f"repairs.changes.{word}", **team}
        lacking = elastic.column("certificates", change, float(floor.at_least))
        elastic.named[floor.rule, floor.team] = Named(
            {"phrase": f"conflicts.demands.{word}", **team, "amount": floor.at_least},
            [lacking],
            frozenset(floor.team.domains),
        )
        choices = elastic.choice[floor.members, floor.destination]
        elastic.demand(choices, floor.at_least, FREE, (lacking, 1.0))


def _add_pairs(elastic: Elastic, problem: Problem, part: Part) -> None:
    """同区 and 不同队, as the sheet has them; a pair may be let go."""
    inside = frozenset(part.people.tolist())
    for first, second in problem.together:
        if first not in inside:
            continue
        loose = _loose_pair(elastic, problem, "together", first, second)
        for d in range(len(problem.destinations)):
            for one, other in ((first, second), (second, first)):
                there = (int(elastic.choice[other, d]), -1.0)
                elastic.demand(elastic.choice[[one], d], -FREE, 0.0, there, (loose, -1.0))
    for rivals in part.rivals:
        loose = _loose_pair(elastic, problem, "apart", rivals.first, rivals.second)
        for d in rivals.destinations:
            choices = elastic.choice[[rivals.first, rivals.second], d]
            elastic.demand(choices, -FREE, 1.0, (loose, -1.0))


def _loose_pair(
    elastic: Elastic, problem: Problem, word: Literal["together", "apart"], first: int, second: int
) -> int:
    """Return the column by which a pair is let go; one that two rows of the sheet ask for is one demand."""
    key = word, first, second
    if key not in elastic.named:
        pair = problem.people[first], problem.people[second]
        words = {"phrase": f"conflicts.demands.{word}", "staff_ids": [person.staff_id for person in pair]}
        loose = elastic.column("relations", words, 1.0)
        elastic.named[key] = Named(words, [loose], frozenset(person.domain for person in pair))
    return elastic.named[key].columns[0]
