"""What a made-up city consists of, before it is laid out on sheets."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Final

from cities.grid import Cell, Grid
from zhifa_alloc.schema.status import can_hold_certificate, is_outside_quota
from zhifa_alloc.schema.terms import MODE_SECONDED, STATE_OPEN

_may_certify = cache(can_hold_certificate)
_off_quota = cache(is_outside_quota)


@dataclass(slots=True)
class Officer:
    """One person of a roster; fields follow the columns of 花名册. Changed only while a city is made."""

    key: str
    name: str
    sex: str
    birth: date
    id_number: str
    unit: str
    domain: str
    quota_type: str
    career: date
    ethnicity: str = "汉族"
    party: str = "群众"
    education: str = "本科"
    major: str = ""
    section: str = ""
    stationed: str = ""
    post: str = ""
    level: str = ""
    rank: str = ""
    certificate: str = ""
    certificate_until: date | None = None
    home: str = ""
    wishes: tuple[str, ...] = ()
    points: float = 0.0
    status: str = "在岗"
    pin: str = ""
    exclusions: tuple[str, ...] = ()
    remark: str = ""
    handover_remark: str = ""

    def wish(self, place: int) -> str:
        """Return 第一, 第二 or 第三志愿 (0, 1, 2), empty where there is none."""
        return self.wishes[place] if place < len(self.wishes) else ""

    @property
    def can_enforce(self) -> bool:
        """Whether the quota type allows a certificate."""
        return _may_certify(self.quota_type)

    @property
    def on_quota(self) -> bool:
        """Whether the person holds a quota at all (编外 do not)."""
        return not _off_quota(self.quota_type)

    @property
    def free(self) -> bool:
        """Whether nothing special is known: present, on quota, no pin, no exclusion."""
        return self.on_quota and self.status == "在岗" and not self.pin and not self.exclusions


@dataclass(frozen=True, slots=True)
class Post:
    """One row of sheet 编制."""

    unit: str
    domain: str
    quota_type: str
    approved: int
    reserve: int = 0
    mode: str = MODE_SECONDED
    batch: str = ""
    deadline: date | None = None
    department: str = ""
    reform: str = ""
    state: str = STATE_OPEN


@dataclass(frozen=True, slots=True)
class City:
    """A whole input: people and posts as values, and every sheet laid out."""

    name: str
    officers: tuple[Officer, ...]
    posts: tuple[Post, ...]
    districts: tuple[str, ...]
    rosters: tuple[Grid, ...]
    tables: tuple[Grid, ...]

    @property
    def grids(self) -> tuple[Grid, ...]:
        """All sheets in the order of the book: rosters first."""
        return self.rosters + self.tables


POST_HEADERS: Final = (
    "单位",
    "执法领域",
    "编制类型",
    "核定编制数",
    "市级留用数",
    "划转方式",
    "批次",
    "交接期限",
    "主管部门",
    "改革方式",
    "状态",
)


def post_row(post: Post) -> tuple[Cell, ...]:
    """Lay out one row of sheet 编制 under ``POST_HEADERS``."""
    return (
        post.unit,
        post.domain,
        post.quota_type,
        post.approved,
        post.reserve,
        post.mode,
        post.batch,
        post.deadline or "",
        post.department,
        post.reform,
        post.state,
    )


COLUMNS: Final[Mapping[str, Callable[[Officer], Cell]]] = {
    "人员编号": lambda p: p.key,
    "姓名": lambda p: p.name,
    "性别": lambda p: p.sex,
    "出生年月": lambda p: f"{p.birth:%Y-%m}",
    "民族": lambda p: p.ethnicity,
    "身份证号": lambda p: p.id_number,
    "政治面貌": lambda p: p.party,
    "学历": lambda p: p.education,
    "所学专业": lambda p: p.major,
    "参加工作时间": lambda p: f"{p.career:%Y-%m}",
    "所在单位": lambda p: p.unit,
    "所在机构": lambda p: p.section,
    "现驻区": lambda p: p.stationed,
    "编制类型": lambda p: p.quota_type,
    "职务": lambda p: p.post,
    "职务层次": lambda p: p.level,
    "职级": lambda p: p.rank,
    "执法证号": lambda p: p.certificate,
    "执法证有效期": lambda p: p.certificate_until or "",
    "居住区": lambda p: p.home,
    "第一志愿": lambda p: p.wish(0),
    "第二志愿": lambda p: p.wish(1),
    "第三志愿": lambda p: p.wish(2),
    "积分": lambda p: p.points,
    "人员状态": lambda p: p.status,
    "去向指定": lambda p: p.pin,
    "不宜去向": lambda p: "、".join(p.exclusions),
    "备注": lambda p: p.remark,
    "交接备注": lambda p: p.handover_remark,
}
"""Every column of 花名册 and where its value comes from."""


def roster_row(officer: Officer, headers: tuple[str, ...]) -> tuple[Cell, ...]:
    """Lay out one person under the given headers."""
    return tuple(COLUMNS[header](officer) for header in headers)
