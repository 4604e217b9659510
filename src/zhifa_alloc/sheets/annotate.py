"""The user's workbook handed back: bad cells coloured and commented, and a first sheet 问题清单 that lists them.

Values stay untouched and the original is never written to. Of files without formats (.xls, .ods, text) the
copy is an .xlsx with their values.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import openpyxl
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill

from zhifa_alloc.schema.finding import Finding, Severity
from zhifa_alloc.schema.raw import RawBook
from zhifa_alloc.sheets.copies import free_sheet_name, link_to, open_copy, print_as_list, save_copy
from zhifa_alloc.text import Phrasebook
from zhifa_alloc.text.sentences import finding_part

LIST_SHEET: Final = "问题清单"
_FILLS: Final = {
    Severity.ERROR: PatternFill("solid", fgColor="FFC7CE"),
    Severity.WARNING: PatternFill("solid", fgColor="FFEB9C"),
}
_WIDTHS: Final = (6, 8, 8, 24, 24, 60, 60)
_COLUMNS: Final = ("number", "code", "severity", "place", "value", "message", "fix")


def annotate(
    source: Path, book: RawBook, findings: Sequence[Finding], target: Path, text: Phrasebook
) -> None:
    """Write a copy of a workbook to ``target`` with its findings marked.

    Args:
        source: the user's workbook.
        book: what was read from it.
        findings: findings of this workbook, in file order.
        target: the copy; its folder must exist.
        text: language of comments and list.

    Raises:
        UnusableFile: the copy cannot be written (``file_locked``, ``cannot_write``).
    """
    copy = open_copy(source, book)
    # Errors last: where a warning stands in the same cell, the cell is red.
    for finding in sorted(findings, key=lambda finding: finding.severity is Severity.ERROR):
        _mark(copy, finding, text)
    _list(copy, findings, text)
    save_copy(copy, target)


def _mark(book: Any, finding: Finding, text: Phrasebook) -> None:  # noqa: ANN401  # openpyxl's class is generic
    if finding.where.sheet not in book.sheetnames or not finding.where.cell or finding.severity not in _FILLS:
        return
    cell = book[finding.where.sheet][finding.where.cell]
    cell.fill = _FILLS[finding.severity]
    # The lower right cells of a merged range carry no comment.
    if not isinstance(cell, openpyxl.cell.cell.MergedCell):
        note = (
            f"{finding.code} {finding_part(finding, 'message', text)}\n→ {finding_part(finding, 'fix', text)}"
        )
        before = f"{cell.comment.text}\n" if cell.comment else ""
        cell.comment = Comment(before + note, "zhifa-alloc", width=360, height=120)


def _list(book: Any, findings: Sequence[Finding], text: Phrasebook) -> None:  # noqa: ANN401
    sheet = book.create_sheet(free_sheet_name(book, LIST_SHEET), 0)
    sheet.append([text.say(f"annotate.{column}") for column in _COLUMNS])
    for number, finding in enumerate(findings, start=1):
        _list_row(sheet, number, finding, text)
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    for letter, width in zip("ABCDEFG", _WIDTHS, strict=True):
        sheet.column_dimensions[letter].width = width
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = f"A1:G{len(findings) + 1}"
    print_as_list(sheet)
    book.active = 0


def _list_row(sheet: Any, number: int, finding: Finding, text: Phrasebook) -> None:  # noqa: ANN401
    place = "!".join(part for part in (finding.where.sheet, finding.where.cell) if part)
    words = (
        number,
        finding.code,
        text.say(f"annotate.severities.{finding.severity}"),
        place,
        finding.value,
        finding_part(finding, "message", text),
        finding_part(finding, "fix", text),
    )
    for column, word in enumerate(words, start=1):
        cell = sheet.cell(number + 1, column, word)
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        if isinstance(word, str):
            # What a user typed must not start to compute here.
            cell.data_type = "s"
    if finding.where.cell:
        link = sheet.cell(number + 1, 4)
        link.hyperlink = link_to(finding.where)
        link.font = Font(color="0563C1", underline="single")
