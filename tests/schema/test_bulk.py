"""Many values made at once are the values made one by one."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhifa_alloc.schema.bulk import values_of


@dataclass(frozen=True, slots=True)
class Pair:
    word: str
    number: int = 0


@given(st.lists(st.tuples(st.text(max_size=3), st.integers()), max_size=20), st.integers(0, 300))
def test_values_of_columns_are_those_of_rows(rows: list[tuple[str, int]], repeats: int) -> None:
    rows = rows * repeats
    columns = {"number": [number for _, number in rows], "word": [word for word, _ in rows]}
    assert values_of(Pair, columns) == [Pair(*row) for row in rows]


def test_they_are_frozen_like_others() -> None:
    (pair,) = values_of(Pair, {"word": ["a"], "number": [1]})
    with pytest.raises(AttributeError):
        pair.word = "b"  # type: ignore[misc]
    assert hash(pair) == hash(Pair("a", 1))
