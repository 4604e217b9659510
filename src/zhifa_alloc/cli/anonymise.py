"""``check --anonymise -o FILE``: a copy without names and ID numbers, to be sent to others for help."""

from __future__ import annotations

from pathlib import Path

from zhifa_alloc.cli.session import Session
from zhifa_alloc.schema.errors import WrongUse


def write_anonymous(session: Session, paths: tuple[Path, ...], output: Path | None, *, force: bool) -> int:
    """Write the copy and say what was exchanged.

    Raises:
        WrongUse: no ``-o``, several books, a target that is there already or is no .xlsx.
    """
    from zhifa_alloc.cli.outputs import refuse_existing, staged
    from zhifa_alloc.roster.anonymity import anonymous
    from zhifa_alloc.sheets.raw_copy import raw_copy
    from zhifa_alloc.sheets.read import read_book

    if output is None:
        raise WrongUse("anonymise_where")
    if len(paths) > 1:
        raise WrongUse("anonymise_several", count=len(paths))
    if output.suffix.lower() != ".xlsx":
        raise WrongUse("anonymise_format", name=output.name)
    refuse_existing(output, force=force and output.resolve() != paths[0].resolve())
    copy = anonymous(read_book(paths[0]))
    with staged(output.absolute().parent) as scratch:
        (scratch / output.name).write_bytes(raw_copy(copy.book))
    session.say("screen.anonymise.written", style="bold", name=str(output))
    session.say("screen.anonymise.counts", names=copy.names, ids=copy.id_numbers)
    session.say("screen.anonymise.look", style="yellow")
    return 0
