"""Everything that came in, checked: one city's reform as a frozen value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from zhifa_alloc.schema.finding import CellRef
from zhifa_alloc.schema.parameters import Parameters
from zhifa_alloc.schema.person import Person
from zhifa_alloc.schema.terms import MODE_SECONDED, STATE_OPEN


@dataclass(frozen=True, slots=True)
class InputFile:
    """A workbook that was read: file name without folder, sha256 of its bytes."""

    name: str
    sha256: str


@dataclass(frozen=True, slots=True)
class UnitQuota:
    """One row of sheet 编制: a 单位 × 编制类型. Counts are posts (名)."""

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
    where: CellRef = field(default_factory=CellRef)


@dataclass(frozen=True, slots=True)
class District:
    """One row of sheet 区情. ``cap`` and ``floor`` are 编制上限 and 编制下限 over all domains (名)."""

    name: str
    receives: bool
    code: str = ""
    cap: int | None = None
    floor: int | None = None
    excluded_domains: tuple[str, ...] = ()
    received_domains: tuple[str, ...] = ()
    factors: Mapping[str, Fraction] = field(default_factory=dict)
    where: CellRef = field(default_factory=CellRef)


@dataclass(frozen=True, slots=True)
class WeightRow:
    """One row of sheet 权重 (or the program's assumption): factor -> weight, normalised to sum 1.

    ``as_read`` keeps what the user wrote, in the same order, to be echoed. ``assumed`` is True when
    the row is the program's own (equal weights), which every page must say. ``default`` is True where
    row 默认 serves the domain; it says where the weights stand, not what they are.
    """

    domain: str
    weights: tuple[tuple[str, Fraction], ...]
    as_read: tuple[tuple[str, str], ...] = ()
    assumed: bool = False
    default: bool = field(default=False, compare=False)


@dataclass(frozen=True, slots=True)
class WeightRange:
    """One row of sheet 权重范围: a normalised weight of this factor must lie in ``low`` to ``high`` (parts of 1)."""

    factor: str
    low: Fraction = Fraction(0)
    high: Fraction = Fraction(1)
    where: CellRef = field(default_factory=CellRef)


@dataclass(frozen=True, slots=True)
class Workload:
    """One row of sheet 业务量: figures of one indicator of one domain, by district."""

    domain: str
    indicator: str
    figures: Mapping[str, Fraction]


@dataclass(frozen=True, slots=True)
class Relation:
    """One row of sheet 人员关系: two 人员编号, what they are, and 同区 or 不同队."""

    first: str
    second: str
    kind: str
    demand: str
    where: CellRef = field(default_factory=CellRef)


@dataclass(frozen=True, slots=True)
class QuotaLock:
    """One row of sheet 锁定编制: the quota (名) of one cell is fixed by hand."""

    domain: str
    quota_type: str
    district: str
    quota: int
    where: CellRef = field(default_factory=CellRef)


@dataclass(frozen=True, slots=True)
class Institution:
    """One row of sheet 机构设置: a comprehensive team of a district and the domains it merges."""

    district: str
    name: str
    domains: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ForceRow:
    """One row of sheet 现有队伍: a team as it is before the reform."""

    level: str
    district: str
    domain: str
    name: str
    quota: int | None
    staff: int | None
    certified: int | None


@dataclass(frozen=True, slots=True)
class CarriedSheet:
    """A sheet that is carried into the workbooks as it came: header texts and rows of texts."""

    headers: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Case:
    """The checked input of one plan.

    Attributes:
        people: sorted by staff_id.
        quotas: rows of sheet 编制 in file order.
        districts: rows of sheet 区情 in file order, receiving or not.
        weights: one row per 执法领域, 默认 already spread to every domain without a row of its own.
        distances: (district, district) -> whole km, both directions; empty without sheet 区距.
        base_date: 基准日 in force.
        base_date_given: False when the date was taken from the earliest 交接期限.
        certificates_known: False when no one in the book has an 执法证号, so presence is not checked.
        domains_without_people: domains whose roster has not come yet; their people are left open.
        weight_ranges: bounds the 编办 set for the weights of the departments.
        rehearsal: a trial (试算) whose 编制 or 区情 was made up; every page says so, nothing is handed over.
    """

    inputs: tuple[InputFile, ...]
    people: tuple[Person, ...]
    quotas: tuple[UnitQuota, ...]
    districts: tuple[District, ...]
    weights: tuple[WeightRow, ...]
    parameters: Parameters
    base_date: date | None
    base_date_given: bool = True
    certificates_known: bool = True
    workloads: tuple[Workload, ...] = ()
    distances: Mapping[tuple[str, str], int] = field(default_factory=dict)
    relations: tuple[Relation, ...] = ()
    locks: tuple[QuotaLock, ...] = ()
    institutions: tuple[Institution, ...] = ()
    forces: tuple[ForceRow, ...] = ()
    carried: Mapping[str, CarriedSheet] = field(default_factory=dict)
    domains_without_people: tuple[str, ...] = ()
    weight_ranges: tuple[WeightRange, ...] = ()
    rehearsal: bool = False

    @property
    def domains(self) -> tuple[str, ...]:
        """执法领域 in the order of their first row in sheet 编制."""
        return tuple(dict.fromkeys(row.domain for row in self.quotas))

    @property
    def quota_rows(self) -> tuple[tuple[str, str], ...]:
        """(执法领域, 编制类型) pairs in the order of their first row in sheet 编制."""
        return tuple(dict.fromkeys((row.domain, row.quota_type) for row in self.quotas))

    @property
    def receiving(self) -> tuple[str, ...]:
        """Names of the receiving districts, in file order."""
        return tuple(district.name for district in self.districts if district.receives)

    def receivers_of(self, domain: str) -> tuple[str, ...]:
        """Receiving districts that take this domain, in file order."""
        return tuple(
            [
                district.name
                for district in self.districts
                if district.receives and domain not in district.excluded_domains
            ]
        )
