"""Formats of the template's cells, in the house style of the program's own workbooks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from templates.plans import ColumnPlan
from zhifa_alloc.schema.page import Kind
from zhifa_alloc.sheets.styles import Look, Style, properties_of

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format

_REQUIRED_FILL: Final = "#B8CCE4"
_EXAMPLE: Final = {"italic": True, "font_color": "#7F7F7F", "bg_color": "#F2F2F2"}


class Ink:
    """The formats of one workbook, each made once."""

    def __init__(self, book: Workbook) -> None:
        """Serve one workbook."""
        self._book = book
        self._made: dict[tuple[object, ...], Format] = {}

    def line(self, role: str) -> Format:
        """Return the format of a line across the page: title, note, body, heading."""
        return self._form((role,), properties_of(Look(role), Style()))  # type: ignore[arg-type]

    def header(self, required: bool) -> Format:
        """Return the format of a header cell."""
        face = properties_of(Look("header"), Style())
        return self._form(("header", required), {**face, "bg_color": _REQUIRED_FILL} if required else face)

    def cell(self, column: ColumnPlan, example: bool = False) -> Format:
        """Return the format of a data cell of a column."""
        face = self._face(column.kind)
        return self._form((column.kind, example), {**face, **_EXAMPLE} if example else face)

    def bare(self, column: ColumnPlan) -> Format:
        """Return the format of a whole column: a cell's, without lines, for rows that are typed in later."""
        face = {key: value for key, value in self._face(column.kind).items() if not key.startswith("border")}
        return self._form(("bare", column.kind), face)

    def lines(self) -> Format:
        """Return the lines of a filled row."""
        return self._form(("lines",), {"border": 1})

    @staticmethod
    def _face(kind: Kind) -> dict[str, Any]:
        face = properties_of(Look("data", kind), Style())
        if kind == "decimal":
            face["num_format"] = "General"
        return face

    def _form(self, key: tuple[object, ...], properties: dict[str, Any]) -> Format:
        if key not in self._made:
            self._made[key] = self._book.add_format(properties)
        return self._made[key]
