"""A few sheets of a workbook, and of long ones a few columns: all that a comparison of large drafts needs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path

from zhifa_alloc.schema.raw import RawBook
from zhifa_alloc.sheets.columns import columns_of
from zhifa_alloc.sheets.guard import inspect
from zhifa_alloc.sheets.read import read_book, sheets_of
from zhifa_alloc.sheets.source import source_of


def read_part(path: Path, wanted: Mapping[str, Sequence[str]]) -> RawBook:
    """Read the wanted sheets; what is read stands where it stands in the file.

    Args:
        path: the workbook; one that is no .xlsx is read whole.
        wanted: sheet -> headers of the columns that are needed; without headers, all of the sheet. Other
            columns may come back empty, and other sheets left out.

    Raises:
        UnusableFile: as ``read_book``.
    """
    source = source_of(path)
    if not source.content.startswith(b"PK"):
        return read_book(path)
    long = {name: headers for name, headers in wanted.items() if headers}
    takers = {name: partial(columns_of, name=name, headers=headers) for name, headers in long.items()}
    inspected = inspect(source.content, path.name, takers)
    columns = {name: sheet for name, sheet in inspected.kept.items() if sheet is not None}
    if len(columns) < len(long):
        # The ordinary reader makes every cell, and may be given only what the guard has looked at for it.
        inspected, columns = inspect(source.content, path.name), {}
    rest = [name for name in wanted if name not in columns]
    sheets = (*columns.values(), *sheets_of(source.content, path.name, inspected, rest))
    return RawBook(path.name, source.sha256, sheets)
