"""A city of any size, clean and feasible by construction, for tests and benchmarks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from math import ceil
from random import Random
from typing import Final

from cities.grid import Cell, Grid, plain_grid
from cities.layout import bare_roster
from cities.model import COLUMNS, POST_HEADERS, City, Officer, Post, post_row
from cities.people import Crew, Recruiter
from cities.ties import RELATION_HEADERS, bind

DOMAINS: Final = (
    "市场监管",
    "生态环境",
    "文化市场",
    "交通运输",
    "农业",
    "城市管理",
    "应急管理",
    "卫生监督",
    "自然资源",
    "水务",
    "劳动保障",
    "住房建设",
    "商务",
    "林草",
    "教育",
    "民政",
)
_MANSIONS: Final = "角亢氐房心尾箕斗牛女虚危室壁奎娄胃昴毕觜参井鬼柳星张翼轸"
*_NEAR, OUTSIDE = (f"{star}宿区" for star in _MANSIONS)
DISTRICTS: Final = tuple(_NEAR)
"""Named after the 28 lunar mansions: no real district is meant. The last one does not receive."""
TYPES: Final = (("参公事业编制", 0.80), ("全额拨款事业编制", 0.16), ("工勤编制", 0.04))
FACTORS: Final = ("常住人口", "经营主体", "辖区面积")
SMALLEST_TEAM: Final = 10
"""People per 领域 × 区 on average below which two certified officers a team are not certain."""


@dataclass(frozen=True, slots=True)
class Size:
    """How large a city to make."""

    people: int
    domains: int
    districts: int


def make_city(people: int = 2000, domains: int = 8, districts: int = 6, seed: int = 1) -> City:
    """Make a city with ``people`` in ``domains`` brigades for ``districts`` receiving districts.

    Raises:
        ValueError: more domains or districts than there are names, or too few people for every team.
    """
    size = Size(people, domains, districts)
    _check(size)
    random = Random(f"{people}/{domains}/{districts}/{seed}")
    receiving = DISTRICTS[:districts]
    recruiter = Recruiter(random, receiving, receiving)
    posts, officers = _staff(random, size, recruiter)
    for officer in officers:
        officer.stationed = random.choice(receiving) if random.random() < 0.5 else ""
    relations = bind(random, officers, receiving, share=0.01)
    return City(
        name=f"示例市-{people}人",
        officers=tuple(officers),
        posts=tuple(posts),
        districts=receiving,
        rosters=(bare_roster("花名册", officers, tuple(COLUMNS)),),
        tables=(
            plain_grid("编制", POST_HEADERS, [post_row(post) for post in posts]),
            _district_grid(random, receiving),
            _workload_grid(random, DOMAINS[:domains], receiving),
            _weight_grid(DOMAINS[:domains]),
            plain_grid("人员关系", RELATION_HEADERS, relations),
            _parameter_grid(seed),
        ),
    )


def _check(size: Size) -> None:
    fits = 1 <= size.domains <= len(DOMAINS) and 1 <= size.districts <= len(DISTRICTS)
    if not fits or size.people < SMALLEST_TEAM * size.domains * size.districts:
        raise ValueError(size)


def _staff(random: Random, size: Size, recruiter: Recruiter) -> tuple[list[Post], list[Officer]]:
    posts: list[Post] = []
    officers: list[Officer] = []
    for place, domain in enumerate(DOMAINS[: size.domains]):
        units = 1 + int(random.random() * 3)
        head_count = _part(size.people, place, size.domains)
        for unit in range(units):
            name = f"市{domain}执法支队" if units == 1 else f"市{domain}执法第{'一二三'[unit]}支队"
            crews, rows = _unit(random, name, domain, _part(head_count, unit, units))
            posts += rows
            for crew in crews:
                officers += recruiter.crew(crew)
    return posts, officers


def _unit(random: Random, name: str, domain: str, people: int) -> tuple[list[Crew], list[Post]]:
    workers = int(people * TYPES[2][1])
    staff = int(people * TYPES[1][1])
    counts = {"参公事业编制": people - staff - workers, "全额拨款事业编制": staff, "工勤编制": workers}
    crews, posts = [], []
    for quota_type, count in counts.items():
        if not count:
            continue
        vacant = int(count * 0.05 * random.random())
        reserve = ceil(count * 0.08) if quota_type != "工勤编制" else 0
        posts.append(_post(name, domain, quota_type, count + vacant, reserve))
        crews.append(Crew(name, domain, quota_type, count, "P", ("一大队", "二大队", "三大队")))
    return crews, posts


def _post(unit: str, domain: str, quota_type: str, approved: int, reserve: int) -> Post:
    return Post(
        unit,
        domain,
        quota_type,
        approved,
        reserve,
        batch="第一批",
        deadline=date(2026, 10, 25),
        department=f"市{domain}主管局",
        reform="组建",
    )


def _part(total: int, place: int, parts: int) -> int:
    return total * (place + 1) // parts - total * place // parts


def _district_grid(random: Random, receiving: Sequence[str]) -> Grid:
    rows: list[tuple[Cell, ...]] = [
        (
            name,
            f"2399{place:02d}",
            "是",
            *(int(scale * (0.6 + random.random())) for scale in (600_000, 60_000, 300)),
        )
        for place, name in enumerate(receiving, start=1)
    ]
    rows.append((OUTSIDE, "239999", "否", 500_000, 20_000, 900))
    return plain_grid("区情", ("区", "区划代码", "是否承接", *FACTORS), rows)


def _workload_grid(random: Random, domains: Sequence[str], receiving: Sequence[str]) -> Grid:
    rows: list[tuple[Cell, ...]] = [
        (domain, "案件量", *(int(400 * (0.6 + random.random())) for _ in receiving)) for domain in domains
    ]
    return plain_grid("业务量", ("执法领域", "指标", *receiving), rows)


def _weight_grid(domains: Sequence[str]) -> Grid:
    rows = [("默认", 0.4, 0.3, 0.1, 0.2)]
    rows += [(domain, 0.3, 0.2, 0.2, 0.3) for domain in domains[::3]]
    return plain_grid("权重", ("执法领域", *FACTORS, "案件量"), rows)


def _parameter_grid(seed: int) -> Grid:
    rows: list[tuple[Cell, ...]] = [("基准日", date(2026, 9, 30)), ("抽签种子", f"示例种子{seed}")]
    return plain_grid("参数", ("参数", "值"), rows)
