"""A few sheets of a workbook, and of long ones a few columns: all that a comparison of large drafts needs."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from zhifa_alloc.schema.raw import RawBook, RawSheet
from zhifa_alloc.sheets.columns import columns_of
from zhifa_alloc.sheets.guard import inspect
from zhifa_alloc.sheets.read import read_book, sheets_of
from zhifa_alloc.sheets.source import source_of

_STRINGS: Final = "xl/sharedStrings.xml"


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
    inspected = inspect(source.content, path.name, long)
    columns = _columns(source.content, inspected.kept, long)
    if len(columns) < len(long):
        # The ordinary reader makes every cell, and may be given only what the guard has looked at for it.
        inspected, columns = inspect(source.content, path.name), {}
    rest = [name for name in wanted if name not in columns]
    sheets = (*columns.values(), *sheets_of(source.content, path.name, inspected, rest))
    return RawBook(path.name, source.sha256, sheets)


def _columns(
    data: bytes, sheets: Mapping[str, bytes], wanted: Mapping[str, Sequence[str]]
) -> dict[str, RawSheet]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        strings = archive.read(_STRINGS) if _STRINGS in archive.namelist() else b""
    found = {name: columns_of(xml, strings, name, wanted[name]) for name, xml in sheets.items()}
    return {name: sheet for name, sheet in found.items() if sheet is not None}
