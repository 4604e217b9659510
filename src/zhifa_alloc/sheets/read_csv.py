"""A table sent as text (.csv, .txt): found by content, in any encoding that Excel and WPS write.

A text file has no sheets and no types. Its one sheet is named after the file; cells stay texts, save two
that are plainly what a spreadsheet makes of a number, so that they get the same finding as in a workbook.
"""

from __future__ import annotations

import codecs
import csv
import io
import re
from itertools import islice
from typing import Final

from zhifa_alloc.schema.address import address
from zhifa_alloc.schema.errors import UnusableFile
from zhifa_alloc.schema.raw import RawSheet, RawValue
from zhifa_alloc.schema.spelling import fold
from zhifa_alloc.schema.terms import SHEET_ROSTER
from zhifa_alloc.sheets.guard import MAX_CELLS

_WORKBOOKS: Final = (b"PK", b"\xd0\xcf\x11\xe0")
_MARKUP: Final = ("<html", "<!doctype", "<table", "<?xml", "<meta", "%pdf")
_BOMS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_GUESSES: Final = ("utf-8", "gb18030")
"""Without a mark at the beginning: nearly no GB18030 text is valid UTF-8, so UTF-8 is tried first."""
_SEPARATORS: Final = (",", "\t", ";", "，")
_LOOKED_AT: Final = 30
"""Lines from which the separator is told."""
_CONTROL: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x19\x1b-\x1f]")
_AS_FORMULA: Final = re.compile(r'="([^"]*)"')
"""The way to make Excel keep a text in a CSV file: ="00012"."""
_NUMBER_MADE_BY_EXCEL: Final = re.compile(r"\d(\.\d+)?[Ee]\+\d{2}|(19|20)\d\d\.1")
"""A long number shortened (2.30199E+17), and a month that has lost its zero (1985.10)."""


def text_of(data: bytes) -> str | None:
    """Return the text of a file that holds a table of text, decoded; None for anything else."""
    if data.startswith(_WORKBOOKS):
        return None
    text = _decoded(data)
    if text is None or _CONTROL.search(text):
        return None
    if text.lstrip().lower().startswith(_MARKUP):
        return None
    lines = islice(io.StringIO(text), _LOOKED_AT)
    return text if any(mark in line for line in lines for mark in _SEPARATORS) else None


def sheet_of(text: str, stem: str, name: str) -> RawSheet:
    """Return the one sheet of a text file.

    Args:
        text: the file, decoded.
        stem: the file's name without its ending; the sheet is named after it.
        name: the file's name, for the message.

    Raises:
        UnusableFile: ``csv_broken`` (a quotation mark that never ends), ``far_cells``.
    """
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=_separator(text)))
    except csv.Error as error:
        raise UnusableFile("csv_broken", name=name) from error
    width = max(map(len, rows), default=0)
    if width * len(rows) > MAX_CELLS:
        raise UnusableFile("far_cells", name=name, cell=address(len(rows) - 1, width - 1))
    cells = tuple((*map(_cell, row), *[""] * (width - len(row))) for row in rows)
    return RawSheet(sheet_name(stem), cells)


def sheet_name(stem: str) -> str:
    """Return the sheet a file stands for: its own name, marked as 花名册 where that is not its beginning."""
    plain = fold(stem)
    if SHEET_ROSTER in plain and not plain.startswith(SHEET_ROSTER):
        return f"{SHEET_ROSTER}（{stem}）"
    return stem


def _decoded(data: bytes) -> str | None:
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _try(data, encoding)
    if data[1:40:2].count(0) > 4 or data[0:40:2].count(0) > 4:
        return _try(data, "utf-16-le" if data[1:40:2].count(0) > 4 else "utf-16-be")
    return next((text for text in (_try(data, guess) for guess in _GUESSES) if text is not None), None)


def _try(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding).removesuffix("\x1a")
    except UnicodeDecodeError:
        return None


def _separator(text: str) -> str:
    """Return the mark that the lines near the top hold most of."""
    head = "".join(islice(io.StringIO(text), _LOOKED_AT))
    return max(_SEPARATORS, key=head.count)


def _cell(text: str) -> RawValue:
    kept = _AS_FORMULA.fullmatch(text)
    if kept:
        return kept[1]
    return float(text) if _NUMBER_MADE_BY_EXCEL.fullmatch(text) else text
