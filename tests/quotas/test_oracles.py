"""Other published implementations, where they answer."""

from __future__ import annotations

import contextlib
import io
import random

import pytest

from quotas.cases import KIND, make_case, population
from quotas.two_way import rows_of, two_way
from zhifa_alloc.quotas import share_quotas
from zhifa_alloc.quotas.certificates import quota_faults
from zhifa_alloc.schema.errors import NoFeasiblePlan

pytestmark = pytest.mark.oracle

ONE_WAY = {
    "最大余数": "largest_remainder",
    "Q值法": "huntington",
    "圣拉古": "saintelague",
    "洪特": "dhondt",
    "亚当斯": "adams",
}


def random_rows(count, seed):
    """Rows of small and of large weights, with posts enough for every first claim."""
    rng = random.Random(seed)
    for number in range(count):
        size = rng.randint(2, 8)
        most = 12 if number % 2 else 10**6
        yield [rng.randint(1, most) for _ in range(size)], rng.randint(size, 120)


@pytest.mark.parametrize(("method", "name"), ONE_WAY.items())
def test_one_way_methods_agree_with_apportionment(method, name):
    apportionment = pytest.importorskip("apportionment.methods")
    compared = 0
    for figures, posts in random_rows(500, seed=method):
        named = {f"区{place}": figure for place, figure in enumerate(figures)}
        table = share_quotas(
            make_case(
                {("城管", KIND): posts}, population(named), {"常住人口": 1}, parameters={"取整方法": method}
            )
        )
        if table.ties:
            continue
        exact = name in ("largest_remainder", "saintelague", "dhondt", "adams")
        assert list(table.values.values()) == list(
            apportionment.compute(name, figures, posts, fractions=exact)
        )
        compared += 1
    assert compared >= 350


def webster(sums, posts):
    """Webster's split of posts, or None where it is tied or leaves someone out."""
    named = {f"第{place:02}": figure for place, figure in enumerate(sums)}
    table = share_quotas(
        make_case(
            {("上层", KIND): posts}, population(named), {"常住人口": 1}, parameters={"取整方法": "圣拉古"}
        )
    )
    split = list(table.values.values())
    return None if table.ties or not all(split) else split


def random_two_way(count, seed, zeros):
    """Weights with the totals that Webster gives to rows and columns."""
    rng = random.Random(seed)
    for number in range(count):
        height, width = rng.randint(2, 6), rng.randint(2, 6)
        most = 12 if number % 2 else 100_000
        votes = [
            [0 if rng.random() < zeros else rng.randint(1, most) for _ in range(width)] for _ in range(height)
        ]
        posts = rng.randint(10, 60)
        if all(map(any, votes)) and all(map(any, zip(*votes, strict=True))):
            rows = webster([sum(row) for row in votes], posts)
            columns = webster([sum(column) for column in zip(*votes, strict=True)], posts)
            if rows and columns:
                yield votes, rows, columns


def by_biprop(votes, rows, columns):
    biprop = pytest.importorskip("biprop")
    with contextlib.redirect_stdout(io.StringIO()):
        seats = biprop.Election(votes).lower_apportionment(party_seats=rows, region_seats=columns)
    return [tuple(int(seat) for seat in row) for row in seats]


def by_votelib(votes, rows, columns):
    proportional = pytest.importorskip("votelib.evaluate.proportional")
    by_column = {
        column: {row: votes[row][column] for row in range(len(rows))} for column in range(len(columns))
    }
    result = proportional.BiproportionalEvaluator("sainte_lague").evaluate(
        by_column, dict(enumerate(columns))
    )
    return [tuple(result[column].get(row, 0) for column in range(len(columns))) for row in range(len(rows))]


@pytest.mark.parametrize("zeros", [0, 0.25])
@pytest.mark.parametrize("peer", [by_biprop, by_votelib])
@pytest.mark.filterwarnings("ignore")
def test_two_way_proportion_agrees_with_peers_where_they_answer(peer, zeros):
    solved = agreed = 0
    for votes, rows, columns in random_two_way(60, seed=zeros, zeros=zeros):
        case = two_way(votes, rows, columns)
        try:
            table = share_quotas(case)
        except NoFeasiblePlan:
            continue
        solved += 1
        assert quota_faults(case, table) == ()
        try:
            answer = peer(votes, rows, columns)
        except Exception:  # noqa: BLE001, S112 - the peers fail in many ways; then there is nothing to compare
            continue
        right = [sum(row) for row in answer] == rows and [
            sum(column) for column in zip(*answer, strict=True)
        ] == columns
        if right and not table.ties:
            assert answer == rows_of(table)
            agreed += 1
    assert solved >= 15
    assert agreed >= solved // 2
