"""The districts' workbooks of 50,000 people, beside a raw write of the same rows by rustpy-xlsxwriter."""

from __future__ import annotations

import tempfile
from datetime import date
from pathlib import Path

import rustpy_xlsxwriter

from benchmarks.drafts import draft_of, made_up_case
from benchmarks.measure import cost_of_command, cpu_of, program, report
from zhifa_alloc.drafts.book import write_draft
from zhifa_alloc.handover import handover_book
from zhifa_alloc.schema.page import Book, CellValue, Formula, Table
from zhifa_alloc.sheets.write import write_book

PEOPLE, DOMAINS, DISTRICTS = 50_000, 13, 9
ROUNDS = 5
"""The two writers take turns, so that what else the machine does slows both; the quickest turn of each counts."""


def run(unit: float) -> None:
    """Time making and writing apart, then the raw write, then the command with its memory."""
    draft = draft_of(made_up_case(PEOPLE, DOMAINS, DISTRICTS))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        books: list[Book] = []
        making = cpu_of(lambda: books.extend(handover_book(draft, d) for d in draft.case.receiving), runs=1)
        ours, raw = _in_turns(books, folder)
        size = f"{PEOPLE} people, {len(books)} books, {sum(map(_rows, books))} rows"
        report("making the districts' books", making, unit, size)
        report(
            "writing them, styled",
            ours,
            unit,
            f"{ours / raw:.2f} x raw write, with making {(making + ours) / raw:.2f}",
        )
        report("raw write (rustpy-xlsxwriter)", raw, unit)
        _command(draft, folder, unit)


def _in_turns(books: list[Book], folder: Path) -> tuple[float, float]:
    raw_books = [_raw(book) for book in books]
    turns = [
        (cpu_of(lambda: _write(books, folder), runs=1), cpu_of(lambda: _write_raw(raw_books, folder), runs=1))
        for _ in range(ROUNDS)
    ]
    ours, raw = zip(*turns, strict=True)
    return min(ours), min(raw)


def _command(draft: object, folder: Path, unit: float) -> None:
    path = folder / "草案.xlsx"
    write_draft(draft, path)  # type: ignore[arg-type]
    cost = cost_of_command(program("handover", path, "-o", folder / "out"))
    report("handover, whole command (read, verify, write)", cost.cpu, unit, f"{cost.megabytes:.0f} MB")


def _write(books: list[Book], folder: Path) -> None:
    for number, book in enumerate(books):
        write_book(book, folder / f"{number}.xlsx")


def _write_raw(books: list[dict[str, list[dict[str, object]]]], folder: Path) -> None:
    for number, sheets in enumerate(books):
        rustpy_xlsxwriter.write_worksheets(list(sheets.items()), str(folder / f"raw-{number}.xlsx"))


def _raw(book: Book) -> dict[str, list[dict[str, object]]]:
    """Take the rows of every table as the yardstick wants them: a dict a row."""
    found: dict[str, list[dict[str, object]]] = {}
    for page in book.pages:
        for table in page.blocks:
            if isinstance(table, Table) and table.rows:
                headers = [column.header for column in table.columns]
                rows = [dict(zip(headers, map(_plain, row), strict=True)) for row in table.rows]
                found.setdefault(page.name, rows)
    return found


def _plain(value: CellValue) -> object:
    if isinstance(value, Formula):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    return "" if value is None else value


def _rows(book: Book) -> int:
    return sum(len(b.rows) for page in book.pages for b in page.blocks if isinstance(b, Table))
