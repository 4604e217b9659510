"""Sheets made from what the city's workbook carried along: duties, assets, premises, open cases, issues."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Final

from zhifa_alloc.handover.carried import CarriedRows
from zhifa_alloc.handover.forms import (
    CASE_DUE,
    CASES,
    DOMAIN,
    DUTIES,
    FORMS,
    ISSUES,
    POLICY,
    Form,
    FormColumn,
)
from zhifa_alloc.handover.frame import Frame, say
from zhifa_alloc.handover.portion import Portion
from zhifa_alloc.handover.reply import EXPLANATION, opinion_column
from zhifa_alloc.schema.dates import day_of
from zhifa_alloc.schema.figures import written_number
from zhifa_alloc.schema.page import CellValue, Column, Mark, Page, Table
from zhifa_alloc.schema.terms import MODE_TRANSFERRED

TOTAL: Final = "合计"
NUMBER: Final = Column("序号", "number", 5)
CASE_FLAG: Final = Column("期限提示", width=16)


def duty_pages(frame: Frame) -> tuple[Page, ...]:
    """Draw up 职责划转清单 with a column for the district's answer; none without duties."""
    return _pages(frame, (DUTIES,))


def policy_pages(frame: Frame) -> tuple[Page, ...]:
    """Draw up 政策口径, what the city answers on posts, ranks and pay; none without input."""
    return _pages(frame, (POLICY,))


def annex_pages(frame: Frame) -> tuple[Page, ...]:
    """Draw up every other carried sheet that has rows for the district; issues have a module of their own."""
    return _pages(frame, (form for form in FORMS if form not in (DUTIES, POLICY, ISSUES)))


def is_drawn_up(form: Form, frame: Frame) -> bool:
    """Say whether the district's 划转方式 call for this sheet at all."""
    return not form.unit_mode or form.unit_mode in frame.portion.modes


def _pages(frame: Frame, forms: Iterable[Form]) -> tuple[Page, ...]:
    carried = frame.portion.carried
    return tuple(
        _page(frame, carried[form.name])
        for form in forms
        if form.name in carried and is_drawn_up(form, frame)
    )


def _page(frame: Frame, rows: CarriedRows) -> Page:
    form = rows.form
    table = carried_table(rows)
    if form is DUTIES:
        table = _with_answers(table)
    elif form is CASES:
        table = _with_flags(table, frame.portion)
    modes = (MODE_TRANSFERRED,) if form.unit_mode else None
    return frame.page(form.name, form.name, (frame.head(form.measure), table), modes)


def carried_table(rows: CarriedRows) -> Table:
    """Lay out the rows of a carried sheet, numbered, with sums; texts become dates and numbers where they can."""
    body = [tuple(map(_value, row, rows.columns)) for row in rows.rows]
    return Table(
        columns=(NUMBER, *(Column(one.header, one.kind, one.width) for one in rows.columns)),
        rows=tuple((number, *cells) for number, cells in enumerate(body, start=1)),
        total=(TOTAL, *_totals(rows.columns, body)),
    )


def _with_answers(table: Table) -> Table:
    """Add the columns in which the district answers on each duty."""
    answers = (opinion_column(), Column(EXPLANATION, "text", 18, editable=True))
    return replace(
        table,
        columns=(*table.columns, *answers),
        rows=tuple((*row, None, None) for row in table.rows),
        total=(*(table.total or ()), None, None),
    )


def _with_flags(table: Table, portion: Portion) -> Table:
    """Flag the cases whose term ends before the handover is due: there enforcement could lapse."""
    headers = [column.header for column in table.columns]
    if CASE_DUE not in headers:
        return table
    due, domain = headers.index(CASE_DUE), headers.index(DOMAIN) if DOMAIN in headers else None
    flags = [
        case_flag(row[due], portion, str(row[domain]) if domain is not None else "") for row in table.rows
    ]
    marks: dict[tuple[int, int], Mark] = {
        (index, len(headers)): "warn" for index, flag in enumerate(flags) if flag
    }
    return replace(
        table,
        columns=(*table.columns, CASE_FLAG),
        rows=tuple((*row, flag) for row, flag in zip(table.rows, flags, strict=True)),
        total=(*(table.total or ()), None),
        marks=marks,
    )


def case_flag(due: CellValue, portion: Portion, domain: str) -> str:
    """Say in words how a case's term lies to 基准日 and to the deadline of its domain (or the earliest)."""
    if not isinstance(due, date):
        return ""
    if portion.base_date is not None and due < portion.base_date:
        return say("cases.expired")
    deadlines = [
        terms.deadline
        for terms in portion.terms
        if terms.deadline is not None and domain in ("", terms.domain)
    ]
    return say("cases.expiring") if deadlines and due <= min(deadlines) else ""


def _value(text: str, column: FormColumn) -> CellValue:
    """Turn a text into what its column holds; what cannot be read stays as it came."""
    if column.kind == "date":
        return day_of(text) or text
    if column.kind in ("number", "decimal"):
        number = written_number(text)
        return text if number is None else _plain(number.value)
    return text


def _totals(columns: tuple[FormColumn, ...], body: list[tuple[CellValue, ...]]) -> list[CellValue]:
    """Add up the columns that have a sum; the first of the others tells the number of rows."""
    totals: list[CellValue] = [None] * len(columns)
    for place, column in enumerate(columns):
        if column.summed:
            amounts = (written_number(row[place]) for row in body)
            totals[place] = _plain(sum((one.value for one in amounts if one is not None), Fraction(0)))
    if None in totals:
        totals[totals.index(None)] = say("annexes.count", count=len(body))
    return totals


def _plain(number: Fraction) -> int | float:
    return int(number) if number.denominator == 1 else float(number)
