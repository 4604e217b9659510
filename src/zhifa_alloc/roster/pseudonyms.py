"""Made-up names and numbers in the place of real ones: the same one for the same original, within one run.

They come from a random source of the run's own, never from the originals, so nobody can find an original
by trying candidates. Made-up ID numbers carry region code 230199, which was never given out.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from random import Random
from typing import Final

from zhifa_alloc.schema.identity import birth_of, check_digit, has_id_form, is_consistent
from zhifa_alloc.schema.spelling import fold

BIRTH_MONTH: Final = 6
"""Of a birth only the year is kept; mid-year is nearest to every month."""

_REGION: Final = "230199"
_DIGIT: Final = re.compile(r"\d")
_QUOTES: Final = "'`‘’"
_ATTEMPTS: Final = 1000


class Pseudonyms:
    """Gives pseudonyms and remembers them."""

    def __init__(self, random: Random) -> None:
        self._random = random
        self._names: dict[str, str] = {}
        self._keys: dict[str, str] = {}
        self._numbers: dict[str, str] = {}
        self._taken: set[str] = set()
        self.id_count = 0

    @property
    def names(self) -> frozenset[str]:
        """Originals of the names met so far, without white space."""
        return frozenset(self._names)

    def name(self, original: str) -> str:
        """Return 某0001, 某0002 … in the order in which names are first met."""
        return self._names.setdefault(fold(original), f"某{len(self._names) + 1:04d}")

    def number_keys(self, originals: Iterable[str]) -> None:
        """Give numbers to 人员编号 in their own order: people stay sorted as they were."""
        for number, key in enumerate(sorted({fold(key) for key in originals}), start=1):
            self._keys[key] = f"R{number:06d}"

    def key(self, original: str) -> str | None:
        """Return the number of a 人员编号; None for a word that is none."""
        return self._keys.get(fold(original))

    def id_number(self, original: str) -> str:
        """Return a made-up ID number with the year of birth and the sex of the original, sound or not as it was.

        What does not have the form of an ID number keeps its length and its letters.
        """
        plain = fold(original).lstrip(_QUOTES).upper()
        if plain not in self._numbers:
            self.id_count += 1
            self._numbers[plain] = self._unused(lambda: self._made_up(plain), plain)
        return self._numbers[plain]

    def serial(self, original: str) -> str:
        """Return a certificate's or a telephone's number with other digits."""
        plain = fold(original)
        if not _DIGIT.search(plain):
            return original
        if plain not in self._numbers:
            self._numbers[plain] = self._unused(lambda: self._other_digits(plain), plain)
        return self._numbers[plain]

    def _unused(self, make: Callable[[], str], original: str) -> str:
        made = make()
        for _ in range(_ATTEMPTS):
            if made not in self._taken and made != original:
                break
            made = make()
        self._taken.add(made)
        return made

    def _made_up(self, plain: str) -> str:
        if not has_id_form(plain):
            return (
                _REGION + self._other_digits(plain[6:]) if plain[:6].isdigit() else self._other_digits(plain)
            )
        month, day = plain[10:12], plain[12:14]
        sound = is_consistent(plain)
        if sound or check_digit(plain[:17]) != plain[17]:
            month, day = f"{BIRTH_MONTH:02d}", f"{self._random.randint(1, 28):02d}"
        serial = self._random.randrange(500) * 2 + int(plain[16]) % 2
        body = f"{_REGION}{birth_of(plain)[0]:04d}{month}{day}{serial:03d}"
        right = check_digit(body)
        if sound or check_digit(plain[:17]) == plain[17]:
            return body + right
        return body + ("0" if right != "0" else "1")

    def _other_digits(self, text: str) -> str:
        return _DIGIT.sub(lambda _: str(self._random.randrange(10)), text)
