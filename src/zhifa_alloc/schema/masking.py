"""One single mask for ID numbers, everywhere.

Two masks that hide different digits can be laid over each other to rebuild the number, so nothing
else in the program may shorten an ID number in its own way.
"""

from __future__ import annotations

import re
from typing import Final

_HEAD: Final = 2
_TAIL: Final = 3
_UNSAID: Final = ("审查", "调查", "立案", "留置")
_LEFT_OUT: Final = "（略）"
_UNTOLD: Final = ("审查调查", "立案审查", "留置")
_ID_LIKE: Final = re.compile(r"\d{14,}[\dXx]")


def mask_id(text: str) -> str:
    """Hide an ID number: at most the first two and the last three characters stay.

    Text too short to be an ID number is hidden whole.
    """
    if len(text) < 2 * (_HEAD + _TAIL):
        return "*" * len(text)
    return text[:_HEAD] + "*" * (len(text) - _HEAD - _TAIL) + text[-_TAIL:]


def mask_ids(text: str) -> str:
    """Hide everything in a text that looks like an ID number, wherever a user may have typed one."""
    return _ID_LIKE.sub(lambda found: mask_id(found[0]), text)


def discreet_status(text: str) -> str:
    """Leave out a 人员状态 that tells of an inquiry into the person; other words stay as they are."""
    return _LEFT_OUT if any(word in text for word in _UNSAID) else text


def discreet(text: str) -> str:
    """Return a free text as it may be shown: ID numbers masked, words that tell of an inquiry left out."""
    shown = mask_ids(text)
    for word in _UNTOLD:
        shown = shown.replace(word, _LEFT_OUT)
    return shown
