"""Builders of small and city-sized cases, made of values alone (no workbook)."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date
from fractions import Fraction

import numpy as np
import pytest

from zhifa_alloc.rules import demands_of
from zhifa_alloc.schema.case import Case, District, InputFile, Relation, UnitQuota
from zhifa_alloc.schema.parameters import Parameters
from zhifa_alloc.schema.person import Person
from zhifa_alloc.schema.quota import QuotaTable
from zhifa_alloc.schema.status import can_hold_certificate, standing_of
from zhifa_alloc.schema.terms import CITY, MODE_SECONDED, TOGETHER
from zhifa_alloc.staffing.matrix import Floats
from zhifa_alloc.staffing.model import Model, build_model
from zhifa_alloc.staffing.opening import goal_weights, sum_of_goals
from zhifa_alloc.staffing.parts import split
from zhifa_alloc.staffing.placing import goal_order
from zhifa_alloc.staffing.problem import Problem, build_problem

DISTRICTS = ("道里区", "南岗区", "道外区", "香坊区", "平房区", "松北区")
PARTICIPATING, ADMINISTRATIVE, WORKER = "参公事业编制", "行政编制", "工勤编制"
POPULATION = (923762, 1343857, 906421, 916408, 190253, 236848)


def make_person(
    staff_id: str, domain: str = "农业", quota_type: str = PARTICIPATING, **given: object
) -> Person:
    """A person in office; ``certified`` defaults to what the quota type allows."""
    status = str(given.pop("status", "在岗"))
    mode = str(given.pop("mode", MODE_SECONDED))
    wishes = tuple(given.pop("wishes", ()))
    values: dict[str, object] = {
        "certified": can_hold_certificate(quota_type),
        "birth": (1980, 1),
        "sex": "男",
    }
    return Person(
        staff_id=staff_id,
        name=f"测试{staff_id}",
        unit=f"{domain}支队",
        quota_type=quota_type,
        domain=domain,
        mode=mode,
        status=status,
        standing=standing_of(status, quota_type, mode, {}),
        wishes=(*wishes, "", "", "")[:3],
        **(values | given),
    )


def make_case(people: Iterable[Person], districts: Iterable[str] = DISTRICTS, **given: object) -> Case:
    """A case around people: quotas are as many posts as people, one unit a domain."""
    people = tuple(sorted(people, key=lambda person: person.staff_id))
    posts = Counter((p.domain, p.quota_type) for p in people if p.standing.on_quota)
    values: dict[str, object] = {
        "quotas": tuple(
            UnitQuota(f"{domain}支队", domain, quota_type, number, reserve=0)
            for (domain, quota_type), number in sorted(posts.items())
        ),
        "districts": tuple(
            District(name, receives=True, code=f"{k:02d}") for k, name in enumerate(districts)
        ),
        "parameters": Parameters(seed="20250101"),
    }
    return Case(
        inputs=(InputFile("花名册.xlsx", "0" * 64),),
        people=people,
        weights=(),
        base_date=date(2025, 6, 30),
        **(values | given),
    )


def make_table(case: Case, cells: Mapping[tuple[str, str, str], int]) -> QuotaTable:
    """A headcount table from its cells; cells that are left out are zero."""
    rows = Counter((p.domain, p.quota_type) for p in case.people if p.takes_part)
    columns = (*case.receiving, CITY)
    values = {(d, t, c): cells.get((d, t, c), 0) for d, t in sorted(rows) for c in columns}
    return QuotaTable(
        "双向控制", dict(sorted(rows.items())), columns, {k: Fraction(v) for k, v in values.items()}, values
    )


def share_table(case: Case, city_share: float = 0.1) -> QuotaTable:
    """Headcounts by population and equal parts, largest remainder by row; pins are room enough on average."""
    rows = Counter((p.domain, p.quota_type) for p in case.people if p.takes_part)
    cells: dict[tuple[str, str, str], int] = {}
    for (domain, quota_type), number in sorted(rows.items()):
        receivers = case.receivers_of(domain)
        weight = {
            name: Fraction(7, 10) * _population(case, name, receivers) + Fraction(3, 10 * len(receivers))
            for name in receivers
        }
        city = round(number * city_share)
        exact = {name: (number - city) * weight[name] for name in receivers}
        whole = {name: int(share) for name, share in exact.items()}
        order = sorted(receivers, key=lambda name: (whole[name] - exact[name], name))
        for name in order[: number - city - sum(whole.values())]:
            whole[name] += 1
        cells |= {(domain, quota_type, name): value for name, value in whole.items()}
        cells[(domain, quota_type, CITY)] = city
    return make_table(case, cells)


def _population(case: Case, name: str, receivers: tuple[str, ...]) -> Fraction:
    size = {district: POPULATION[k % len(POPULATION)] for k, district in enumerate(case.receiving)}
    return Fraction(size[name], sum(size[other] for other in receivers))


def random_city(people: int, domains: int = 8, districts: tuple[str, ...] = DISTRICTS, seed: int = 1) -> Case:
    """A made-up city with wishes, homes, stations, statuses, certificates and bands."""
    rng = random.Random(seed)
    sizes = [rng.uniform(0.6, 1.6) for _ in range(domains)]
    staff = []
    for g, size in enumerate(sizes):
        for _ in range(round(people * size / sum(sizes))):
            staff.append(_random_person(rng, f"领域{g + 1}", districts, f"A{len(staff):06d}"))
    return make_case(staff, districts)


def _random_person(rng: random.Random, domain: str, districts: tuple[str, ...], staff_id: str) -> Person:
    quota_type = rng.choices((PARTICIPATING, ADMINISTRATIVE, WORKER), (75, 15, 10))[0]
    status = rng.choices(("在岗", "借调", "产假", "暂缓"), (94, 3, 2, 1))[0]
    places = (*districts, CITY)
    liking = [3 if k < 2 else 1 for k in range(len(places))]
    wishes: list[str] = []
    while rng.random() < 0.8 and len(wishes) < 3:
        wish = rng.choices(places, liking)[0]
        wishes += [wish] if wish not in wishes else []
    able = can_hold_certificate(quota_type) and status == "在岗"
    return make_person(
        staff_id,
        domain,
        quota_type,
        status=status,
        wishes=wishes,
        birth=(rng.randint(1966, 2001), rng.randint(1, 12)),
        sex=rng.choice("男女"),
        education=rng.choices(("硕士研究生", "大学本科", "大专", "高中"), (10, 60, 20, 10))[0],
        post_level=rng.choices(("县处级副职", "乡科级正职", "乡科级副职", "科员"), (3, 10, 20, 67))[0],
        certified=able and rng.random() < 0.8,
        stationed=rng.choice((*districts, "", "", "")),
        home=rng.choice((*districts, "")),
    )


def with_changes(case: Case, **changes: Mapping[str, object]) -> Case:
    """Replace fields of people, by staff_id."""
    people = tuple(replace(p, **changes[p.staff_id]) if p.staff_id in changes else p for p in case.people)
    return replace(case, people=people)


@pytest.fixture(scope="session")
def person() -> Callable[..., Person]:
    return make_person


@pytest.fixture(scope="session")
def case_of() -> Callable[..., Case]:
    return make_case


@pytest.fixture(scope="session")
def table_of() -> Callable[..., QuotaTable]:
    return make_table


@pytest.fixture
def shares() -> Callable[..., QuotaTable]:
    return share_table


@pytest.fixture
def city() -> Callable[..., Case]:
    return random_city


@pytest.fixture
def change() -> Callable[..., Case]:
    return with_changes


@pytest.fixture
def tied() -> tuple[Case, QuotaTable]:
    """Three domains tied into one part by four couples."""
    case = random_city(240, domains=3, seed=2)
    placed = [person for person in case.people if person.takes_part]
    pairs = [(placed[k], placed[k + 80]) for k in (0, 20, 110, 130)]
    relations = tuple(Relation(one.staff_id, other.staff_id, "夫妻", TOGETHER) for one, other in pairs)
    case = replace(case, relations=relations)
    return case, share_table(case)


@pytest.fixture
def problem() -> Problem:
    """Three domains of 80 people each."""
    case = random_city(240, domains=3, seed=6)
    return build_problem(case, share_table(case), demands_of(case), None)


@pytest.fixture
def model(problem: Problem) -> Model:
    """The first of them."""
    return build_model(problem, split(problem)[0])


@pytest.fixture
def weighted(problem: Problem, model: Model) -> Floats:
    """The sum of all goals, by its columns."""
    return sum_of_goals(model, goal_weights(problem, goal_order(problem.case.parameters.goals)))


def meets_all(model: Model, values: Floats) -> bool:
    """Tell whether columns meet every row of a part."""
    rows = np.repeat(values, np.diff(model.matrix.start)) * model.matrix.value
    met = np.bincount(model.matrix.index, weights=rows, minlength=len(model.matrix.lower))
    return bool(np.all(met >= model.matrix.lower - 1e-6) and np.all(met <= model.matrix.upper + 1e-6))
