"""A look at a workbook's bytes before any reader touches them.

A 5 kB workbook with one cell in XFD1048576 aborts the whole process inside calamine, and a 1 MB one can
unfold to gigabytes; neither can be caught once reading has begun. So the zip is inflated here first,
counting, and refused when it is not what an office would send. On the way the cells are noted that the
reader cannot tell from empty ones (``guard_cells``).
"""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final, TypeAlias

from zhifa_alloc.schema.address import position
from zhifa_alloc.schema.errors import UnusableFile
from zhifa_alloc.schema.raw import RawSheet
from zhifa_alloc.sheets.guard_cells import INDEX, SheetCells, cells_by_sheet, has_marks, members_of_sheets
from zhifa_alloc.sheets.guard_ods import widest_span
from zhifa_alloc.sheets.read_trial import can_be_read

STRINGS: Final = "xl/sharedStrings.xml"
_FIRST: Final = (*INDEX, STRINGS)
MAX_BYTES: Final = 1 << 30
"""Most bytes all members together may unfold to."""
MAX_RATIO: Final = 200
"""Most a large member may grow; ordinary sheets grow five to thirty times."""
_RATIO_FROM: Final = 16 << 20
MAX_CELLS: Final = 50_000_000
"""Most cells (last row × last column) a sheet may span; the reader makes them all."""

_CHUNK: Final = 1 << 22
_OVERLAP: Final = 256
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED: Final = "EncryptedPackage".encode("utf-16-le")
_XLS_STREAMS: Final = ("Workbook".encode("utf-16-le"), "Book".encode("utf-16-le"))
_ODS_CONTENT: Final = "content.xml"
TORN: Final = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    OSError,
    ValueError,
    LookupError,
    NotImplementedError,
)
"""What zipfile lets through besides its own error when offsets and lengths in a torn file make no sense."""
_ROOT: Final = re.compile(rb"<[A-Za-z]")
_PROMISE: Final = b"uniqueCount"
_PROMISED: Final = re.compile(rb"""uniqueCount\s*(?:=\s*(?:["'](\d{1,9})["'])?|\Z)""")
_SMALLEST_STRING: Final = 4
"""Fewer bytes than any shared string takes."""

# A sheet without cells beyond column CZ or in row 480000 and below spans less than 104 × 479999 cells, one
# without cells beyond column RZ or in row 100000 and below less than 494 × 99999: both are under the limit,
# and the slow look at every cell is not needed. The plainest references are told first, which halves the time.
_SUSPECT: Final = re.compile(
    rb' r="(?![A-C]?[A-Z]\d{1,5}")'
    rb"(?:[A-Z]{3}|[D-Z][A-Z]\d|[A-Z]{1,2}(?:4[89]\d{4}|[5-9]\d{5}|\d{7}))",
)
_WIDE_SUSPECT: Final = re.compile(rb' r="(?:[A-Z]{3}|[S-Z][A-Z]\d|[A-Z]{1,2}\d{6})')
_ODD_REFERENCE: Final = re.compile(rb"[\t\n\r]r\s*=|\sr\s*=\s*'|\sr\s+=|\sr=\s+|\sr=\"[^A-Z0-9\"]")
_ODD_SIGN: Final = re.compile(rb'=(?:(?<=\s=)|(?!"))')
_SPACES: Final = (b"\t", b"\n", b"\r")
_REFERENCE: Final = re.compile(rb'\sr\s*=\s*["\']([A-Z]+)(\d+)["\']')


@dataclass(frozen=True, slots=True)
class Inspected:
    """What the guard saw.

    Attributes:
        cells: cells by sheet name that the reader would take for empty.
        kept: what was made of the sheets that were asked for.
    """

    cells: Mapping[str, SheetCells] = field(default_factory=dict)
    kept: Mapping[str, RawSheet | None] = field(default_factory=dict)


Taker: TypeAlias = Callable[[Iterator[bytes], bytes], RawSheet | None]
"""Makes a sheet of its XML, given piece by piece, and of the XML of the shared texts."""
_NOTHING: Final[Mapping[str, Taker]] = {}


