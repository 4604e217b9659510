"""The sample city: its people, bound to stations, statuses, pins and relatives by hand, on office-like sheets."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from random import Random
from typing import Final

from cities import harbin_facts as facts
from cities.grid import Cell, Grid
from cities.harbin_rosters import rosters_of
from cities.harbin_sheets import figure_tables, other_tables, required_tables
from cities.model import City, Officer
from cities.people import Crew, Recruiter
from zhifa_alloc.schema.terms import APART, CITY, TOGETHER

SEED: Final = 2026
_POPULAR: Final = (
    *("道里区",) * 4,
    *("南岗区",) * 6,
    *("道外区",) * 4,
    *("香坊区",) * 4,
    "平房区",
    "松北区",
)
"""How often a district is wished for: about as its population."""
_LEADERS: Final = ("县处级正职", "县处级副职", "乡科级正职", "乡科级副职")
_STATUS_WORDS: Final = (
    ("借调", 7, "借调至上级机关"),
    ("挂职", 2, "挂职锻炼"),
    ("病休", 4, ""),
    ("产假", 4, ""),
    ("试用期", 6, "2026年新录用"),
    ("驻村", 2, "驻村工作队员"),
    ("审查调查", 1, ""),
    ("暂缓", 2, ""),
)


def harbin(seed: int = SEED) -> City:
    """Make the sample: 604 people on file, of whom 596 hold a quota and eight are 编外."""
    random = Random(seed)
    recruiter = Recruiter(random, _homes(), _POPULAR)
    people = _enlist(recruiter)
    _lead(people)
    people = _in_order(people)
    _station(random, people)
    _settle(random, people)
    _give_statuses(random, people)
    relations = _bind(random, people)
    _flaw(people)
    tables = (*required_tables(), *figure_tables(), *other_tables(people, relations))
    return City(
        name="花名册",
        officers=tuple(people),
        posts=facts.POSTS,
        districts=facts.RECEIVING,
        rosters=rosters_of(people),
        tables=tables,
    )


def harbin_parts(city: City) -> Mapping[str, tuple[Grid, ...]]:
    """Split the sample into the books that offices would send: file name -> sheets."""
    rosters = {grid.name: grid for grid in city.rosters}
    own = {"花名册-市场监管": "市市场监督管理局.xlsx", "花名册-城市管理": "市城市管理局.xlsx"}
    books: dict[str, tuple[Grid, ...]] = {"市委编办.xlsx": city.tables}
    for name, grid in rosters.items():
        book = own.get(name, "其他部门.xlsx")
        books[book] = (*books.get(book, ()), grid)
    return books


def _homes() -> tuple[str, ...]:
    return _POPULAR * 2 + facts.OUTSIDE


def _enlist(recruiter: Recruiter) -> list[Officer]:
    domains = {post.unit: post.domain for post in facts.POSTS}
    people: list[Officer] = []
    for (unit, quota_type), count in facts.HEADCOUNT.items():
        people += recruiter.crew(
            Crew(unit, domains[unit], quota_type, count, facts.PREFIXES[unit], facts.SECTIONS[unit])
        )
    for unit, count in facts.AUXILIARIES.items():
        people += recruiter.crew(
            Crew(unit, domains[unit], "编外", count, facts.PREFIXES[unit], facts.SECTIONS[unit][-1:])
        )
    return people


def _in_order(people: Sequence[Officer]) -> list[Officer]:
    """Sort by brigade and section, leaders first, as a personnel office lists them."""
    places = {unit: place for place, unit in enumerate(facts.SECTIONS)}
    sections = {(u, s): place for u, names in facts.SECTIONS.items() for place, s in enumerate(names)}
    ranks = {level: place for place, level in enumerate(_LEADERS, start=-len(_LEADERS))}
    return sorted(
        people,
        key=lambda p: (places[p.unit], sections[p.unit, p.section], ranks.get(p.level, 0), p.key),
    )


def _station(random: Random, people: Sequence[Officer]) -> None:
    """Write 现驻区 into the rows where sheet 机构驻区 does not say it."""
    by_sheet = {(row[0], row[1]) for row in facts.STATIONS}
    for officer in people:
        named = next((name for name in facts.RECEIVING if name[:2] in officer.section), "")
        if (officer.unit, officer.section) in by_sheet or officer.unit in (facts.MARKET, facts.URBAN):
            continue
        officer.stationed = named or (random.choice(_POPULAR) if random.random() < 0.4 else "")


def _settle(random: Random, people: Sequence[Officer]) -> None:
    """Let most people wish first for the district they work in already."""
    stations = {(row[0], row[1]): str(row[2]) for row in facts.STATIONS}
    for officer in people:
        place = officer.stationed or stations.get((officer.unit, officer.section), "")
        if place and officer.wishes and random.random() < 0.65:
            officer.wishes = tuple(dict.fromkeys((place, *officer.wishes)))[:3]


def _units(people: Sequence[Officer]) -> Iterator[tuple[str, list[Officer]]]:
    for unit in dict.fromkeys(officer.unit for officer in people):
        yield unit, [officer for officer in people if officer.unit == unit]


def _lead(people: Sequence[Officer]) -> None:
    """Give each brigade its leaders: those longest in service. Heads of large ones stay with the city."""
    for unit, members in _units(people):
        able = sorted((p for p in members if p.can_enforce), key=lambda p: (p.career, p.key))
        head, deputy, *rest = able
        head.post, head.level = (
            ("支队长", "县处级正职") if unit.endswith("支队") else ("负责人", "乡科级正职")
        )
        deputy.post, deputy.level = (
            ("副支队长", "县处级副职") if unit.endswith("支队") else ("副职", "乡科级副职")
        )
        head.section = deputy.section = facts.SECTIONS[unit][0]
        if unit.endswith("支队"):
            head.pin = CITY
            head.wishes = ()
        taken: set[str] = set()
        for officer in rest:
            if officer.section not in taken and "队" in officer.section:
                taken.add(officer.section)
                officer.post, officer.level = f"{officer.section}队长".replace("队队长", "队长"), "乡科级正职"


def _give_statuses(random: Random, people: Sequence[Officer]) -> None:
    pool = [p for p in people if p.free and p.can_enforce and p.level == "科员级"]
    random.shuffle(pool)
    for word, count, remark in _STATUS_WORDS:
        chosen = [p for p in pool if _fits(word, p)][:count]
        for officer in chosen:
            officer.status, officer.remark = word, remark
            pool.remove(officer)
            if word == "试用期":
                officer.career = date(2026, 3, 1)
                officer.certificate, officer.certificate_until = "", None
                officer.rank, officer.level, officer.points = "", "试用期人员", 20.0


def _fits(word: str, officer: Officer) -> bool:
    age = 2026 - officer.birth.year
    if word == "产假":
        return officer.sex == "女" and age <= 38
    return age <= 32 if word == "试用期" else age >= 28


def _bind(random: Random, people: Sequence[Officer]) -> list[tuple[Cell, ...]]:
    pool = [p for p in people if p.free and p.can_enforce and p.level == "科员级"]
    random.shuffle(pool)
    for officer, target in zip(pool[:5], ("道里区", "南岗区", "道外区", "香坊区", "松北区"), strict=True):
        officer.pin = target
    for officer in pool[5:13]:
        officer.exclusions = (
            (officer.wishes[-1],) if len(officer.wishes) == 3 else (random.choice(facts.RECEIVING),)
        )
        officer.wishes = tuple(w for w in officer.wishes if w not in officer.exclusions)
    couples = _couples(pool[13:])
    related = [p for p in pool[13:] if all(p not in pair for pair in couples)]
    rows: list[tuple[Cell, ...]] = [(a.key, b.key, "夫妻", TOGETHER) for a, b in couples]
    for domain in ("城市管理", "交通运输", "市场监管", "城市管理"):
        first, second = [p for p in related if p.domain == domain][:2]
        related = [p for p in related if p not in (first, second)]
        second.name = first.name[0] + second.name[1:]
        rows.append((first.key, second.id_number, "兄弟姐妹", APART))
    return rows


def _couples(pool: Sequence[Officer]) -> list[tuple[Officer, Officer]]:
    men = [p for p in pool if p.sex == "男"][:4]
    women = [p for p in pool if p.sex == "女"][:4]
    for man, woman in zip(men, women, strict=True):
        woman.home = man.home
        woman.wishes = man.wishes
    return list(zip(men, women, strict=True))


def _flaw(people: Sequence[Officer]) -> None:
    """Leave a few faults of the kind that only warrant a warning."""
    culture = [p for p in people if p.unit == facts.CULTURE and p.certificate and p.free]
    for officer in culture[:3]:
        officer.certificate_until = date(2026, 6, 30)
    for officer in culture[3:7]:
        officer.certificate_until = None
    dreamer = next(p for p in people if p.home == "呼兰区" and p.wishes and p.free)
    dreamer.wishes = ("呼兰区", *dreamer.wishes[:2])
    torn = next(p for p in people if p.exclusions and p.wishes)
    torn.wishes = (*torn.wishes[:2], torn.exclusions[0])
