"""Copies of the user's workbooks: faults marked, or safe mends made. The originals are never written to."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Literal, TypeAlias

from zhifa_alloc.cli.findings import PLACES_SHOWN
from zhifa_alloc.cli.inputs import book_files
from zhifa_alloc.cli.session import Session
from zhifa_alloc.schema.errors import WrongUse

if TYPE_CHECKING:
    from zhifa_alloc.schema.finding import Finding
    from zhifa_alloc.schema.mend import Mend
    from zhifa_alloc.schema.raw import RawBook

Purpose: TypeAlias = Literal["marked", "mended"]
_TAILS: dict[Purpose, str] = {"marked": "标注", "mended": "修改"}
_COPY_SUFFIX = ".xlsx"


@dataclass(frozen=True, slots=True)
class CopyPlan:
    """Which copy is made of which workbook; nothing at all without ``-o``.

    Attributes:
        sources: one file a workbook (of a book of text files its first).
        targets: its copy, in the same order.
    """

    sources: tuple[Path, ...] = ()
    targets: tuple[Path, ...] = ()

    @classmethod
    def of(cls, paths: Sequence[Path], output: Path | None, purpose: Purpose, *, force: bool) -> CopyPlan:
        """Settle all names before any work.

        Raises:
            WrongUse: several workbooks and ``-o`` names a file (``annotate_several``), or a copy would
                replace a file (``file_exists``); never the original, also with ``--force``.
        """
        if output is None:
            return cls()
        sources = book_files(paths)
        targets = (
            (output,) if len(sources) == 1 and not output.is_dir() else _inside(sources, output, purpose)
        )
        originals = {path.resolve() for path in paths}
        for target in targets:
            if target.exists() and (not force or target.resolve() in originals):
                raise WrongUse("file_exists", name=target.name)
        return cls(sources, targets)

    def mark(self, session: Session, books: Sequence[RawBook], findings: Sequence[Finding]) -> None:
        """Write the copies with their findings marked."""
        if not self.sources:
            return  # the library that writes them takes longer to load than a small check to run
        from zhifa_alloc.sheets.annotate import annotate

        for source, target, book in zip(self.sources, self.targets, books, strict=False):
            # What is said of no book in particular belongs to the first.
            own = [
                item
                for item in findings
                if item.where.book in ((book.name, "") if book is books[0] else (book.name,))
            ]
            _write(target, lambda path: annotate(source, book, own, path, session.text))  # noqa: B023  # called at once
            session.say("screen.check.annotated", name=str(target))

    def mend(self, session: Session, books: Sequence[RawBook], *, show_all: bool) -> bool:
        """Write the copies with safe mends made; say whether there was anything to mend."""
        from zhifa_alloc.roster.mends import find_mends
        from zhifa_alloc.sheets.mended import write_mended

        mends = find_mends(books)
        if not mends:
            session.say("mends.none")
            return False
        for source, target, book in zip(self.sources, self.targets, books, strict=True):
            own = [mend for mend in mends if mend.where.book == book.name]
            made: list[Mend] = []
            _write(target, lambda path: made.extend(write_mended(source, book, own, path, session.text)))  # noqa: B023
            session.say("mends.written", style="bold", name=str(target), count=len(made))
            _show_mends(session, made, show_all=show_all)
        return True


def _inside(sources: Sequence[Path], folder: Path, purpose: Purpose) -> tuple[Path, ...]:
    if folder.suffix.lower() == _COPY_SUFFIX or folder.is_file():
        raise WrongUse("annotate_several", count=len(sources))
    names = [f"{source.stem}-{_TAILS[purpose]}{_COPY_SUFFIX}" for source in sources]
    twice = {name for name in names if names.count(name) > 1}
    return tuple(
        folder / (f"{source.resolve().parent.name}-{name}" if name in twice else name)
        for source, name in zip(sources, names, strict=True)
    )


def _write(target: Path, write: Callable[[Path], object]) -> None:
    from zhifa_alloc.cli.outputs import staged

    with staged(target.absolute().parent) as scratch:
        write(scratch / target.name)


def _show_mends(session: Session, mends: Iterable[Mend], *, show_all: bool) -> None:
    from zhifa_alloc.schema.masking import mask_ids

    for kind, same in groupby(sorted(mends, key=lambda mend: mend.kind), key=lambda mend: mend.kind):
        group = list(same)
        session.say("mends.heading", kind=session.text.say(f"mends.kinds.{kind}"), count=len(group))
        for mend in group if show_all else group[:PLACES_SHOWN]:
            words = {
                "place": f"{mend.where.sheet}!{mend.where.cell}",
                "before": mask_ids(" ".join(mend.before.split("\n"))),
                "after": mask_ids(mend.after),
            }
            session.say("mends.line" if mend.before else "mends.added", **words)
        if not show_all and len(group) > PLACES_SHOWN:
            session.say("screen.findings.more", style="dim", count=len(group) - PLACES_SHOWN)
