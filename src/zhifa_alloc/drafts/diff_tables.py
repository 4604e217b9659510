"""Sums over a comparison: quota changes by 领域 × 区, people by flow, moves by cause."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from zhifa_alloc.drafts.diff import DraftDiff
from zhifa_alloc.schema.attribution import Cause


@dataclass(frozen=True, slots=True)
class Matrix:
    """Whole numbers by row and column, without rows and columns of zeros.

    A row or column stays whose numbers cancel out: something changed there.
    """

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    values: Mapping[tuple[str, str], int]

    def at(self, row: str, column: str) -> int:
        """Return one number, 0 where nothing is."""
        return self.values.get((row, column), 0)

    def row_sum(self, row: str) -> int:
        """Return the sum of a row."""
        return sum(self.at(row, column) for column in self.columns)

    def column_sum(self, column: str) -> int:
        """Return the sum of a column."""
        return sum(self.at(row, column) for row in self.rows)

    @property
    def total(self) -> int:
        """Sum of all."""
        return sum(self.values.values())


def quota_matrix(change: DraftDiff) -> Matrix:
    """Add up changed posts (名) by 领域 × 区, in the order of the draft's sheets."""
    sums: Counter[tuple[str, str]] = Counter()
    for cell in change.cells:
        sums[cell.domain, cell.district] += cell.after - cell.before
    rows, changed = dict.fromkeys(row for row, _ in sums), {column for _, column in sums}
    return Matrix(tuple(rows), tuple(name for name in change.districts if name in changed), dict(sums))


def flow_matrix(change: DraftDiff) -> Matrix:
    """Count the people who moved, by place left × place entered."""
    flows = Counter((move.before, move.after) for move in change.moves)
    left, entered = (dict.fromkeys(flow[side] for flow in flows) for side in (0, 1))
    alike = [name for name in left if name in entered]
    return Matrix(tuple(left), tuple(dict.fromkeys((*alike, *entered))), dict(flows))


def cause_counts(change: DraftDiff) -> tuple[tuple[Cause, int, int, int], ...]:
    """Count by cause: moves, those of them inferred, changed cells; most moves first."""
    moves = Counter(move.cause for move in change.moves)
    inferred = Counter(move.cause for move in change.moves if move.inferred)
    cells = Counter(cell.cause for cell in change.cells)
    causes = sorted({*moves, *cells}, key=lambda cause: (-moves[cause], -cells[cause], cause))
    return tuple((cause, moves[cause], inferred[cause], cells[cause]) for cause in causes)
