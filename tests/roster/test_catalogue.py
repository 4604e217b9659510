"""Codes, sentences, columns and row models agree with each other."""

from __future__ import annotations

import string
from pathlib import Path

import pytest

from zhifa_alloc.schema.codes import CATALOGUE, FAULTS, Code
from zhifa_alloc.schema.columns import SHEETS
from zhifa_alloc.schema.finding import CellRef, Finding, Severity
from zhifa_alloc.schema.rows import ROW_MODELS
from zhifa_alloc.schema.spelling import fold
from zhifa_alloc.text import LANGUAGES, phrasebook
from zhifa_alloc.text.sentences import finding_part

PARTS = ("title", "message", "why", "example", "fix")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_code_has_all_its_sentences_and_no_sentence_is_left_over(lang):
    book = phrasebook(lang)
    sections = {key: value for key, value in book.section("findings").items() if isinstance(value, dict)}
    assert set(sections) == set(CATALOGUE)
    assert all(set(section) == set(PARTS) for section in sections.values())


@pytest.mark.parametrize("lang", LANGUAGES)
def test_one_sentence_lines_end_without_a_full_stop(lang):
    book = phrasebook(lang)
    for code in CATALOGUE:
        for part in ("title", "message", "fix"):
            assert not book.template(f"findings.{code}.{part}").endswith(("。", "."))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_title_why_and_example_quote_nothing(lang):
    """They are shown by ``explain`` without any finding at hand."""
    for code in CATALOGUE:
        for part in ("title", "why", "example"):
            text = phrasebook(lang).template(f"findings.{code}.{part}")
            assert [name for _, name, _, _ in string.Formatter().parse(text) if name] == []


def test_severity_is_the_letter_of_the_code():
    letters = {"E": Severity.ERROR, "W": Severity.WARNING, "N": Severity.NOTE}
    assert all(severity is letters[code[0]] for code, severity in CATALOGUE.items())
    assert set(FAULTS.values()) <= set(Code)


def test_every_code_is_raised_by_some_test():
    tests = "".join(path.read_text(encoding="utf-8") for path in Path(__file__).parents[1].rglob("test_*.py"))
    assert [code for code in CATALOGUE if f'"{code}"' not in tests] == []


def test_a_guess_is_a_question():
    where = CellRef("b", "花名册", "A1")
    finding = Finding("E106", Severity.ERROR, where, "道理区", {"header": "第一志愿", "suggestion": "道里区"})
    assert "是否为“道里区”？" in finding_part(finding, "message", phrasebook("zh"))
    plain = Finding("E106", Severity.ERROR, where, "道理区", {"header": "第一志愿", "suggestion": ""})
    assert "是否为" not in finding_part(plain, "message", phrasebook("zh"))


@pytest.mark.parametrize("name", sorted(SHEETS))
def test_every_column_has_a_field_and_no_two_columns_share_a_header(name):
    spec = SHEETS[name]
    assert [column.key for column in spec.columns] == list(
        dict.fromkeys(column.key for column in spec.columns)
    )
    assert {column.key for column in spec.columns} == set(ROW_MODELS[name].model_fields)
    headers = [fold(header) for column in spec.columns for header in (column.header, *column.aliases)]
    assert len(headers) == len(set(headers))
