"""Published apportionments: textbook vectors, the US House, Uri 2020, a two-way example."""

from __future__ import annotations

import csv
from fractions import Fraction
from pathlib import Path

import pytest

from quotas.cases import KIND, make_case, population
from quotas.two_way import rows_of, two_way
from zhifa_alloc.quotas import share_quotas

HOUSE = sorted((Path(__file__).parent / "data").glob("*_435.csv"))

TEXTBOOK = [
    ((103, 63, 34), 20, {"最大余数": (10, 6, 4), "洪特": (11, 6, 3), "圣拉古": (11, 6, 3)}),
    (
        (103, 63, 34),
        21,
        {"最大余数": (11, 7, 3), "Q值法": (11, 6, 4), "洪特": (11, 7, 3), "圣拉古": (11, 6, 4)},
    ),
    ((100, 60, 40), 20, {"最大余数": (10, 6, 4), "洪特": (10, 6, 4), "圣拉古": (10, 6, 4)}),
    (
        (235, 333, 432),
        10,
        {"最大余数": (3, 3, 4), "Q值法": (2, 3, 5), "洪特": (2, 3, 5), "圣拉古": (2, 3, 5)},
    ),
    (
        (235, 333, 432),
        15,
        {"最大余数": (4, 5, 6), "Q值法": (4, 5, 6), "洪特": (3, 5, 7), "圣拉古": (4, 5, 6)},
    ),
    ((5117, 4400, 162, 161, 160), 100, {"最大余数": (51, 44, 2, 2, 1), "洪特": (52, 45, 1, 1, 1)}),
]


def one_row(figures, posts, method, **bounds):
    named = {f"区{place}": figure for place, figure in enumerate(figures)}
    more = dict.fromkeys(named, bounds) if bounds else {}
    return make_case(
        {("城管", KIND): posts}, population(named, **more), {"常住人口": 1}, parameters={"取整方法": method}
    )


@pytest.mark.parametrize(
    ("figures", "posts", "method", "expected"),
    [
        (figures, posts, method, expected)
        for figures, posts, results in TEXTBOOK
        for method, expected in results.items()
    ],
)
def test_textbook_vectors(figures, posts, method, expected):
    assert tuple(share_quotas(one_row(figures, posts, method)).values.values()) == expected


@pytest.mark.parametrize("file", HOUSE, ids=lambda file: file.stem)
def test_us_house_by_huntington_hill(file):
    with file.open(encoding="utf-8") as lines:
        states = [row for row in csv.DictReader(lines) if row["AREA"].upper() != "TOTAL"]
    people = [int(row["APPORTIONMENT_POPULATION"]) for row in states]
    table = share_quotas(one_row(people, 435, "Q值法"))
    assert list(table.values.values()) == [int(row["SEATS"]) for row in states]


def test_uri_2020():
    votes = [
        (11471, 2822, 2309, 4794),
        (11908, 1606, 1705, 2600),
        (9213, 1567, 946, 2961),
        (7756, 2945, 1573, 3498),
    ]
    seats = (15, 7, 6, 9)
    voters = [tuple(Fraction(vote, seat) for vote, seat in zip(row, seats, strict=True)) for row in votes]
    table = share_quotas(two_way(voters, (12, 9, 7, 9), seats))
    assert rows_of(table) == [(5, 2, 2, 3), (4, 1, 2, 2), (3, 1, 1, 2), (3, 3, 1, 2)]


def test_biproportional_example_of_wikipedia():
    votes = [(123, 45, 815), (912, 714, 414), (312, 255, 215)]
    table = share_quotas(two_way(votes, (5, 11, 4), (7, 5, 8)))
    assert rows_of(table) == [(1, 0, 4), (4, 4, 3), (2, 1, 1)]


def test_alabama_paradox_is_shown_by_largest_remainders_alone():
    for method, third in (("最大余数", (4, 3)), ("圣拉古", (3, 4))):
        twenty, one_more = (
            share_quotas(one_row((103, 63, 34), posts, method)).values["城管", KIND, "区2"]
            for posts in (20, 21)
        )
        assert (twenty, one_more) == third
