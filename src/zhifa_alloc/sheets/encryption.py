"""Workbooks with an opening password: unlocked on the way in, locked on the way out, never plain on disk.

Which passwords a run knows is the run's own affair; it is declared once, at the edge of the program, with
``keys_in_force``. Everything happens in memory.
"""

from __future__ import annotations

import io
import struct
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final
from xml.parsers.expat import ExpatError

from zhifa_alloc.schema.errors import UnusableFile

if TYPE_CHECKING:
    from msoffcrypto.format.base import BaseOfficeFile

MAX_SPINS: Final = 1_000_000
"""Most rounds a password may be hashed: Excel writes 100,000; the format allows 10,000,000, half a minute."""

_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PACKAGE: Final = "EncryptedPackage".encode("utf-16-le")
_BOOKS: Final = ("Workbook".encode("utf-16-le"), "Book".encode("utf-16-le"))
# What the library lets through when a file's own description of its lock makes no sense.
_NONSENSE: Final = (
    OSError,
    ValueError,
    LookupError,
    TypeError,
    AttributeError,
    EOFError,
    OverflowError,
    MemoryError,
    AssertionError,
    struct.error,
    ExpatError,
)


def _no_passwords(_name: str) -> Iterable[str]:
    return ()


@dataclass(frozen=True, slots=True)
class Keys:
    """The passwords of a run.

    Attributes:
        passwords: file name -> passwords to try, one after the other; may ask a person for each.
        output: password of every workbook written; empty for none.
        written_plain: told of each workbook that is written without a password.
    """

    passwords: Callable[[str], Iterable[str]] = _no_passwords
    output: str = ""
    written_plain: Callable[[], None] = lambda: None


_KEYS: ContextVar[Keys] = ContextVar("_KEYS", default=Keys())  # noqa: B039  # frozen


@contextmanager
def keys_in_force(keys: Keys) -> Iterator[None]:
    """Let everything read and written inside the block use these passwords."""
    token = _KEYS.set(keys)
    try:
        yield
    finally:
        _KEYS.reset(token)


def unlocked(data: bytes, name: str) -> bytes:
    """Return a workbook's bytes without their lock; bytes that carry none are returned as they are.

    Args:
        data: the file's bytes.
        name: the file's name, for messages and for whoever is asked.

    Raises:
        UnusableFile: ``encrypted`` (no password was given), ``wrong_password`` (none fits),
            ``unknown_encryption`` (a lock this program cannot open) or ``damaged_workbook``.
    """
    if not data.startswith(_OLE) or not (_PACKAGE in data or any(book in data for book in _BOOKS)):
        return data
    try:
        file = _office_file(data)
        if file is None or not file.is_encrypted():
            return data
    except _NONSENSE as error:
        if _PACKAGE not in data:
            return data  # an old .xls that the library does not know; the reader may
        raise UnusableFile("damaged_workbook", name=name) from error
    _refuse_endless_work(file, name)
    return _opened(file, name)


def locked(data: bytes) -> bytes:
    """Return a workbook's bytes under the password for output, or as they are when there is none.

    ECMA-376 agile encryption (AES-256, SHA-512), which Excel, WPS and LibreOffice open.
    """
    keys = _KEYS.get()
    if not keys.output:
        keys.written_plain()
        return data
    from msoffcrypto.format.ooxml import OOXMLFile  # noqa: PLC0415  # 40 ms that plain files need not pay

    target = io.BytesIO()
    OOXMLFile(io.BytesIO(data)).encrypt(keys.output, target)
    return target.getvalue()


def _office_file(data: bytes) -> BaseOfficeFile | None:
    import msoffcrypto  # noqa: PLC0415  # 40 ms that plain files need not pay
    from msoffcrypto.exceptions import DecryptionError, FileFormatError  # noqa: PLC0415

    try:
        return msoffcrypto.OfficeFile(io.BytesIO(data))
    except (FileFormatError, DecryptionError) as error:
        if _PACKAGE in data:
            raise ValueError(str(error)) from error
        return None


def _refuse_endless_work(file: Any, name: str) -> None:  # noqa: ANN401  # the library is untyped
    spins = getattr(file, "info", {}).get("spinValue", 0)
    if spins > MAX_SPINS:
        raise UnusableFile("hostile_workbook", name=name, sign=f"spinCount {spins}")


def _opened(file: Any, name: str) -> bytes:  # noqa: ANN401  # the library is untyped
    tried = False
    for password in _KEYS.get().passwords(name):
        tried = True
        content = _with_password(file, password, name)
        if content is not None:
            return content
    raise UnusableFile("wrong_password" if tried else "encrypted", name=name)


def _with_password(file: Any, password: str, name: str) -> bytes | None:  # noqa: ANN401
    from msoffcrypto.exceptions import DecryptionError, InvalidKeyError  # noqa: PLC0415

    target = io.BytesIO()
    try:
        if file.format == "ooxml":
            file.load_key(password=password, verify_password=True)
        else:
            file.load_key(password=password)
        file.decrypt(target)
    except InvalidKeyError:
        return None
    except DecryptionError as error:
        raise UnusableFile("unknown_encryption", name=name) from error
    except _NONSENSE as error:
        raise UnusableFile("damaged_workbook", name=name) from error
    return target.getvalue()
