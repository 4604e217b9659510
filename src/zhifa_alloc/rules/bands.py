"""The categories that a team is balanced by: certified, age bands, education bands, rank bands.

The bands are data. A text that is empty or unknown belongs to no age or education band; every person
belongs to exactly one rank band. Ages are whole years on the base date, counted by month of birth.
"""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Final

from zhifa_alloc.schema.person import Person

CERTIFIED: Final = "certified"
AGE_BANDS: Final[tuple[tuple[str, int, int], ...]] = (
    ("age_to_35", 0, 35),
    ("age_36_45", 36, 45),
    ("age_46_54", 46, 54),
    ("age_from_55", 55, 200),
)
"""(key, from age, to age), both included."""
EDUCATION_BANDS: Final[tuple[tuple[str, tuple[str, ...]], ...]] = (
    ("education_graduate", ("研究生", "硕士", "博士")),
    ("education_college", ("大专", "专科")),
    ("education_bachelor", ("本科", "大学", "学士")),
    ("education_other", ("",)),
)
"""(key, words), the first band with a word in the text wins; the last takes what is left of given texts."""
RANK_BANDS: Final[tuple[tuple[str, tuple[str, ...]], ...]] = (
    ("rank_division", ("厅", "局级", "处", "巡视员", "调研员", "督办", "高级主办")),
    (
        "rank_section_deputy",
        ("副主任科员", "三级主任科员", "四级主任科员", "三级主办", "四级主办", "科级副职", "副科"),
    ),
    ("rank_section_chief", ("主任科员", "一级主办", "二级主办", "科级正职", "正科", "科级")),
    ("rank_other", ("",)),
)
"""(key, words) for 职务层次 and 职级; a person belongs to the higher band of the two texts."""
CATEGORIES: Final[tuple[str, ...]] = (
    CERTIFIED,
    *(key for key, _, _ in AGE_BANDS),
    *(key for key, _ in EDUCATION_BANDS),
    *(key for key, _ in RANK_BANDS),
)
"""Every category, in printed order."""

_RANK_HEIGHT: Final = {"rank_division": 3, "rank_section_chief": 2, "rank_section_deputy": 1, "rank_other": 0}


def age_on(birth: tuple[int, int], day: date) -> int:
    """Whole years of age in the month of ``day``."""
    return (day.year * 12 + day.month - birth[0] * 12 - birth[1]) // 12


def age_band(person: Person, day: date | None) -> str:
    """Key of the age band, or empty when birth or base date is not known."""
    return "" if person.birth is None or day is None else _band_of_age(age_on(person.birth, day))


@cache
def _band_of_age(age: int) -> str:
    return next((key for key, low, high in AGE_BANDS if low <= age <= high), "")


@cache
def education_band(text: str) -> str:
    """Key of the education band of a 学历 text, or empty for an empty text."""
    return _first_match(text, EDUCATION_BANDS) if text else ""


@cache
def rank_band(post_level: str, rank: str) -> str:
    """Key of the rank band: the higher of 职务层次 and 职级."""
    return max((_first_match(text, RANK_BANDS) for text in (post_level, rank)), key=_RANK_HEIGHT.__getitem__)


def _first_match(text: str, bands: tuple[tuple[str, tuple[str, ...]], ...]) -> str:
    return next(key for key, words in bands if any(word in text for word in words))


def categories_of(person: Person, day: date | None) -> frozenset[str]:
    """Keys of every category the person belongs to on the base date."""
    return _categories(
        person.certified,
        age_band(person, day),
        education_band(person.education),
        rank_band(person.post_level, person.rank),
    )


@cache
def _categories(certified: bool, *bands: str) -> frozenset[str]:
    return frozenset(key for key in (CERTIFIED if certified else "", *bands) if key)