def inspect(data: bytes, name: str, keep: Mapping[str, Taker] = _NOTHING) -> Inspected:
    """Refuse what cannot or must not be read.

    Args:
        data: the file's bytes.
        name: the file's name, for the message.
        keep: sheet -> who makes it of its XML, on the way. Its size and kind are looked at, but not its cells:
            no reader that makes every cell may be given such a sheet.

    Raises:
        UnusableFile: ``empty_file``, ``not_a_workbook``, ``csv_file``, ``html_file``, ``encrypted``,
            ``damaged_workbook``, ``hostile_workbook`` or ``far_cells``.
    """
    if not data:
        raise UnusableFile("empty_file", name=name)
    if data.startswith(_OLE):
        _check_ole(data, name)
        return Inspected()
    if not data.startswith(b"PK"):
        raise UnusableFile(_kind_of_text(data), name=name)
    try:
        return _inspect_zip(data, name, keep)
    except TORN as error:
        raise UnusableFile("damaged_workbook", name=name) from error
    except RuntimeError as error:  # zipfile's way to say that a member needs a password
        raise UnusableFile("encrypted", name=name) from error


def _check_ole(data: bytes, name: str) -> None:
    if _ENCRYPTED in data:
        raise UnusableFile("encrypted", name=name)
    if not any(stream in data for stream in _XLS_STREAMS):
        raise UnusableFile("not_a_workbook", name=name)
    if not can_be_read(data):
        raise UnusableFile("damaged_workbook", name=name)


def _kind_of_text(data: bytes) -> str:
    head = data[:4096].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if head.startswith((b"<html", b"<!doctype", b"<table", b"<?xml", b"<meta")):
        return "html_file"
    first_line = head.split(b"\n", 1)[0]
    if b"\0" not in head and (b"," in first_line or b"\t" in first_line):
        return "csv_file"
    return "not_a_workbook"


def _inspect_zip(data: bytes, name: str, keep: Mapping[str, Taker]) -> Inspected:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = archive.infolist()
        _check_names(members, name)
        total = 0
        marked: dict[str, bytes] = {}
        kept: dict[str, RawSheet | None] = {}
        wanted: Mapping[str, str] = {}
        for member in sorted(members, key=_turn):
            if keep and not wanted and member.filename not in _FIRST:
                wanted = _members_to_keep(archive, keep)
            if member.filename in wanted:
                sheet = wanted[member.filename]
                strings = archive.read(STRINGS) if STRINGS in archive.namelist() else b""
                kept[sheet] = keep[sheet](_pieces(archive, member, name, total), strings)
                total += member.file_size
            else:
                total += _check_member(archive, member, name, total, marked)
        if _ODS_CONTENT in archive.namelist():
            _check_repeats(archive.read(_ODS_CONTENT), name)
        return Inspected(cells_by_sheet(archive, marked), kept)


def _check_repeats(content: bytes, name: str) -> None:
    if widest_span(content) > MAX_CELLS:
        raise UnusableFile("far_cells", name=name, cell="number-rows-repeated")


def _check_names(members: list[zipfile.ZipInfo], name: str) -> None:
    counts = Counter(member.filename for member in members)
    twice = sorted(member for member, count in counts.items() if count > 1)
    if twice:
        raise UnusableFile("hostile_workbook", name=name, sign=f"{twice[0]} ×{counts[twice[0]]}")
    # The binary .xlsb is not taken: its cells cannot be looked at here before the reader makes them.
    if "xl/workbook.xml" not in counts and _ODS_CONTENT not in counts:
        raise UnusableFile("not_a_workbook", name=name)


def _check_member(
    archive: zipfile.ZipFile,
    member: zipfile.ZipInfo,
    name: str,
    before: int,
    marked: dict[str, bytes],
) -> int:
    """Inflate one member, counting; keep sheets with formulas or errors in ``marked``; return its size."""
    size = 0
    is_xml = suspect = noted = False
    for chunk, overlap in _chunks(archive, member):
        if size == 0:
            is_xml = _is_xml(chunk, member)
        if is_xml and size == 0:
            _check_prolog(chunk, member, name)
        size += len(chunk) - overlap
        _check_size(size, before, member, name)
        # Every XML member is looked at: a relation may name any of them as a sheet.
        if is_xml:
            _check_promise(chunk, member, name)
            suspect = suspect or _is_suspect(chunk, _SUSPECT)
            noted = noted or has_marks(chunk)
    if suspect and any(_is_suspect(chunk, _WIDE_SUSPECT) for chunk, _ in _chunks(archive, member)):
        _check_span(archive, member, name)
    if noted:
        marked[member.filename] = archive.read(member)
    return size


def _turn(member: zipfile.ZipInfo) -> int:
    """Put first what the sheets cannot be understood without."""
    return _FIRST.index(member.filename) if member.filename in _FIRST else len(_FIRST)


