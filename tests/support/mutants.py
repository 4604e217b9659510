"""Workbooks that went wrong: one seed, one mutant. Bytes of the file, bytes of its XML, values of its cells."""

from __future__ import annotations

import io
import random
import re
import zipfile

NUMBERS = (b"0", b"-1", b"1", b"65536", b"1048577", b"4294967296", b"1e308", b"NaN", b"99999999999999999999")
SNIPPETS = (
    b"<!DOCTYPE x [<!ENTITY a 'b'>]>",
    b"&a;",
    b"&#0;",
    b"<",
    b"]]>",
    b"\x00",
    b"\xff\xfe",
    b"<c r='XFD1048576'><v>1</v></c>",
    b"<row r='0'/>",
    b'<mergeCell ref="A1:XFD1048576"/>',
    b"=cmd|' /C calc'!A0",
    b"</sheetData>",
)
VALUES = (b"", b"#REF!", b"=1+1", "一".encode() * 40000, b"1E400", b"\xe2\x80\xae", b"-", b"2026-02-30")
_DIGITS = re.compile(rb"\d+")
_ATTRIBUTE = re.compile(rb'"[^"<>]{1,60}"')
_TEXT = re.compile(rb">[^<>]{1,200}<")


def mutant(data: bytes, seed: int) -> bytes:
    """Return the workbook with one to four things wrong with it."""
    rng = random.Random(seed)
    if data.startswith(b"PK") and rng.random() < 0.8:
        return _with_other_member(data, rng)
    for _ in range(rng.randint(1, 4)):
        data = rng.choice((_flipped, _cut, _doubled, _shortened))(data, rng)
    return data


def _with_other_member(data: bytes, rng: random.Random) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    for _ in range(rng.randint(1, 2)):
        name = rng.choice(sorted(members))
        content = members[name]
        for _ in range(rng.randint(1, 4)):
            content = rng.choice(_XML_CHANGES)(content, rng)
        members[name] = content
    if rng.random() < 0.05:
        del members[rng.choice(sorted(members))]
    if rng.random() < 0.05:
        one, two = rng.choice(sorted(members)), rng.choice(sorted(members))
        members[one] = members[two]
    if rng.random() < 0.03:
        members["../../etc/x" if rng.random() < 0.5 else "xl\\..\\a.xml"] = b"<x/>"
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def _spot(data: bytes, rng: random.Random) -> int:
    return rng.randrange(len(data) + 1)


def _flipped(data: bytes, rng: random.Random) -> bytes:
    spot = _spot(data, rng)
    return data[:spot] + rng.randbytes(rng.choice((1, 1, 2, 4))) + data[spot + 1 :]


def _cut(data: bytes, rng: random.Random) -> bytes:
    spot = _spot(data, rng)
    return data[:spot] + data[spot + rng.randint(1, 200) :]


def _doubled(data: bytes, rng: random.Random) -> bytes:
    spot = _spot(data, rng)
    return data[:spot] + data[max(0, spot - rng.randint(1, 400)) :]


def _shortened(data: bytes, rng: random.Random) -> bytes:
    return data[: _spot(data, rng)] if rng.random() < 0.2 else data


def _inserted(data: bytes, rng: random.Random) -> bytes:
    spot = _spot(data, rng)
    return data[:spot] + rng.choice(SNIPPETS) + data[spot:]


def _replaced(pattern: re.Pattern[bytes], left: bytes, right: bytes, choices: tuple[bytes, ...]):
    def change(data: bytes, rng: random.Random) -> bytes:
        found = list(pattern.finditer(data))
        if not found:
            return data
        place = rng.choice(found)
        return data[: place.start()] + left + rng.choice(choices) + right + data[place.end() :]

    return change


def _swapped(data: bytes, rng: random.Random) -> bytes:
    found = list(_ATTRIBUTE.finditer(data))
    if len(found) < 2:
        return data
    one, two = rng.choice(found), rng.choice(found)
    return data[: one.start()] + two[0] + data[one.end() :]


_XML_CHANGES = (
    _flipped,
    _cut,
    _doubled,
    _inserted,
    _swapped,
    _replaced(_DIGITS, b"", b"", NUMBERS),
    _replaced(_ATTRIBUTE, b'"', b'"', (*NUMBERS, b"", b"A0", b"ZZZ9", b"../x.xml", b"rId999")),
    _replaced(_TEXT, b">", b"<", VALUES),
)
