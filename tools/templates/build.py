"""Writes the template: guide, one sheet per plan, drop-downs from the hidden sheet 字典."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime
from math import ceil
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import xlsxwriter
from xlsxwriter.utility import xl_col_to_name

from templates.ink import Ink
from templates.lists import LISTS, parameter_choices
from templates.plans import ColumnPlan, SheetPlan, parameter_rows, sheet_plans
from zhifa_alloc.schema.parameters import Parameters
from zhifa_alloc.schema.terms import SHEET_PARAMETER
from zhifa_alloc.text.phrasebook import phrasebook

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

VERSION: Final = "2"
DICTIONARY: Final = "字典"
VERSION_NAME: Final = "模板版本"
TITLE, HINT, HEADER, EXAMPLE, FIRST = range(5)
"""Rows of every sheet, counted from 0."""

PRINTED_ROWS: Final = 15
"""Empty rows with lines around them, as many as fit on the first page below title and header."""

_CREATED: Final = datetime(2026, 1, 1, tzinfo=UTC)
_LIVE: Final = {
    "各单位": "OFFSET('编制'!$A$3,1,0,MAX(1,COUNTA('编制'!$A$4:$A$203)),1)",
    "各领域": "OFFSET('编制'!$B$3,1,0,MAX(1,COUNTA('编制'!$B$4:$B$203)),1)",
    "各区": "OFFSET('区情'!$A$3,1,0,MAX(1,COUNTA('区情'!$A$4:$A$103)),1)",
}
"""Lists that follow what has been filled in; they hang on header cells, which nobody deletes."""
_TITLE_COLUMNS: Final = 14
"""Title and hint span at most so many columns, what one printed page holds."""
_DISTRICTS: Final = 100
_CHOICE: Final = "可选去向"
_RED: Final = "#C00000"
_GREY: Final = "#A6A6A6"
_SAY: Final = phrasebook("zh")


def build(path: Path) -> None:
    """Write the template to ``path``; the same program gives the same bytes."""
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(path, options) as book:
        book.set_properties({"title": _SAY.say("template.book.title"), "created": _CREATED})
        ink = Ink(book)
        plans = sheet_plans()
        _write_guide(book.add_worksheet(_SAY.say("template.book.guide")), plans, ink)
        for plan in plans:
            _SheetWriter(book.add_worksheet(plan.name), plan, ink).write()
        _write_dictionary(book)


class _SheetWriter:
    """Writes one sheet from its plan."""

    def __init__(self, sheet: Worksheet, plan: SheetPlan, ink: Ink) -> None:
        self._sheet = sheet
        self._plan = plan
        self._ink = ink
        self._last = FIRST + plan.rows - 1

    def write(self) -> None:
        plan, sheet = self._plan, self._sheet
        sheet.set_default_row(20)
        self._write_top()
        for place, column in enumerate(plan.columns):
            sheet.set_column(place, place, column.width, self._ink.bare(column))
            self._write_header(place, column)
            self._write_cells(place, column)
            self._guard(place, column)
        self._draw_further_rows()
        if plan.name == SHEET_PARAMETER:
            self._write_parameters()
        self._set_page()

    def _write_top(self) -> None:
        over = self._plan.columns[:_TITLE_COLUMNS]
        breadth = sum(column.width for column in over)
        for row, kind, role in ((TITLE, "title", "title"), (HINT, "hint", "note")):
            text = _SAY.say(f"template.sheet.{self._plan.subject}.{kind}")
            self._sheet.merge_range(row, 0, row, len(over) - 1, text, self._ink.line(role))
        hint = _SAY.say(f"template.sheet.{self._plan.subject}.hint")
        lines = ceil(2 * len(hint) / breadth)
        for row, height in ((TITLE, 36), (HINT, 8 + 15 * lines), (HEADER, 32)):
            self._sheet.set_row(row, height)

    def _write_header(self, place: int, column: ColumnPlan) -> None:
        form = self._ink.header(column.required)
        if column.header:
            self._sheet.write_string(HEADER, place, column.header, form)
            return
        self._sheet.write_blank(HEADER, place, None, form)
        message = _SAY.say(f"template.pointer.{'district' if column.choices else 'factor'}_header")
        rule: dict[str, Any] = {"validate": "any", "input_message": message}
        if column.choices:
            rule = {"validate": "list", "source": f"={column.choices}", "input_message": message}
            rule |= {"error_type": "warning", "error_message": _SAY.say("template.refusal.confirm")}
        self._sheet.data_validation(HEADER, place, HEADER, place, rule)

    def _write_cells(self, place: int, column: ColumnPlan) -> None:
        sheet = self._sheet
        form = self._ink.cell(column, example=True)
        example = column.example
        if column.kind == "date" and isinstance(example, str) and example:
            sheet.write_datetime(EXAMPLE, place, date.fromisoformat(example), form)
        elif isinstance(example, str):
            sheet.write_string(EXAMPLE, place, example, form) if example else sheet.write_blank(
                EXAMPLE, place, None, form
            )
        else:
            sheet.write_number(EXAMPLE, place, example, form)
        plain = self._ink.cell(column)
        for row in range(FIRST, FIRST + PRINTED_ROWS):
            sheet.write_blank(row, place, None, plain)

    def _draw_further_rows(self) -> None:
        """Give rows beyond the printed ones their lines once something stands in them: empty ones stay off paper."""
        first = FIRST + PRINTED_ROWS
        last = xl_col_to_name(len(self._plan.columns) - 1)
        rule = {
            "type": "formula",
            "criteria": f"=COUNTA($A{first + 1}:${last}{first + 1})>0",
            "format": self._ink.lines(),
        }
        self._sheet.conditional_format(first, 0, self._last, len(self._plan.columns) - 1, rule)

    def _guard(self, place: int, column: ColumnPlan) -> None:
        """Say what belongs in a column when a cell is chosen, and stop what cannot be right."""
        rule = _rule(column)
        prompt = self._prompt(column)
        if prompt:
            rule |= {"input_title": column.header[:32], "input_message": prompt}
        if rule != {"validate": "any"}:
            self._sheet.data_validation(FIRST, place, self._last, place, rule)

    def _prompt(self, column: ColumnPlan) -> str:
        for subject in (self._plan.subject, "carried"):
            key = f"template.prompt.{subject}.{column.key}"
            if column.key and _SAY.has(key):
                return _SAY.say(key)
        return ""

    def _write_parameters(self) -> None:
        """Fill in every parameter with its default, and offer the values it may have."""
        name, value, note = self._plan.columns
        keys = {field.alias: key for key, field in Parameters.model_fields.items()}
        for row, (alias, default) in enumerate(parameter_rows(), start=FIRST):
            self._sheet.write_string(row, 0, alias, self._ink.cell(name))
            if default != "":
                self._sheet.write(row, 1, default, self._ink.cell(value))
            text = _SAY.say(f"template.note.{keys[alias]}")
            self._sheet.write_string(row, 2, text, self._ink.cell(note))
            choices = parameter_choices(alias)
            if choices:
                rule = _list_rule(_range_of(alias), strict=True)
                self._sheet.data_validation(row, 1, row, 1, rule | {"ignore_blank": True})

    def _set_page(self) -> None:
        sheet = self._sheet
        sheet.set_tab_color(_RED if self._plan.required else _GREY)
        sheet.freeze_panes(FIRST - 1, 2 if self._plan.required else 1)
        sheet.repeat_rows(HEADER)
        sheet.set_landscape()
        sheet.set_paper(8 if len(self._plan.columns) > 16 else 9)
        sheet.fit_to_pages(2 if len(self._plan.columns) > 20 else 1, 0)
        sheet.set_footer("&C第 &P 页 共 &N 页")


def _rule(column: ColumnPlan) -> dict[str, Any]:
    if column.choices and column.header:
        live = column.choices in _LIVE or column.choices == _CHOICE
        source = f"={column.choices}" if live else _range_of(column.choices)
        return _list_rule(source, strict=column.strict)
    if column.key == "id_number":
        return {
            "validate": "length",
            "criteria": "==",
            "value": 18,
            "error_type": "warning",
            **_refusal("id_number"),
        }
    if column.kind == "number":
        return {"validate": "decimal", "criteria": ">=", "value": 0, **_refusal("number")}
    return {"validate": "any"}


def _list_rule(source: str, strict: bool) -> dict[str, Any]:
    kind = "stop" if strict else "warning"
    return {
        "validate": "list",
        "source": source,
        "error_type": kind,
        **_refusal("choose" if strict else "confirm"),
    }


def _refusal(key: str) -> dict[str, str]:
    return {
        "error_title": _SAY.say("template.refusal.title"),
        "error_message": _SAY.say(f"template.refusal.{key}"),
    }


def _columns() -> dict[str, tuple[str, ...]]:
    """Return the columns of 字典: fixed lists, and the values of the parameters that have some."""
    choices = {alias: parameter_choices(alias) for alias, _ in parameter_rows()}
    return {**LISTS, **{alias: values for alias, values in choices.items() if values}}


def _range_of(name: str) -> str:
    place = list(_columns()).index(name) + 1
    letter = xl_col_to_name(place)
    return f"='{DICTIONARY}'!${letter}$2:${letter}${1 + len(_columns()[name])}"


def _write_dictionary(book: Workbook) -> None:
    """Write the hidden sheet: version, fixed lists, and the districts with 市级留用 in front."""
    sheet = book.add_worksheet(DICTIONARY)
    sheet.hide()
    sheet.write_string(0, 0, VERSION_NAME)
    sheet.write_string(1, 0, VERSION)
    book.define_name(VERSION_NAME, f"='{DICTIONARY}'!$A$2")
    for place, (name, values) in enumerate(_columns().items(), start=1):
        for row, text in enumerate((name, *values)):
            sheet.write_string(row, place, text)
    _write_destinations(book, sheet, len(_columns()) + 1)
    for name, formula in _LIVE.items():
        book.define_name(name, f"={formula}")


def _write_destinations(book: Workbook, sheet: Worksheet, place: int) -> None:
    letter = xl_col_to_name(place)
    sheet.write_string(0, place, _CHOICE)
    sheet.write_string(1, place, LISTS["市级"][0])
    for row in range(_DISTRICTS):
        cell = f"INDEX('区情'!$A:$A,{row + FIRST})"
        first = "示例区" if row == 0 else ""
        sheet.write_formula(row + 2, place, f'=IF({cell}="","",{cell})', None, first)
    count = "1+MAX(1,COUNTA('区情'!$A$4:$A$103))"
    book.define_name(_CHOICE, f"=OFFSET('{DICTIONARY}'!${letter}$1,1,0,{count},1)")


def _write_guide(sheet: Worksheet, plans: Sequence[SheetPlan], ink: Ink) -> None:
    sheet.set_column(0, 0, 16)
    sheet.set_column(1, 1, 12)
    sheet.set_column(2, 2, 90)
    sheet.merge_range(0, 0, 0, 2, _SAY.say("template.book.title"), ink.line("title"))
    sheet.set_row(0, 40)
    row = 1
    sheet.merge_range(row, 0, row, 2, _SAY.say("template.guide.heading"), ink.line("heading"))
    for number, step in enumerate(_SAY.section("template.guide.steps").values(), start=1):
        row += 1
        sheet.merge_range(row, 0, row, 2, f"{number}. {step}", ink.line("body"))
        sheet.set_row(row, 34)
    row += 2
    sheet.merge_range(row, 0, row, 2, _SAY.say("template.guide.sheets_heading"), ink.line("heading"))
    row += 1
    for place, key in enumerate(("sheet_name", "sheet_need", "sheet_use")):
        sheet.write_string(row, place, _SAY.say(f"template.guide.{key}"), ink.header(False))
    for plan in plans:
        row += 1
        sheet.set_row(row, 22)
        need = "required" if plan.required else "optional"
        sheet.write_url(row, 0, f"internal:'{plan.name}'!A1", ink.cell(ColumnPlan("")), plan.name)
        sheet.write_string(row, 1, _SAY.say(f"template.guide.{need}"), ink.cell(ColumnPlan("")))
        use = _SAY.say(f"template.sheet.{plan.subject}.use")
        sheet.write_string(row, 2, use, ink.cell(ColumnPlan("", kind="text")))
    sheet.merge_range(
        row + 2, 0, row + 2, 2, _SAY.say("template.book.version", version=VERSION), ink.line("note")
    )
    sheet.set_portrait()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.hide_gridlines(2)
