"""A person of the roster, checked."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from zhifa_alloc.schema.finding import CellRef
from zhifa_alloc.schema.status import Standing


@dataclass(frozen=True, slots=True)
class Person:
    """One row of 花名册 after checking. Empty text means: not given.

    Attributes:
        staff_id: 人员编号, unique key; given by the file, or numbered once in the order of 身份证号.
        numbered: True if the program gave the key.
        domain: 执法领域 of the person's unit, from sheet 编制.
        mode: 划转方式 of the person's unit.
        sex: 男, 女 or empty.
        birth: (year, month), the file's date before the ID number's; None if neither is there.
        career_start: (year, month) of 参加工作时间.
        stationed: 现驻区 (a district or 市级留用), from the row or from sheet 机构驻区.
        certified: holds a certificate that is valid on the base date, and the quota type and status allow it.
        wishes: 第一志愿 to 第三志愿, in order, empty text where none was named.
        points: 积分.
        status: 人员状态, 在岗 where the cell is empty.
        standing: what follows from status, quota type and mode.
        pin: 去向指定, exclusions: 不宜去向.
        where: the row's first cell in the user's file.
    """

    staff_id: str
    name: str
    unit: str
    quota_type: str
    domain: str
    mode: str
    status: str
    standing: Standing
    numbered: bool = False
    id_number: str = ""
    sex: str = ""
    birth: tuple[int, int] | None = None
    ethnicity: str = ""
    party: str = ""
    education: str = ""
    major: str = ""
    career_start: tuple[int, int] | None = None
    section: str = ""
    stationed: str = ""
    post: str = ""
    post_level: str = ""
    rank: str = ""
    certificate: str = ""
    certificate_until: date | None = None
    certified: bool = False
    home: str = ""
    wishes: tuple[str, str, str] = ("", "", "")
    points: Fraction | None = None
    pin: str = ""
    exclusions: tuple[str, ...] = ()
    remark: str = ""
    handover_remark: str = ""
    where: CellRef = field(default_factory=CellRef)

    @property
    def takes_part(self) -> bool:
        """Whether the person is placed (district or 市级留用)."""
        return self.standing.takes_part
