"""From the words of the command line to raw workbooks: folders are opened, settings are split."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from zhifa_alloc.schema.errors import UnusableFile, WrongUse
from zhifa_alloc.schema.raw import RawBook

WORKBOOK_SUFFIXES = (".xlsx", ".xlsm", ".xls", ".ods")
_LEFTOVER_PREFIXES = ("~$", ".")


def find_books(paths: Sequence[Path]) -> tuple[Path, ...]:
    """List the workbooks meant by ``paths``; a folder stands for the workbooks in it, in name order.

    Raises:
        UnusableFile: a folder holds no workbook.
    """
    books: list[Path] = []
    for path in paths:
        if not path.is_dir():
            books.append(path)
            continue
        inside = [entry for entry in sorted(path.iterdir()) if _is_workbook(entry)]
        if not inside:
            raise UnusableFile("empty_folder", name=path.name or str(path))
        books += inside
    return tuple(books)


def read_books(paths: Sequence[Path]) -> tuple[RawBook, ...]:
    """Read every workbook."""
    from zhifa_alloc.sheets.read import read_book

    return tuple(read_book(path) for path in paths)


def split_settings(settings: Sequence[str]) -> dict[str, str]:
    """Split ``参数=值`` words.

    Raises:
        WrongUse: a word has no ``=`` or no name.
    """
    pairs: dict[str, str] = {}
    for word in settings:
        name, sign, value = word.partition("=")
        if not sign or not name.strip():
            raise WrongUse("bad_setting", value=word)
        pairs[name.strip()] = value.strip()
    return pairs


def _is_workbook(path: Path) -> bool:
    return (
        path.is_file()
        and path.suffix.lower() in WORKBOOK_SUFFIXES
        and not path.name.startswith(_LEFTOVER_PREFIXES)
    )
