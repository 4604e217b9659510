"""What each sheet of the template holds: columns, drop-downs, an example row, how many rows are prepared."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from templates.examples import EXAMPLES
from zhifa_alloc.handover.forms import ASSETS, CASES, DUTIES, ISSUES, PREMISES, RETIRED, VEHICLES, Form
from zhifa_alloc.schema.columns import SHEETS
from zhifa_alloc.schema.page import Kind
from zhifa_alloc.schema.parameters import Parameters
from zhifa_alloc.schema.terms import SHEET_PARAMETER, SHEET_ROSTER

ROSTER_ROWS: Final = 500
OTHER_ROWS: Final = 60
DISTRICT_SLOTS: Final = 12
"""Free columns for districts or factors, their headers to be chosen or typed in."""


@dataclass(frozen=True, slots=True)
class ColumnPlan:
    """One column.

    Attributes:
        key: names its prompt in text/; headers that are free to choose have none.
        choices: name of a list of ``lists.LISTS`` or of a live list (各区, 各单位 …); empty for none.
        strict: words outside the list are refused; else Excel only asks.
    """

    header: str
    key: str = ""
    kind: Kind = "centre"
    width: float = 12.0
    choices: str = ""
    strict: bool = False
    required: bool = False
    example: str | float = ""


@dataclass(frozen=True, slots=True)
class SheetPlan:
    """One sheet; ``subject`` names its sentences in text/."""

    name: str
    subject: str
    columns: tuple[ColumnPlan, ...]
    required: bool = False
    rows: int = OTHER_ROWS


_SUBJECTS: Final[Mapping[str, str]] = {
    "花名册": "roster",
    "编制": "quota",
    "区情": "district",
    "参数": "parameter",
    "权重": "weight",
    "权重范围": "weight_range",
    "业务量": "workload",
    "机构驻区": "station",
    "区距": "distance",
    "人员关系": "relation",
    "锁定编制": "lock",
    "机构设置": "institution",
    "现有队伍": "force",
}
"""Sheets that are read into the case, in the order of the template."""

_ROSTER_ORDER: Final = [
    "staff_id",
    "name",
    "sex",
    "birth",
    "ethnicity",
    "id_number",
    "party",
    "education",
    "major",
    "career_start",
    "unit",
    "section",
    "stationed",
    "quota_type",
    "post",
    "post_level",
    "rank",
    "certificate",
    "certificate_until",
    "home",
    "wish1",
    "wish2",
    "wish3",
    "points",
    "status",
    "pin",
    "exclusions",
    "remark",
    "handover_remark",
]

_TEXT: Final = {"remark", "handover_remark", "exclusions", "excluded_domains", "received_domains", "domains"}
_KEYS: Final = {"staff_id", "id_number", "birth", "career_start", "certificate", "code", "first", "second"}
_DATES: Final = {"certificate_until", "deadline"}
_NUMBERS: Final = {"approved", "reserve", "cap", "floor", "quota", "staff", "certified"}
_WIDTHS: Final[Mapping[str, float]] = {
    "id_number": 21,
    "unit": 26,
    "quota_type": 17,
    "certificate": 16,
    "certificate_until": 13,
    "remark": 20,
    "handover_remark": 20,
    "department": 20,
    "name": 14,
    "domains": 24,
    "value": 26,
}
_CHOICES: Final[Mapping[str, tuple[str, bool]]] = {
    "sex": ("性别", True),
    "ethnicity": ("民族", False),
    "party": ("政治面貌", False),
    "education": ("学历", False),
    "post_level": ("职务层次", False),
    "quota_type": ("编制类型", False),
    "status": ("人员状态", False),
    "stationed": ("可选去向", False),
    "home": ("各区", False),
    "wish1": ("可选去向", True),
    "wish2": ("可选去向", True),
    "wish3": ("可选去向", True),
    "pin": ("可选去向", True),
    "receives": ("是否", True),
    "mode": ("划转方式", True),
    "reform": ("改革方式", False),
    "state": ("状态", True),
    "demand": ("要求", True),
    "level": ("层级", False),
}
_BY_SHEET: Final[Mapping[tuple[str, str], tuple[str, bool]]] = {
    ("花名册", "unit"): ("各单位", False),
    ("机构驻区", "unit"): ("各单位", False),
    ("权重", "domain"): ("各领域", False),
    ("业务量", "domain"): ("各领域", False),
    ("锁定编制", "domain"): ("各领域", False),
    ("现有队伍", "domain"): ("各领域", False),
    ("区距", "name"): ("各区", False),
    ("锁定编制", "district"): ("各区", False),
    ("机构设置", "district"): ("各区", False),
    ("现有队伍", "district"): ("各区", False),
}
_FIGURES: Final[Mapping[str, tuple[ColumnPlan, ...]]] = {
    "区情": (
        ColumnPlan("常住人口", "factor", "number", example=500000),
        ColumnPlan("经营主体", "factor", "number", example=60000),
        ColumnPlan("辖区面积", "factor", "decimal", example=300),
    ),
    "权重": (
        ColumnPlan("常住人口", "weight", "decimal", example=0.5),
        ColumnPlan("经营主体", "weight", "decimal", example=0.3),
        ColumnPlan("辖区面积", "weight", "decimal", example=0.2),
    ),
}
_SLOTS: Final[Mapping[str, ColumnPlan]] = {
    "权重": ColumnPlan("", "weight", "decimal"),
    "业务量": ColumnPlan("", "figure", "number", choices="各区"),
    "区距": ColumnPlan("", "km", "number", choices="各区"),
}
"""Free columns; where ``choices`` is set, their headers are chosen from that list."""


def sheet_plans() -> tuple[SheetPlan, ...]:
    """Plan every sheet: what is required first, then what refines the result, then what is carried."""
    return (*(_case_sheet(name) for name in _SUBJECTS), *_carried_sheets())


def parameter_rows() -> tuple[tuple[str, str | float], ...]:
    """Return every parameter with its default, in the order of the model; empty text where there is none."""
    rows: list[tuple[str, str | float]] = []
    for field in Parameters.model_fields.values():
        if field.alias is None:
            continue
        default = field.default
        if isinstance(default, tuple):
            default = "、".join(default)
        rows.append((field.alias, "" if default is None else default))
    return tuple(rows)


def _case_sheet(name: str) -> SheetPlan:
    spec = SHEETS[name]
    required = {column.key for column in spec.columns if column.required}
    order = _ROSTER_ORDER if name == SHEET_ROSTER else list(spec.headers)
    columns = [_column(name, key, spec.headers[key], key in required) for key in order]
    columns += _FIGURES.get(name, ())
    if name in _SLOTS:
        columns += [_SLOTS[name]] * DISTRICT_SLOTS
    if name == SHEET_PARAMETER:
        columns.append(ColumnPlan("说明", "note", "text", 60))
    must = name in ("花名册", "编制", "区情")
    return SheetPlan(
        name, _SUBJECTS[name], tuple(columns), must, ROSTER_ROWS if name == SHEET_ROSTER else OTHER_ROWS
    )


def _column(sheet: str, key: str, header: str, required: bool) -> ColumnPlan:
    choices, strict = _BY_SHEET.get((sheet, key)) or _CHOICES.get(key, ("", False))
    return ColumnPlan(
        header=header,
        key=key,
        kind=_kind(key),
        width=_WIDTHS.get(key, 12.0),
        choices=choices,
        strict=strict,
        required=required,
        example=EXAMPLES[sheet].get(key, ""),
    )


def _kind(key: str) -> Kind:
    if key in _KEYS:
        return "key"
    if key in _DATES:
        return "date"
    if key in _NUMBERS:
        return "number"
    if key in ("points", "low", "high"):
        return "decimal"
    return "text" if key in _TEXT else "centre"


def _carried_sheets() -> tuple[SheetPlan, ...]:
    first = ColumnPlan("序号", "place", "centre", 8, example="示例")
    to = ColumnPlan("接收区", "to", choices="各区", example="示例区")

    def carried(name: str, subject: str, *columns: ColumnPlan) -> SheetPlan:
        return SheetPlan(name, subject, (first, *columns))

    def texts(*headers: str, width: float = 18) -> tuple[ColumnPlan, ...]:
        return tuple(ColumnPlan(header, kind="text", width=width) for header in headers)

    return (
        carried("政策口径", "policy", *texts("事项", "口径", "依据", "解释部门", width=26)),
        carried("职责", "duty", *_form(DUTIES)),
        carried("资产", "asset", *_form(ASSETS, VEHICLES), to),
        carried("用房", "premises", *_form(PREMISES), to),
        carried("案件", "case", *_form(CASES), to),
        carried("离退休", "retired", *_form(RETIRED), to),
        carried(
            "统发工资",
            "payroll",
            ColumnPlan("单位", "unit", width=26, choices="各单位"),
            ColumnPlan("编制类型", "quota_type", width=17, choices="编制类型"),
            ColumnPlan("统发人数", "people", "number"),
        ),
        carried("问题", "issue", *_form(ISSUES), to),
    )


_FORM_CHOICES: Final[Mapping[str, str]] = {
    "执法领域": "各领域",
    "权力类型": "权力类型",
    "划转方式": "承接方式",
    "使用状况": "使用状况",
    "性别": "性别",
    "民族": "民族",
    "政治面貌": "政治面貌",
}


def _form(*forms: Form) -> tuple[ColumnPlan, ...]:
    """Plan the columns that the districts' forms look for, so that what is filled in arrives there."""
    columns = {column.header: column for form in forms for column in form.columns}
    return tuple(
        ColumnPlan(
            header=column.header,
            kind=column.kind,
            width=max(10.0, min(column.width, 28.0)),
            choices=_FORM_CHOICES.get(column.header, ""),
        )
        for column in columns.values()
    )
