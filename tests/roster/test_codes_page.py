"""The page of codes in docs/ says what the program says."""

from __future__ import annotations

from pathlib import Path

from pages.codes import codes_page
from zhifa_alloc.schema.codes import CATALOGUE

PAGE = Path(__file__).parents[2] / "docs" / "问题代码.md"


def test_the_page_is_the_one_the_texts_give():
    assert PAGE.read_text(encoding="utf-8") == codes_page(), "run: PYTHONPATH=tools python -m pages"


def test_every_code_is_on_the_page_once():
    page = codes_page()
    assert all(page.count(f"### {code} ") == 1 for code in CATALOGUE)
