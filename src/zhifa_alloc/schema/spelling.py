"""How words of a workbook are compared: what a clerk's eye takes for equal is equal."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from difflib import get_close_matches
from functools import lru_cache
from typing import Final

_INVISIBLE: Final = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad"))
_CJK_START: Final = "\u2e80"
_TRADITIONAL: Final = str.maketrans(
    "東區縣鎮鄉門陽龍興慶雲開馬廣華長寧漢濱爾賓島橋灣錦綠園綜執環應農衛監業處隊員編類積態",
    "东区县镇乡门阳龙兴庆云开马广华长宁汉滨尔宾岛桥湾锦绿园综执环应农卫监业处队员编类积态",
)
"""Characters of places and offices that old tables hold in the traditional form; for hints only."""


def tidy(text: str) -> str:
    """Remove the white space a clerk types for looks; keep the characters as they were written.

    Chinese text loses all of it (张　三 is 张三, a line break inside a header goes); text without Chinese
    keeps single blanks between words.
    """
    # Letters, digits and Chinese alone, nearly every cell: nothing to remove.
    return text if text.isalnum() else _tidied(text)


def fold(text: str) -> str:
    """Return the key two spellings share: full-width folded, no white space, no letter case."""
    return text.casefold() if text.isascii() and text.isalnum() else _folded(text)


@lru_cache(maxsize=16384)
def _tidied(text: str) -> str:
    words = text.translate(_INVISIBLE).split()
    joint = "" if any(char >= _CJK_START for word in words for char in word) else " "
    return joint.join(words)


@lru_cache(maxsize=16384)
def _folded(text: str) -> str:
    plain = unicodedata.normalize("NFKC", text.translate(_INVISIBLE))
    return "".join(plain.split()).casefold()


def _plain(text: str) -> str:
    return fold(text).translate(_TRADITIONAL)


def nearest(word: str, known: Iterable[str]) -> str:
    """Return the known word that ``word`` was probably meant to be, or ``""``; for a hint, never applied."""
    by_fold = {_plain(name): name for name in sorted(known)}
    key = _plain(word)
    if not key:
        return ""
    inside = [name for folded, name in by_fold.items() if key in folded or folded in key]
    if inside:
        return min(inside, key=lambda name: (abs(len(fold(name)) - len(key)), name))
    close = get_close_matches(key, list(by_fold), n=1, cutoff=0.5)
    return by_fold[close[0]] if close else ""
