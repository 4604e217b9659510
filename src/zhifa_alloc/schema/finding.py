"""A fault in the data, as a value: code, place, what is there. Sentences are made late, in ``text``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Severity(StrEnum):
    """How much a finding weighs: an error forbids a draft, a warning and a note do not."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True, order=True)
class CellRef:
    """A place as Excel shows it. ``cell`` is an address such as ``B17``, or empty for a whole sheet."""

    book: str = ""
    sheet: str = ""
    cell: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault.

    Attributes:
        code: key of the catalogue, for example ``E104``; its letter gives no severity, the catalogue does.
        severity: taken from the catalogue when the finding is made.
        where: the cell.
        value: what stands there, as text, already masked if it is an ID number.
        params: what the sentence quotes besides ``value``.
    """

    code: str
    severity: Severity
    where: CellRef
    value: str = ""
    params: Mapping[str, str] = field(default_factory=dict)
