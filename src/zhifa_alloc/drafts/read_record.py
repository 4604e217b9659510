"""Whether what identifies a draft is still as the program wrote it: checksum, plan id, 草案信息."""

from __future__ import annotations

from collections.abc import Iterator

from zhifa_alloc.drafts.data_page import Carried
from zhifa_alloc.drafts.facts import Fault, FaultWeight, cell_text
from zhifa_alloc.drafts.record_page import CHECKSUM, HASH, PLAN_ID, record_rows
from zhifa_alloc.drafts.terms import SHEET_DATA, SHEET_RECORD
from zhifa_alloc.schema.address import address
from zhifa_alloc.schema.canonical import plan_id
from zhifa_alloc.schema.finding import CellRef
from zhifa_alloc.schema.raw import RawBook, RawSheet
from zhifa_alloc.schema.spelling import tidy

_CHECKSUM_CELL = "B5"


def record_faults(book: RawBook, data: Carried) -> Iterator[Fault]:
    """List what was tampered with: the text of the draft, its plan id, or a line of 草案信息."""
    if data.written != data.actual:
        yield Fault("data_changed", CellRef(book.name, SHEET_DATA, _CHECKSUM_CELL))
    if plan_id(data.draft.case, data.draft.version, data.draft.before) != data.draft.plan_id:
        yield Fault("plan_id_differs", CellRef(book.name, SHEET_DATA), params={"plan_id": data.draft.plan_id})
    sheet = next((sheet for sheet in book.sheets if sheet.name == SHEET_RECORD), None)
    if sheet is None:
        yield Fault("sheet_missing", CellRef(book.name, SHEET_RECORD), "warn", {"sheet": SHEET_RECORD})
    else:
        yield from _changed_lines(book.name, sheet, data)


def _changed_lines(book: str, sheet: RawSheet, data: Carried) -> Iterator[Fault]:
    lines = {cell_text(row[0]): (number, row) for number, row in enumerate(sheet.rows) if len(row) > 1}
    for item, content in record_rows(data.draft, data.written):
        number, row = lines.get(tidy(str(item)), (-1, ()))
        found = cell_text(row[1]) if row else ""
        if found != tidy(str(content)):
            cell = address(number, 1) if row else ""
            tells_apart = item in (PLAN_ID, CHECKSUM) or str(item).endswith(HASH)
            weight: FaultWeight = "broken" if tells_apart else "warn"
            params = {"item": item, "value": found, "expected": content}
            yield Fault("record_changed", CellRef(book, SHEET_RECORD, cell), weight, params)
