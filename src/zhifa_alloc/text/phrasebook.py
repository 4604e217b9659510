"""Sentences by key, in Chinese and English. The files beside this one hold them, one per subject."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources
from typing import Any, Final, Literal, TypeAlias

Lang: TypeAlias = Literal["zh", "en"]
LANGUAGES: Final[tuple[Lang, ...]] = ("zh", "en")


class Phrasebook:
    """All sentences of one language. Keys read ``file.section.name``; files are opened when first used."""

    def __init__(self, lang: Lang) -> None:
        self.lang: Lang = lang
        self._subjects: dict[str, dict[str, Any]] = {}

    def say(self, key: str, /, **params: object) -> str:
        """Return the sentence of ``key`` with ``{names}`` filled in.

        Raises:
            KeyError: there is no such key, or the sentence names a parameter that was not given.
        """
        return self.template(key).format_map(params)

    def template(self, key: str) -> str:
        """Return the sentence of ``key`` unfilled.

        Raises:
            KeyError: there is no such key.
        """
        found = self._lookup(key)
        if not isinstance(found, str):
            raise KeyError(key)
        return found

    def has(self, key: str) -> bool:
        """Say whether ``key`` names a sentence."""
        try:
            return isinstance(self._lookup(key), str)
        except KeyError:
            return False

    def section(self, key: str) -> dict[str, Any]:
        """Return everything below ``key`` as a mapping, in file order."""
        found = self._lookup(key)
        if not isinstance(found, dict):
            raise KeyError(key)
        return found

    def _lookup(self, key: str) -> object:
        subject, *path = key.split(".")
        node: object = self._subject(subject)
        for name in path:
            if not isinstance(node, dict) or name not in node:
                raise KeyError(key)
            node = node[name]
        return node

    def _subject(self, name: str) -> dict[str, Any]:
        if name not in self._subjects:
            file = resources.files(__package__) / self.lang / f"{name}.toml"
            if not file.is_file():
                raise KeyError(name)
            self._subjects[name] = tomllib.loads(file.read_text(encoding="utf-8"))
        return self._subjects[name]


@cache
def phrasebook(lang: Lang = "zh") -> Phrasebook:
    """Return the phrasebook of a language; one per process."""
    return Phrasebook(lang)
