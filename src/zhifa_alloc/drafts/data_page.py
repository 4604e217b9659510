"""Hidden sheet 草案数据: the whole draft as texts, in pieces that fit into cells, with their checksum."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from hashlib import sha256
from typing import Final

from zhifa_alloc.drafts.terms import CHUNK, FORMAT, FORMAT_VERSION, NEEDS, SHEET_DATA
from zhifa_alloc.schema.canonical import DraftTexts, draft_from_texts, draft_to_texts
from zhifa_alloc.schema.draft import Draft
from zhifa_alloc.schema.errors import UnusableFile
from zhifa_alloc.schema.page import Column, Page, Table
from zhifa_alloc.schema.raw import RawBook, RawSheet, RawValue

_HEADERS: Final = ("项", "内容", "校验码")
_MARKS: Final = 2
"""Column of the checksums of the pieces; drafts written before there were any have none."""
_MARK: Final = 16
_IS_MARK: Final = re.compile(rf"[0-9a-f]{{{_MARK}}}")
_FRAGILE: Final = re.compile("[\ud800-\udfff\ufffe\uffff]|[^\x00-\uffff]")
"""What programs store in a cell each in its own way; JSON can spell it out instead."""


@dataclass(frozen=True, slots=True)
class Carried:
    """What the hidden sheet holds.

    Attributes:
        draft: the draft.
        written: the checksum written there.
        actual: the checksum of the texts as they are.
        changed: zero-based rows of the pieces that are not as the program wrote them.
    """

    draft: Draft
    written: str
    actual: str
    changed: tuple[int, ...] = ()


def data_texts(draft: Draft) -> DraftTexts:
    """Return the draft as texts that survive any program that stores cells."""
    texts = draft_to_texts(draft)
    return DraftTexts(*map(_sturdy, (texts.facts, texts.people, texts.assignments)))


def _sturdy(text: str) -> str:
    if not _is_sturdy(text):
        text = _FRAGILE.sub(_spelled, text)
    # Readers take _x0041_ in a cell for an escaped character, so no text may look like one.
    return text.replace("_x", "\\u005fx")


def _is_sturdy(text: str) -> bool:
    """Whether no character is fragile; nearly always so, and quicker found than by looking at each."""
    wide = len(text.encode("utf-16-le", "surrogatepass")) != 2 * len(text)
    lone = len(text.encode("utf-8", "ignore")) != len(text.encode("utf-8", "surrogatepass"))
    return not (wide or lone or "\ufffe" in text or "\uffff" in text)


def _spelled(found: re.Match[str]) -> str:
    return json.dumps(found[0])[1:-1]


def checksum(texts: DraftTexts) -> str:
    """Return the checksum of the draft's texts."""
    return sha256(f"{texts.facts}{texts.people}{texts.assignments}".encode()).hexdigest()


def data_page(texts: DraftTexts) -> Page:
    """Return the hidden sheet for the draft's texts."""
    head = (
        ("format", FORMAT),
        ("version", str(FORMAT_VERSION)),
        ("needs", NEEDS),
        ("sha256", checksum(texts)),
    )
    rows = (
        *((name, value, None) for name, value in head),
        *_pieces("pieces", "data", texts.facts),
        *_pieces("people_pieces", "people", texts.people),
        *_pieces("assignment_pieces", "assignments", texts.assignments),
    )
    columns = tuple(Column(header, "key") for header in _HEADERS)
    return Page(SHEET_DATA, "", (Table(columns, rows),), visibility="very_hidden")


def _pieces(count: str, name: str, text: str) -> tuple[tuple[str, str, str | None], ...]:
    pieces = [text[start : start + CHUNK] for start in range(0, len(text), CHUNK)]
    numbered = ((f"{name}{number}", piece, _mark(piece)) for number, piece in enumerate(pieces, start=1))
    return ((count, str(len(pieces)), None), *numbered)


def _mark(piece: str) -> str:
    """Return a short checksum of one piece, which tells in which cell something was changed."""
    return sha256(piece.encode()).hexdigest()[:_MARK]


def _changed(sheet: RawSheet) -> tuple[int, ...]:
    rows = enumerate(sheet.rows)
    return tuple(number for number, row in rows if len(row) > _MARKS and _is_changed(row))


def _is_changed(row: tuple[RawValue, ...]) -> bool:
    found = row[_MARKS]
    return _IS_MARK.fullmatch(str(found)) is not None and found != _mark(str(row[1]))


def _joined(entries: dict[str, str], count: str, name: str) -> str:
    return "".join(entries[f"{name}{number}"] for number in range(1, int(entries.get(count, "0")) + 1))


def carried(book: RawBook) -> Carried:
    """Read the draft that a workbook carries.

    Raises:
        UnusableFile: no such sheet (``not_a_draft``), a later format (``newer_draft``), or text that is no
            draft (``damaged_draft``).
    """
    sheet = next((sheet for sheet in book.sheets if sheet.name == SHEET_DATA), None)
    entries = _entries(sheet) if sheet else {}
    if entries.get("format") != FORMAT:
        raise UnusableFile("not_a_draft", name=book.name)
    _refuse_newer(book.name, entries)
    try:
        texts = DraftTexts(
            _joined(entries, "pieces", "data"),
            _joined(entries, "people_pieces", "people"),
            _joined(entries, "assignment_pieces", "assignments"),
        )
        # Texts that were tampered with can fail anywhere on their way to a draft.
        draft = draft_from_texts(texts)
        _require_everyone_once(draft)
    except (ValueError, LookupError, TypeError, AttributeError) as error:
        raise UnusableFile("damaged_draft", name=book.name, place=SHEET_DATA) from error
    written, actual = entries.get("sha256", ""), checksum(texts)
    return Carried(draft, written, actual, _changed(sheet) if sheet and written != actual else ())


def _require_everyone_once(draft: Draft) -> None:
    if [person.staff_id for person in draft.case.people] != [one.staff_id for one in draft.assignments]:
        raise ValueError(draft.plan_id)


def _refuse_newer(name: str, entries: dict[str, str]) -> None:
    version = entries.get("version", "")
    if not version.isdecimal():
        raise UnusableFile("damaged_draft", name=name, place=SHEET_DATA)
    if int(version) > FORMAT_VERSION:
        needs = entries.get("needs", "")
        raise UnusableFile("newer_draft", name=name, format=version, supported=FORMAT_VERSION, needs=needs)


def _entries(sheet: RawSheet) -> dict[str, str]:
    return {str(row[0]): str(row[1]) for row in sheet.rows[1:] if len(row) > 1 and row[0] != ""}
