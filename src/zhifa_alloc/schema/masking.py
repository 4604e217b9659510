"""One single mask for ID numbers, everywhere.

Two masks that hide different digits can be laid over each other to rebuild the number, so nothing
else in the program may shorten an ID number in its own way.
"""

from __future__ import annotations

import re
from typing import Final

_HEAD: Final = 2
_TAIL: Final = 3
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
