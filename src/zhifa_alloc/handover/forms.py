"""The sheets that are carried into a district's workbook: which columns may leave, under which title.

Columns after the lists in docs/交接表说明.md (a synthesis of public forms). A column of the input is
found by any of its spellings; a column that is not listed here stays with the city, 备注 among them:
of all remarks only 交接备注 may leave.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

from zhifa_alloc.schema.duty import DUTY_SHEET, KEEPER_HEADERS, TITLE_HEADERS
from zhifa_alloc.schema.page import Kind

REMARK: Final = "交接备注"


@dataclass(frozen=True, slots=True)
class FormColumn:
    """One column of a carried sheet.

    ``names`` are the spellings in the input besides ``header``. ``people`` marks a column that names
    officers: somebody of another district or of the city is not named there. ``summed`` is added up.
    """

    header: str
    width: float
    kind: Kind = "centre"
    names: tuple[str, ...] = ()
    people: bool = False
    summed: bool = False


@dataclass(frozen=True, slots=True)
class Form:
    """One sheet of the workbook made from a carried sheet.

    Attributes:
        source: name of the sheet in the input.
        name: name of the sheet in the workbook.
        measure: unit of a row, for the line 单位：….
        unit_mode: 划转方式 without which the sheet is not drawn up; empty for both.
        scope: ``domain`` if a row without a district holds for every district that takes its 领域; ``all`` if it
            holds for every district.
    """

    source: str
    name: str
    measure: str
    columns: tuple[FormColumn, ...]
    unit_mode: str = ""
    scope: Literal["district", "domain", "all"] = "district"


_REMARK: Final = FormColumn(REMARK, 14, "text")
DOMAIN: Final = "执法领域"
DUTY: Final = "职责事项"
CASE_DUE: Final = "期限届满日"
_DOMAIN: Final = FormColumn(DOMAIN, 11, names=("领域",))
_UNIT: Final = FormColumn("原单位", 18, "text", ("所在单位", "移交单位"))

DUTIES: Final = Form(
    source=DUTY_SHEET,
    name="职责划转清单",
    measure="项",
    scope="domain",
    columns=(
        _DOMAIN,
        FormColumn(DUTY, 30, "text", TITLE_HEADERS),
        FormColumn("权力类型", 10, names=("事项类型", "职权类型")),
        FormColumn("设定依据", 26, "text", ("法律依据", "依据")),
        FormColumn("原实施主体", 18, "text", KEEPER_HEADERS),
        FormColumn("承接主体", 16, "text", ("接收单位", "承接单位")),
        FormColumn("划转方式", 10, names=("承接方式",)),
        FormColumn("划转时间", 12, "date", ("交接时间",)),
        _REMARK,
    ),
)
POLICY: Final = Form(
    source="政策口径",
    name="政策口径",
    measure="条",
    scope="all",
    columns=(
        FormColumn("事项", 22, "text", ("问题", "政策事项")),
        FormColumn("口径", 50, "text", ("解释口径", "答复", "答复口径", "解释意见")),
        FormColumn("依据", 24, "text", ("政策依据", "文件依据")),
        FormColumn("解释部门", 16, "text", ("解释单位", "咨询部门", "责任单位")),
        FormColumn("咨询电话", 14, names=("联系电话", "电话")),
        _REMARK,
    ),
)
"""What the city answers on posts, ranks and pay; a row without a district holds for every one."""
_ASSET_TAIL: Final = (
    FormColumn("购置日期", 12, "date", ("取得日期", "购置(取得)日期")),
    FormColumn("原值", 12, "decimal", ("原值(元)", "账面原值"), summed=True),
    FormColumn("累计折旧", 12, "decimal", ("累计折旧(元)",), summed=True),
    FormColumn("净值", 12, "decimal", ("净值(元)", "账面净值"), summed=True),
    FormColumn("使用状况", 10, names=("使用状态",)),
    FormColumn("存放地点", 16, "text"),
    FormColumn("移交后使用人", 11, people=True),
    _REMARK,
)
ASSETS: Final = Form(
    source="资产",
    name="资产移交清单",
    measure="元",
    columns=(
        _DOMAIN,
        _UNIT,
        FormColumn("资产编号", 12, "key"),
        FormColumn("资产名称", 16, "text", ("名称",)),
        FormColumn("规格型号", 14, "text", ("规格", "型号")),
        FormColumn("数量", 8, "number"),
        FormColumn("计量单位", 8, names=("单位",)),
        *_ASSET_TAIL,
    ),
)
VEHICLES: Final = Form(
    source="资产",
    name="执法车辆移交清单",
    measure="元",
    columns=(
        FormColumn("资产编号", 12, "key"),
        FormColumn("资产名称", 14, "text", ("名称",)),
        FormColumn("规格型号", 12, "text", ("规格", "型号")),
        FormColumn("数量", 7, "number"),
        FormColumn("车牌号", 11, names=("车牌",)),
        FormColumn("车架号", 20, "key"),
        FormColumn("里程", 10, "number", ("里程(公里)", "行驶里程")),
        *_ASSET_TAIL,
    ),
)
PREMISES: Final = Form(
    source="用房",
    name="办公用房交接表",
    measure="平方米",
    columns=(
        _DOMAIN,
        _UNIT,
        FormColumn("地址", 36, "text", ("坐落", "房屋地址")),
        FormColumn("面积", 12, "decimal", ("面积(平方米)", "建筑面积"), summed=True),
        FormColumn("产权", 16, names=("产权单位", "产权人")),
        FormColumn("使用方式", 14),
        FormColumn("交付日期", 14, "date"),
        _REMARK,
    ),
)
CASES: Final = Form(
    source="案件",
    name="未结案件移交清单",
    measure="件",
    columns=(
        _DOMAIN,
        _UNIT,
        FormColumn("案号", 20, "text", ("案件编号",)),
        FormColumn("当事人", 18, "text"),
        FormColumn("案由", 22, "text"),
        FormColumn("立案日期", 12, "date"),
        FormColumn("进展", 14, "text", ("办理进展", "案件进展")),
        FormColumn(CASE_DUE, 12, "date", ("办案期限", "期限")),
        FormColumn("承办人", 14, people=True, names=("承办人员",)),
        FormColumn("证据与暂扣物", 18, "text", ("证据", "暂扣物")),
        _REMARK,
    ),
)
RETIRED: Final = Form(
    source="离退休",
    name="离退休人员名册",
    measure="人",
    unit_mode="整体划转",
    columns=(
        FormColumn("姓名", 9),
        FormColumn("性别", 5),
        FormColumn("民族", 8),
        FormColumn("出生年月", 9),
        FormColumn("身份证号", 20, "key", ("公民身份号码", "身份证号码")),
        FormColumn("政治面貌", 11),
        FormColumn("参加工作时间", 9),
        FormColumn("离退休时间", 10, names=("退休时间",)),
        FormColumn("原单位", 20, "text", ("所在单位", "单位")),
        FormColumn("职务", 13, names=("原职务",)),
        FormColumn("职务层次", 11),
        FormColumn("职级", 12),
        FormColumn("待遇渠道", 12),
        _REMARK,
    ),
)
ISSUES: Final = Form(
    source="问题",
    name="问题与差异清单",
    measure="项",
    columns=(
        FormColumn("问题", 35, "text", ("问题描述", "事项")),
        FormColumn("涉及单位", 12, "text"),
        FormColumn("责任单位", 14, "text"),
        FormColumn("时限", 11, "date", ("办理时限", "完成时限")),
        FormColumn("办理情况", 15, "text", ("解决措施", "进展")),
        FormColumn("销号", 5, names=("是否销号", "销号情况")),
        FormColumn(REMARK, 9, "text"),
    ),
)
FORMS: Final = (DUTIES, POLICY, RETIRED, ASSETS, VEHICLES, PREMISES, CASES, ISSUES)
"""In the order of the sheets in the workbook."""
FORM_OF: Final[Mapping[str, Form]] = {form.name: form for form in FORMS}
