"""Placing people: the engine beside two greedy orders and two solvers on the whole model, on the same cities.

``python -m benchmarks placement`` runs the default sizes in some minutes. ``python -m benchmarks.placement
100000x13x16 3300x9x7:5`` runs people × domains × districts (and seed) of your own. The solvers get the
goals as one weighted sum, which is the opening's, and a limit in seconds of wall time.
"""

from __future__ import annotations

import random
import resource
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from multiprocessing import get_context
from pathlib import Path
from typing import Final

import highspy
import numpy as np

from benchmarks.measure import report, yardstick
from benchmarks.placement_greedy import greedy
from benchmarks.placement_sum import gap_of_sum
from zhifa_alloc.quotas import share_headcounts, share_quotas
from zhifa_alloc.roster import build_case
from zhifa_alloc.rules import demands_of, stage_values
from zhifa_alloc.schema.case import Case
from zhifa_alloc.schema.quota import QuotaTable
from zhifa_alloc.schema.team import teams_of
from zhifa_alloc.staffing import place
from zhifa_alloc.staffing.model import build_model, destinations_of
from zhifa_alloc.staffing.opening import goal_weights, sum_of_goals
from zhifa_alloc.staffing.parts import Part
from zhifa_alloc.staffing.placing import goal_order
from zhifa_alloc.staffing.problem import Problem, build_problem

sys.path.insert(0, str(Path(__file__).parents[1] / "tools"))

SIZES: Final = ((2000, 8, 6, 1), (10_000, 13, 16, 1))
PEERS_UP_TO: Final = 2000
"""People up to whom the solvers are tried by default: beyond, neither finds a placement in a minute."""
SECONDS: Final = 60.0

Size = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one way of placing came to. ``gaps`` is empty for ways that prove nothing."""

    cpu: float
    megabytes: float
    values: Mapping[str, int]
    gaps: Mapping[str, float]
    wish: float
    first: float
    broken: int


def run(unit: float) -> None:
    """Compare on the default sizes."""
    for size in SIZES:
        compare(size, unit, peers=size[0] <= PEERS_UP_TO)


def compare(size: Size, unit: float, *, peers: bool) -> None:
    """Print one city: the engine, the greedy orders, and, if asked for, the solvers."""
    people, domains, districts, seed = size
    sys.stdout.write(f"{people} people, {domains} domains, {districts} districts, seed {seed}\n")
    ways: dict[str, Callable[[Size], Outcome | None]] = {
        "zhifa-alloc": engine,
        "zhifa-alloc, 积分选岗": by_turns,
        "greedy by seniority": by_seniority,
        "greedy in random order": at_random,
    }
    if peers:
        ways |= {
            f"HiGHS, whole model, {SECONDS:.0f} s": by_highs,
            f"CP-SAT, whole model, {SECONDS:.0f} s": by_cp_sat,
        }
    for name, way in ways.items():
        outcome = _apart(way, size)
        if outcome is None:
            sys.stdout.write(f"  {name}: no placement\n")
        else:
            report(f"  {name}", outcome.cpu, unit, _told(outcome))


def _told(outcome: Outcome) -> str:
    values = " ".join(f"{key} {value}" for key, value in outcome.values.items())
    gaps = f"; {_gaps(outcome.gaps)}" if outcome.gaps else ""
    return (
        f"{outcome.megabytes:.0f} MB; {values}{gaps}; first wish {outcome.first:.1%}, any {outcome.wish:.1%}; "
        f"{outcome.broken} broken"
    )


def _gaps(gaps: Mapping[str, float]) -> str:
    return "gaps " + " ".join(f"{key} {gap:.2%}" for key, gap in gaps.items())


def _apart(way: Callable[[Size], Outcome | None], size: Size) -> Outcome | None:
    """Run in a process of its own, so that memory is that of this way alone."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return pool.submit(way, size).result()


def city(size: Size) -> tuple[Case, QuotaTable]:
    """Make the city and its headcounts."""
    import cities  # noqa: PLC0415  (tools/ joins the path above)

    made = cities.make_city(*size)
    case = build_case([cities.raw_book(made.grids, "city.xlsx")]).case
    assert case is not None
    return case, share_headcounts(case, share_quotas(case))[0]


def engine(size: Size) -> Outcome:
    """Place with the program's own engine; the last gap is that of all goals in one sum."""
    case, table = city(size)
    outcome = _placed(case, table)
    return replace(outcome, gaps={**outcome.gaps, "sum": gap_of_sum(case, table, outcome.values)})


def by_turns(size: Size) -> Outcome:
    """Let people choose in the order of 积分, with the program's own engine."""
    case, table = city(size)
    parameters = case.parameters.model_copy(update={"placing": "积分选岗"})
    return _placed(replace(case, parameters=parameters), table)


def _placed(case: Case, table: QuotaTable) -> Outcome:
    begin = time.process_time()
    placement = place(case, table)
    cpu = time.process_time() - begin
    places = {one.staff_id: one.to for one in placement.assignments}
    return _outcome(case, table, places, cpu, {stage.key: stage.gap for stage in placement.stages})


def by_seniority(size: Size) -> Outcome:
    """Let people choose by 参加工作时间, the longest service first."""
    case, table = city(size)
    order = sorted(case.people, key=lambda one: (one.career_start or (9999, 1), one.staff_id))
    return _greedy(case, table, [one.staff_id for one in order])


def at_random(size: Size) -> Outcome:
    """Let people choose in an order drawn by lot."""
    case, table = city(size)
    order = [one.staff_id for one in case.people]
    random.Random(1).shuffle(order)
    return _greedy(case, table, order)


