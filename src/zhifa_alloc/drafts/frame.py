"""What every sheet of the draft has in common: the fixed line, the footer, the words."""

from __future__ import annotations

from typing import Final

from zhifa_alloc.schema.page import Block, Lines, Page
from zhifa_alloc.text.phrasebook import phrasebook

WIDE: Final = 128.0
"""Characters that fill A4 landscape at full size."""
NARROW: Final = 86.0
"""Characters that fill A4 portrait at full size."""


def say(key: str, **params: object) -> str:
    """Return a sentence of the draft's workbook, which is always Chinese."""
    return phrasebook("zh").say(f"draft.{key}", **params)


def framed(
    name: str, title: str, blocks: tuple[Block, ...], *, landscape: bool = True, notes: tuple[str, ...] = ()
) -> Page:
    """Set blocks into a sheet, with its notes and the fixed line below and the fixed line in the footer."""
    closing = Lines((*notes, say("fixed_line")), "note")
    return Page(name, title, (*blocks, closing), landscape=landscape, footer=say("fixed_line"))
