"""The folder with what the districts sent back: its workbooks, its ledger, and files that cannot be read."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from zhifa_alloc.schema.codes import CATALOGUE, Code
from zhifa_alloc.schema.errors import UnusableFile, WrongUse
from zhifa_alloc.schema.finding import CellRef, Finding
from zhifa_alloc.text import Phrasebook

if TYPE_CHECKING:
    from zhifa_alloc.handover import Entries, Ledger
    from zhifa_alloc.schema.raw import RawBook

LEDGER_STEM = "台账"
_LEDGER_SHEET = "意见处理"
_INDEX = "xl/workbook.xml"
_LARGEST_INDEX = 1 << 20
_SUFFIXES = frozenset({".xlsx", ".xlsm", ".xls", ".xlsb", ".et", ".ods"})
_LEFTOVERS = ("~$", ".")
_NAMED = 5


@dataclass(frozen=True, slots=True)
class Returns:
    """What lies in the folder.

    Attributes:
        books: every workbook that could be read, ledgers too.
        entries: what the newest ledger of the draft holds; empty without one.
        findings: files that could not be read, each with the reason.
    """

    books: tuple[RawBook, ...]
    entries: Entries
    findings: tuple[Finding, ...]


def read_returns(folder: Path, plan_id: str, text: Phrasebook, near: Iterable[Path] = ()) -> Returns:
    """Read the folder and all folders in it; one bad file does not keep the others from being read.

    The ledger may lie in the folder, beside it, or in one of the folders ``near``, whatever its name.

    Args:
        folder: with the returned workbooks.
        plan_id: of the draft that they answer.
        text: language of the reasons.
        near: further folders, and files, among which the ledger may be.

    Raises:
        WrongUse: ``returns_no_folder``.
    """
    if not folder.is_dir():
        raise WrongUse("returns_no_folder", name=str(folder))
    paths = [path for path in sorted(folder.rglob("*")) if path.is_file() and not _is_left_over(path)]
    books, unreadable = _read([path for path in paths if _is_workbook(path)], text)
    others, _ = _read(_ledgers_in((folder.absolute().parent, *near)), text)
    strangers = [path.name for path in paths if not _is_workbook(path)]
    return Returns(
        books=tuple(book for _, book in books),
        entries=_newest([*books, *others], plan_id),
        findings=(*unreadable, *_not_workbooks(strangers)),
    )


def with_draft_names(ledger: Ledger, folders: Iterable[Path]) -> Ledger:
    """Say beside the plan that a late reply answers which file it is, where that draft lies in one of the folders."""
    late = Code.RETURN_OTHER_PLAN.value
    if all(finding.code != late for finding in ledger.findings):
        return ledger
    names = {plan: f"（{name}）" for folder in folders for plan, name in _plans_in(folder)}
    findings = (
        replace(one, params={**one.params, "draft": names.get(one.value, "")}) if one.code == late else one
        for one in ledger.findings
    )
    return replace(ledger, findings=tuple(findings))


def _plans_in(folder: Path) -> Iterator[tuple[str, str]]:
    from zhifa_alloc.cli.outputs import numbered_drafts
    from zhifa_alloc.drafts.record_page import PLAN_ID
    from zhifa_alloc.drafts.terms import SHEET_RECORD
    from zhifa_alloc.sheets.read_part import read_part

    for _, path in numbered_drafts(folder):
        with suppress(UnusableFile):
            for sheet in read_part(path, {SHEET_RECORD: ()}).sheets:
                for row in sheet.rows:
                    if row and row[0] == PLAN_ID:
                        yield str(row[1]), path.name


def _ledgers_in(places: Iterable[Path]) -> list[Path]:
    """List the ledgers among files and in folders; only the list of sheets of a workbook is looked at."""
    files: dict[Path, None] = {}
    for place in places:
        inside = sorted(place.glob("*.xlsx")) if place.is_dir() else [place]
        files |= {path.absolute(): None for path in inside if path.is_file() and not _is_left_over(path)}
    return [path for path in files if _names_a_ledger(path)]


def _names_a_ledger(path: Path) -> bool:
    from zhifa_alloc.sheets.guard import TORN

    try:
        with zipfile.ZipFile(path) as archive, archive.open(_INDEX) as stream:
            return _LEDGER_SHEET.encode() in stream.read(_LARGEST_INDEX)
    except (*TORN, RuntimeError):
        return False  # no workbook that could be read


def _read(paths: Iterable[Path], text: Phrasebook) -> tuple[list[tuple[Path, RawBook]], list[Finding]]:
    from zhifa_alloc.sheets.read import read_book
    from zhifa_alloc.text.sentences import error_sentence

    books: list[tuple[Path, RawBook]] = []
    findings: list[Finding] = []
    for path in paths:
        try:
            books.append((path, read_book(path)))
        except UnusableFile as error:
            code, reason = Code.RETURN_UNREADABLE, error_sentence(error, text)[0]
            where = CellRef(path.name)
            findings.append(Finding(code.value, CATALOGUE[code.value], where, path.name, {"reason": reason}))
    return books, findings


def _newest(books: Iterable[tuple[Path, RawBook]], plan_id: str) -> Entries:
    """Pick the ledger to go on from.

    One of this draft goes before those of others, then the highest number, then the most decisions: of a
    ledger and its copy, the one that was worked on.
    """
    from zhifa_alloc.handover import REGISTERS, Entries, entries_of, is_ledger

    ledgers = [(path, entries_of(book, REGISTERS)) for path, book in books if is_ledger(book)]
    if not ledgers:
        return Entries()
    return max(ledgers, key=lambda one: (one[1].plan_id == plan_id, _number(one[0]), one[1].filled))[1]


def _number(path: Path) -> int:
    tail = path.stem.rpartition("-")[2]
    return int(tail) if tail.isascii() and tail.isdigit() else 1


def _not_workbooks(names: list[str]) -> Iterator[Finding]:
    if names:
        code = Code.RETURN_OTHER_FILES
        shown = "、".join(names[:_NAMED]) + ("…" if len(names) > _NAMED else "")
        yield Finding(code.value, CATALOGUE[code.value], CellRef(), shown, {"count": str(len(names))})


def _is_workbook(path: Path) -> bool:
    return path.suffix.lower() in _SUFFIXES


def _is_left_over(path: Path) -> bool:
    return path.name.startswith(_LEFTOVERS) or path.suffix.lower() == ".json"
