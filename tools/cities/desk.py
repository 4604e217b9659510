"""Sheets laid open to be spoiled: which people are still clean, and which cell is which."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from random import Random
from typing import TypeAlias

from cities.grid import Cell, Grid, Line
from zhifa_alloc.schema.address import address

Test: TypeAlias = Callable[["Row"], bool]


@dataclass(frozen=True, slots=True)
class Row:
    """One data row of one sheet, open to change; rows compare in file order."""

    sheet: int
    name: str
    line: int
    cells: list[Cell]
    columns: dict[str, int]

    def __lt__(self, other: Row) -> bool:
        """Say whether this row stands before the other in the book."""
        return (self.sheet, self.line) < (other.sheet, other.line)

    def __getitem__(self, header: str) -> Cell:
        """Return the cell below a header; a column that is not there is empty."""
        return self.cells[self.columns[header]] if header in self.columns else ""

    def __setitem__(self, header: str, value: Cell) -> None:
        """Change the cell below a header."""
        self.cells[self.columns[header]] = value

    def address(self, header: str) -> str:
        """Return the address of the cell below a header, as Excel shows it."""
        return address(self.line, self.columns[header])


class Desk:
    """All sheets of a book, with the clean rows still to be had."""

    def __init__(self, grids: Sequence[Grid], random: Random) -> None:
        """Lay the sheets out; the random order of people is fixed here."""
        self._grids = tuple(grids)
        self._lines = [[list(line.cells) for line in grid.lines] for grid in grids]
        bound = {cell for row in self.table("人员关系") for cell in row.cells}
        self.people = [row for row in self._rosters() if _is_plain(row, bound)]
        random.shuffle(self.people)
        self.random = random

    def table(self, name: str) -> list[Row]:
        """Return the data rows of one sheet."""
        return [
            row for place, grid in enumerate(self._grids) if grid.name == name for row in self._rows(place)
        ]

    def take(self, test: Test = lambda _: True) -> Row | None:
        """Hand out a clean person who passes the test; nobody is handed out twice."""
        for place, row in enumerate(self.people):
            if test(row):
                return self.people.pop(place)
        return None

    def grids(self) -> tuple[Grid, ...]:
        """Return the sheets as they are now."""
        return tuple(
            replace(
                grid,
                lines=tuple(
                    Line(line.role, tuple(cells)) for line, cells in zip(grid.lines, lines, strict=True)
                ),
            )
            for grid, lines in zip(self._grids, self._lines, strict=True)
        )

    def _rosters(self) -> Iterator[Row]:
        for place, grid in enumerate(self._grids):
            if grid.name.startswith("花名册"):
                yield from self._rows(place)

    def _rows(self, place: int) -> Iterator[Row]:
        grid = self._grids[place]
        columns = _columns(grid)
        for number, line in enumerate(grid.lines):
            if line.role == "data":
                yield Row(place, grid.name, number, self._lines[place][number], columns)


def _columns(grid: Grid) -> dict[str, int]:
    """Return header -> column; of a two-level header the lower name counts."""
    names: dict[int, str] = {}
    for line in grid.lines:
        if line.role == "header":
            names |= {place: str(cell) for place, cell in enumerate(line.cells) if cell}
    return {name: place for place, name in names.items()}


def _is_plain(row: Row, bound: set[Cell]) -> bool:
    """Say whether nothing hangs on this person: no status, pin, exclusion or relation."""
    free = row["人员状态"] in ("", "在岗") and not row["去向指定"] and not row["不宜去向"]
    return (
        free and row["人员编号"] not in bound and row["身份证号"] not in bound and row["编制类型"] != "编外"
    )
