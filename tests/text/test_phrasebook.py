from __future__ import annotations

import string
import tomllib
from importlib import resources

import pytest

from zhifa_alloc.text import LANGUAGES, phrasebook


def subjects(lang: str) -> dict[str, str]:
    folder = resources.files("zhifa_alloc.text") / lang
    return {
        file.name: file.read_text(encoding="utf-8")
        for file in folder.iterdir()
        if file.name.endswith(".toml")
    }


def flat(node: dict[str, object], prefix: str = "") -> dict[str, str]:
    out: dict[str, str] = {}
    for name, value in node.items():
        if isinstance(value, dict):
            out |= flat(value, f"{prefix}{name}.")
        else:
            out[f"{prefix}{name}"] = str(value)
    return out


def fields_of(sentence: str) -> set[str]:
    return {name.split(".")[0] for _, name, _, _ in string.Formatter().parse(sentence) if name}


def test_both_languages_have_the_same_files():
    assert set(subjects("zh")) == set(subjects("en"))


@pytest.mark.parametrize("name", sorted(subjects("zh")))
def test_both_languages_have_the_same_keys_and_quote_the_same_things(name):
    zh, en = (flat(tomllib.loads(subjects(lang)[name])) for lang in ("zh", "en"))
    assert set(zh) == set(en)
    if name == "screen.toml":
        zh = {key: value for key, value in zh.items() if not key.startswith("help_words.")}
    different = {key for key in zh if fields_of(zh[key]) != fields_of(en[key])}
    assert not different


@pytest.mark.parametrize("word", ["最优", "最佳"])
def test_no_sentence_claims_the_best(word):
    assert not [
        key
        for file in subjects("zh").values()
        for key, text in flat(tomllib.loads(file)).items()
        if word in text
    ]


def test_a_missing_key_is_an_error_not_an_empty_text():
    for lang in LANGUAGES:
        with pytest.raises(KeyError):
            phrasebook(lang).say("screen.nothing_here")


def test_a_sentence_without_its_figures_is_an_error():
    with pytest.raises(KeyError):
        phrasebook("zh").say("screen.check.headline", books="花名册.xlsx")
