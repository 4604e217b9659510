"""Where results go: numbered names, nothing overwritten, nothing half-written."""

from __future__ import annotations

import json
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from zhifa_alloc.schema.errors import UnusableFile, WrongUse

DRAFT_STEM = "草案"
TRIAL_STEM = "试算稿"
CONSULTATION_FOLDER = "征求意见稿"
HANDOVER_FOLDER = "交接表"


@dataclass(frozen=True, slots=True)
class Slot:
    """The names of one run in an output folder; from the second run on they carry a number."""

    folder: Path
    number: int

    def name(self, stem: str) -> str:
        """Return ``stem``, with ``-2``, ``-3`` … from the second run on."""
        return stem if self.number == 1 else f"{stem}-{self.number}"

    @property
    def draft(self) -> Path:
        """Path of the draft's workbook."""
        return self.folder / f"{self.name(DRAFT_STEM)}.xlsx"


def free_slot(folder: Path, stems: tuple[str, ...]) -> Slot:
    """Find the first number under which none of the stems exists, as file or folder."""
    number = 1
    while any(_taken(Slot(folder, number), stem) for stem in stems):
        number += 1
    return Slot(folder, number)


def newest_slot(folder: Path) -> Slot | None:
    """Find the draft with the highest number in the folder, if there is one."""
    numbers = [number for number, _ in numbered_drafts(folder)]
    return Slot(folder, max(numbers)) if numbers else None


def numbered_drafts(folder: Path) -> list[tuple[int, Path]]:
    """List the drafts of a folder by number."""
    found = []
    for path in folder.glob(f"{DRAFT_STEM}*.xlsx"):
        tail = path.stem.removeprefix(DRAFT_STEM)
        if not tail:
            found.append((1, path))
        elif tail.startswith("-") and tail[1:].isascii() and tail[1:].isdigit():
            found.append((int(tail[1:]), path))
    return sorted(found)


@contextmanager
def staged(folder: Path) -> Iterator[Path]:
    """Give a scratch folder on the same disk; what is in it at the end moves to ``folder`` as a whole.

    If the body fails, ``folder`` stays as it was.

    Raises:
        UnusableFile: a file of the same name is open in Excel or WPS, or the place cannot be written.
    """
    folder = folder.absolute()
    if folder.exists() and not folder.is_dir():
        raise WrongUse("output_is_a_file", name=folder.name)
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        scratch = Path(tempfile.mkdtemp(prefix=".zhifa-", dir=folder.parent))
    except OSError as error:
        raise UnusableFile("cannot_write", name=folder.name, reason=error.strerror or "") from error
    try:
        yield scratch
        _move_into(scratch, folder)
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


def refuse_existing(target: Path, *, force: bool) -> None:
    """Keep an existing file unless the user allows its loss.

    Raises:
        WrongUse: the file is there and ``force`` is off.
    """
    if target.exists() and not force:
        raise WrongUse("file_exists", name=target.name)


def write_json(target: Path, value: object) -> None:
    """Write JSON beside the target and replace it; ``-`` stands for standard output."""
    page = json.dumps(value, ensure_ascii=False, indent=1) + "\n"
    if str(target) == "-":
        sys.stdout.write(page)
        return
    _replace(target, lambda scratch: scratch.write_text(page, encoding="utf-8"))


def _replace(target: Path, write: Callable[[Path], object]) -> None:
    scratch = target.with_name(f".{target.name}.part")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        write(scratch)
        scratch.replace(target)
    except PermissionError as error:
        raise UnusableFile("file_locked", name=target.name) from error
    except OSError as error:
        raise UnusableFile("cannot_write", name=target.name, reason=error.strerror or "") from error
    finally:
        scratch.unlink(missing_ok=True)


def _move_into(scratch: Path, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for source in sorted(path for path in scratch.rglob("*") if path.is_file()):
        target = folder / source.relative_to(scratch)
        target.parent.mkdir(parents=True, exist_ok=True)
        try:
            source.replace(target)
        except PermissionError as error:
            raise UnusableFile("file_locked", name=target.name) from error


def _taken(slot: Slot, stem: str) -> bool:
    name = slot.name(stem)
    return (slot.folder / name).exists() or (slot.folder / f"{name}.xlsx").exists()
