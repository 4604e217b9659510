"""A table from its task: bounds met, the method obeyed, ties settled."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from zhifa_alloc.quotas.branching import (
    Settled,
    Undecided,
    best_branch,
    broken_bounds,
    fixed_branch,
    settle,
)
from zhifa_alloc.quotas.controlled import ControlledRounding
from zhifa_alloc.quotas.cuts import Cut, bound_names, conflict_of, cuts_behind
from zhifa_alloc.quotas.failures import contradictions_in
from zhifa_alloc.quotas.nest import Nest, nest_of
from zhifa_alloc.quotas.network import NoFlow
from zhifa_alloc.quotas.repairs import repairs_of
from zhifa_alloc.quotas.solver import Room, Solver
from zhifa_alloc.quotas.task import TableTask
from zhifa_alloc.quotas.ties import ranked_tables
from zhifa_alloc.schema.conflict import Conflict
from zhifa_alloc.schema.errors import NoFeasiblePlan
from zhifa_alloc.schema.quota import CellKey, Tie


@dataclass(frozen=True, slots=True)
class Rounded:
    """The table that the method and the tie rule choose.

    Attributes:
        nest: sums and arcs of the table.
        by_arc: the sum on every arc.
        ties: exchanges that the tie rule decided.
        divisors: certificates of a divisor method, by name of row or column.
        equals: the room that holds the equally good tables of the flow; crossing bounds may forbid some.
        proved: False if a search was stopped and a better table may exist.
    """

    nest: Nest
    by_arc: tuple[int, ...]
    ties: tuple[Tie, ...]
    divisors: Mapping[str, Fraction]
    equals: Room
    proved: bool = True

    @property
    def values(self) -> dict[CellKey, int]:
        """Whole number of every open cell."""
        return dict(zip(self.nest.cells, self.by_arc, strict=False))


def equal_tables_of(rounded: Rounded, domains: Collection[str]) -> Iterator[Rounded]:
    """Yield the equally good tables that exchanges around some domains give, in the order of the printed rule.

    The first is the table itself. Under crossing bounds only those of its own branch are found.
    """
    nest = rounded.nest
    network = nest.network(*rounded.equals)
    for values in ranked_tables(nest.task, nest.cells, network, rounded.by_arc, domains):
        if not any(broken_bounds(nest, values)):
            yield replace(rounded, by_arc=values)


def round_table(task: TableTask, kind: str, solver: Solver) -> Rounded:
    """Round a table.

    Args:
        task: rows, shares, bounds, tie rule.
        kind: ``posts`` or ``people``, for the words of a conflict.
        solver: the 取整方法.

    Raises:
        NoFeasiblePlan: the bounds cannot be met together.
    """
    nest = nest_of(task, solver.levels)
    room = nest.hard_room()
    _refuse_contradictions(nest, room, kind)
    settled = _settled(solver, nest, room, kind)
    if not nest.crossing:
        return Rounded(nest, settled.values, settled.ties, settled.divisors, settled.equals)
    return _with_crossing_bounds(solver, nest, settled, kind)


def _with_crossing_bounds(solver: Solver, nest: Nest, root: Settled, kind: str) -> Rounded:
    """Meet bounds that are no arcs of the flow.

    Without the sums that are only rounded, bounds mostly nest; then a plain flow says whether they can be
    met at all, and gives a table to start from should the search take too long.
    """
    bounds_alone = nest_of(nest.task, ("cell",))
    known = None
    if not bounds_alone.crossing:
        known = _settled(ControlledRounding(("cell",)), bounds_alone, bounds_alone.hard_room(), kind)
    names = bound_names(bound for bound, _ in nest.crossing)
    try:
        best = best_branch(solver, nest, root)
    except Undecided:
        if known is None:
            raise NoFeasiblePlan((Conflict(f"quotas.{kind}.undecided", {"bounds": names}),)) from None
        near = fixed_branch(solver, nest, known.values)
        return Rounded(nest, near.values, near.ties, near.divisors, near.equals, proved=False)
    if best is None:
        raise NoFeasiblePlan((Conflict(f"quotas.{kind}.crossing", {"bounds": names}),))
    return Rounded(nest, best.values, best.ties, best.divisors, best.equals)


def _refuse_contradictions(nest: Nest, room: Room, kind: str) -> None:
    clashes = contradictions_in(nest, room)
    if clashes:
        raise _no_plan(nest.task, clashes, kind)


def _no_plan(task: TableTask, cuts: Sequence[Cut], kind: str) -> NoFeasiblePlan:
    """Put the cuts into words; the first conflict carries the ways out of all of them."""
    first, *others = (conflict_of(cut, task.rows, kind) for cut in cuts)
    return NoFeasiblePlan((replace(first, repairs=repairs_of(task, cuts, kind)), *others))


def _settled(solver: Solver, nest: Nest, room: Room, kind: str) -> Settled:
    """Round a table without its crossing bounds; put an impossible one into words."""
    try:
        return settle(solver, nest, room)
    except NoFlow as failure:
        network = nest.network(*room)
        cuts = [cut for reached in failure.cuts for cut in cuts_behind(nest, network, reached)]
        raise _no_plan(nest.task, cuts, kind) from None
