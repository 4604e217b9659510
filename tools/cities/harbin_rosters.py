"""The sample's roster sheets, each in the style of the brigade that filled it in."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from cities import harbin_facts as facts
from cities.grid import Grid
from cities.layout import RosterForm, office_roster
from cities.model import Officer

FILLED_ON: Final = date(2026, 9, 21)
_ORDINALS: Final = "一二三四五六七八九十"
_WHO: Final = (
    "人员编号",
    "姓名",
    "性别",
    "出生年月",
    "民族",
    "身份证号",
    "政治面貌",
    "学历",
    "所学专业",
    "参加工作时间",
)
_DUTY: Final = ("编制类型", "职务", "职务层次", "职级", "执法证号", "执法证有效期")
_WISH: Final = (
    "居住区",
    "第一志愿",
    "第二志愿",
    "第三志愿",
    "积分",
    "人员状态",
    "去向指定",
    "不宜去向",
    "备注",
    "交接备注",
)
_ALL: Final = (*_WHO, "所在单位", "所在机构", "现驻区", *_DUTY, *_WISH)
_UPPER: Final = {
    **dict.fromkeys(_WHO[2:], "基本情况"),
    **dict.fromkeys(("职务", "职务层次", "职级"), "职务职级"),
    **dict.fromkeys(("执法证号", "执法证有效期"), "执法资格"),
    **dict.fromkeys(("第一志愿", "第二志愿", "第三志愿"), "下沉志愿"),
}
_NOTES: Final = ("注：1.本表人员均为虚构，身份证号使用未分配的地区代码。2.执法证有效期空白的，为长期有效。",)


def rosters_of(people: Sequence[Officer]) -> tuple[Grid, ...]:
    """Lay out four sheets: three brigades on their own, everyone else on a joint one."""
    single = {facts.MARKET: _market(), facts.ECOLOGY: _ecology(), facts.URBAN: _urban()}
    grids = [
        office_roster(form, [p for p in people if p.unit == unit], FILLED_ON) for unit, form in single.items()
    ]
    others = [p for p in people if p.unit not in single]
    return (*grids, office_roster(_joint(others), others, FILLED_ON))


def _market() -> RosterForm:
    headers = tuple(header for header in _ALL if header != "现驻区")
    return RosterForm(
        name="花名册-市场监管",
        title=f"{facts.MARKET}人员花名册",
        filler=facts.MARKET,
        headers=headers,
        dates=("dash", "dot"),
        heading=lambda p: p.section,
        notes=(*_NOTES, "3.各大队驻区见“机构驻区”表。"),
    )


def _ecology() -> RosterForm:
    return RosterForm(
        name="花名册-生态环境",
        title=f"{facts.ECOLOGY}人员花名册",
        filler=facts.ECOLOGY,
        headers=_ALL,
        groups=_UPPER,
        dates=("cell",),
        notes=_NOTES,
    )


def _urban() -> RosterForm:
    return RosterForm(
        name="花名册-城市管理",
        title=f"{facts.URBAN}人员花名册",
        filler=facts.URBAN,
        headers=_ALL,
        dates=("words", "words", "dash"),
        heading=lambda p: p.section,
        notes=_NOTES,
    )


def _joint(people: Sequence[Officer]) -> RosterForm:
    places = {unit: place for place, unit in enumerate(dict.fromkeys(p.unit for p in people))}
    return RosterForm(
        name="花名册-其他支队",
        title="其他市级执法队伍人员花名册（汇总）",
        filler="市委编办汇总",
        headers=_ALL,
        dates=("run", "dash", "cell", "dot"),
        heading=lambda p: f"{_ORDINALS[places[p.unit]]}、{p.unit}",
        notes=_NOTES,
    )
