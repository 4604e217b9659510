"""What all pages of one workbook share while it is written: formats and lists of choices."""

from __future__ import annotations

from typing import Any, Final

from zhifa_alloc.schema.address import column_letters
from zhifa_alloc.sheets.styles import Look, Style, properties_of
from zhifa_alloc.sheets.tails import Tails
from zhifa_alloc.text.phrasebook import phrasebook

CHOICES_SHEET: Final = "字典"
"""Hidden sheet with the values of drop-downs; a literal list may not be longer than 255 characters."""


class Choices:
    """Lists of allowed values, one column of the hidden sheet for each different list."""

    def __init__(self) -> None:
        self.lists: dict[tuple[str, ...], int] = {}

    def source(self, values: tuple[str, ...]) -> str:
        """Return the range that holds the values, noting them on first use."""
        column = column_letters(self.lists.setdefault(values, len(self.lists)))
        return f"='{CHOICES_SHEET}'!${column}$1:${column}${len(values)}"


class Ink:
    """Formats by look, made when first needed, the ends of finished cells, and the lists of choices."""

    def __init__(self, workbook: Any, style: Style) -> None:  # noqa: ANN401  # XlsxWriter is untyped
        self._workbook = workbook
        self._style = style
        self._forms: dict[Look, Any] = {}
        self._phrases = phrasebook("zh")
        self.choices = Choices()
        self.tails = Tails(workbook.str_table)

    def form(self, look: Look) -> Any:  # noqa: ANN401
        """Return the format of a look."""
        form = self._forms.get(look)
        if form is None:
            form = self._forms[look] = self._workbook.add_format(properties_of(look, self._style))
        return form

    def chart(self, kind: str, subtype: str) -> Any:  # noqa: ANN401
        """Return a new chart of the workbook, to be placed on one of its sheets."""
        return self._workbook.add_chart({"type": kind, "subtype": subtype})

    def say(self, key: str) -> str:
        """Return a fixed text; workbooks are always Chinese."""
        return self._phrases.say(key)
