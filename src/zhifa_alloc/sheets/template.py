"""The empty input workbook: found where this installation keeps it, and copied for the user to fill in."""

from __future__ import annotations

import contextlib
import os
import tempfile
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Final

from zhifa_alloc.schema.errors import UnusableFile, WrongUse

TEMPLATE_NAME: Final = "花名册模板.xlsx"
_PACKED: Final = "_templates"
_CHECKOUT: Final = Path(__file__).parents[3] / "data" / "templates"


def template_file() -> Traversable:
    """Return the template: packed beside the program in a wheel, under data/templates in a checkout."""
    packed = resources.files("zhifa_alloc") / _PACKED / TEMPLATE_NAME
    return packed if packed.is_file() else _CHECKOUT / TEMPLATE_NAME


def write_template(path: Path, *, force: bool = False) -> None:
    """Copy the template to ``path``, whole or not at all; missing folders are made.

    Args:
        path: the file to write.
        force: replace a file that is there.

    Raises:
        WrongUse: there is such a file already (``file_exists``).
        UnusableFile: it is open in Excel or WPS (``file_locked``) or cannot be written (``cannot_write``).
    """
    if path.exists() and not force:
        raise WrongUse("file_exists", name=path.name)
    content = template_file().read_bytes()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _replace(path, content)
    except PermissionError as error:
        raise UnusableFile("file_locked", name=path.name) from error
    except OSError as error:
        raise UnusableFile("cannot_write", name=path.name, reason=error.strerror or str(error)) from error


def _replace(path: Path, content: bytes) -> None:
    handle, name = tempfile.mkstemp(prefix=".zhifa-", suffix=".tmp", dir=path.parent)
    beside = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
        # A temporary file is private; the finished one gets the rights that any new file would get.
        umask = os.umask(0)
        os.umask(umask)
        beside.chmod(0o666 & ~umask)
        beside.replace(path)
    finally:
        with contextlib.suppress(OSError):
            beside.unlink(missing_ok=True)
