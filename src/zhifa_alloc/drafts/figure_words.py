"""The words of the pages that compare and forecast; like the whole workbook, always Chinese."""

from __future__ import annotations

from zhifa_alloc.text.phrasebook import phrasebook


def tell(key: str, **params: object) -> str:
    """Return a sentence of ``figures.toml``."""
    return phrasebook("zh").say(f"figures.{key}", **params)
