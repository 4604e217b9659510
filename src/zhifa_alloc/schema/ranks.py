"""职务层次 and 职级: which rank a leading post of a level comes with at least.

Source: 公务员职务与职级并行规定 (2019): levels of leading posts and the lowest rank each is matched with.
Only 综合管理类 ranks are judged. Which ranks of 行政执法类 and 专业技术类 stand beside them was not found in
an official text, so they are left alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from zhifa_alloc.schema.spelling import fold

_NUMERALS: Final = "一二三四"


def _series(*steps: tuple[str, int]) -> list[str]:
    return [f"{_NUMERALS[place]}级{name}" for name, count in steps for place in range(count)]


_RANKS: Final = _series(("巡视员", 2), ("调研员", 4), ("主任科员", 4), ("科员", 2))
_STEPS: Final[Mapping[str, int]] = {fold(rank): step for step, rank in enumerate(_RANKS)}
"""Rank -> step, 0 is the highest."""

_LOWEST: Final[Mapping[str, str]] = {
    "厅局级正职": "一级巡视员",
    "厅局级副职": "二级巡视员",
    "县处级正职": "二级调研员",
    "县处级副职": "四级调研员",
    "乡科级正职": "二级主任科员",
    "乡科级副职": "四级主任科员",
}
_SHORT: Final[Mapping[str, str]] = {
    "正厅": "厅局级正职",
    "副厅": "厅局级副职",
    "正处": "县处级正职",
    "副处": "县处级副职",
    "正科": "乡科级正职",
    "副科": "乡科级副职",
}
"""The everyday words; each is also written with 级 at the end."""


def lowest_rank(level: str) -> str:
    """Return the lowest rank that a leading post of this level comes with; ``""`` for other words."""
    word = level.removesuffix("级")
    return _LOWEST.get(_SHORT.get(word, level), "")


def is_below(rank: str, lowest: str) -> bool:
    """Say whether a rank is lower than another; a rank of another series is not."""
    step = _STEPS.get(fold(rank))
    return step is not None and step > _STEPS[fold(lowest)]
