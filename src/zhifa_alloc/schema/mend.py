"""A safe mend of one cell: what changes the spelling and never the meaning."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from zhifa_alloc.schema.finding import CellRef


class MendKind(StrEnum):
    """Why a cell was rewritten; keys of ``text``, below ``mends``."""

    SPACES = "spaces"
    WIDTH = "width"
    CHECK_LETTER = "check_letter"
    DATE = "date"
    KEY = "key"


@dataclass(frozen=True, slots=True)
class Mend:
    """One cell rewritten.

    Attributes:
        header: of its column.
        before: text that stood there. after: text that stands there now.
        new_column: the column did not exist; ``where`` is beyond the sheet's last one.
    """

    kind: MendKind
    where: CellRef
    header: str
    before: str
    after: str
    new_column: bool = False