def _greedy(case: Case, table: QuotaTable, order: Sequence[str]) -> Outcome:
    begin = time.process_time()
    places = greedy(case, table, order)
    return _outcome(case, table, places, time.process_time() - begin, {})


def _outcome(
    case: Case, table: QuotaTable, places: Mapping[str, str], cpu: float, gaps: Mapping[str, float]
) -> Outcome:
    wishing = [one for one in case.people if one.takes_part and any(one.wishes)]
    met = [one for one in wishing if places[one.staff_id] in one.wishes]
    first = [one for one in wishing if places[one.staff_id] == one.wishes[0]]
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    values = stage_values(case, table, places)
    return Outcome(
        cpu,
        megabytes,
        values,
        gaps,
        len(met) / len(wishing),
        len(first) / len(wishing),
        broken(case, table, places),
    )


def broken(case: Case, table: QuotaTable, places: Mapping[str, str]) -> int:
    """Count demands of the rules that are not met: places closed, teams too thin, pairs, headcounts."""
    demands = demands_of(case)
    found = sum(places.get(one.staff_id) == one.destination for one in demands.closed)
    found += sum(
        sum(places[key] == floor.team.district for key in floor.members) < floor.at_least
        for floor in demands.floors
    )
    found += sum((places[one.first] != places[one.second]) for one in demands.pairs if one.together)
    team_at = {(team.district, domain): team for team in teams_of(case) for domain in team.domains}
    home = {one.staff_id: one.domain for one in case.people}
    teams = {key: team_at.get((place, home[key])) for key, place in places.items()}
    found += sum(
        teams[one.first] is not None and teams[one.first] == teams[one.second]
        for one in demands.pairs
        if not one.together
    )
    there = dict.fromkeys(table.values, 0)
    for one in case.people:
        if one.takes_part:
            there[one.domain, one.quota_type, places[one.staff_id]] += 1
    return found + sum(there[cell] != value for cell, value in table.values.items())


def _whole(case: Case, table: QuotaTable) -> tuple[Problem, Part]:
    problem = build_problem(case, table, demands_of(case), None)
    unit_of = np.zeros(len(problem.people), dtype=np.int64)
    for u, unit in enumerate(problem.units):
        unit_of[list(unit)] = u
    everyone = np.arange(len(problem.people))
    part = Part(
        domains=tuple(range(len(problem.domains))),
        people=everyone,
        rows=np.arange(len(problem.rows)),
        units=problem.units,
        unit_of=unit_of,
        floors=problem.floors,
        rivals=problem.rivals,
    )
    return problem, part


def _read(
    case: Case, table: QuotaTable, problem: Problem, part: Part, units: np.ndarray, cpu: float
) -> Outcome:
    found = part.places(units)
    places = {
        person.staff_id: problem.destinations[int(d)] for person, d in zip(problem.people, found, strict=True)
    }
    return _outcome(case, table, places, cpu, {})


def by_highs(size: Size) -> Outcome | None:
    """Give HiGHS the whole model and a minute."""
    case, table = city(size)
    problem, part = _whole(case, table)
    model = build_model(problem, part)
    matrix = model.matrix
    highs = highspy.Highs()
    highs.setOptionValue("output_flag", False)
    highs.setOptionValue("time_limit", SECONDS)
    highs.setOptionValue("threads", 1)
    lp = highspy.HighsLp()
    lp.num_col_, lp.num_row_ = len(matrix.ceiling), len(matrix.lower)
    lp.col_cost_ = sum_of_goals(model, goal_weights(problem, goal_order(case.parameters.goals)))
    lp.col_lower_, lp.col_upper_ = np.zeros(len(matrix.ceiling)), matrix.ceiling
    lp.row_lower_, lp.row_upper_ = matrix.lower, matrix.upper
    lp.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    lp.a_matrix_.start_, lp.a_matrix_.index_, lp.a_matrix_.value_ = matrix.start, matrix.index, matrix.value
    lp.integrality_ = [highspy.HighsVarType.kInteger] * len(matrix.ceiling)
    highs.passModel(lp)
    begin = time.process_time()
    highs.run()
    cpu = time.process_time() - begin
    if highs.getInfo().primal_solution_status != highspy.SolutionStatus.kSolutionStatusFeasible:
        return None
    return _read(
        case, table, problem, part, destinations_of(model, np.array(highs.getSolution().col_value)), cpu
    )


def by_cp_sat(size: Size) -> Outcome | None:
    """Give CP-SAT the whole model and a minute."""
    from benchmarks.placement_cp_sat import solve  # noqa: PLC0415  (ortools is for benchmarks only)

    case, table = city(size)
    problem, part = _whole(case, table)
    model = build_model(problem, part)
    cost = sum_of_goals(model, goal_weights(problem, goal_order(case.parameters.goals)))
    begin = time.process_time()
    values = solve(model.matrix, model.choices, cost, SECONDS)
    cpu = time.process_time() - begin
    return None if values is None else _read(case, table, problem, part, destinations_of(model, values), cpu)


def _size(text: str) -> Size:
    shape, _, seed = text.partition(":")
    people, domains, districts = (int(number) for number in shape.split("x"))
    return people, domains, districts, int(seed or 1)


if __name__ == "__main__":
    reference = yardstick()
    for argument in sys.argv[1:]:
        compare(_size(argument), reference, peers="--peers" in sys.argv) if argument != "--peers" else None
