"""Quota tables: one large city, three hundred cities, ten thousand two-way tables beside the peers.

OR-Tools' SimpleMinCostFlow gets the same nested networks, with the criteria squeezed into one 64-bit cost
a post; it answers without exactness, order of criteria, ties, reasons or proof. It is only here to put
the times in proportion (extra ``bench``); the peers of the two-way tables come with extra ``test``.
"""

from __future__ import annotations

import contextlib
import importlib
import io
import random
import sys
import time
import warnings
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import partial
from typing import Any, TypeAlias

from benchmarks.measure import cpu_of, report
from zhifa_alloc.quotas import share_quotas
from zhifa_alloc.quotas.certificates import quota_faults
from zhifa_alloc.quotas.nest import Nest, nest_of
from zhifa_alloc.quotas.task import quota_task
from zhifa_alloc.schema.case import Case, District, UnitQuota, WeightRow, Workload
from zhifa_alloc.schema.errors import NoFeasiblePlan
from zhifa_alloc.schema.parameters import Parameters
from zhifa_alloc.schema.quota import QuotaTable

Problem: TypeAlias = tuple[list[list[int]], list[int], list[int]]
"""Weights, row totals, column totals."""
Peer: TypeAlias = Callable[[list[list[int]], list[int], list[int]], list[list[int]]]

KINDS = ("行政编制", "参公事业编制", "事业编制", "工勤编制")
FACTORS = {"常住人口": (10**5, 10**6), "经营主体": (10**3, 10**5), "辖区面积": (50, 900)}
CITIES = 300
TWO_WAY_TABLES = 10_000
PEER_TABLES = 300


def run(unit: float) -> None:
    """Time the tables and count what the peers cannot do."""
    warnings.simplefilter("ignore")
    _large_city(unit)
    _many_cities(unit)
    _two_way(unit)


def city(seed: int, domains: int, districts: int, kinds: int) -> Case:
    """Make up a city: three factors, floors of two posts a team."""
    rng = random.Random(seed)
    rows = tuple(
        District(
            f"区{place:02}",
            receives=True,
            code=f"2301{place:02}",
            factors={name: Fraction(rng.randint(*span)) for name, span in FACTORS.items()},
        )
        for place in range(districts)
    )
    quotas = tuple(
        UnitQuota(
            f"支队{domain}",
            f"领域{domain:02}",
            kind,
            rng.randint(5, 40) + (2 * districts + 200) * (kind != "工勤编制"),
        )
        for domain in range(domains)
        for kind in KINDS[:kinds]
    )
    weights = tuple(zip(FACTORS, (Fraction(1, 2), Fraction(3, 10), Fraction(1, 5)), strict=True))
    return Case(
        inputs=(),
        people=(),
        quotas=quotas,
        districts=rows,
        weights=tuple(WeightRow(f"领域{domain:02}", weights) for domain in range(domains)),
        parameters=Parameters.model_validate({"每队最少编制": 2}),
        base_date=None,
    )


def capped(case: Case, seed: int, spare: tuple[int, int]) -> Case:
    """Give every third district a cap: its posts without caps, plus this many."""
    rng = random.Random(seed)
    posts = dict.fromkeys(case.receiving, 0)
    for (_, _, district), value in share_quotas(case).values.items():
        posts[district] += value
    rows = tuple(
        replace(row, cap=posts[row.name] + rng.randint(*spare)) if place % 3 == 0 else row
        for place, row in enumerate(case.districts)
    )
    return replace(case, districts=rows)


def _large_city(unit: float) -> None:
    plain = city(1, 13, 16, 4)
    for name, case in (
        ("floors", plain),
        ("floors, caps that leave room", capped(plain, 1, (0, 9))),
        ("floors, caps that push posts out", capped(plain, 1, (-4, -1))),
    ):
        outside = sum(entry.posts for entry in share_quotas(case).outside)
        ours = cpu_of(partial(share_quotas, case), runs=9)
        note = f"{outside} posts outside; {_ratio(ours, [case])}"
        report(f"13 x 16 x 4, {name}", ours, unit, note)


