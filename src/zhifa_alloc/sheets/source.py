"""A file's bytes, fetched with care: only plain files of a sane size, an opening password taken off."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from zhifa_alloc.schema.errors import UnusableFile
from zhifa_alloc.sheets.encryption import unlocked

MAX_FILE_BYTES: Final = 512 << 20
"""Largest file opened; 300,000 people of 30 columns take 51 MB."""


@dataclass(frozen=True, slots=True)
class Source:
    """A file as found.

    Attributes:
        sha256: of the bytes on disk, so that anyone can compare.
        content: those bytes without their opening password; they are never written anywhere.
        was_locked: whether there was one.
    """

    name: str
    sha256: str
    content: bytes
    was_locked: bool


def source_of(path: Path) -> Source:
    """Fetch a file.

    Raises:
        UnusableFile: ``file_missing``, ``file_is_folder``, ``not_a_file``, ``file_too_large``,
            ``file_locked``, ``file_unreadable``, or one of the codes of ``encryption.unlocked``.
    """
    data = _bytes_of(path)
    content = unlocked(data, path.name)
    return Source(path.name, hashlib.sha256(data).hexdigest(), content, content is not data)


def _bytes_of(path: Path) -> bytes:
    try:
        if path.is_dir():
            raise UnusableFile("file_is_folder", name=path.name)
        # A device or a pipe may never come to an end.
        if path.exists() and not path.is_file():
            raise UnusableFile("not_a_file", name=path.name)
        if path.is_file() and path.stat().st_size > MAX_FILE_BYTES:
            raise UnusableFile("file_too_large", name=path.name, limit=MAX_FILE_BYTES >> 20)
        return path.read_bytes()
    except FileNotFoundError as error:
        raise UnusableFile("file_missing", name=str(path)) from error
    except PermissionError as error:
        raise UnusableFile("file_locked", name=path.name) from error
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name
        reason = getattr(error, "strerror", None) or str(error)
        raise UnusableFile("file_unreadable", name=path.name, reason=reason) from error
