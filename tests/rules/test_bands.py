"""Texts as rosters write them fall into the right bands."""

from __future__ import annotations

from datetime import date

import pytest

from zhifa_alloc.rules.bands import age_on, education_band, rank_band
from zhifa_alloc.rules.draw import draw_numbers
from zhifa_alloc.rules.goals import corridor


@pytest.mark.parametrize(
    ("text", "band"),
    [
        ("硕士研究生", "graduate"),
        ("博士", "graduate"),
        ("大学本科", "bachelor"),
        ("本科", "bachelor"),
        ("大学", "bachelor"),
        ("大专", "college"),
        ("大学专科", "college"),
        ("中专", "other"),
        ("高中", "other"),
    ],
)
def test_education(text, band):
    assert education_band(text) == f"education_{band}"


def test_no_education_is_no_band():
    assert education_band("") == ""


@pytest.mark.parametrize(
    ("level", "rank", "band"),
    [
        ("县处级副职", "", "division"),
        ("", "四级调研员", "division"),
        ("", "一级高级主办", "division"),
        ("乡科级正职", "三级主任科员", "section_chief"),
        ("", "二级主办", "section_chief"),
        ("", "主任科员", "section_chief"),
        ("乡科级副职", "", "section_deputy"),
        ("", "副主任科员", "section_deputy"),
        ("科员", "四级主任科员", "section_deputy"),
        ("科员", "一级科员", "other"),
        ("", "", "other"),
    ],
)
def test_rank(level, rank, band):
    assert rank_band(level, rank) == f"rank_{band}"


def test_age_turns_in_the_month_of_birth():
    assert [age_on((1980, month), date(2025, 6, 1)) for month in (5, 6, 7)] == [45, 45, 44]


def test_corridor_is_the_share_rounded_down_and_up():
    assert corridor(10, 30, 7, 0) == (2, 3)
    assert corridor(10, 30, 6, 0) == (2, 2)
    assert corridor(1, 30, 6, 1) == (0, 2)


def test_draw_numbers_follow_from_seed_and_list_alone():
    first = draw_numbers("s", ["B", "A", "C"])
    assert first == draw_numbers("s", ["C", "B", "A"])
    assert sorted(first.values()) == [1, 2, 3]
    orders = {tuple(draw_numbers(str(seed), "ABCDEF")) for seed in range(20)}
    assert len(orders) > 15