def _many_cities(unit: float) -> None:
    for kinds in (1, 4):
        cases = [city(seed, 8, 6, kinds) for seed in range(CITIES)]
        ours = cpu_of(partial(_all, cases), runs=3)
        report(f"{CITIES} cities, 8 x 6, {kinds} types each", ours, unit, _ratio(ours, cases))


def _all(cases: Sequence[Case]) -> list[QuotaTable]:
    return [share_quotas(case) for case in cases]


def _ratio(ours: float, cases: Sequence[Case]) -> str:
    try:
        graph = importlib.import_module("ortools.graph.python.min_cost_flow")
    except ImportError:
        return "OR-Tools is not installed"
    nests = [nest_of(quota_task(case)) for case in cases]
    theirs = cpu_of(lambda: [_by_ortools(graph, nest) for nest in nests], runs=3)
    return f"{ours / theirs:.1f} x OR-Tools ({theirs:.3f} s for the flow alone)"


def _by_ortools(graph: Any, nest: Nest) -> int:  # noqa: ANN401
    """Solve a table with one cost a post: outside counts much, then the distance from the share."""
    flow = graph.SimpleMinCostFlow()
    lowers, uppers = nest.hard_room()
    network = nest.network(lowers, uppers)
    supplies = list(network.supplies)
    for arc, levels in enumerate(nest.levels):
        tail, head = network.tails[arc], network.heads[arc]
        share = float(nest.share(arc))
        base = min(max(lowers[arc], int(share) - 6), uppers[arc]) if levels else lowers[arc]
        supplies[tail] -= base
        supplies[head] += base
        if not levels:
            flow.add_arc_with_capacity_and_unit_cost(tail, head, uppers[arc] - base, 0)
            continue
        for post in range(base + 1, min(uppers[arc], base + 14) + 1):
            outside = 10**6 * ((post > share + 1) - (post <= int(share)))
            cost = outside + int(1000 * (2 * post - 1 - 2 * share))
            flow.add_arc_with_capacity_and_unit_cost(tail, head, 1, cost)
    for node, supply in enumerate(supplies):
        flow.set_node_supply(node, supply)
    return int(flow.solve())


@dataclass(slots=True)
class _Score:
    """What became of the tables given to a peer."""

    right: int = 0
    failed: int = 0
    wrong: int = 0
    tied: int = 0


def _two_way(unit: float) -> None:
    refused = ties = 0
    cpu = 0.0
    for votes, rows, columns in _two_way_tables(TWO_WAY_TABLES):
        case = _two_way_case(votes, rows, columns)
        begin = time.process_time()
        table = share_quotas(case)
        cpu += time.process_time() - begin
        refused += bool(quota_faults(case, table))
        ties += bool(table.ties)
    note = f"all solved, {refused} certificates refused, {ties} with ties"
    report(f"{TWO_WAY_TABLES} two-way tables, a quarter of cells 0", cpu, unit, note)
    given = list(_two_way_tables(PEER_TABLES))
    _peer("biprop, any totals", _by_biprop, given)
    # votelib works out the row totals itself, by Webster; ours is given the same.
    own = [(votes, _webster(votes, sum(columns)), columns) for votes, _, columns in given]
    _peer("votelib, any column totals", _by_votelib, [problem for problem in own if problem[1]])
    near = [(votes, rows, _webster(_turned(votes), sum(columns))) for votes, rows, columns in own]
    near = [problem for problem in near if problem[1] and problem[2] and all(problem[1]) and all(problem[2])]
    _peer("biprop, proportional totals", _by_biprop, near)
    _peer("votelib, proportional totals", _by_votelib, near)


def _turned(votes: list[list[int]]) -> list[list[int]]:
    return [list(column) for column in zip(*votes, strict=True)]


def _peer(name: str, peer: Peer, problems: Sequence[Problem]) -> None:
    score = _Score()
    for problem in problems:
        with contextlib.suppress(NoFeasiblePlan):
            table = share_quotas(_two_way_case(*problem))
            _judge(peer, score, problem, table)
    sys.stdout.write(f"  {name}: {score}\n")


