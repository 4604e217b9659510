"""The sheets of the input workbook: canonical headers, the spellings that offices use for them.

Keys are the field names of the row models in ``schema.fields``; headers and aliases are matched after
folding width and removing white space and line breaks.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from zhifa_alloc.schema import terms


@dataclass(frozen=True, slots=True)
class ColumnSpec:
    """One column a sheet may have.

    Attributes:
        key: field name in the row model.
        header: canonical header, used by the template and every output.
        aliases: other headers read as this one.
        required: the sheet cannot be used without it.
        anchor: a row that fills this column is data, never a sub-heading.
        spans: a vertically merged cell speaks for all its rows (never for figures: they would count twice).
    """

    key: str
    header: str
    aliases: tuple[str, ...] = ()
    required: bool = False
    anchor: bool = False
    spans: bool = False


@dataclass(frozen=True, slots=True)
class SheetSpec:
    """One sheet of the input workbook.

    Attributes:
        open_columns: further columns carry figures (factors, districts); elsewhere they are only noted.
        ignored: headers that are expected and never read.
    """

    name: str
    columns: tuple[ColumnSpec, ...]
    open_columns: bool = False
    ignored: tuple[str, ...] = ("序号", "备注", "说明", "合计", "数据来源", "来源", "资料来源", "年份")
    headers: Mapping[str, str] = field(init=False)

    def __post_init__(self) -> None:
        """Index the canonical headers by key."""
        object.__setattr__(self, "headers", {column.key: column.header for column in self.columns})


ROSTER: Final = SheetSpec(
    terms.SHEET_ROSTER,
    (
        ColumnSpec("staff_id", "人员编号", ("工号", "人员代码"), anchor=True),
        ColumnSpec("name", "姓名", ("名字",), required=True, anchor=True),
        ColumnSpec("unit", "所在单位", ("工作单位", "单位名称", "单位"), required=True, spans=True),
        ColumnSpec("section", "所在机构", ("内设机构", "科室", "所在大队", "部门"), spans=True),
        ColumnSpec(
            "quota_type",
            "编制类型",
            ("编制性质", "编制类别", "人员编制"),
            required=True,
            spans=True,
        ),
        ColumnSpec(
            "id_number",
            "身份证号",
            ("公民身份号码", "身份证号码", "身份证", "居民身份证号", "居民身份证号码", "公民身份证号码"),
            anchor=True,
        ),
        ColumnSpec("sex", "性别"),
        ColumnSpec("birth", "出生年月", ("出生日期", "出生时间", "出生年月日")),
        ColumnSpec("ethnicity", "民族"),
        ColumnSpec("party", "政治面貌", ("党派",)),
        ColumnSpec("education", "学历", ("文化程度", "最高学历")),
        ColumnSpec("major", "所学专业", ("专业",)),
        ColumnSpec("career_start", "参加工作时间", ("参工时间", "工作时间")),
        ColumnSpec("stationed", "现驻区", ("现驻片区",), spans=True),
        ColumnSpec("post", "职务", ("现任职务", "行政职务")),
        ColumnSpec("post_level", "职务层次", ("职务级别", "领导职务级别")),
        ColumnSpec("rank", "职级", ("现职级", "非领导职务")),
        ColumnSpec("certificate", "执法证号", ("行政执法证号", "执法证编号", "证件号")),
        ColumnSpec("certificate_until", "执法证有效期", ("有效期", "执法证有效期至", "行政执法证有效期")),
        ColumnSpec("home", "居住区"),
        ColumnSpec("wish1", "第一志愿", ("志愿一", "志愿1")),
        ColumnSpec("wish2", "第二志愿", ("志愿二", "志愿2")),
        ColumnSpec("wish3", "第三志愿", ("志愿三", "志愿3")),
        ColumnSpec("points", "积分"),
        ColumnSpec("status", "人员状态", ("在岗状态",)),
        ColumnSpec("pin", "去向指定", ("指定去向",)),
        ColumnSpec("exclusions", "不宜去向"),
        ColumnSpec("remark", "备注"),
        ColumnSpec("handover_remark", "交接备注"),
    ),
    ignored=("序号",),
)

QUOTA: Final = SheetSpec(
    terms.SHEET_QUOTA,
    (
        ColumnSpec("unit", "单位", ("单位名称", "所在单位"), required=True, anchor=True, spans=True),
        ColumnSpec("domain", "执法领域", ("领域",), required=True, spans=True),
        ColumnSpec(
            "quota_type", "编制类型", ("编制性质", "编制类别"), required=True, anchor=True, spans=True
        ),
        ColumnSpec("approved", "核定编制数", ("核定数", "核定编制", "编制数"), required=True),
        ColumnSpec("reserve", "市级留用数", ("市级留用", "留用数", "市级保留")),
        ColumnSpec("mode", "划转方式", spans=True),
        ColumnSpec("batch", "批次", spans=True),
        ColumnSpec("deadline", "交接期限", spans=True),
        ColumnSpec("department", "主管部门", spans=True),
        ColumnSpec("reform", "改革方式", spans=True),
        ColumnSpec("state", "状态", spans=True),
    ),
)

DISTRICT: Final = SheetSpec(
    terms.SHEET_DISTRICT,
    (
        ColumnSpec("name", "区", ("区名", "区县", "行政区", "区名称"), required=True, anchor=True),
        ColumnSpec("receives", "是否承接", ("承接",), required=True),
        ColumnSpec("code", "区划代码", ("行政区划代码",)),
        ColumnSpec("cap", "编制上限"),
        ColumnSpec("floor", "编制下限"),
        ColumnSpec("excluded_domains", "不承接领域"),
        ColumnSpec("received_domains", "已接收领域"),
    ),
    open_columns=True,
)

WORKLOAD: Final = SheetSpec(
    terms.SHEET_WORKLOAD,
    (
        ColumnSpec("domain", "执法领域", ("领域",), required=True, anchor=True, spans=True),
        ColumnSpec("indicator", "指标", ("指标名称",), required=True, anchor=True),
    ),
    open_columns=True,
    ignored=("序号", "备注", "说明", "合计", "数据来源", "来源", "资料来源", "年份", "单位", "计量单位"),
)

WEIGHT: Final = SheetSpec(
    terms.SHEET_WEIGHT,
    (ColumnSpec("domain", "执法领域", ("领域",), required=True, anchor=True),),
    open_columns=True,
)

WEIGHT_RANGE: Final = SheetSpec(
    terms.SHEET_WEIGHT_RANGE,
    (
        ColumnSpec("factor", "因素", ("指标", "因素名称"), required=True, anchor=True),
        ColumnSpec("low", "最小", ("最小值", "最小权重", "下限", "最低"), required=True),
        ColumnSpec("high", "最大", ("最大值", "最大权重", "上限", "最高"), required=True),
    ),
)

STATION: Final = SheetSpec(
    terms.SHEET_STATION,
    (
        ColumnSpec(
            "unit", "所在单位", ("工作单位", "单位名称", "单位"), required=True, anchor=True, spans=True
        ),
        ColumnSpec(
            "section",
            "所在机构",
            ("内设机构", "科室", "所在大队", "部门"),
            required=True,
            anchor=True,
        ),
        ColumnSpec("stationed", "驻区", ("现驻区",), required=True, spans=True),
    ),
)

DISTANCE: Final = SheetSpec(
    terms.SHEET_DISTANCE,
    (
        ColumnSpec(
            "name", "区", ("区名", "区县", "行政区", "区名称", "起点", "公里"), required=True, anchor=True
        ),
    ),
    open_columns=True,
)

RELATION: Final = SheetSpec(
    terms.SHEET_RELATION,
    (
        ColumnSpec("first", "甲", required=True, anchor=True),
        ColumnSpec("second", "乙", required=True, anchor=True),
        ColumnSpec("kind", "关系"),
        ColumnSpec("demand", "要求", required=True),
    ),
    ignored=("序号", "备注", "说明", "甲姓名", "乙姓名"),
)

LOCK: Final = SheetSpec(
    terms.SHEET_LOCK,
    (
        ColumnSpec("domain", "执法领域", ("领域",), required=True, anchor=True, spans=True),
        ColumnSpec(
            "quota_type", "编制类型", ("编制性质", "编制类别"), required=True, anchor=True, spans=True
        ),
        ColumnSpec("district", "区", ("区名", "区县", "行政区"), required=True, anchor=True),
        ColumnSpec("quota", "编制数", ("锁定编制数",), required=True),
    ),
)

INSTITUTION: Final = SheetSpec(
    terms.SHEET_INSTITUTION,
    (
        ColumnSpec("district", "区", ("区名", "区县", "行政区"), required=True, anchor=True, spans=True),
        ColumnSpec("name", "机构名称", ("机构",), required=True, anchor=True),
        ColumnSpec("domains", "执法领域", ("领域",), required=True),
    ),
)

FORCE: Final = SheetSpec(
    terms.SHEET_FORCE,
    (
        ColumnSpec("level", "层级", required=True, spans=True),
        ColumnSpec("district", "区", ("区名", "区县", "行政区"), spans=True),
        ColumnSpec("domain", "领域", ("执法领域",), spans=True),
        ColumnSpec("name", "队伍名称", ("队伍",), required=True, anchor=True),
        ColumnSpec("quota", "编制", ("编制数",)),
        ColumnSpec("staff", "实有", ("实有人数",)),
        ColumnSpec("certified", "持证", ("持证人数",)),
    ),
)

PARAMETER: Final = SheetSpec(
    terms.SHEET_PARAMETER,
    (
        ColumnSpec("name", "参数", ("参数名", "参数名称"), required=True, anchor=True),
        ColumnSpec("value", "值", ("取值", "参数值"), required=True),
    ),
    ignored=("序号", "备注", "说明", "可选值", "默认值"),
)

PAYROLL: Final = SheetSpec(
    terms.SHEET_PAYROLL,
    (
        ColumnSpec("unit", "单位", ("单位名称", "所在单位"), required=True, anchor=True, spans=True),
        ColumnSpec("quota_type", "编制类型", ("编制性质", "编制类别"), required=True, anchor=True),
        ColumnSpec("people", "统发人数", ("统发工资人数", "发放人数", "人数"), required=True),
    ),
)
"""统发工资: carried as it came; only held against 编制 and 花名册 where it has these columns."""

SHEETS: Final[Mapping[str, SheetSpec]] = {
    spec.name: spec
    for spec in (
        ROSTER,
        QUOTA,
        DISTRICT,
        WORKLOAD,
        WEIGHT,
        WEIGHT_RANGE,
        STATION,
        DISTANCE,
        RELATION,
        LOCK,
        INSTITUTION,
        FORCE,
        PARAMETER,
    )
}
"""Every sheet that is read into the case, by canonical name."""
