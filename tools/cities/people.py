"""Makes up people: age, schooling, rank, certificate, home and wishes that go together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from random import Random
from typing import Final

from cities.identity import IdNumbers, birthday, full_name
from cities.model import Officer
from zhifa_alloc.schema.terms import CITY

BASE_YEAR: Final = 2026
CERTIFIED_SHARE: Final = 0.8
"""Of those who may hold a certificate; well above what two officers a team need."""

_OLDEST: Final = {("男", True): 59, ("女", True): 54, ("男", False): 59, ("女", False): 48}
"""(sex, may enforce) -> highest age, so that nobody listed has retired already."""
_SCHOOLING: Final = (("硕士研究生", 24),) * 2 + (("本科", 22),) * 13 + (("大专", 20),) * 4 + (("中专", 18),)
"""(学历, age at the first job)"""
_PARTY: Final = ("中共党员",) * 11 + ("群众",) * 8
_YOUNG_PARTY: Final = ("中共党员",) * 6 + ("共青团员",) * 5 + ("群众",) * 4 + ("中共预备党员",)
_ETHNICITY: Final = ("汉族",) * 27 + ("满族", "朝鲜族", "蒙古族")
_MAJORS: Final = (
    "法学",
    "行政管理",
    "公共管理",
    "工商管理",
    "环境工程",
    "土木工程",
    "交通工程",
    "农学",
    "公共卫生",
    "安全工程",
    "汉语言文学",
    "会计学",
)
_RANKS: Final = {
    "officer": (
        "二级行政执法员",
        "一级行政执法员",
        "四级主办",
        "三级主办",
        "二级主办",
        "一级主办",
        "四级高级主办",
    ),
    "staff": ("十级职员", "九级职员", "九级职员", "八级职员", "八级职员", "七级职员", "七级职员"),
    "worker": ("中级工", "中级工", "高级工", "高级工", "技师", "技师", "高级技师"),
}


@dataclass(frozen=True, slots=True)
class Crew:
    """A group of people to make up: where they serve and how many they are."""

    unit: str
    domain: str
    quota_type: str
    count: int
    prefix: str
    sections: tuple[str, ...] = ()


class Recruiter:
    """Makes people one by one; one seed gives one sequence."""

    def __init__(self, random: Random, homes: Sequence[str], receiving: Sequence[str]) -> None:
        """Set the districts where people live and the ones they may wish for."""
        self._random = random
        self._homes = tuple(homes)
        self._receiving = tuple(receiving)
        self._ids = IdNumbers()
        self._numbers: dict[str, int] = {}
        self._certificates = 0

    def crew(self, crew: Crew) -> list[Officer]:
        """Make up a group; its sections are filled one after another, evenly."""
        people = [self._officer(crew) for _ in range(crew.count)]
        for place, officer in enumerate(people):
            if crew.sections:
                officer.section = crew.sections[place * len(crew.sections) // crew.count]
        return people

    def _officer(self, crew: Crew) -> Officer:
        random = self._random
        sex = "男" if random.random() < 0.7 else "女"
        birth = self._birth(sex, crew)
        education, first_job = random.choice(_SCHOOLING)
        young = BASE_YEAR - birth.year <= 27
        officer = Officer(
            key=self._next_key(crew.prefix),
            name=full_name(random, sex),
            sex=sex,
            birth=birth,
            id_number=self._ids.issue(birth, sex),
            unit=crew.unit,
            domain=crew.domain,
            quota_type=crew.quota_type,
            career=date(min(birth.year + first_job, BASE_YEAR - 1), 7 + int(random.random() * 6), 1),
            ethnicity=random.choice(_ETHNICITY),
            party=random.choice(_YOUNG_PARTY if young else _PARTY),
            education=education,
            major=random.choice(_MAJORS),
            home=random.choice(self._homes),
        )
        self._grade(officer)
        self._certify(officer)
        self._wish(officer)
        return officer

    def _birth(self, sex: str, crew: Crew) -> date:
        enforcing = "工勤" not in crew.quota_type
        span = _OLDEST[sex, enforcing] - 25
        age = 25 + int((self._random.random() + self._random.random()) / 2 * (span + 1))
        return birthday(self._random, BASE_YEAR - age)

    def _next_key(self, prefix: str) -> str:
        self._numbers[prefix] = self._numbers.get(prefix, 0) + 1
        return f"{prefix}{self._numbers[prefix]:04d}"

    def _grade(self, officer: Officer) -> None:
        kind = (
            "worker"
            if "工勤" in officer.quota_type
            else "staff"
            if "拨款" in officer.quota_type
            else "officer"
        )
        step = min(6, max(0, (BASE_YEAR - officer.career.year) // 6))
        if officer.on_quota:
            officer.rank = _RANKS[kind][step]
            officer.level = "科员级" if kind != "worker" else ""
        officer.post = "协管员" if not officer.on_quota else "驾驶员" if kind == "worker" else "执法人员"
        officer.points = round(20 + 1.5 * (BASE_YEAR - officer.career.year) + self._random.random() * 15, 1)

    def _certify(self, officer: Officer) -> None:
        if not officer.can_enforce or self._random.random() >= CERTIFIED_SHARE:
            return
        self._certificates += 1
        officer.certificate = f"080199{self._certificates:06d}"
        officer.certificate_until = date(BASE_YEAR + 1 + int(self._random.random() * 4), 6, 30)

    def _wish(self, officer: Officer) -> None:
        random = self._random
        if not officer.on_quota or random.random() < 0.2:
            return
        wanted = [officer.home] if officer.home in self._receiving and random.random() < 0.6 else []
        while len(wanted) < 1 + int(random.random() * 3):
            place = CITY if random.random() < 0.08 else random.choice(self._receiving)
            wanted.append(place)
        officer.wishes = tuple(dict.fromkeys(wanted))[:3]
