"""The ends of finished cells: what stands in the file after the look, made once a workbook for each value."""

from __future__ import annotations

from datetime import date
from typing import Any, Final
from xml.sax.saxutils import escape

from zhifa_alloc.schema.page import CellValue, Formula
from zhifa_alloc.sheets.names import clean_text, excel_length

ALIKE: Final[frozenset[type]] = frozenset({str, int, date, type(None)})
"""Among values of these types the equal ones are written alike; 1, 1.0 and True are equal and are not."""
CELL_LENGTH: Final = 32_767
"""Excel's limit for the text of one cell."""
RISKY: Final = ("=", "+", "-", "@", "\t")
"""A text that starts so would become a formula when somebody edits its cell, unless it is marked as quoted."""
_BLANK: Final = "/>"
_FIRST_DAY: Final = date(1899, 12, 30)


class LongTextError(ValueError):
    """A text is longer than a cell can hold; ``length`` is counted as Excel does."""

    def __init__(self, text: str, length: int) -> None:
        super().__init__(text)
        self.text = text
        self.length = length


class Tails(dict[CellValue, str]):
    """Value -> end of its finished cell. Rosters repeat most of their texts, from sheet to sheet too.

    Only values of the types ``ALIKE`` may be looked up; ``of`` makes the end of any other.

    Attributes:
        risky: the texts looked up so far that start like a formula.
    """

    def __init__(self, strings: Any) -> None:  # noqa: ANN401  # XlsxWriter is untyped
        super().__init__()
        self._number_of = strings._get_shared_string_index  # noqa: SLF001
        self.risky: set[CellValue] = set()

    def __missing__(self, value: CellValue) -> str:
        tail = self[value] = self.of(value)
        return tail

    def of(self, value: CellValue) -> str:
        """Make the end of a cell.

        Raises:
            LongTextError: no cell can hold the text.
        """
        if isinstance(value, str):
            return self._of_text(value)
        match value:
            case None:
                return _BLANK
            case Formula():
                kind = ' t="str"' if isinstance(value.value, str) else ""
                return f"{kind}><f>{escape(value.text)}</f><v>{_cached(value.value)}</v></c>"
            case date():
                return f"><v>{(value - _FIRST_DAY).days}</v></c>"
            case _:
                return f"><v>{_number(value)}</v></c>"

    def _of_text(self, text: str) -> str:
        if not text:
            return _BLANK
        if text[0] in RISKY:
            self.risky.add(text)
        return f' t="s"><v>{self._number_of(whole_text(text))}</v></c>'


def whole_text(text: str) -> str:
    """Return the text cleaned, or refuse it: cutting it off in silence would lose what somebody wrote.

    Raises:
        LongTextError: no cell can hold the text.
    """
    cleaned = clean_text(text)
    if len(cleaned) > CELL_LENGTH // 2 and excel_length(cleaned) > CELL_LENGTH:
        raise LongTextError(text, excel_length(cleaned))
    return cleaned


def _cached(value: float | str) -> str:
    return escape(value) if isinstance(value, str) else _number(value)


def _number(value: float) -> str:
    return repr(value) if isinstance(value, int) else f"{value:.16g}"
