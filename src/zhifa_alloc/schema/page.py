"""A workbook to be written, as a value: pages of blocks. ``sheets.write`` turns it into a file.

``drafts`` and ``handover`` say what stands on a page; how it looks (fonts, borders, print set-up) is
decided once, in ``sheets``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal, TypeAlias


@dataclass(frozen=True, slots=True)
class Formula:
    """A live formula (without the leading ``=``) and the value it has now, cached in the file."""

    text: str
    value: float | int | str


CellValue: TypeAlias = str | int | float | date | Formula | None
Kind: TypeAlias = Literal[
    "text", "centre", "number", "decimal", "percent", "date", "key", "general", "even", "fixed"
]
"""How a column looks: ``key`` is text that must never turn into a number (人员编号, 身份证号); ``general``
holds whole numbers and decimals, each shown as what it is; ``even`` likewise, all decimals with the four
places of ``fixed``."""
Mark: TypeAlias = Literal["good", "warn", "bad", "changed", "muted", "strong"]
"""Meaning of a coloured cell; a mark never stands alone, the same is said in words."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table.

    Attributes:
        header: header text; may hold a line break.
        width: in characters of the body font.
        group: text of an upper header cell shared with neighbours of the same group.
        choices: the allowed values, offered as a drop-down (kept on a hidden sheet 字典).
        editable: people are meant to fill in or change this column.
        prompt: short help shown when a cell of the column is chosen.
    """

    header: str
    kind: Kind = "centre"
    width: float = 10.0
    group: str = ""
    choices: tuple[str, ...] = ()
    editable: bool = False
    prompt: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A bordered table; its header rows repeat on every printed page.

    Attributes:
        rows: one tuple a row, as long as ``columns``.
        total: the last row (合计), or None.
        marks: (row index, column index) -> mark; row index counts from 0, -1 is the total row.
        spare_rows: empty bordered rows below the data, for hand-written or typed additions.
        filter: offer an autofilter.
        frozen_columns: columns at the left that stay in view when people scroll sideways.
        print_columns: only so many columns are printed, the others are for the screen; 0 prints all.
    """

    columns: tuple[Column, ...]
    rows: tuple[tuple[CellValue, ...], ...]
    total: tuple[CellValue, ...] | None = None
    marks: Mapping[tuple[int, int], Mark] = field(default_factory=dict)
    spare_rows: int = 0
    filter: bool = False
    frozen_columns: int = 0
    print_columns: int = 0


@dataclass(frozen=True, slots=True)
class Lines:
    """Paragraphs across the page. ``heading`` sets them as a heading, ``note`` as small print."""

    texts: tuple[str, ...]
    style: Literal["body", "heading", "note", "notice"] = "body"


@dataclass(frozen=True, slots=True)
class Spread:
    """One line of texts spread over the page width: 填报单位 … 填报日期 … 单位：名."""

    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Signatures:
    """Signature blocks side by side, each with its lines (移交人（签字）：, 单位（盖章）：, 日期：).

    They never stand alone on a printed page: where a long table ends so that none of its rows would
    share the page of the signatures, the page breaks earlier and its last rows go along.
    """

    blocks: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Gantt:
    """A bar chart over time, native to Excel and WPS, drawn from columns of a table of the same page.

    It starts on a printed page of its own and follows the table when people change its dates.

    Attributes:
        table: which block of the page is the table.
        label, start, length: its columns (from 0): what a bar is called, its first day, its calendar days.
        first, last: the days that the axis reaches from and to.
    """

    title: str
    table: int
    label: int
    start: int
    length: int
    first: date
    last: date


Block: TypeAlias = Table | Lines | Spread | Signatures | Gantt


@dataclass(frozen=True, slots=True)
class Page:
    """One sheet.

    Attributes:
        name: sheet name, cleaned by the writer.
        title: large centred line; empty for none.
        annex: 附件 number line at the top left, empty for none.
        banner: a line above the title in every copy, such as 征求意见稿 未经审定 不作为交接依据.
        blocks: from top to bottom.
        landscape: A4 landscape, else portrait; always one page wide.
        visibility: hidden sheets carry data for the program.
        footer: small print in the page footer, left of 第 x 页 共 y 页.
        freeze: freeze the header of the first table.
        single: print it on one page, however small that makes it.
    """

    name: str
    title: str
    blocks: tuple[Block, ...]
    annex: str = ""
    banner: str = ""
    landscape: bool = True
    visibility: Literal["visible", "hidden", "very_hidden"] = "visible"
    footer: str = ""
    freeze: bool = True
    single: bool = False


@dataclass(frozen=True, slots=True)
class Book:
    """A workbook: pages in order, and the document title kept in its properties.

    ``standing`` are sentences that must stand on every sheet: pages bring them along, the hidden sheet with the
    values of drop-downs gets them from here.
    """

    title: str
    pages: tuple[Page, ...]
    standing: tuple[str, ...] = ()
