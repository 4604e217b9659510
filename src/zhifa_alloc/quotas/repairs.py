"""Ways out of an impossible table: the least change of one kind that makes it possible, tried before offered."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice
from typing import Final, TypeAlias

from zhifa_alloc.quotas.bounds import DISTRICT_CAP, DISTRICT_FLOOR, LOCK, TEAM_FLOOR
from zhifa_alloc.quotas.cuts import Cut, bound_names, row_names
from zhifa_alloc.quotas.failures import failures_of, possible
from zhifa_alloc.quotas.supply import CERTIFIED, QUOTA, RESERVE
from zhifa_alloc.quotas.task import TableTask
from zhifa_alloc.schema.conflict import Repair
from zhifa_alloc.schema.errors import NoFeasiblePlan
from zhifa_alloc.schema.parameters import OFFICERS_BY_LAW
from zhifa_alloc.schema.quota import Bound

REPAIRS_OFFERED: Final = 3
_TRIED: Final = 12
"""Changes tried before giving up; each costs one search for a flow."""
_ROUNDS: Final = 8
"""So many times a set of changes is joined by others for what still fails."""
_FIXED_SOURCES: Final = (QUOTA, RESERVE)
"""Limits that are results or sums of other figures, so nobody can change them alone."""

Change: TypeAlias = tuple[Repair, TableTask]
Changes: TypeAlias = Callable[[TableTask, Cut, str], Iterator[Change]]


def repairs_of(task: TableTask, cuts: Sequence[Cut], kind: str) -> tuple[Repair, ...]:
    """Offer up to three ways out, each of which makes the table possible.

    Single changes come first. Where none mends everything, as with conflicts side by side, changes are
    gathered until nothing fails any more, each way with another kind of change preferred.

    Args:
        task: the impossible table.
        cuts: the conflicts found in it.
        kind: ``posts`` or ``people``, for the words.
    """
    changes = (change for cut in cuts for change in _changes(task, cut, kind))
    working = [repair for repair, changed in islice(changes, _TRIED) if possible(changed)]
    found = working or (_gathered(task, kind, order) for order in _ORDERS)
    offered: list[Repair] = []
    for repair in found:
        if repair is not None and repair not in offered:
            offered.append(repair)
    return tuple(offered[:REPAIRS_OFFERED])


def _gathered(task: TableTask, kind: str, order: Sequence[Changes]) -> Repair | None:
    """Mend what fails, one change per conflict, until all is met; None if that does not end."""
    items: list[Repair] = []
    for _ in range(_ROUNDS):
        try:
            failures = failures_of(task)
        except NoFeasiblePlan:
            return None
        if not failures:
            return _joined(items) if possible(task) else None
        for cut in failures:
            first = next((change for changes in order for change in changes(task, cut, kind)), None)
            if first is None:
                return None
            if first[0] not in items:
                items.append(first[0])
            task = first[1]
    return None


def _joined(items: Sequence[Repair]) -> Repair:
    return items[0] if len(items) == 1 else Repair("quotas.several", {"items": tuple(items)})


def _changes(task: TableTask, cut: Cut, kind: str) -> Iterator[Change]:
    """Yield changes worth trying, the mildest kinds first."""
    for changes in (_lower_floors, _raise_limits, _lower_demands, _move_posts):
        yield from changes(task, cut, kind)


def _lower_floors(task: TableTask, cut: Cut, kind: str) -> Iterator[Change]:
    """A parameter counts for every team: try the next lower values of it."""
    for source in (TEAM_FLOOR, CERTIFIED):
        floors = [bound.lower or 0 for bound in cut.demands if bound.source == source]
        for floor in range(max(floors, default=0) - 1, -1, -1):
            changed = replace(task, bounds=tuple(_floors_down_to(task.bounds, source, floor)))
            if possible(changed):
                yield _floor_lowered(kind, source, floor), changed
                break


def _floor_lowered(kind: str, source: str, floor: int) -> Repair:
    """Name the parameter; who lowers 每队最少持证人数 below two officers is told of the law."""
    code = "lower_certified" if source == CERTIFIED and floor < OFFICERS_BY_LAW else "lower_floor"
    return Repair(f"quotas.{kind}.{code}", {"source": source, "value": floor})


def _floors_down_to(bounds: Iterable[Bound], source: str, floor: int) -> Iterator[Bound]:
    for bound in bounds:
        yield replace(bound, lower=min(bound.lower or 0, floor)) if bound.source == source else bound


def _drop_floors(task: TableTask, cut: Cut, kind: str) -> Iterator[Change]:
    """Lower a parameter by as much as one team is short of; other teams may still fail."""
    for bound in cut.demands:
        floor = max(0, (bound.lower or 0) - cut.short)
        if bound.source in (TEAM_FLOOR, CERTIFIED) and bound.lower:
            changed = replace(task, bounds=tuple(_floors_down_to(task.bounds, bound.source, floor)))
            yield _floor_lowered(kind, bound.source, floor), changed


def _raise_limits(task: TableTask, cut: Cut, kind: str) -> Iterator[Change]:
    for bound in cut.limits:
        if bound.source in _FIXED_SOURCES or bound.upper is None:
            continue
        if pair := _given_total(task, bound):
            yield _total_moved(task, pair, bound.upper + cut.short, kind)
            continue
        freed = replace(
            bound, upper=bound.upper + cut.short, lower=None if bound.source == LOCK else bound.lower
        )
        params = {"bound": bound_names([bound]), "value": bound.upper + cut.short}
        yield Repair(f"quotas.{kind}.raise_limit", params), _with(task, bound, freed)


def _lower_demands(task: TableTask, cut: Cut, kind: str) -> Iterator[Change]:
    for bound in cut.demands:
        if bound.source in (TEAM_FLOOR, CERTIFIED) or (bound.lower or 0) < cut.short:
            continue
        lower = (bound.lower or 0) - cut.short
        if pair := _given_total(task, bound):
            yield _total_moved(task, pair, lower, kind)
            continue
        eased = replace(bound, lower=lower, upper=None if bound.source == LOCK else bound.upper)
        params = {"bound": bound_names([bound]), "value": lower}
        yield Repair(f"quotas.{kind}.lower_demand", params), _with(task, bound, eased)


def _given_total(task: TableTask, bound: Bound) -> tuple[Bound, ...]:
    """Return the cap and the floor that together give a district its total; nothing if they differ."""
    ends = (DISTRICT_CAP, DISTRICT_FLOOR)
    pair = tuple(one for one in task.bounds if one.district == bound.district and one.source in ends)
    numbers = {one.lower if one.upper is None else one.upper for one in pair}
    return pair if bound in pair and len(pair) == len(ends) and len(numbers) == 1 else ()


def _total_moved(task: TableTask, pair: Sequence[Bound], total: int, kind: str) -> Change:
    """Move cap and floor together: a total given stays given, as 双向比例 needs it."""
    bounds = tuple(_moved_to(bound, total) if bound in pair else bound for bound in task.bounds)
    params = {"bound": bound_names(pair), "value": total}
    return Repair(f"quotas.{kind}.move_total", params), replace(task, bounds=bounds)


def _moved_to(bound: Bound, total: int) -> Bound:
    return replace(bound, lower=total) if bound.upper is None else replace(bound, upper=total)


def _move_posts(task: TableTask, cut: Cut, kind: str) -> Iterator[Change]:
    """Let a row hand out fewer posts (the city keeps more), or more."""
    for row in cut.rows:
        posts = task.rows[row] + (cut.short if cut.spare else -cut.short)
        if posts < 0 or kind == "people":
            continue
        code = "hand_out_more" if cut.spare else "keep_more"
        params = {"row": row_names([row], task.rows), "posts": cut.short}
        yield Repair(f"quotas.{kind}.{code}", params), replace(task, rows={**task.rows, row: posts})


def _with(task: TableTask, old: Bound, new: Bound) -> TableTask:
    return replace(task, bounds=tuple(new if bound == old else bound for bound in task.bounds))


_ORDERS: Final[Sequence[Sequence[Changes]]] = (
    (_raise_limits, _lower_demands, _move_posts, _drop_floors),
    (_lower_demands, _drop_floors, _raise_limits, _move_posts),
    (_move_posts, _drop_floors, _lower_demands, _raise_limits),
)
