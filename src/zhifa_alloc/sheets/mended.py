"""The user's workbook with safe mends made, and a first sheet 修改清单 that lists each of them."""

from __future__ import annotations

from collections.abc import Sequence
from copy import copy as duplicate
from pathlib import Path
from typing import Any, Final

from openpyxl.cell.cell import MergedCell
from openpyxl.styles import Alignment, Font

from zhifa_alloc.schema.masking import mask_ids
from zhifa_alloc.schema.mend import Mend
from zhifa_alloc.schema.raw import RawBook
from zhifa_alloc.sheets.copies import free_sheet_name, link_to, open_copy, print_as_list, save_copy
from zhifa_alloc.text import Phrasebook

LIST_SHEET: Final = "修改清单"
_COLUMNS: Final = ("number", "place", "header", "before", "after", "kind")
_WIDTHS: Final = (6, 24, 16, 28, 28, 36)
_TEXT_FORMAT: Final = "@"


def write_mended(
    source: Path, book: RawBook, mends: Sequence[Mend], target: Path, text: Phrasebook
) -> tuple[Mend, ...]:
    """Write a copy of a workbook with its cells mended; formats stay.

    Args:
        source: the user's workbook.
        book: what was read from it.
        mends: of this workbook.
        target: the copy; its folder must exist.
        text: language of the list.

    Returns:
        the mends that were made: a formula is never replaced by a text.

    Raises:
        UnusableFile: the copy cannot be written.
    """
    copy = open_copy(source, book)
    made = tuple(mend for mend in mends if _make(copy, mend))
    _list(copy, made, text)
    save_copy(copy, target)
    return made


def _make(copy: Any, mend: Mend) -> bool:  # noqa: ANN401  # openpyxl's class is generic
    if mend.where.sheet not in copy.sheetnames:
        return False
    cell = copy[mend.where.sheet][mend.where.cell]
    if isinstance(cell, MergedCell) or cell.data_type == "f":
        return False
    if mend.new_column and cell.column > 1:
        beside = cell.offset(column=-1)
        if beside.has_style:
            cell._style = duplicate(beside._style)  # noqa: SLF001  # the documented way to copy a look
    cell.value = mend.after
    cell.data_type = "s"
    cell.number_format = _TEXT_FORMAT
    return True


def _list(copy: Any, mends: Sequence[Mend], text: Phrasebook) -> None:  # noqa: ANN401
    sheet = copy.create_sheet(free_sheet_name(copy, LIST_SHEET), 0)
    sheet.append([text.say(f"mends.columns.{column}") for column in _COLUMNS])
    for number, mend in enumerate(mends, start=1):
        place = f"{mend.where.sheet}!{mend.where.cell}"
        words = (place, mend.header, mask_ids(mend.before), mask_ids(mend.after), kind_text(mend, text))
        for column, word in enumerate((number, *words), start=1):
            cell = sheet.cell(number + 1, column, word)
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            if isinstance(word, str):
                cell.data_type = "s"  # what a user typed must not start to compute here
        link = sheet.cell(number + 1, 2)
        link.hyperlink = link_to(mend.where)
        link.font = Font(color="0563C1", underline="single")
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    for letter, width in zip("ABCDEF", _WIDTHS, strict=True):
        sheet.column_dimensions[letter].width = width
    sheet.freeze_panes = "A2"
    print_as_list(sheet)
    copy.active = 0


def kind_text(mend: Mend, text: Phrasebook) -> str:
    """Say why a cell was rewritten."""
    return text.say(f"mends.kinds.{mend.kind}")