def _webster(votes: list[list[int]], posts: int) -> list[int]:
    """Return Webster's row totals; nothing where they are tied."""
    rows = tuple(
        District(f"行{place}", receives=True, factors={"权数": Fraction(sum(row))})
        for place, row in enumerate(votes)
    )
    case = Case(
        inputs=(),
        people=(),
        quotas=(UnitQuota("合计", "合计", KINDS[0], posts),),
        districts=rows,
        weights=(WeightRow("合计", (("权数", Fraction(1)),)),),
        parameters=Parameters.model_validate({"取整方法": "圣拉古", "每队最少编制": 0}),
        base_date=None,
    )
    table = share_quotas(case)
    return [] if table.ties else list(table.values.values())


def _two_way_tables(count: int) -> Iterator[Problem]:
    """Yield weights, half of them small, with totals that some whole table has."""
    rng = random.Random(1)
    while count:
        height, width = rng.randint(2, 8), rng.randint(2, 12)
        most = 12 if count % 2 else 100_000
        votes = [
            [rng.randint(1, most) if rng.random() > 0.25 else 0 for _ in range(width)] for _ in range(height)
        ]
        if all(map(any, votes)) and all(map(any, zip(*votes, strict=True))):
            count -= 1
            table = [[rng.randint(0, 6) if weight else 0 for weight in row] for row in votes]
            yield votes, [sum(row) for row in table], [sum(column) for column in zip(*table, strict=True)]


def _two_way_case(votes: list[list[int]], rows: list[int], columns: list[int]) -> Case:
    names = [f"区{place:02}" for place in range(len(columns))]
    domains = [f"领域{place:02}" for place in range(len(rows))]
    return Case(
        inputs=(),
        people=(),
        quotas=tuple(
            UnitQuota(domain, domain, KINDS[0], total) for domain, total in zip(domains, rows, strict=True)
        ),
        districts=tuple(
            District(name, receives=True, code=name, cap=total, floor=total)
            for name, total in zip(names, columns, strict=True)
        ),
        weights=tuple(WeightRow(domain, (("权数", Fraction(1)),)) for domain in domains),
        parameters=Parameters.model_validate({"取整方法": "双向比例", "每队最少编制": 0}),
        base_date=None,
        workloads=tuple(
            Workload(domain, "权数", dict(zip(names, map(Fraction, row), strict=True)))
            for domain, row in zip(domains, votes, strict=True)
        ),
    )


def _judge(peer: Peer, score: _Score, problem: Problem, table: QuotaTable) -> None:
    _, rows, columns = problem
    values = list(table.values.values())
    ours = [values[start : start + len(columns)] for start in range(0, len(values), len(columns))]
    try:
        answer = peer(*problem)
    except Exception:  # noqa: BLE001 - whatever stops a peer, it has no answer
        score.failed += 1
        return
    met = [sum(row) for row in answer] == rows and [sum(one) for one in zip(*answer, strict=True)] == columns
    if answer == ours:
        score.right += 1
    elif met and table.ties:
        score.tied += 1
    else:
        score.wrong += 1


def _by_biprop(votes: list[list[int]], rows: list[int], columns: list[int]) -> list[list[int]]:
    biprop = importlib.import_module("biprop")
    with contextlib.redirect_stdout(io.StringIO()):
        seats = biprop.Election(votes).lower_apportionment(party_seats=rows, region_seats=columns)
    return [[int(seat) for seat in row] for row in seats]


def _by_votelib(votes: list[list[int]], rows: list[int], columns: list[int]) -> list[list[int]]:
    proportional = importlib.import_module("votelib.evaluate.proportional")
    evaluator = proportional.BiproportionalEvaluator("sainte_lague")
    by_column = {
        column: {row: votes[row][column] for row in range(len(rows))} for column in range(len(columns))
    }
    result = evaluator.evaluate(by_column, dict(enumerate(columns)))
    return [[int(result[column].get(row, 0)) for column in range(len(columns))] for row in range(len(rows))]
