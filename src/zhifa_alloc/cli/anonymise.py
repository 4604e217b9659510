"""``check --anonymise -o FILE``: copies without names and ID numbers, to be sent to others for help."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from zhifa_alloc.cli.session import Session
from zhifa_alloc.schema.errors import WrongUse

if TYPE_CHECKING:
    from zhifa_alloc.roster.anonymity import Anonymous
    from zhifa_alloc.schema.raw import RawBook

_TAIL = "隐名"
_SUFFIX = ".xlsx"


def write_anonymous(session: Session, paths: tuple[Path, ...], output: Path | None, *, force: bool) -> int:
    """Write a copy of each workbook and say what was exchanged; of several, ``output`` is a folder.

    Raises:
        WrongUse: no ``-o``, a file for several books, a target that is there already or is no .xlsx.
    """
    from zhifa_alloc.cli.inputs import read_books
    from zhifa_alloc.cli.outputs import refuse_existing, staged
    from zhifa_alloc.roster.anonymity import anonymous
    from zhifa_alloc.sheets.raw_copy import raw_copy

    if output is None:
        raise WrongUse("anonymise_where")
    done = anonymous(read_books(paths))
    targets = _targets(done.books, output)
    originals = {path.resolve() for path in paths}
    for target in targets:
        refuse_existing(target, force=force and target.resolve() not in originals)
    with staged(targets[0].absolute().parent) as scratch:
        for target, book in zip(targets, done.books, strict=True):
            (scratch / target.name).write_bytes(raw_copy(book))
    _say(session, targets, done)
    return 0


def _targets(books: Sequence[RawBook], output: Path) -> tuple[Path, ...]:
    """Name the copies; the originals' names go on only without the names of people in them."""
    if len(books) == 1 and not output.is_dir() and output.suffix:
        if output.suffix.lower() != _SUFFIX:
            raise WrongUse("anonymise_format", name=output.name)
        return (output,)
    if output.suffix.lower() == _SUFFIX or output.is_file():
        raise WrongUse("anonymise_several", count=len(books))
    stems = [Path(book.name).stem for book in books]
    return tuple(
        output / f"{stem}-{_TAIL}{number if stems.count(stem) > 1 else ''}{_SUFFIX}"
        for number, stem in enumerate(stems, start=1)
    )


def _say(session: Session, targets: Sequence[Path], done: Anonymous) -> None:
    for target in targets:
        session.say("screen.anonymise.written", style="bold", name=str(target))
    session.say("screen.anonymise.counts", names=done.names, ids=done.id_numbers)
    if len(targets) > 1:
        session.say("screen.anonymise.same", count=len(targets))
    if done.carried:
        session.say("screen.anonymise.carried", sheets="、".join(done.carried))
    if done.columns:
        session.say("screen.anonymise.columns", columns="、".join(done.columns))
    if done.sheets:
        session.say("screen.anonymise.sheets", sheets="、".join(done.sheets))
    session.say("screen.anonymise.look", style="yellow")
