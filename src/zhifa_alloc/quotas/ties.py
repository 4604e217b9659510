"""Ties: which cells could be exchanged at no cost, which table the printed rule takes, how many are equal.

The room left by the last criterion holds exactly the tables that are equally good. A cell is tied if
and only if one post more or less there can be balanced by others inside the room: its edge lies on a
residual cycle, that is, both its ends lie in one strongly connected component.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import islice
from typing import Final

from zhifa_alloc.quotas.network import Network
from zhifa_alloc.quotas.residual import Residual
from zhifa_alloc.quotas.task import TableTask
from zhifa_alloc.schema.quota import CellKey, Tie

TABLES_CAP: Final = 100
"""Equal tables are counted up to here."""


def settle_ties(
    task: TableTask, cells: Sequence[CellKey], network: Network, values: Sequence[int]
) -> tuple[tuple[int, ...], tuple[Tie, ...]]:
    """Choose among equally good tables by the printed rule, and list what it decided.

    Going through the tied cells in the order of ``TableTask.tie_key`` (larger weight, then district
    code, then names), each gets as much as the others still allow. The answer does not depend on the
    table that the search found first.

    Args:
        task: gives the rule.
        cells: cells in the order of the first arcs.
        network: bounds narrowed to exactly the equally good tables.
        values: one of them, by arc.

    Returns:
        Values by arc, and one tie per group of cells that can be exchanged with one another.
    """
    if _forest(network):
        return tuple(values), ()
    residual = Residual(network, values)
    ties = []
    for arcs in _tied(residual, len(cells)):
        tables = sum(1 for _ in islice(_tables(residual, arcs), TABLES_CAP + 1))
        names = tuple(sorted(cells[arc] for arc in arcs))
        ties.append(Tie(names, min(tables, TABLES_CAP), capped=tables > TABLES_CAP))
        _prefer(residual, sorted(arcs, key=lambda arc: task.tie_key(cells[arc])))
    return tuple(residual.values), tuple(sorted(ties, key=lambda tie: tie.cells))


def equal_tables(cells: int, network: Network, values: Sequence[int]) -> Iterator[tuple[int, ...]]:
    """Yield the values of the cells of every table in a room, each table once.

    Args:
        cells: number of cells, the first arcs.
        network: bounds narrowed to exactly the equally good tables.
        values: one of them, by arc.
    """
    residual = Residual(network, values)
    arcs = [arc for group in _tied(residual, cells) for arc in group]
    for table in _tables(residual, arcs):
        yield tuple(table[:cells])


def ranked_tables(
    task: TableTask,
    cells: Sequence[CellKey],
    network: Network,
    values: Sequence[int],
    domains: Collection[str],
) -> Iterator[tuple[int, ...]]:
    """Yield the equally good tables in the order in which the printed rule takes them, its choice first.

    Args:
        task: gives the rule.
        cells: cells in the order of the first arcs.
        network: bounds narrowed to exactly the equally good tables.
        values: the table that ``settle_ties`` chose, by arc.
        domains: only exchanges that touch a cell of these are made.

    Yields:
        Values by arc.
    """
    residual = Residual(network, values)
    groups = (arcs for arcs in _tied(residual, len(cells)) if any(cells[arc][0] in domains for arc in arcs))
    arcs = sorted((arc for group in groups for arc in group), key=lambda arc: task.tie_key(cells[arc]))
    yield from map(tuple, _ranked(residual, arcs, 0))


def _ranked(start: Residual, arcs: Sequence[int], place: int) -> Iterator[list[int]]:
    """Yield a table, then those that agree with it up to a cell and have one less there, the latest cell first."""
    yield list(start.values)
    for lowered in reversed(range(place, len(arcs))):
        residual = start.at(start.values)
        cycle = residual.cycle(2 * arcs[lowered] + 1, set(arcs[:lowered]))
        if cycle is not None:
            residual.push(cycle)
            _prefer(residual, arcs[lowered + 1 :], arcs[: lowered + 1])
            yield from _ranked(residual, arcs, lowered + 1)


def _forest(network: Network) -> bool:
    """Say whether the arcs that could still change form no cycle, whatever their direction: the usual case."""
    first = list(range(len(network.supplies)))

    def find(node: int) -> int:
        while first[node] != node:
            first[node] = node = first[first[node]]
        return node

    for arc, low in enumerate(network.lowers):
        if low != network.uppers[arc]:
            tail, head = find(network.tails[arc]), find(network.heads[arc])
            if tail == head:
                return False
            first[tail] = head
    return True


def _tied(residual: Residual, cells: int) -> list[list[int]]:
    """Group the single-cell arcs that lie on residual cycles."""
    component = residual.components()
    groups: dict[int, list[int]] = {}
    for arc in range(cells):
        tail, head = residual.arc_ends(arc)
        if component[tail] == component[head] and (residual.fits(2 * arc) or residual.fits(2 * arc + 1)):
            groups.setdefault(component[tail], []).append(arc)
    return list(groups.values())


def _prefer(residual: Residual, arcs: Sequence[int], before: Iterable[int] = ()) -> None:
    """Raise each cell in turn as far as the room allows, never taking back from the cells before it."""
    settled = set(before)
    for arc in arcs:
        settled.add(arc)
        while cycle := residual.cycle(2 * arc, settled):
            residual.push(cycle)


def _tables(start: Residual, arcs: Sequence[int]) -> Iterator[list[int]]:
    """Yield the values of all different tables that exchanges between these cells give.

    Every cell that can still move splits the tables into those that keep it and those that move it.
    Costs are strictly convex in a cell, so it moves by one post at most.
    """
    stack = [(list(start.values), 0)]
    while stack:
        values, place = stack.pop()
        residual = start.at(values)
        cycle = None
        while cycle is None and place < len(arcs):
            cycle = _move(residual, arcs, place)
            place += 1
        if cycle is None:
            yield values
            continue
        stack.append((values, place))
        residual.push(cycle)
        stack.append((residual.values, place))


def _move(residual: Residual, arcs: Sequence[int], place: int) -> list[int] | None:
    """Find an exchange that moves one cell and none of those before it."""
    frozen = set(arcs[:place])
    arc = arcs[place]
    return residual.cycle(2 * arc, frozen) or residual.cycle(2 * arc + 1, frozen)
