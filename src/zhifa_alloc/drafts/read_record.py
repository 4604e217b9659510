"""Sheet 草案信息 and what identifies a draft: whether all is still as the program wrote it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from zhifa_alloc import __version__
from zhifa_alloc.drafts.data_page import Carried
from zhifa_alloc.drafts.facts import Fault, FaultWeight, cell_text
from zhifa_alloc.drafts.parameters import parameter_rows
from zhifa_alloc.drafts.record_page import CHECKSUM, HASH, PLAN_ID, precision_table, record_rows
from zhifa_alloc.drafts.terms import SHEET_DATA, SHEET_RECORD
from zhifa_alloc.schema.address import address
from zhifa_alloc.schema.canonical import plan_id
from zhifa_alloc.schema.draft import Draft
from zhifa_alloc.schema.finding import CellRef
from zhifa_alloc.schema.page import CellValue
from zhifa_alloc.schema.placement import StageKey
from zhifa_alloc.schema.raw import RawBook, RawSheet
from zhifa_alloc.schema.spelling import tidy

_CHECKSUM_CELL: Final = "B5"
_CONTENT: Final = 1
"""Column of the contents, on both sheets."""
_STATED: Final = 3
"""Columns of 测算精度 that say something of a goal and are no words: value, bound, what prices prove."""


def record_faults(book: RawBook, data: Carried) -> Iterator[Fault]:
    """List what was tampered with: the text of the draft, its plan id, or a line of 草案信息."""
    if data.written != data.actual:
        cells = [address(row, _CONTENT) for row in data.changed] or [_CHECKSUM_CELL]
        yield from (Fault("data_changed", CellRef(book.name, SHEET_DATA, cell)) for cell in cells)
    lines = _lines(book)
    if plan_id(data.draft.case, data.draft.version, data.draft.before) != data.draft.plan_id:
        where = _where(book.name, lines, PLAN_ID)
        yield Fault("plan_id_differs", where, params={"plan_id": data.draft.plan_id})
    if lines:
        yield from _changed_lines(book.name, lines, data)
    else:
        yield Fault("sheet_missing", CellRef(book.name, SHEET_RECORD), "warn", {"sheet": SHEET_RECORD})


def goal_cells(book: RawBook, draft: Draft) -> dict[StageKey, CellRef]:
    """Return where 草案信息 says what each goal came to; without the sheet, the sheet's name alone."""
    lines = _lines(book)
    rows = zip(draft.stages, precision_table(draft.stages).rows, strict=True)
    return {stage.key: _where(book.name, lines, str(row[0])) for stage, row in rows}


def _lines(book: RawBook) -> Mapping[str, tuple[int, tuple[object, ...]]]:
    """Return item -> number and cells of its row."""
    sheet: RawSheet | None = next((sheet for sheet in book.sheets if sheet.name == SHEET_RECORD), None)
    rows = enumerate(sheet.rows if sheet else ())
    return {cell_text(row[0]): (number, tuple(map(cell_text, row))) for number, row in rows if len(row) > 1}


def _where(book: str, lines: Mapping[str, tuple[int, object]], item: str, column: int = _CONTENT) -> CellRef:
    known = tidy(item) in lines
    return CellRef(book, SHEET_RECORD, address(lines[tidy(item)][0], column) if known else "")


def _changed_lines(
    book: str, lines: Mapping[str, tuple[int, tuple[object, ...]]], data: Carried
) -> Iterator[Fault]:
    for item, column, expected, weight in _expected(data):
        _, row = lines.get(tidy(item), (-1, ()))
        found = row[column] if column < len(row) else ""
        if found != tidy(str(expected)):
            params = {"item": item, "value": found, "expected": expected}
            yield Fault("record_changed", _where(book, lines, item, column), weight, params)


def _expected(data: Carried) -> Iterator[tuple[str, int, CellValue, FaultWeight]]:
    """Give item, column, content and weight of everything that the sheet says of the draft."""
    for item, content in record_rows(data.draft, data.written):
        tells_apart = item in (PLAN_ID, CHECKSUM) or str(item).endswith(HASH)
        yield str(item), _CONTENT, content, "broken" if tells_apart else "warn"
    if data.draft.version != __version__:
        return  # another version may have said the rest in other words
    for item, content in parameter_rows(data.draft.case):
        yield str(item), _CONTENT, content, "broken"
    for goal, *stated in precision_table(data.draft.stages).rows:
        for column, content in enumerate(stated[:_STATED], start=_CONTENT):
            yield str(goal), column, content, "broken"
