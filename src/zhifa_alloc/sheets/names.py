"""Names and texts that files, sheets and cells can carry."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from typing import Final

_NOT_XML: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_SURROGATE: Final = re.compile("[\ud800-\udfff]")
_NOT_IN_SHEET_NAME: Final = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
_NOT_IN_FILE_NAME: Final = re.compile(r"[^\w\-—·（）()〔〕. ]")
_SHEET_LENGTH: Final = 31
_FILE_LENGTH: Final = 80
_FILE_BYTES: Final = 240
_RESERVED_SHEETS: Final = frozenset({"history", "历史记录"})
_RESERVED_FILES: Final = frozenset(
    {"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(10))},
)
_NAMELESS: Final = "未命名"


def clean_text(text: str) -> str:
    """Return the text without what a workbook cannot hold.

    Control characters are dropped, halves of broken characters become U+FFFD, line ends become line feeds.
    """
    if text.isprintable():
        return text
    joined = text.replace("\r\n", "\n").replace("\r", "\n")
    return _SURROGATE.sub("\ufffd", _NOT_XML.sub("", joined))


def excel_length(text: str) -> int:
    """Count characters as Excel does: those outside the first Unicode plane count twice."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def clean_sheet_names(names: Iterable[str]) -> list[str]:
    r"""Make names that Excel and WPS accept for the sheets of one book, in the same order.

    At most 31 characters, none of ``[]:*?/\``, no apostrophe at the ends, not the reserved ``History``
    or 历史记录, and no two alike whatever their case: later ones get a number.
    """
    taken: set[str] = set()
    cleaned = []
    for name in names:
        unique = _distinct(_clean_sheet_name(name), taken)
        taken.add(unique.casefold())
        cleaned.append(unique)
    return cleaned


def _clean_sheet_name(name: str) -> str:
    shown = _NOT_IN_SHEET_NAME.sub("_", clean_text(name)).strip().strip("'")
    if shown.casefold() in _RESERVED_SHEETS:
        shown += "_"
    return _shorten(shown, _SHEET_LENGTH) or _NAMELESS


def _distinct(name: str, taken: set[str]) -> str:
    number, candidate = 1, name
    while candidate.casefold() in taken:
        number += 1
        suffix = f"({number})"
        candidate = _shorten(name, _SHEET_LENGTH - len(suffix)) + suffix
    return candidate


def _shorten(text: str, length: int) -> str:
    while excel_length(text) > length:
        text = text[:-1]
    return text.rstrip("'")


def clean_file_name(name: str) -> str:
    """Make a file name (without suffix) that every system accepts and that cannot leave its folder.

    Keeps letters, digits, Chinese and a few brackets; drops dots and blanks at the ends; avoids device
    names such as ``CON``; at most 80 characters and 240 bytes.
    """
    composed = unicodedata.normalize("NFC", clean_text(name))
    shown = _NOT_IN_FILE_NAME.sub("_", composed).strip(" .")[:_FILE_LENGTH]
    while len(shown.encode()) > _FILE_BYTES:
        shown = shown[:-1]
    shown = shown.rstrip(" .")
    if shown.split(".")[0].strip().casefold() in _RESERVED_FILES:
        shown = f"_{shown}"
    return shown or _NAMELESS


def clean_file_names(names: Iterable[str]) -> dict[str, str]:
    """Map each name to a file name of its own, also where two names differ only in what was cleaned."""
    taken: set[str] = set()
    files: dict[str, str] = {}
    for name in dict.fromkeys(names):
        base = clean_file_name(name)
        number, candidate = 1, base
        while candidate.casefold() in taken:
            number += 1
            candidate = f"{base}({number})"
        taken.add(candidate.casefold())
        files[name] = candidate
    return files
