"""Lays people out the way brigades do: title, who filled it in, sub-headings, subtotals, notes, sign line."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby
from typing import Final

from cities.grid import Cell, Grid, Line, Span
from cities.model import COLUMNS, Officer

WIDTHS: Final[Mapping[str, float]] = {
    "序号": 6,
    "身份证号": 22,
    "所在单位": 32,
    "所在机构": 16,
    "编制类型": 17,
    "职务": 20,
    "职级": 16,
    "执法证号": 16,
    "执法证有效期": 14,
    "备注": 26,
    "交接备注": 26,
}
_TITLE_COLUMNS: Final = 14
"""The title spans what is printed on the first of two pages."""
DateForm = Callable[[date], Cell]
DATE_FORMS: Final[Mapping[str, DateForm]] = {
    "dash": lambda day: f"{day:%Y-%m}",
    "dot": lambda day: f"{day:%Y.%m}",
    "run": lambda day: f"{day:%Y%m}",
    "words": lambda day: f"{day.year}年{day.month}月",
    "cell": lambda day: day,
}
"""Ways in which offices write a month; all are unambiguous."""


@dataclass(frozen=True, slots=True)
class RosterForm:
    """How one roster sheet looks.

    Attributes:
        name: sheet name, starting with 花名册.
        title: first line; empty for a bare table.
        filler: 填报单位.
        headers: columns after 序号, in order.
        groups: header -> upper header; any entry makes the header two-level.
        dates: names of ``DATE_FORMS``, used in turn down the rows.
        heading: gives a person's sub-heading, or None for no sub-headings and subtotals.
        notes: lines below the data.
    """

    name: str
    title: str
    filler: str
    headers: tuple[str, ...]
    groups: Mapping[str, str] = field(default_factory=dict)
    dates: tuple[str, ...] = ("dash",)
    heading: Callable[[Officer], str] | None = None
    notes: tuple[str, ...] = ()


def bare_roster(name: str, officers: Iterable[Officer], headers: Sequence[str]) -> Grid:
    """Lay out a plain list: one header row, one row a person."""
    sources = [COLUMNS[header] for header in headers]
    lines = [Line("header", tuple(headers))]
    lines.extend(Line("data", tuple(source(officer) for source in sources)) for officer in officers)
    return Grid(name, tuple(lines), (), tuple(WIDTHS.get(header, 11) for header in headers))


def office_roster(form: RosterForm, officers: Sequence[Officer], filled_on: date) -> Grid:
    """Lay out a roster with everything that stands around the data in real life."""
    width = len(form.headers) + 1
    lines = [Line("title", (form.title,)), Line("info", _info(form, len(officers), filled_on, width))]
    merged: list[Span] = [(0, 0, 0, min(width, _TITLE_COLUMNS) - 1)]
    header, header_spans = _header(form, len(lines))
    lines += header
    merged += header_spans
    lines += _body(form, officers)
    lines.append(_total("合计", len(officers), width))
    for note in (*form.notes, "单位主要负责人（签字）：　　　　审核人：　　　　填表人：　　　　联系电话："):
        merged.append((len(lines), 0, len(lines), width - 1))
        lines.append(Line("note", (note,)))
    widths = tuple(WIDTHS.get(header, 11) for header in ("序号", *form.headers))
    return Grid(form.name, tuple(lines), tuple(merged), widths, pages_wide=2)


def _info(form: RosterForm, people: int, filled_on: date, width: int) -> tuple[Cell, ...]:
    cells: list[Cell] = [""] * width
    cells[0] = f"填报单位（盖章）：{form.filler}"
    cells[width // 2] = f"填报日期：{filled_on.year}年{filled_on.month}月{filled_on.day}日"
    cells[width - 2] = f"单位：人（共{people}人）"
    return tuple(cells)


def _header(form: RosterForm, top: int) -> tuple[list[Line], list[Span]]:
    headers = ("序号", *form.headers)
    if not form.groups:
        return [Line("header", headers)], []
    upper = [form.groups.get(header, header) for header in headers]
    lower = [header if header in form.groups else "" for header in headers]
    spans: list[Span] = []
    for is_group, run in groupby(range(len(headers)), key=lambda i: form.groups.get(headers[i], i)):
        columns = list(run)
        if isinstance(is_group, int):
            spans.append((top, columns[0], top + 1, columns[0]))
        elif len(columns) > 1:
            spans.append((top, columns[0], top, columns[-1]))
            for column in columns[1:]:
                upper[column] = ""
    return [Line("header", tuple(upper)), Line("header", tuple(lower))], spans


def _body(form: RosterForm, officers: Sequence[Officer]) -> list[Line]:
    if form.heading is None:
        return _people(form, officers)
    lines: list[Line] = []
    width = len(form.headers) + 1
    for heading, members in groupby(officers, key=form.heading):
        group = list(members)
        lines.append(Line("subhead", (heading,) + ("",) * (width - 1)))
        lines += _people(form, group)
        lines.append(_total("小计", len(group), width))
    return lines


def _people(form: RosterForm, officers: Sequence[Officer]) -> list[Line]:
    return [
        Line("data", (place, *(_cell(form, officer, header, place) for header in form.headers)))
        for place, officer in enumerate(officers, start=1)
    ]


def _cell(form: RosterForm, officer: Officer, header: str, place: int) -> Cell:
    shape = DATE_FORMS[form.dates[place % len(form.dates)]]
    if header == "出生年月":
        return shape(officer.birth)
    if header == "参加工作时间":
        return shape(officer.career)
    if header == "人员状态" and officer.status == "在岗":
        return ""
    return COLUMNS[header](officer)


def _total(word: str, people: int, width: int) -> Line:
    return Line("total", (word, f"{people}人") + ("",) * (width - 2))
