"""A small city whose every word about people can be recognised again in a written workbook."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from zhifa_alloc.schema.case import CarriedSheet, Case, District, Institution, UnitQuota
from zhifa_alloc.schema.draft import Draft
from zhifa_alloc.schema.finding import CellRef, Finding, Severity
from zhifa_alloc.schema.page import Book, Page, Table
from zhifa_alloc.schema.parameters import Parameters
from zhifa_alloc.schema.person import Person
from zhifa_alloc.schema.placement import Assignment, Reason
from zhifa_alloc.schema.quota import QuotaTable, Reserve
from zhifa_alloc.schema.status import standing_of

DISTRICTS = ("道里区", "南岗区")
OUTSIDE = "呼兰区"
QUOTAS = (
    UnitQuota(
        "城管支队", "城市管理", "参公事业编制", 12, 2, "岗编分离", "第一批", date(2025, 10, 25), "市城管局"
    ),
    UnitQuota(
        "渣土支队", "城市管理", "参公事业编制", 6, 0, "岗编分离", "第一批", date(2025, 11, 8), "市城管局"
    ),
    UnitQuota("文化支队", "文化市场", "行政编制", 6, 0, "整体划转", "第二批", date(2025, 11, 25), "市文旅局"),
    UnitQuota(
        "文化支队", "文化市场", "参公事业编制", 4, 0, "整体划转", "第二批", date(2025, 11, 25), "市文旅局"
    ),
    UnitQuota(
        "路政支队", "交通运输", "参公事业编制", 5, 1, "岗编分离", "第一批", date(2025, 10, 25), "市交通局"
    ),
    UnitQuota(
        "运管支队", "交通运输", "参公事业编制", 4, 0, "整体划转", "第一批", date(2025, 10, 25), "市交通局"
    ),
)
UNAPPROVED = Parameters()
MODES = {row.unit: row.mode for row in QUOTAS}
DOMAINS = {row.unit: row.domain for row in QUOTAS}
POSTS = {
    ("城市管理", "参公事业编制"): (9, 7),
    ("文化市场", "行政编制"): (3, 3),
    ("文化市场", "参公事业编制"): (2, 2),
    ("交通运输", "参公事业编制"): (4, 4),
}
PLACES = (
    ("城管支队", "参公事业编制", ("道里区",) * 4 + ("南岗区",) * 3 + ("市级留用",)),
    ("渣土支队", "参公事业编制", ("道里区",) * 3 + ("南岗区",) * 2),
    ("文化支队", "行政编制", ("道里区",) * 3 + ("南岗区",) * 2),
    ("文化支队", "参公事业编制", ("道里区",) * 3 + ("南岗区",) * 2),
    ("路政支队", "参公事业编制", ("道里区",) * 1 + ("南岗区",) * 2),
    ("运管支队", "参公事业编制", ("道里区",) * 2 + ("南岗区",) * 1),
)
"""文化市场 参公 has three people in 道里区 on two posts: one above quota."""


def marked_person(number: int, unit: str, quota_type: str, status: str = "在岗") -> Person:
    """Return a person in whom every free field holds a word found nowhere else."""
    key = f"R{number:04d}"
    mode = MODES[unit]
    standing = standing_of(status, quota_type, mode, {})
    return Person(
        staff_id=key,
        name=f"名{key}",
        unit=unit,
        quota_type=quota_type,
        domain=DOMAINS[unit],
        mode=mode,
        status=status,
        standing=standing,
        id_number=f"2301991985{number:07d}X",
        sex="男",
        birth=(1985, number % 12 + 1),
        ethnicity=f"族{key}",
        party=f"中共党员{key}",
        education=f"学{key}",
        major=f"专{key}",
        career_start=(2007, number % 12 + 1),
        section=f"科{key}",
        stationed="道里区",
        post=f"职{key}",
        post_level=f"层{key}",
        rank=f"级{key}",
        certificate=f"证{key}",
        certificate_until=date(2025, 10, 1),
        certified=standing.present,
        home=f"居{key}",
        wishes=(f"愿一{key}", f"愿二{key}", f"愿三{key}"),
        points=Fraction(770000 + number),
        pin=f"指{key}",
        exclusions=(f"不宜{key}",),
        remark=f"备{key}",
        handover_remark=f"交{key}",
        where=CellRef(f"册{key}.xlsx", "花名册", f"ZZ{number}"),
    )


@dataclass(frozen=True)
class City:
    """People with their destinations, and what else makes up a draft."""

    placed: tuple[tuple[Person, str], ...]
    quotas: tuple[UnitQuota, ...] = QUOTAS
    parameters: Parameters = UNAPPROVED
    carried: tuple[tuple[str, CarriedSheet], ...] = ()
    institutions: tuple[Institution, ...] = ()
    awaited: tuple[str, ...] = ()

    def draft(self) -> Draft:
        people = tuple(sorted((person for person, _ in self.placed), key=lambda one: one.staff_id))
        return Draft(
            plan_id="plan0123abcd",
            version="0.1.0",
            case=self._case(people),
            quotas=self._posts(),
            headcounts=self._headcounts(),
            reserves=tuple(
                Reserve(domain, kind, sum(row.reserve for row in self._rows(domain, kind)))
                for domain, kind in self._kinds()
            ),
            assignments=tuple(
                Assignment(
                    staff_id=person.staff_id,
                    domain=person.domain,
                    quota_type=person.quota_type,
                    unit=person.unit,
                    to=to,
                    preference=1,
                    pinned=False,
                    reason=Reason("wish", {"note": f"因{person.staff_id}"}),
                    draw_number=880000 + number,
                )
                for number, (person, to) in enumerate(
                    sorted(self.placed, key=lambda pair: pair[0].staff_id), start=1
                )
            ),
            stages=(),
            findings=(Finding("W201", Severity.WARNING, CellRef(cell="QQ9"), "发现词"),),
        )

    def _kinds(self):
        return tuple(dict.fromkeys((row.domain, row.quota_type) for row in self.quotas))

    def _rows(self, domain, kind):
        return [row for row in self.quotas if (row.domain, row.quota_type) == (domain, kind)]

    def _case(self, people) -> Case:
        return Case(
            inputs=(),
            people=people,
            quotas=self.quotas,
            districts=(
                *(District(name, receives=True) for name in DISTRICTS),
                District(OUTSIDE, receives=False),
            ),
            weights=(),
            parameters=self.parameters,
            base_date=date(2025, 10, 25),
            institutions=self.institutions,
            carried=dict(self.carried),
            domains_without_people=self.awaited,
        )

    def _posts(self) -> QuotaTable:
        values = {
            (*kind, district): posts
            for kind in self._kinds()
            for district, posts in zip(DISTRICTS, POSTS[kind], strict=True)
        }
        rows = {kind: sum(POSTS[kind]) for kind in self._kinds()}
        return QuotaTable("双向控制", rows, DISTRICTS, {}, values)

    def _headcounts(self) -> QuotaTable:
        counts = Counter(
            (person.domain, person.quota_type, to) for person, to in self.placed if person.takes_part
        )
        return QuotaTable("双向控制", {}, (*DISTRICTS, "市级留用"), {}, counts)


def placed_people() -> tuple[tuple[Person, str], ...]:
    """Return everybody of PLACES, one of them on probation, one ill, and three who take no part."""
    pairs = []
    number = 0
    for unit, kind, targets in PLACES:
        for to in targets:
            number += 1
            status = {2: "病休", 3: "试用期"}.get(number, "在岗")
            pairs.append((marked_person(number, unit, kind, status), to))
    for unit in ("城管支队", "文化支队", "运管支队"):
        number += 1
        pairs.append((marked_person(number, unit, "参公事业编制", "审查调查"), "不参与"))
    return tuple(pairs)


CARRIED = (
    (
        "职责",
        CarriedSheet(
            ("领域", "职责事项名称", "权力类型", "设定依据", "承接主体", "备注", "交接备注"),
            (
                ("城市管理", "占道经营查处", "行政处罚", "某条例第一条", "各区", "密职一", "可见职一"),
                ("文化市场", "演出检查", "行政检查", "某条例第二条", "道里区、南岗区", "密职二", ""),
                ("交通运输", "道路运输检查", "行政检查", "某条例第三条", "南岗区", "", "他区职责"),
                ("交通运输", "超限检查", "行政检查", "某条例第四条", "", "", ""),
            ),
        ),
    ),
    (
        "资产",
        CarriedSheet(
            (
                "接收单位",
                "资产编号",
                "资产名称",
                "车牌号",
                "数量",
                "原值",
                "累计折旧",
                "净值",
                "移交后使用人",
                "备注",
            ),
            (
                (
                    "道里区大队",
                    "ZC001",
                    "执法记录仪",
                    "",
                    "10",
                    "12000.50",
                    "2000",
                    "10000.50",
                    "名R0001",
                    "密资一",
                ),
                ("道里区大队", "ZC002", "皮卡", "黑A00001", "1", "150,000", "50000", "100000", "名R0005", ""),
                ("南岗区大队", "ZC003", "他区电脑", "", "3", "9000", "1000", "8000", "", ""),
            ),
        ),
    ),
    (
        "案件",
        CarriedSheet(
            ("区", "案号", "当事人", "案由", "立案日期", "期限届满日", "承办人", "备注"),
            (
                (
                    "道里区",
                    "案2025-1",
                    "某商店",
                    "占道经营",
                    "2025-08-01",
                    "2025-10-20",
                    "名R0001、名R0006",
                    "密案一",
                ),
                ("南岗区", "案2025-2", "他区商店", "占道经营", "2025-08-02", "2025-10-30", "名R0006", ""),
            ),
        ),
    ),
)


def page_of(book: Book, name: str) -> Page:
    return next(page for page in book.pages if page.name == name)


def table_of(book: Book, name: str) -> Table:
    return next(block for block in page_of(book, name).blocks if isinstance(block, Table))


def column_of(book: Book, name: str, header: str) -> list[object]:
    table = table_of(book, name)
    place = [column.header for column in table.columns].index(header)
    return [row[place] for row in table.rows]
