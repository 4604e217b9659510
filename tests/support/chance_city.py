"""Small cities drawn by a seed, with what is needed to work every figure out again without the program."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from fractions import Fraction

from support.cities import id_number

CITY, APART = "市级留用", "不参与"
STAYS_OUT = ("停职", "审查调查", "暂缓")
EXPIRED = "2025-01-01"
_TYPES = ("参公事业编制", "行政编制", "工勤编制")
_FACTORS = ("常住人口", "经营主体", "辖区面积")


@dataclass
class Someone:
    """One person as the roster tells it."""

    key: str
    unit: str
    domain: str
    kind: str
    mode: str
    certificate: str
    until: str
    stationed: str
    home: str
    wishes: tuple[str, ...]
    status: str
    pin: str
    excluded: tuple[str, ...]
    birth: str
    education: str
    rank: str
    identity: str

    @property
    def takes_part(self) -> bool:
        probation = self.status == "试用期" and self.mode == "整体划转"
        return self.status not in STAYS_OUT and not probation

    @property
    def certified(self) -> bool:
        return bool(self.certificate) and self.until != EXPIRED and self.status != "试用期"

    @property
    def present(self) -> bool:
        return self.status in {"", "在岗"}


@dataclass
class ChanceCity:
    """A city: ``sheets`` go into the workbook, everything else is what they mean."""

    draw: random.Random
    districts: list[str]
    outside: list[str]
    domains: list[str]
    factors: dict[str, dict[str, int]] = field(default_factory=dict)
    closed: dict[str, list[str]] = field(default_factory=dict)
    weights: dict[str, dict[str, int]] = field(default_factory=dict)
    quotas: dict[tuple[str, str], tuple[int, int]] = field(default_factory=dict)
    units: dict[str, tuple[str, str]] = field(default_factory=dict)
    people: list[Someone] = field(default_factory=list)
    relations: list[tuple[str, str, str]] = field(default_factory=list)
    kilometres: dict[tuple[str, str], int] = field(default_factory=dict)
    bounds: list[tuple[str, int | None, int | None]] = field(default_factory=list)
    min_certified: int = 0
    floor: int = 0
    tolerance: int = 0
    surplus: str = "留市消化"
    goals: list[str] = field(default_factory=lambda: ["均衡", "就地", "志愿", "距离", "次序号"])
    base: tuple[int, int] = (2026, 10)
    sheets: dict[str, list[list[object]]] = field(default_factory=dict)

    def takers(self, domain: str) -> list[str]:
        """Districts that receive a domain."""
        return [name for name in self.districts if domain not in self.closed[name]]

    def pools(self) -> dict[tuple[str, str], tuple[int, int]]:
        """(领域, 类型) -> (核定, 留用), several units together."""
        pools: dict[tuple[str, str], tuple[int, int]] = {}
        for (unit, kind), (posts, kept) in self.quotas.items():
            row = (self.units[unit][0], kind)
            before = pools.get(row, (0, 0))
            pools[row] = (before[0] + posts, before[1] + kept)
        return pools

    def shares(self, domain: str) -> dict[str, Fraction]:
        """Normalised weight of every district that receives the domain."""
        weights = self.weights[domain]
        shares = dict.fromkeys(self.takers(domain), Fraction(0))
        for factor, weight in weights.items():
            total = sum(self.factors[factor][name] for name in shares)
            for name in shares:
                shares[name] += Fraction(weight * self.factors[factor][name], sum(weights.values()) * total)
        return shares


def chance_city(seed: int, people: int | None = None) -> ChanceCity:
    """Draw a city; with ``people`` it has so few that every placement can be tried."""
    draw = random.Random(seed)
    few = people is not None
    city = ChanceCity(
        draw,
        districts=[f"{letter}区" for letter in "甲乙丙丁"[: draw.randint(2, 3 if few else 4)]],
        outside=["外区"] if draw.random() < 0.5 else [],
        domains=["城市管理", "交通运输", "农业"][: draw.randint(1, 2 if few else 3)],
    )
    _draw_districts(city)
    _draw_weights(city)
    _draw_quotas(city, few)
    _draw_people(city, people)
    _draw_ties(city)
    _draw_parameters(city, few)
    return city


def _draw_districts(city: ChanceCity) -> None:
    draw = city.draw
    everywhere = [*city.districts, *city.outside]
    for factor in draw.sample(_FACTORS, draw.randint(1, 3)):
        city.factors[factor] = {name: draw.randint(1, 60) * 100 for name in everywhere}
    header: list[object] = ["区", "是否承接", "编制上限", "编制下限", "不承接领域", *city.factors]
    rows = [header]
    for position, name in enumerate(everywhere):
        open_to_all = len(city.domains) == 1 or position == 0 or draw.random() < 0.75
        city.closed[name] = [] if open_to_all else [draw.choice(city.domains)]
        receives = "是" if name in city.districts else "否"
        figures = [city.factors[factor][name] for factor in city.factors]
        rows.append([name, receives, "", "", "、".join(city.closed[name]), *figures])
    if draw.random() < 0.3:
        low = draw.randint(1, 3)
        rows[1][3] = low
        city.bounds.append((city.districts[0], low, None))
    city.sheets["区情"] = rows


def _draw_weights(city: ChanceCity) -> None:
    draw = city.draw
    written = draw.choice([None, lambda x: x / 100, lambda x: x, lambda x: f"{x}%"])
    default = {factor: 10 * draw.randint(1, 5) for factor in city.factors}
    rows: list[list[object]] = [["执法领域", *city.factors], ["默认", *default.values()]]
    for domain in city.domains:
        city.weights[domain] = dict.fromkeys(city.factors, 1) if written is None else default
        if written is not None and draw.random() < 0.4:
            city.weights[domain] = {factor: 10 * draw.randint(1, 5) for factor in city.factors}
            rows.append([domain, *city.weights[domain].values()])
    if written is not None:
        city.sheets["权重"] = [rows[0], *([row[0], *map(written, row[1:])] for row in rows[1:])]


def _draw_quotas(city: ChanceCity, few: bool) -> None:
    draw = city.draw
    header = ["单位", "执法领域", "编制类型", "核定编制数", "市级留用数", "划转方式", "交接期限"]
    rows: list[list[object]] = [list(header)]
    for domain in city.domains:
        for number in range(draw.randint(1, 2)):
            unit, mode = f"{domain}{number + 1}支队", draw.choice(["岗编分离", "岗编分离", "整体划转"])
            city.units[unit] = (domain, mode)
            month = draw.randint(10, 12)
            for kind in draw.sample(_TYPES, draw.choice([1, 1, 2])):
                posts = draw.randint(2, 5) if few else draw.randint(6, 24)
                kept = draw.choice([0, 0, 1, 2])
                city.quotas[unit, kind] = (posts, kept)
                rows.append([unit, domain, kind, posts, kept, mode, f"2026-{month}-25"])
    city.base = min((2026, int(str(row[6])[5:7])) for row in rows[1:])
    city.sheets["编制"] = rows


def _draw_people(city: ChanceCity, people: int | None) -> None:
    draw = city.draw
    rows = [
        row for row, (posts, _) in city.quotas.items() for _ in range(max(0, posts + draw.randint(-3, 1)))
    ]
    draw.shuffle(rows)
    for number, (unit, kind) in enumerate(rows[:people]):
        city.people.append(_draw_someone(city, number, unit, kind))
    header = [
        "人员编号",
        "姓名",
        "身份证号",
        "所在单位",
        "编制类型",
        "执法证号",
        "执法证有效期",
        "现驻区",
        "居住区",
    ]
    header += ["第一志愿", "第二志愿", "第三志愿", "人员状态", "去向指定", "不宜去向", "学历", "职级"]
    city.sheets["花名册"] = [
        list(header),
        *(
            [
                *(one.key, f"人{one.key}", one.identity, one.unit, one.kind, one.certificate, one.until),
                *(one.stationed, one.home, *one.wishes, one.status, one.pin, "、".join(one.excluded)),
                *(one.education, one.rank),
            ]
            for one in city.people
        ),
    ]


def _draw_someone(city: ChanceCity, number: int, unit: str, kind: str) -> Someone:
    draw = city.draw
    domain, mode = city.units[unit]
    places = [*city.districts, CITY]
    status = draw.choices(["", "在岗", "借调", "病休", "试用期", *STAYS_OUT], [9, 3, 1, 1, 1, 1, 1, 1])[0]
    certificate = f"ZF{number:05d}" if kind != "工勤编制" and draw.random() < 0.8 else ""
    wishes = draw.sample(places, draw.randint(0, min(3, len(places))))
    birth = draw.choice(["19700315", "19830915", "19950315", "20000615"])
    someone = Someone(
        key=f"P{number:03d}",
        unit=unit,
        domain=domain,
        kind=kind,
        mode=mode,
        certificate=certificate,
        until=draw.choice(["2030-12-31", "2030年12月31日", "", EXPIRED]) if certificate else "",
        stationed=draw.choice([*places, "", *city.outside]),
        home=draw.choice([*city.districts, "", *city.outside]),
        wishes=(*wishes, *[""] * (3 - len(wishes))),
        status=status,
        pin="",
        excluded=(draw.choice(city.districts),) if draw.random() < 0.1 else (),
        birth=birth,
        education=draw.choice(["本科", "大专", "硕士研究生", ""]),
        rank=draw.choice(["", "一级主任科员", "四级主任科员", "二级调研员"]),
        identity=id_number(number, birth),
    )
    if someone.takes_part and not someone.excluded and draw.random() < 0.06:
        someone.pin = draw.choice([*city.takers(domain), CITY])
    return someone


def _draw_ties(city: ChanceCity) -> None:
    draw = city.draw
    if len(city.people) > 2 and draw.random() < 0.5:
        first, second = draw.sample(city.people, 2)
        city.relations.append((first.key, second.key, draw.choice(["同区", "不同队"])))
        city.sheets["人员关系"] = [["甲", "乙", "关系", "要求"]]
        city.sheets["人员关系"] += [[a, b, "夫妻", demand] for a, b, demand in city.relations]
    if draw.random() < 0.3:
        names = [*city.districts, *city.outside]
        for i, here in enumerate(names):
            for j, there in enumerate(names):
                city.kilometres[here, there] = (
                    0 if i == j else city.kilometres.get((there, here)) or draw.randint(1, 30)
                )
        city.sheets["区距"] = [["区", *names]]
        city.sheets["区距"] += [[here, *(city.kilometres[here, there] for there in names)] for here in names]


def _draw_parameters(city: ChanceCity, few: bool) -> None:
    draw = city.draw
    city.min_certified = draw.choice([0, 0, 1]) if few else draw.choice([0, 1])
    city.floor = draw.choice([0, 1])
    city.tolerance = draw.choice([0, 0, 1])
    city.surplus = draw.choice(["留市消化", "随同下沉"])
    if draw.random() < 0.4:
        draw.shuffle(city.goals)
    city.sheets["参数"] = [
        ["参数", "值"],
        ["抽签种子", "公开抽签"],
        ["每队最少持证人数", city.min_certified],
        ["每队最少编制", city.floor],
        ["均衡容差", city.tolerance],
        ["超编处理", city.surplus],
        ["目标顺序", "、".join(city.goals)],
    ]
