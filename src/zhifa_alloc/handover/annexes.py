"""Sheets made from what the city's workbook carried along: duties, assets, premises, open cases, issues."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Final

from zhifa_alloc.handover.carried import CarriedRows
from zhifa_alloc.handover.forms import DUTIES, FORMS, Form, FormColumn
from zhifa_alloc.handover.frame import Frame
from zhifa_alloc.handover.reply import EXPLANATION, opinion_column
from zhifa_alloc.schema.page import CellValue, Column, Page, Table
from zhifa_alloc.schema.terms import MODE_TRANSFERRED

TOTAL: Final = "合计"
NUMBER: Final = Column("序号", "number", 5)
_DATE: Final = re.compile(r"(\d{4})[-./年](\d{1,2})[-./月](\d{1,2})日?(?: 00:00(?::00)?)?")


def duty_pages(frame: Frame) -> tuple[Page, ...]:
    """Draw up 职责划转清单 with a column for the district's answer; none without duties."""
    return _pages(frame, (DUTIES,))


def annex_pages(frame: Frame) -> tuple[Page, ...]:
    """Draw up every other carried sheet that has rows for the district."""
    return _pages(frame, tuple(form for form in FORMS if form is not DUTIES))


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
    answers = (opinion_column(), Column(EXPLANATION, "text", 18, editable=True)) if form is DUTIES else ()
    modes = (MODE_TRANSFERRED,) if form.unit_mode else None
    table = _table(rows, answers)
    return frame.page(form.name, form.name, (frame.head(form.measure), table), modes)


def _table(rows: CarriedRows, answers: tuple[Column, ...]) -> Table:
    body = [tuple(map(_value, row, rows.columns)) for row in rows.rows]
    blanks = tuple(None for _ in answers)
    return Table(
        columns=(NUMBER, *(_column(column) for column in rows.columns), *answers),
        rows=tuple((number, *cells, *blanks) for number, cells in enumerate(body, start=1)),
        total=(TOTAL, *_totals(rows.columns, body), *blanks),
    )


def _column(column: FormColumn) -> Column:
    return Column(column.header, column.kind, column.width)


def _value(text: str, column: FormColumn) -> CellValue:
    """Turn a text into what its column holds; what cannot be read stays as it came."""
    if column.kind == "date":
        return _date(text)
    if column.kind in ("number", "decimal"):
        number = _decimal(text)
        return text if number is None else _plain(number)
    return text


def _totals(columns: tuple[FormColumn, ...], body: Iterable[tuple[CellValue, ...]]) -> list[CellValue]:
    rows = tuple(body)
    totals: list[CellValue] = [None] * len(columns)
    for place, column in enumerate(columns):
        if column.money:
            amounts = [_decimal(str(row[place])) for row in rows]
            totals[place] = _plain(sum((one for one in amounts if one is not None), Decimal(0)))
    if columns:
        totals[0] = f"{len(rows)}项" if totals[0] is None else totals[0]
    return totals


def _date(text: str) -> CellValue:
    found = _DATE.fullmatch(text)
    if found is None:
        return text
    try:
        return date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        return text


def _decimal(text: str) -> Decimal | None:
    try:
        number = Decimal(text.replace(",", "").replace("，", ""))
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def _plain(number: Decimal) -> int | float:
    return int(number) if number == number.to_integral_value() else float(number)
