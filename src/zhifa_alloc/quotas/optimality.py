"""Proof that no table is better: no exchange of posts around a cycle improves the criteria.

A table beats another only by exchanges around cycles of the nested sums, and the criteria are convex in
every sum, so it is enough to look at single exchanges (Ahuja, Magnanti, Orlin, theorem 9.1). The search
is Bellman and Ford's, on whole numbers, and takes each change of a criterion from its definition.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import partial
from math import ceil, floor, lcm
from typing import Any, Generic, TypeAlias, TypeVar

from zhifa_alloc.quotas.price import FREE, Price
from zhifa_alloc.quotas.recheck import CountedSum, cells_of, counted_sums
from zhifa_alloc.quotas.sequences import RoundingSequence
from zhifa_alloc.quotas.task import TableTask
from zhifa_alloc.schema.quota import CellKey, Level, RowKey

Node: TypeAlias = RowKey | frozenset[CellKey]
Vector: TypeAlias = tuple[Fraction | int, ...]
"""Change of every criterion, most important first."""

T = TypeVar("T", bound=Any)

_SINK: Node = frozenset()
_ORDER: tuple[Level, ...] = ("district", "team", "cell")


@dataclass(slots=True)
class _Set:
    """A set of cells: the sums on it, its hard limits, its value."""

    cells: frozenset[CellKey]
    value: int
    sums: list[CountedSum] = field(default_factory=list)
    lower: int = 0
    upper: int | None = None


@dataclass(frozen=True, slots=True)
class _Edge(Generic[T]):
    tail: Node
    head: Node
    change: T


def best_of_all(task: TableTask, values: Mapping[CellKey, int], levels: Iterable[Level]) -> bool | None:
    """Say whether no table that meets the bounds is better by the criteria.

    Returns:
        None where bounded sets cross each other: exchanges around cycles then prove nothing.
    """
    sets = _sets(task, values, levels)
    parents = _parents(sets)
    if parents is None:
        return None
    edges = list(_edges(sets, parents, _criteria_change))
    return not _negative_cycle(_packed(edges), 0)


def cheapest_of_all(
    task: TableTask, values: Mapping[CellKey, int], sequence: RoundingSequence
) -> bool | None:
    """Say whether no table that meets the bounds is cheaper for a divisor method; None as above."""
    sets = _sets(task, values, ("cell",))
    parents = _parents(sets)
    if parents is None:
        return None
    edges = list(_edges(sets, parents, partial(_price_change, sequence)))
    return not _negative_cycle(edges, FREE)


def _sets(task: TableTask, values: Mapping[CellKey, int], levels: Iterable[Level]) -> list[_Set]:
    found = {frozenset((cell,)): _Set(frozenset((cell,)), values.get(cell, 0)) for cell in task.shares}
    for item in counted_sums(task, values, tuple(levels)).values():
        found.setdefault(item.cells, _Set(item.cells, item.value)).sums.append(item)
    columns: dict[str, list[CellKey]] = {}
    for cell in task.shares:
        columns.setdefault(cell[2], []).append(cell)
    for bound in task.bounds:
        cells = cells_of(bound, columns.get(bound.district, ()))
        if not cells:
            continue
        limited = found.setdefault(cells, _Set(cells, sum(values.get(cell, 0) for cell in cells)))
        if bound.lower is not None:
            limited.lower = max(limited.lower, bound.lower)
        if bound.upper is not None:
            limited.upper = bound.upper if limited.upper is None else min(limited.upper, bound.upper)
    return list(found.values())


def _parents(sets: Sequence[_Set]) -> dict[frozenset[CellKey], Node] | None:
    """Find the smallest set around each set, or the sink; None if two sets cross."""
    around: dict[CellKey, Node] = {}
    parents: dict[frozenset[CellKey], Node] = {}
    for item in sorted(sets, key=lambda one: -len(one.cells)):
        owners = {around.get(cell, _SINK) for cell in item.cells}
        if len(owners) > 1:
            return None
        parents[item.cells] = owners.pop()
        around.update(dict.fromkeys(item.cells, item.cells))
    return parents


def _edges(
    sets: Sequence[_Set], parents: Mapping[frozenset[CellKey], Node], change: Callable[[_Set, int], T]
) -> Iterator[_Edge[T]]:
    """Yield one post more and one post less on every set, as far as its limits allow."""
    for item in sets:
        (first, *others) = item.cells
        inner: Node = item.cells if others else first[:2]
        outer = parents[item.cells]
        if item.upper is None or item.value < item.upper:
            yield _Edge(inner, outer, change(item, 1))
        if item.value > item.lower:
            yield _Edge(outer, inner, change(item, -1))


def _criteria_change(item: _Set, step: int) -> Vector:
    """Return by how much the criteria change when a set gets one post more or less."""
    totals: list[Fraction | int] = [0] * 8
    for one in item.sums:
        before = _criteria(one, one.value)
        after = _criteria(one, one.value + step)
        totals = [total + new - old for total, new, old in zip(totals, after, before, strict=True)]
    return tuple(totals)


def _criteria(item: CountedSum, value: int) -> Vector:
    """Return what one sum adds to each criterion of contract 3.3 (posts outside share 0 stand before others)."""
    outside = max(value - ceil(item.share), floor(item.share) - value, 0)
    posts = [outside if item.key[0] == level else 0 for level in _ORDER]
    nowhere = 0 if item.share else outside**2
    spread = outside**2 / item.share if item.share else Fraction(0)
    square = (value - item.share) ** 2
    squares = [square if item.key[0] == level else 0 for level in reversed(_ORDER)]
    return (*posts, nowhere, spread, *squares)


def _price_change(sequence: RoundingSequence, item: _Set, step: int) -> Price:
    """Return what the post costs that a cell would get, or gives back the one it would lose."""
    if not item.sums:
        return FREE
    (cell,) = item.sums
    post = item.value + (step > 0)
    if cell.share:
        mark, weight = sequence.mark(post), cell.share**sequence.power
        price = Price(0, mark / weight) if mark else Price(-1, 1 / weight)
    else:
        price = Price(1, Fraction(post))
    return price if step > 0 else FREE - price


def _packed(edges: Sequence[_Edge[Vector]]) -> list[_Edge[int]]:
    """Turn vectors into whole numbers whose sums along a cycle compare as the vectors do."""
    packed = [0] * len(edges)
    for column in zip(*(edge.change for edge in edges), strict=True):
        multiple = lcm(*(Fraction(value).denominator for value in column))
        whole = [int(value * multiple) for value in column]
        most = 1 + 2 * len(edges) * max(map(abs, whole), default=0)
        packed = [high * most + low for high, low in zip(packed, whole, strict=True)]
    return [_Edge(edge.tail, edge.head, number) for edge, number in zip(edges, packed, strict=True)]


def _negative_cycle(edges: Sequence[_Edge[T]], zero: T) -> bool:
    """Say whether the changes along some cycle add up to an improvement (Bellman, Ford)."""
    distance = {node: zero for edge in edges for node in (edge.tail, edge.head)}
    for _ in range(len(distance) + 1):
        settled = True
        for edge in edges:
            reached = distance[edge.tail] + edge.change
            if reached < distance[edge.head]:
                distance[edge.head] = reached
                settled = False
        if settled:
            return False
    return True
