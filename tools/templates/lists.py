"""What the template's drop-downs offer: code lists of public forms, and the program's own words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, get_args

from zhifa_alloc.schema.leadership import leadership_profiles
from zhifa_alloc.schema.parameters import Parameters
from zhifa_alloc.schema.status import KNOWN_STATUSES, PROBATION, StatusKind
from zhifa_alloc.schema.terms import APART, CITY, MODES, STATES, TOGETHER

_PEOPLES: Final = (
    "汉族 满族 蒙古族 回族 朝鲜族 锡伯族 达斡尔族 鄂伦春族 鄂温克族 赫哲族 藏族 维吾尔族 苗族 彝族 壮族 布依族 "
    "侗族 瑶族 白族 土家族 哈尼族 哈萨克族 傣族 黎族 傈僳族 佤族 畲族 高山族 拉祜族 水族 东乡族 纳西族 景颇族 "
    "柯尔克孜族 土族 仫佬族 羌族 布朗族 撒拉族 毛南族 仡佬族 阿昌族 普米族 塔吉克族 怒族 乌孜别克族 俄罗斯族 "
    "德昂族 保安族 裕固族 京族 塔塔尔族 独龙族 门巴族 珞巴族 基诺族"
)

LISTS: Final[Mapping[str, tuple[str, ...]]] = {
    "性别": ("男", "女"),
    "民族": tuple(_PEOPLES.split()),
    "政治面貌": (
        "中共党员",
        "中共预备党员",
        "共青团员",
        "民革党员",
        "民盟盟员",
        "民建会员",
        "民进会员",
        "农工党党员",
        "致公党党员",
        "九三学社社员",
        "台盟盟员",
        "无党派人士",
        "群众",
    ),
    "学历": ("博士研究生", "硕士研究生", "本科", "大专", "中专", "高中", "其他"),
    "编制类型": (
        "行政编制",
        "政法专项编制",
        "参公事业编制",
        "全额拨款事业编制",
        "差额拨款事业编制",
        "自收自支事业编制",
        "工勤编制",
        "编外",
    ),
    "职务层次": (
        "县处级正职",
        "县处级副职",
        "乡科级正职",
        "乡科级副职",
        "科员级",
        "办事员级",
        "试用期人员",
        "其他",
    ),
    "人员状态": (*(word for word in KNOWN_STATUSES), PROBATION),
    "是否": ("是", "否"),
    "划转方式": MODES,
    "改革方式": ("组建", "调整管理体制"),
    "状态": STATES,
    "要求": (TOGETHER, APART),
    "层级": ("市级", "区级"),
    "权力类型": ("行政处罚", "行政强制", "行政检查", "其他"),
    "承接方式": ("派驻", "划转", "委托"),
    "使用状况": ("在用", "闲置", "待报废"),
    "状态含义": tuple(kind.value for kind in StatusKind),
    "市级": (CITY,),
}
"""Name -> values. The order is the order offered."""


def parameter_choices(alias: str) -> tuple[str, ...]:
    """Return the values a parameter may have, empty where it is free or a number."""
    for name, field in Parameters.model_fields.items():
        if field.alias == alias and name == "leadership":
            return tuple(leadership_profiles())
        if field.alias == alias and isinstance(field.default, str):
            return tuple(str(value) for value in get_args(field.annotation))
    return ()
