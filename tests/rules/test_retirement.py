"""The month of retirement: worked examples of the gradual delay."""

from __future__ import annotations

import pytest

from zhifa_alloc.rules.retirement import MEN, WOMEN_CADRES, WOMEN_WORKERS, retirement_month

EXAMPLES = [
    (MEN, (1964, 12), (2024, 12)),
    (MEN, (1965, 1), (2025, 2)),
    (MEN, (1965, 4), (2025, 5)),
    (MEN, (1965, 5), (2025, 7)),
    (MEN, (1966, 11), (2027, 5)),
    (MEN, (1970, 7), (2031, 12)),
    (MEN, (1976, 8), (2039, 7)),
    (MEN, (1976, 9), (2039, 9)),
    (WOMEN_CADRES, (1969, 12), (2024, 12)),
    (WOMEN_CADRES, (1970, 1), (2025, 2)),
    (WOMEN_CADRES, (1972, 6), (2028, 2)),
    (WOMEN_CADRES, (1981, 8), (2039, 7)),
    (WOMEN_CADRES, (1981, 9), (2039, 9)),
    (WOMEN_WORKERS, (1975, 1), (2025, 2)),
    (WOMEN_WORKERS, (1975, 3), (2025, 5)),
    (WOMEN_WORKERS, (1980, 6), (2033, 3)),
    (WOMEN_WORKERS, (1984, 10), (2039, 9)),
    (WOMEN_WORKERS, (1984, 11), (2039, 11)),
]


@pytest.mark.parametrize(("track", "birth", "leaves"), EXAMPLES)
def test_the_gradual_delay(track, birth, leaves):
    assert retirement_month(birth, track) == leaves
