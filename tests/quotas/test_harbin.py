"""The six receiving districts of Harbin by population alone (census 2010)."""

from __future__ import annotations

from fractions import Fraction

import pytest

from quotas.cases import HARBIN, KIND, make_case, population
from zhifa_alloc.quotas import share_quotas

SPLITS = {
    50: (10, 15, 10, 10, 2, 3),
    100: (21, 30, 20, 20, 4, 5),
    120: (25, 36, 24, 24, 5, 6),
    200: (41, 60, 40, 41, 8, 10),
    300: (61, 89, 60, 61, 13, 16),
    419: (86, 124, 84, 85, 18, 22),
}


@pytest.mark.parametrize(("posts", "expected"), SPLITS.items())
def test_population_alone(posts, expected):
    table = share_quotas(make_case({("城管", KIND): posts}, population(HARBIN), {"常住人口": 1}))
    assert tuple(table.values["城管", KIND, name] for name in HARBIN) == expected
    assert table.shares["城管", KIND, "道里"] == Fraction(posts * 923762, 4517549)
    assert not table.outside
    assert not table.ties
