"""The districts' workbooks, one file per receiving district."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from zhifa_alloc.schema.draft import Draft
from zhifa_alloc.schema.page import Book


def write_consultations(draft: Draft, folder: Path) -> tuple[Path, ...]:
    """Write 征求意见稿/<区>.xlsx for every receiving district."""
    from zhifa_alloc.handover import consultation_book

    return _write_each(draft, folder, consultation_book)


def write_handovers(draft: Draft, folder: Path) -> tuple[Path, ...]:
    """Write 交接表/<区>.xlsx for every receiving district."""
    from zhifa_alloc.handover import handover_book

    return _write_each(draft, folder, handover_book)


def remove_left_over(draft: Draft, folder: Path, written: Path) -> int:
    """Remove the workbooks in ``folder`` of districts for which this run wrote none into ``written``.

    A run that replaces an earlier one must not leave people in the file of a district that no longer
    receives. Only files named after a district of the case are touched; a folder left empty goes too.

    Returns:
        How many workbooks were removed.
    """
    from zhifa_alloc.sheets.names import clean_file_name

    names = [f"{clean_file_name(district.name)}.xlsx" for district in draft.case.districts]
    left_over = [
        folder / name for name in names if not (written / name).exists() and (folder / name).exists()
    ]
    for path in left_over:
        path.unlink()
    if left_over and not written.exists() and not any(folder.iterdir()):
        folder.rmdir()
    return len(left_over)


def _write_each(draft: Draft, folder: Path, make: Callable[[Draft, str], Book]) -> tuple[Path, ...]:
    from zhifa_alloc.sheets.names import clean_file_name
    from zhifa_alloc.sheets.write import write_book

    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for district in draft.case.receiving:
        path = folder / f"{clean_file_name(district)}.xlsx"
        write_book(make(draft, district), path)
        written.append(path)
    return tuple(written)
