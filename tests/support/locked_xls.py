"""An old .xls workbook under a password, made byte by byte: no program at hand writes one without a screen.

The lock is the "Office binary document RC4" of [MS-OFFCRYPTO] 2.3.6; the container follows [MS-CFB].
"""

from __future__ import annotations

import hashlib
import io
import struct
from collections.abc import Iterator
from functools import partial

import olefile

_SECTOR = 512
_BLOCK = 1024
_FREE, _END, _FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
_BOF, _FILEPASS, _SHEET = 0x0809, 0x002F, 0x0085
_LEFT_PLAIN = {_BOF, _FILEPASS, 0x00E1}
_SALT = bytes(range(16))
_md5 = partial(hashlib.md5, usedforsecurity=False)


def locked_xls(plain: bytes, password: str) -> bytes:
    """Return a workbook of the old binary kind with an opening password."""
    with olefile.OleFileIO(io.BytesIO(plain)) as container:
        book = container.openstream("Workbook").read()
    return _container(_encrypted(_with_lock(book, password), password))


def _records(book: bytes) -> Iterator[tuple[int, int, int]]:
    """Walk over (kind, start of the content, its length)."""
    at = 0
    while at + 4 <= len(book):
        kind, length = struct.unpack_from("<HH", book, at)
        yield kind, at + 4, length
        at += 4 + length


def _with_lock(book: bytes, password: str) -> bytes:
    """Put FILEPASS behind the first BOF; every sheet then begins that much later."""
    verifier = bytes(range(100, 116))
    sealed = _rc4(_key(password, 0), verifier + _md5(verifier).digest())
    lock = struct.pack("<HH", _FILEPASS, 54) + struct.pack("<HHH", 1, 1, 1) + _SALT + sealed
    moved = bytearray(book)
    for kind, start, _ in _records(book):
        if kind == _SHEET:
            struct.pack_into("<I", moved, start, struct.unpack_from("<I", book, start)[0] + len(lock))
    _, start, length = next(_records(book))
    return bytes(moved[: start + length]) + lock + bytes(moved[start + length :])


def _encrypted(book: bytes, password: str) -> bytes:
    """Encrypt what stands in the records; their heads, and where each sheet begins, stay as they are."""
    keys = b"".join(_rc4(_key(password, block), bytes(_BLOCK)) for block in range(len(book) // _BLOCK + 1))
    done = bytearray(book)
    for kind, start, length in _records(book):
        if kind in _LEFT_PLAIN:
            continue
        for at in range(start + (4 if kind == _SHEET else 0), start + length):
            done[at] = book[at] ^ keys[at]
    return bytes(done)


def _key(password: str, block: int) -> bytes:
    first = _md5(password.encode("utf-16-le")).digest()[:5]
    second = _md5((first + _SALT) * 16).digest()[:5]
    return _md5(second + struct.pack("<I", block)).digest()


def _rc4(key: bytes, data: bytes) -> bytes:
    state = list(range(256))
    other = 0
    for place in range(256):
        other = (other + state[place] + key[place % len(key)]) % 256
        state[place], state[other] = state[other], state[place]
    done, one, other = bytearray(), 0, 0
    for byte in data:
        one = (one + 1) % 256
        other = (other + state[one]) % 256
        state[one], state[other] = state[other], state[one]
        done.append(byte ^ state[(state[one] + state[other]) % 256])
    return bytes(done)


def _container(book: bytes) -> bytes:
    """Wrap the stream Workbook: header, one sector of sector numbers, one of names, then the stream."""
    book = book.ljust(-(-max(len(book), 4096) // _SECTOR) * _SECTOR, b"\0")
    count = len(book) // _SECTOR
    chain = [_FAT, _END, *range(3, 2 + count), _END]
    numbers = struct.pack("<128I", *chain, *[_FREE] * (128 - len(chain)))
    header = struct.pack(
        "<8s16xHHHHH6xIIIIIIIII", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 0x3E, 3, 0xFFFE, 9, 6,
        0, 1, 1, 0, 4096, _END, 0, _END, 0,
    )  # fmt: skip
    header += struct.pack("<109I", 0, *[_FREE] * 108)
    names = _entry("Root Entry", 5, _FREE, 1, _END, 0) + _entry("Workbook", 2, _FREE, _FREE, 2, len(book))
    return header + numbers + names + _entry("", 0, _FREE, _FREE, 0, 0) * 2 + book


def _entry(name: str, kind: int, beside: int, below: int, start: int, size: int) -> bytes:
    written = (name + "\0").encode("utf-16-le") if name else b""
    return struct.pack(
        "<64sHBBIII16xI16xIQ", written, len(written), kind, 1, beside, beside, below, 0, start, size
    )
