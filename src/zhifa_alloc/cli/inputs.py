"""From the words of the command line to raw workbooks: folders are opened, settings are split."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from zhifa_alloc.schema.errors import UnusableFile, WrongUse
from zhifa_alloc.schema.raw import RawBook

TEXT_SUFFIXES = (".csv",)
WORKBOOK_SUFFIXES = (".xlsx", ".xlsm", ".xls", ".et", ".ods", *TEXT_SUFFIXES)
_LEFTOVER_PREFIXES = ("~$", ".~", ".")


def find_books(paths: Sequence[Path]) -> tuple[Path, ...]:
    """List the workbooks meant by ``paths``; a folder stands for the workbooks in it, in name order.

    Lock files, hidden files and this program's own outputs in a folder are passed over
    (``passed_over`` names the latter).

    Raises:
        UnusableFile: a folder holds no workbook.
    """
    books: list[Path] = []
    for path in paths:
        if not path.is_dir():
            books.append(path)
            continue
        inside = _inputs_in(path)
        if not inside:
            raise UnusableFile("empty_folder", name=path.name or str(path))
        books += inside
    return tuple(books)


def passed_over(paths: Sequence[Path]) -> tuple[Path, ...]:
    """List what lies in the folders named and is not read, since this program wrote it."""
    from zhifa_alloc.sheets.ours import is_our_output

    inside = (entry for path in paths if path.is_dir() for entry in _workbooks_in(path))
    return tuple(entry for entry in inside if is_our_output(entry))


def read_books(paths: Sequence[Path]) -> tuple[RawBook, ...]:
    """Read every workbook; several text files of one folder are the sheets of one book."""
    from zhifa_alloc.sheets.read import join_books, read_book

    books: list[RawBook] = []
    for together in _grouped(paths):
        read = [read_book(path) for path in together]
        folder = together[0].resolve().parent.name
        books += [join_books(folder, read)] if len(read) > 1 else read
    return tuple(books)


def book_files(paths: Sequence[Path]) -> tuple[Path, ...]:
    """Return one file for each workbook of ``read_books``: of text files read as one book, the first."""
    return tuple(together[0] for together in _grouped(paths))


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


def _inputs_in(folder: Path) -> list[Path]:
    from zhifa_alloc.sheets.ours import is_our_output

    return [entry for entry in _workbooks_in(folder) if not is_our_output(entry)]


def _workbooks_in(folder: Path) -> list[Path]:
    return [entry for entry in sorted(folder.iterdir()) if _is_workbook(entry)]


def _is_workbook(path: Path) -> bool:
    return (
        path.is_file()
        and path.suffix.lower() in WORKBOOK_SUFFIXES
        and not path.name.startswith(_LEFTOVER_PREFIXES)
    )


def _grouped(paths: Sequence[Path]) -> Iterable[list[Path]]:
    """Return the paths that make a book together, in the order of their first member."""
    groups: dict[Path, list[Path]] = {}
    for path in dict.fromkeys(paths):
        is_text = path.suffix.lower() in TEXT_SUFFIXES
        groups.setdefault(path.resolve().parent / "*" if is_text else path, []).append(path)
    return groups.values()
