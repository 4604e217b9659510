"""Where findings are gathered while a case is built: all at once, none stops the others."""

from __future__ import annotations

from collections.abc import Sequence

from zhifa_alloc.schema.address import position
from zhifa_alloc.schema.codes import CATALOGUE, Code
from zhifa_alloc.schema.figures import plain_text
from zhifa_alloc.schema.finding import CellRef, Finding, Severity
from zhifa_alloc.schema.masking import mask_ids
from zhifa_alloc.schema.raw import RawBook


def shown(where: CellRef) -> str:
    """Return a place as a sentence names it: 花名册!B17."""
    return f"{where.sheet}!{where.cell}"


class FindingLog:
    """Gathers findings; a code decides the severity."""

    def __init__(self) -> None:
        self._findings: list[Finding] = []

    def add(self, code: Code, where: CellRef, value: object = "", /, **params: object) -> None:
        """Note a fault.

        Args:
            code: what is wrong.
            where: the cell, or the sheet.
            value: what stands there; ID numbers are masked here, once for all.
            params: what the sentence quotes besides.
        """
        texts = {name: mask_ids(plain_text(param)) for name, param in params.items()}
        shown = mask_ids(plain_text(value))
        self._findings.append(Finding(code.value, CATALOGUE[code.value], where, shown, texts))

    @property
    def has_errors(self) -> bool:
        """Whether any finding forbids a draft."""
        return any(finding.severity is Severity.ERROR for finding in self._findings)

    def in_file_order(self, books: Sequence[RawBook]) -> tuple[Finding, ...]:
        """Return the findings as a reader of the files meets them: book, sheet, row, column."""
        ranks: dict[tuple[str, str], int] = {}
        for book in books:
            for sheet in ("", *(sheet.name for sheet in book.sheets)):
                ranks.setdefault((book.name, sheet), len(ranks))

        def place(finding: Finding) -> tuple[int, int, int, str]:
            where = finding.where
            rank = ranks.get((where.book, where.sheet), -1)
            return (rank, *position(where.cell), finding.code)

        return tuple(sorted(self._findings, key=place))
