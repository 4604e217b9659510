"""What keeps the bounds of a table from being met together: places that contradict themselves, then cuts."""

from __future__ import annotations

from zhifa_alloc.quotas.branching import Undecided, best_branch, settle
from zhifa_alloc.quotas.controlled import ControlledRounding
from zhifa_alloc.quotas.cuts import Cut, cuts_behind, demand_of, limit_of
from zhifa_alloc.quotas.flow import cheapest_flow
from zhifa_alloc.quotas.nest import Nest, nest_of
from zhifa_alloc.quotas.network import NoFlow, Start
from zhifa_alloc.quotas.solver import Room
from zhifa_alloc.quotas.start import largest_remainders
from zhifa_alloc.quotas.task import TableTask
from zhifa_alloc.schema.errors import NoFeasiblePlan


def contradictions_in(nest: Nest, room: Room) -> tuple[Cut, ...]:
    """List the sums whose highest floor lies above their lowest cap, as the two bounds that clash."""
    return tuple(
        Cut(
            spare=False,
            rows=(),
            posts=0,
            limits=(limit_of(nest.bounds[arc]),),
            room=high,
            demands=(demand_of(nest.bounds[arc]),),
            need=low,
            same_place=True,
        )
        for arc, (low, high) in enumerate(zip(*room, strict=True))
        if low > high
    )


def failures_of(task: TableTask) -> tuple[Cut, ...]:
    """Return why the bounds cannot be met together, judged by a flow of the bounds alone; empty if they can.

    Bounds that cross others even so are not looked at here.

    Raises:
        NoFeasiblePlan: a bound wants posts where no cell is open.
    """
    nest = nest_of(task, ("cell",))
    room = nest.hard_room()
    clashes = contradictions_in(nest, room)
    if clashes:
        return clashes
    network = nest.network(*room)
    start = Start(largest_remainders(nest, *room), [0] * len(network.supplies))
    try:
        cheapest_flow(network, lambda _arc, _unit: 0, 0, start)
    except NoFlow as failure:
        return tuple(cut for reached in failure.cuts for cut in cuts_behind(nest, network, reached))
    return ()


def possible(task: TableTask) -> bool:
    """Say whether some table meets every bound; False too where a search among crossing bounds was stopped."""
    try:
        if failures_of(task):
            return False
        nest = nest_of(task, ("cell",))
        if not nest.crossing:
            return True
        solver = ControlledRounding(("cell",))
        return best_branch(solver, nest, settle(solver, nest, nest.hard_room())) is not None
    except (NoFeasiblePlan, Undecided):
        return False