def _members_to_keep(archive: zipfile.ZipFile, keep: Collection[str]) -> dict[str, str]:
    """Return member -> sheet; a member under several names is not kept, for a reader may meet it as another."""
    sheets = members_of_sheets(archive)
    uses = Counter(sheets.values())
    return {member: sheet for sheet, member in sheets.items() if sheet in keep and uses[member] == 1}


def _pieces(archive: zipfile.ZipFile, member: zipfile.ZipInfo, name: str, before: int) -> Iterator[bytes]:
    """Give one member, of a size that is looked at before: zipfile never gives more than was announced."""
    _check_size(member.file_size, before, member, name)
    for chunk, overlap in _chunks(archive, member):
        if not overlap:
            _check_prolog(chunk, member, name)
        _check_promise(chunk, member, name)
        yield chunk[overlap:]


def _chunks(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> Iterator[tuple[bytes, int]]:
    """Yield the member piece by piece, each led by the end of the piece before, with that lead's length."""
    tail = b""
    with archive.open(member) as stream:
        while piece := stream.read(_CHUNK):
            chunk = tail + piece
            yield chunk, len(tail)
            tail = chunk[-_OVERLAP:]


def _is_xml(start: bytes, member: zipfile.ZipInfo) -> bool:
    by_name = member.filename.endswith((".xml", ".rels"))
    return by_name or start.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<")


def _check_prolog(chunk: bytes, member: zipfile.ZipInfo, name: str) -> None:
    """Refuse a DOCTYPE (it must stand before the root element) and encodings that hide one."""
    root = _ROOT.search(chunk)
    if root is None or b"<!DOCTYPE" in chunk[: root.start()] or b"\0" in chunk[:4]:
        raise UnusableFile("hostile_workbook", name=name, sign=f"{member.filename}: DOCTYPE")


def _check_promise(chunk: bytes, member: zipfile.ZipInfo, name: str) -> None:
    """Refuse a table of texts that claims more of them than it can hold.

    The reader makes room for that many at once; uniqueCount="4294967296" aborts the whole process. Nothing
    else than that table has such an attribute, so it is refused wherever it stands.
    """
    if b"q" not in chunk or _PROMISE not in chunk:  # one rare letter is found far sooner
        return
    for promise in _PROMISED.finditer(chunk):
        if promise[1] is None or int(promise[1]) * _SMALLEST_STRING > member.file_size:
            raise UnusableFile("hostile_workbook", name=name, sign=f"{member.filename}: uniqueCount")


def _check_size(size: int, before: int, member: zipfile.ZipInfo, name: str) -> None:
    if before + size > MAX_BYTES:
        raise UnusableFile("hostile_workbook", name=name, sign=f"> {MAX_BYTES >> 20} MB")
    if size > _RATIO_FROM and size > MAX_RATIO * max(member.compress_size, 1):
        raise UnusableFile("hostile_workbook", name=name, sign=f"{member.filename}: 1:{MAX_RATIO}+")


def _is_suspect(chunk: bytes, far: re.Pattern[bytes]) -> bool:
    if far.search(chunk):
        return True
    return _may_be_odd(chunk) and bool(_ODD_REFERENCE.search(chunk))


def _may_be_odd(chunk: bytes) -> bool:
    """Look quickly for what stands in every reference spaced or quoted in another way than `` r="A1"``."""
    if _ODD_SIGN.search(chunk) or (b"&" in chunk and b'r="&' in chunk):
        return True
    return any(
        space in chunk and any(mark in chunk for mark in (space + b"r", space + b"=", b"=" + space))
        for space in _SPACES
    )


def _check_span(archive: zipfile.ZipFile, member: zipfile.ZipInfo, name: str) -> None:
    last_row = last_column = 0
    for chunk, _ in _chunks(archive, member):
        if b'r="&' in chunk:
            raise UnusableFile("hostile_workbook", name=name, sign=f"{member.filename}: r=&…")
        for found in _REFERENCE.finditer(chunk):
            if len(found[1]) > 3 or len(found[2]) > 7:
                raise UnusableFile("far_cells", name=name, cell=found[0].decode(errors="replace").strip())
            row, column = position((found[1] + found[2]).decode())
            last_row, last_column = max(last_row, row + 1), max(last_column, column + 1)
            if last_row * last_column > MAX_CELLS or column >= 702:
                cell = (found[1] + found[2]).decode()
                raise UnusableFile("far_cells", name=name, cell=cell)
