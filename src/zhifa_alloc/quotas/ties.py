"""Ties: which cells could be exchanged at no cost, which table the printed rule takes, how many are equal.

The room left by the last criterion holds exactly the tables that are equally good. A cell is tied if
and only if one post more or less there can be balanced by others inside the room: its edge lies on a
residual cycle, that is, both its ends lie in one strongly connected component.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from zhifa_alloc.quotas.flow import Network
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
    residual = Residual(network, values)
    groups = [
        sorted(group, key=lambda arc: task.tie_key(cells[arc])) for group in _tied(residual, len(cells))
    ]
    ties = []
    for group in groups:
        tables = _count(residual, group)
        names = tuple(sorted(cells[arc] for arc in group))
        ties.append(Tie(names, min(tables, TABLES_CAP), capped=tables > TABLES_CAP))
        _prefer(residual, group)
    return tuple(residual.values), tuple(sorted(ties, key=lambda tie: tie.cells))


def _tied(residual: Residual, cells: int) -> list[list[int]]:
    """Group the single-cell arcs that lie on residual cycles."""
    component = residual.components()
    groups: dict[int, list[int]] = {}
    for arc in range(cells):
        tail, head = residual.arc_ends(arc)
        if component[tail] == component[head] and (residual.fits(2 * arc) or residual.fits(2 * arc + 1)):
            groups.setdefault(component[tail], []).append(arc)
    return list(groups.values())


def _prefer(residual: Residual, group: Sequence[int]) -> None:
    """Raise each cell in turn as far as the room allows, never taking back from the cells before it."""
    settled: set[int] = set()
    for arc in group:
        settled.add(arc)
        while cycle := residual.cycle(2 * arc, settled):
            residual.push(cycle)


def _count(residual: Residual, group: Sequence[int]) -> int:
    """Count the different tables of a group, at most one more than the cap; the residual is unchanged.

    Every cell that can still move splits the tables into those that keep it and those that move it.
    """
    start = list(residual.values)
    tables = 0
    stack = [(start, 0)]
    while stack and tables <= TABLES_CAP:
        values, place = stack.pop()
        residual.values = list(values)
        cycle = None
        while cycle is None and place < len(group):
            cycle = _move(residual, group, place)
            place += 1
        if cycle is None:
            tables += 1
            continue
        stack.append((values, place))
        residual.push(cycle)
        stack.append((list(residual.values), place))
    residual.values = start
    return tables


def _move(residual: Residual, group: Sequence[int], place: int) -> list[int] | None:
    """Find an exchange that moves one cell and none of those before it."""
    frozen = set(group[:place])
    arc = group[place]
    return residual.cycle(2 * arc, frozen) or residual.cycle(2 * arc + 1, frozen)
