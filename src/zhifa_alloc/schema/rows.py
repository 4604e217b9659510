"""The rows of the input sheets: one model a sheet, every rule in its field types (``schema.fields``).

The models are read a column at a time and never built row by row.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from pydantic import BaseModel, ConfigDict

from zhifa_alloc.schema import terms
from zhifa_alloc.schema.fields import (
    Anything,
    Count,
    Day,
    Expiry,
    IdNumber,
    Key,
    Mode,
    MonthCell,
    Name,
    NeededCount,
    NeededWord,
    Points,
    QuotaType,
    Reform,
    RelationDemand,
    Sex,
    State,
    Text,
    Weight,
    Word,
    WordList,
    YesNo,
)


class _Row(BaseModel):
    """A row; its own validator is only built if anybody asks for it."""

    model_config = ConfigDict(defer_build=True)


class RosterRow(_Row):
    """A row of 花名册."""

    staff_id: Key = ""
    name: Name
    unit: NeededWord
    section: Word = ""
    quota_type: QuotaType
    id_number: IdNumber = ""
    sex: Sex = ""
    birth: MonthCell = None
    ethnicity: Word = ""
    party: Word = ""
    education: Word = ""
    major: Word = ""
    career_start: MonthCell = None
    stationed: Word = ""
    post: Word = ""
    post_level: Word = ""
    rank: Word = ""
    certificate: Word = ""
    certificate_until: Expiry = None
    home: Word = ""
    wish1: Word = ""
    wish2: Word = ""
    wish3: Word = ""
    points: Points = None
    status: Word = ""
    pin: Word = ""
    exclusions: WordList = ()
    remark: Text = ""
    handover_remark: Text = ""


class QuotaRow(_Row):
    """A row of 编制; posts (名)."""

    unit: NeededWord
    domain: NeededWord
    quota_type: QuotaType
    approved: NeededCount
    reserve: Count = None
    mode: Mode = ""
    batch: Word = ""
    deadline: Day = None
    department: Word = ""
    reform: Reform = ""
    state: State = ""


class DistrictRow(_Row):
    """A row of 区情, without its factor columns (``Figure``)."""

    name: NeededWord
    receives: YesNo
    code: Word = ""
    cap: Count = None
    floor: Count = None
    excluded_domains: WordList = ()
    received_domains: WordList = ()


class WorkloadRow(_Row):
    """A row of 业务量, without its district columns (``Figure``)."""

    domain: NeededWord
    indicator: NeededWord


class WeightRow(_Row):
    """A row of 权重, without its factor columns (``Weight``)."""

    domain: NeededWord


class WeightRangeRow(_Row):
    """A row of 权重范围; the ends as written, on one scale (0.3, 30 or 30%)."""

    factor: NeededWord
    low: Weight = None
    high: Weight = None


class StationRow(_Row):
    """A row of 机构驻区."""

    unit: NeededWord
    section: NeededWord
    stationed: NeededWord


class DistanceRow(_Row):
    """A row of 区距, without its district columns (``Figure``, km)."""

    name: NeededWord


class RelationRow(_Row):
    """A row of 人员关系."""

    first: NeededWord
    second: NeededWord
    kind: Word = ""
    demand: RelationDemand


class LockRow(_Row):
    """A row of 锁定编制."""

    domain: NeededWord
    quota_type: QuotaType
    district: NeededWord
    quota: NeededCount


class InstitutionRow(_Row):
    """A row of 机构设置."""

    district: NeededWord
    name: NeededWord
    domains: WordList


class ForceRow(_Row):
    """A row of 现有队伍."""

    level: NeededWord
    district: Word = ""
    domain: Word = ""
    name: NeededWord
    quota: Count = None
    staff: Count = None
    certified: Count = None


class ParameterRow(_Row):
    """A row of 参数; what the value may be depends on the name (``schema.parameters``)."""

    name: NeededWord
    value: Anything = ""


ROW_MODELS: Final[Mapping[str, type[BaseModel]]] = {
    terms.SHEET_ROSTER: RosterRow,
    terms.SHEET_QUOTA: QuotaRow,
    terms.SHEET_DISTRICT: DistrictRow,
    terms.SHEET_WORKLOAD: WorkloadRow,
    terms.SHEET_WEIGHT: WeightRow,
    terms.SHEET_WEIGHT_RANGE: WeightRangeRow,
    terms.SHEET_STATION: StationRow,
    terms.SHEET_DISTANCE: DistanceRow,
    terms.SHEET_RELATION: RelationRow,
    terms.SHEET_LOCK: LockRow,
    terms.SHEET_INSTITUTION: InstitutionRow,
    terms.SHEET_FORCE: ForceRow,
    terms.SHEET_PARAMETER: ParameterRow,
}
"""Sheet name -> model of its rows."""
