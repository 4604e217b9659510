"""What a draft's file says, beside what the program wrote: cells, hand edits, faults."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal, TypeAlias

from zhifa_alloc.schema.draft import Draft
from zhifa_alloc.schema.finding import CellRef
from zhifa_alloc.schema.page import CellValue, Formula
from zhifa_alloc.schema.placement import StageKey
from zhifa_alloc.schema.quota import CellKey
from zhifa_alloc.schema.raw import RawValue
from zhifa_alloc.schema.spelling import tidy
from zhifa_alloc.sheets.names import clean_text

FaultWeight: TypeAlias = Literal["broken", "warn"]


@dataclass(frozen=True, slots=True)
class Fault:
    """Something in the file that is not as it must be.

    Attributes:
        code: key below ``verify.faults`` in text/.
        where: the cell.
        weight: whether the draft fails for it.
        params: what the sentence quotes.
    """

    code: str
    where: CellRef
    weight: FaultWeight = "broken"
    params: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class DraftCells:
    """Where things stand in the file: the 去向 of each person (one a row), the posts of each cell, each goal's figure."""

    people: Mapping[str, tuple[CellRef, ...]] = field(default_factory=dict)
    quotas: Mapping[CellKey, CellRef] = field(default_factory=dict)
    goals: Mapping[StageKey, CellRef] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ReadDraft:
    """A draft read from its workbook.

    Attributes:
        name: file name without folder.
        draft: as the visible sheets have it now; hand edits in ``draft.edits``. It may be unsound: a person
            twice or unknown, a destination that is none.
        original: as the program wrote it.
        cells: where destinations and posts stand.
        faults: what was found wrong with the file itself.
    """

    name: str
    draft: Draft
    original: Draft
    cells: DraftCells
    faults: tuple[Fault, ...]


def cell_text(value: RawValue) -> str:
    """Return a cell as text: numbers without ``.0``, dates in ISO form, without the blanks of typing."""
    match value:
        case bool():
            return str(value)
        case float() if value.is_integer():
            return str(int(value))
        case datetime():
            return value.date().isoformat()
        case date():
            return value.isoformat()
        case _:
            return tidy(str(value))


def shown_as(value: CellValue) -> str:
    """Return what ``cell_text`` finds after a value was written to a cell."""
    match value:
        case None:
            return ""
        case str():
            return tidy(clean_text(value))
        case Formula():
            return shown_as(value.value)
        case int():
            return str(value)
        case _:
            return cell_text(value)
