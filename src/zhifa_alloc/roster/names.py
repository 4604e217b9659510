"""Known words of a case: districts, domains, units; found by folded spelling, kept as first written."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from zhifa_alloc.roster.cells import BAD
from zhifa_alloc.roster.log import FindingLog
from zhifa_alloc.roster.table import Table
from zhifa_alloc.schema.codes import Code
from zhifa_alloc.schema.finding import CellRef
from zhifa_alloc.schema.spelling import fold, nearest


class Names:
    """A set of names that forgives width and white space and nothing else.

    Attributes:
        complete: False when a cell that defines a name could not be read; then an unknown word may be
            that very name, and is not reported: the cell has its finding already.
    """

    def __init__(self, names: Iterable[str], *, complete: bool = True) -> None:
        self.complete = complete
        self._by_fold: dict[str, str] = {}
        for name in names:
            self._by_fold.setdefault(fold(name), name)

    def __contains__(self, word: str) -> bool:
        return fold(word) in self._by_fold

    def find(self, word: str) -> str:
        """Return the name as first written, or ``""`` when it is not known."""
        return self._by_fold.get(fold(word), "")

    def nearest(self, word: str) -> str:
        """Return what may have been meant, for a hint."""
        return nearest(word, self._by_fold.values())

    def also(self, *names: str) -> Names:
        """Return these names and some more."""
        return Names([*self._by_fold.values(), *names], complete=self.complete)

    def all(self) -> tuple[str, ...]:
        """Return the names in the order they were given."""
        return tuple(self._by_fold.values())


def names_in(table: Table, key: str) -> Names:
    """Return the names that a column defines; a table without rows, reported as such, leaves them open."""
    words = table.columns[key]
    return Names(
        (word for word in words if isinstance(word, str) and word), complete=bool(words) and BAD not in words
    )


@dataclass(frozen=True, slots=True)
class Lookup:
    """Names of one kind, and what to say when a word is none of them."""

    names: Names
    code: Code
    log: FindingLog

    def find(self, word: str, where: CellRef, header: str) -> str:
        """Return the known name of ``word``; report it and return ``""`` when there is none."""
        if not word:
            return ""
        found = self.names.find(word)
        if not found and self.names.complete:
            self.log.add(self.code, where, word, header=header, suggestion=self.names.nearest(word))
        return found

    def find_all(self, words: Iterable[str], where: CellRef, header: str) -> tuple[str, ...]:
        """Return the known names among ``words``; report each other one."""
        found = (self.find(word, where, header) for word in words)
        return tuple(dict.fromkeys(name for name in found if name))

    def column(self, table: Table, key: str) -> list[str]:
        """Look up a whole column; unknown words are reported and, like bad cells, become ``""``."""
        words = table.columns[key]
        found = {word: self.names.find(word) if isinstance(word, str) else "" for word in set(words)}
        unknown = {word: self.names.nearest(word) for word, name in found.items() if not name and _says(word)}
        if unknown and self.names.complete:
            header = table.spec.headers[key]
            for index, word in enumerate(words):
                if word in unknown:
                    params = {"header": header, "suggestion": unknown[word]}
                    self.log.add(self.code, table.where(index, key), word, **params)
        return [found[word] for word in words]


def _says(word: object) -> bool:
    return isinstance(word, str) and bool(word)
