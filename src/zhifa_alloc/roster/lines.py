"""The rows of all roster sheets, one after the other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from zhifa_alloc.roster.table import Table
from zhifa_alloc.schema.fields import RosterRow
from zhifa_alloc.schema.finding import CellRef

_KEYS: Final = tuple(RosterRow.model_fields)


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a roster: its table, its index there, its values by key."""

    table: Table
    index: int
    values: dict[str, Any]

    def where(self, key: str) -> CellRef:
        """Return the cell of a column; the row's first cell when the sheet has no such column."""
        return self.table.where(self.index, key)


def roster_lines(tables: Sequence[Table]) -> Iterator[Line]:
    """Walk over the rows of every roster sheet."""
    for table in tables:
        columns = [table.columns[key] for key in _KEYS]
        for index, values in enumerate(zip(*columns, strict=True)):
            yield Line(table, index, dict(zip(_KEYS, values, strict=True)))
