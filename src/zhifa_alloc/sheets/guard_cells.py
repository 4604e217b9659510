"""Cells that the reader cannot tell from empty ones: Excel errors, and formulas saved without a value."""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final
from xml.etree import ElementTree as ET

INDEX: Final = ("xl/workbook.xml", "xl/_rels/workbook.xml.rels")
"""Members that say which member holds which sheet."""
_RELATIONS: Final = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_REL_ID: Final = re.compile(r"\{.*relationships\}id$")
_MARK: Final = re.compile(rb"""<f[\s/>]|\st\s*=\s*["']e["']""")
"""What a cell holds that needs a look: a formula, or the kind of an error."""
_FORMULA: Final = re.compile(rb"<f[\s/>]")
_START: Final = re.compile(rb"<c\s([^>]*[^/>]|)>")
_ADDRESS: Final = re.compile(rb"""\br\s*=\s*["']([A-Z]+\d+)["']""")
_TYPE: Final = re.compile(rb"""\bt\s*=\s*["'](\w+)["']""")
_VALUE: Final = re.compile(rb"<v[^>]*>([^<]*)</v>")


@dataclass(frozen=True, slots=True)
class SheetCells:
    """Of one sheet: address -> error text, and addresses of formulas without a cached value."""

    errors: Mapping[str, str]
    uncached: frozenset[str]


def cells_by_sheet(archive: zipfile.ZipFile, marked: Mapping[str, bytes]) -> dict[str, SheetCells]:
    """Look through the sheets that hold formulas or errors.

    Args:
        archive: the workbook.
        marked: member name -> its XML, for sheets with an ``<f`` or ``t="e"``.

    Returns:
        sheet name -> its cells; sheets without such cells are left out.
    """
    if not marked:
        return {}
    found = {}
    for sheet, member in members_of_sheets(archive).items():
        if member in marked:
            cells = _cells_of(marked[member])
            if cells.errors or cells.uncached:
                found[sheet] = cells
    return found


def members_of_sheets(archive: zipfile.ZipFile) -> dict[str, str]:
    """Return sheet name -> member of the zip that holds the sheet; empty where the workbook is damaged."""
    # Safe with the standard parser: the guard has refused every DOCTYPE before.
    try:
        relations = ET.fromstring(archive.read(INDEX[1]))  # noqa: S314
        book = ET.fromstring(archive.read(INDEX[0]))  # noqa: S314
    except (KeyError, ET.ParseError):
        return {}  # the reader will refuse such a workbook with its own words
    targets = {node.get("Id", ""): node.get("Target", "") for node in relations.iter(_RELATIONS)}
    return {
        node.get("name", ""): _resolved(targets.get(_relation_id(node), ""))
        for node in book.iter()
        if node.tag.endswith("}sheet")
    }


def _relation_id(node: ET.Element) -> str:
    return next((value for key, value in node.attrib.items() if _REL_ID.search(key)), "")


def _resolved(target: str) -> str:
    if target.startswith("/"):
        return target[1:]
    return posixpath.normpath(posixpath.join("xl", target))


def _cells_of(xml: bytes) -> SheetCells:
    errors: dict[str, str] = {}
    uncached: set[str] = set()
    for cell, kind, body in _typed_cells(xml):
        value = _VALUE.search(body)
        if kind == b"e":
            errors[cell] = value[1].decode(errors="replace") if value else "#N/A"
        # A text formula may honestly have the value ""; any other without a value was never computed.
        elif b"<f" in body and kind != b"str" and not (value and value[1]):
            uncached.add(cell)
    return SheetCells(errors, frozenset(uncached))


def has_marks(chunk: bytes) -> bool:
    """Whether a piece of a sheet holds formulas or errors; drop-downs and filters begin with ``<f`` as well."""
    # A single letter is found many times as fast, and pieces of plain cells have no f at all.
    return b't="e"' in chunk or (b"f" in chunk and _FORMULA.search(chunk) is not None)


def _typed_cells(xml: bytes) -> Iterator[tuple[str, bytes, bytes]]:
    """Give address, kind and content of the cells that hold a mark; few of the many cells do."""
    done = 0
    for mark in _MARK.finditer(xml):
        start = _START.match(xml, _start_of_cell(xml, done, mark.start()))
        done = max(done, mark.start())
        if start is None:
            continue
        end = xml.find(b"</c>", mark.start())
        if end < 0:
            return
        done = end
        place = _ADDRESS.search(start[1])
        kind = _TYPE.search(start[1])
        if place is not None:
            yield place[1].decode(), kind[1] if kind else b"n", xml[start.end() : end]


def _start_of_cell(xml: bytes, first: int, last: int) -> int:
    """Find the last ``<c`` before a mark, not looking twice at any place; the end of all where there is none."""
    at = xml.rfind(b"<c", first, last)
    while at >= 0 and not xml[at + 2 : at + 3].isspace():
        at = xml.rfind(b"<c", first, at)
    return at if at >= 0 else len(xml)
