"""Whole workbooks laid open to be spoiled: cells, rows, columns and sheets may come and go."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from random import Random
from typing import Any, Final, TypeAlias

from cities.grid import Cell, Grid, Line, raw_book
from zhifa_alloc.schema.address import address
from zhifa_alloc.schema.raw import RawBook

OFFICE: Final = "编办.xlsx"
OTHER: Final = "部门.xlsx"
WISHES: Final = ("第一志愿", "第二志愿", "第三志愿")


@dataclass(frozen=True, slots=True, order=True)
class Spot:
    """Where a fault must be named: a cell, a sheet (no cell) or a whole book (neither)."""

    book: str
    sheet: str = ""
    cell: str = ""


@dataclass(slots=True)
class Page:
    """One sheet: its header is the first row. ``errors`` and ``uncached`` are as in ``RawSheet``."""

    book: str
    name: str
    rows: list[list[Cell]]
    errors: dict[str, str] = field(default_factory=dict)
    uncached: set[str] = field(default_factory=set)

    @property
    def spot(self) -> Spot:
        """The sheet as a whole."""
        return Spot(self.book, self.name)

    def lines(self, test: Callable[[Mapping[str, Cell]], bool] = lambda _: True) -> list[int]:
        """Return the data rows that pass a test of header -> cell."""
        return [line for line in range(1, len(self.rows)) if test(self.row(line))]

    def row(self, line: int) -> dict[str, Cell]:
        """Return header -> cell of one row."""
        return dict(zip(map(str, self.rows[0]), self.rows[line], strict=True))

    def get(self, line: int, header: str) -> Cell:
        """Return one cell."""
        return self.rows[line][self.rows[0].index(header)]

    def put(self, line: int, header: str, value: Cell) -> Spot:
        """Change one cell and return its place."""
        self.rows[line][self.rows[0].index(header)] = value
        return self.at(line, header)

    def at(self, line: int, header: str) -> Spot:
        """Return the place of one cell."""
        return Spot(self.book, self.name, address(line, self.rows[0].index(header)))

    def add(self, cells: Mapping[str, Cell]) -> int:
        """Append a row; return where."""
        self.rows.append([cells.get(str(header), "") for header in self.rows[0]])
        return len(self.rows) - 1

    def add_column(self, header: str, values: Callable[[int], Cell] = lambda _: "") -> Spot:
        """Append a column; ``values`` gives the cell of each data row. Return the header's place."""
        for line, row in enumerate(self.rows):
            row.append(values(line) if line else header)
        return self.at(0, header)

    def drop_column(self, header: str) -> None:
        """Take a column away."""
        place = self.rows[0].index(header)
        for row in self.rows:
            del row[place]

    def clear(self, *headers: str) -> None:
        """Empty whole columns."""
        for line in self.lines():
            for header in headers:
                self.put(line, header, "")


class Shelf:
    """The office's book, and perhaps a department's beside it."""

    def __init__(self, grids: Sequence[Grid], random: Random) -> None:
        """Lay a plain book out, one header row on top of every sheet."""
        self.random = random
        self.pages = [Page(OFFICE, grid.name, [list(line.cells) for line in grid.lines]) for grid in grids]
        self.macros: set[str] = set()

    def page(self, name: str, book: str = OFFICE) -> Page:
        """Return one sheet."""
        return next(page for page in self.pages if (page.book, page.name) == (book, name))

    def add_page(
        self, name: str, headers: Sequence[str], rows: Sequence[Sequence[Cell]] = (), book: str = OFFICE
    ) -> Page:
        """Add a sheet, and the book with it where it is the first one."""
        page = Page(book, name, [list(headers), *map(list, rows)])
        self.pages.append(page)
        return page

    def drop_page(self, name: str) -> None:
        """Take a sheet out of the office's book."""
        self.pages.remove(self.page(name))

    def any_of(self, *choices: Any) -> Any:  # noqa: ANN401  # as random.choice
        """Return one of the choices."""
        return self.random.choice(choices)

    def column(self, name: str, header: str) -> list[Cell]:
        """Return the cells below a header, each once."""
        page = self.page(name)
        return list(dict.fromkeys(page.get(line, header) for line in page.lines()))

    @property
    def receiving(self) -> list[Cell]:
        """The districts that receive."""
        page = self.page("区情")
        return [page.get(line, "区") for line in page.lines(lambda row: row["是否承接"] == "是")]

    def raw_books(self) -> list[RawBook]:
        """Give the books as the reader would."""
        return [self._raw(book) for book in dict.fromkeys(page.book for page in self.pages)]

    def _raw(self, book: str) -> RawBook:
        pages = [page for page in self.pages if page.book == book]
        raw = raw_book([_grid(page) for page in pages], book)
        sheets = tuple(
            replace(sheet, error_cells=dict(page.errors), uncached=frozenset(page.uncached))
            for sheet, page in zip(raw.sheets, pages, strict=True)
        )
        return replace(raw, sheets=sheets, macros=book in self.macros)


BookFault: TypeAlias = Callable[[Shelf], Spot]
"""Brings one fault about and says where it must be named."""


def _grid(page: Page) -> Grid:
    return Grid(page.name, tuple(_lines(page)))


def _lines(page: Page) -> Iterator[Line]:
    return (Line("data" if number else "header", tuple(row)) for number, row in enumerate(page.rows))
