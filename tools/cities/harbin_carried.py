"""Sheets of the sample that are carried to the districts: 职责, 资产, 用房, 案件, 离退休 and their like."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final, TypeAlias

from cities import harbin_facts as facts
from cities.grid import Cell, Grid, plain_grid
from cities.model import Officer

Rows: TypeAlias = tuple[tuple[Cell, ...], ...]
_FIRST: Final = facts.WAVE_ONE[1]
_SECOND: Final = facts.WAVE_TWO[1]

LOCKS: Final[Rows] = (("应急管理", "参公事业编制", "道外区", 6, "与道外区已商定（示例）"),)
INSTITUTIONS: Final[Rows] = (("平房区", "平房区综合行政执法二大队", "文化市场、农业"),)

FORCE_HEADERS: Final = ("层级", "区", "领域", "队伍名称", "编制", "实有", "持证")
_CITY_FORCES: Final[Rows] = (
    ("市级", "", "市场监管", facts.MARKET, 94, 91, 70),
    ("市级", "", "城市管理", facts.URBAN, 90, 88, 66),
    ("市级", "", "交通运输", facts.ROAD_TRANSPORT, 63, 62, 46),
)
_DISTRICT_FORCES: Final = (
    ("城市管理", "城市管理行政执法局", 60),
    ("城市管理", "园林绿化监察大队", 8),
    ("文化市场", "文化市场执法大队", 9),
    ("卫生监督", "卫生监督所", 17),
    ("应急管理", "安全生产监察大队", 10),
    ("交通运输", "交通运输管理站", 12),
    ("农业", "农业执法大队", 9),
    ("农业", "动物卫生监督所", 8),
    ("农业", "农机监理站", 5),
)
"""What every district has of its own before the reform: domain, team, posts in a district of usual size."""
_SIZES: Final = (
    ("道里区", 100),
    ("南岗区", 120),
    ("道外区", 100),
    ("香坊区", 95),
    ("平房区", 40),
    ("松北区", 65),
)
"""District and its size in per cent of the usual."""


def _district_force(district: str, size: int, domain: str, team: str, usual: int) -> tuple[Cell, ...]:
    posts = max(3, usual * size // 100)
    staff = posts - posts // 18 - 1
    return ("区级", district, domain, f"{district}{team}", posts, staff, staff * 3 // 4)


FORCES: Final[Rows] = (
    *_CITY_FORCES,
    *(_district_force(district, size, *row) for district, size in _SIZES for row in _DISTRICT_FORCES),
)

POLICY_HEADERS: Final = ("序号", "事项", "口径", "依据", "解释部门")
_PLAN: Final = "市委审定的改革方案（示例）"
_GUIDE: Final = "配套解释意见（示例）"
POLICIES: Final[Rows] = (
    (1, "工资待遇", "工资福利保留市级渠道和标准不变", _PLAN, "市人力资源和社会保障局"),
    (2, "干部任免考核", "日常管理和考核由区负责，任免按干部管理权限办理", _GUIDE, "市委组织部"),
    (3, "职务职级", "保留市级机构规格和职级职数，由市级主管部门统筹", _GUIDE, "市委组织部"),
    (4, "机构编制", "编制保留在市级层面，区在总量内可设置综合执法机构", _PLAN, "市委编办"),
)

DUTY_HEADERS: Final = (
    "序号",
    "领域",
    "职责事项名称",
    "权力类型",
    "设定依据",
    "原实施主体",
    "承接主体",
    "划转方式",
    "划转时间",
    "备注",
)


def _duty(
    place: int, domain: str, item: str, kind: str, unit: str, day: date, to: str = "各区", how: str = "派驻"
) -> tuple[Cell, ...]:
    return (place, domain, item, kind, "示例依据", unit, to, how, day, "")


DUTIES: Final[Rows] = (
    _duty(1, "市场监管", "无照经营行政处罚", "行政处罚", facts.MARKET, _FIRST),
    _duty(2, "市场监管", "食品经营监督检查", "行政检查", facts.MARKET, _FIRST),
    _duty(3, "生态环境", "大气污染违法行为处罚", "行政处罚", facts.ECOLOGY, _FIRST),
    _duty(4, "文化市场", "网吧接纳未成年人处罚", "行政处罚", facts.CULTURE, _FIRST),
    _duty(5, "交通运输", "非法营运行政处罚", "行政处罚", facts.ROAD_TRANSPORT, _FIRST),
    _duty(6, "交通运输", "水上交通安全检查", "行政检查", facts.WATERWAY, _FIRST, to="松北区"),
    _duty(7, "农业", "假劣农资行政处罚", "行政处罚", facts.FARMING, _FIRST),
    _duty(8, "城市管理", "违法建设行政处罚", "行政处罚", facts.URBAN, _SECOND),
    _duty(9, "应急管理", "安全生产违法行为处罚", "行政处罚", facts.SAFETY, _SECOND),
    _duty(10, "卫生监督", "公共场所卫生处罚", "行政处罚", facts.HEALTH, _SECOND, how="划转"),
)

ASSET_HEADERS: Final = (
    "序号",
    "领域",
    "资产编号",
    "资产名称",
    "规格型号",
    "数量",
    "计量单位",
    "购置日期",
    "原值",
    "累计折旧",
    "净值",
    "使用状况",
    "存放地点",
    "车牌号",
    "车架号",
    "里程",
    "原单位",
    "接收区",
    "交接备注",
)


def _asset(
    place: int,
    domain: str,
    what: tuple[str, int, str],
    bought: date,
    price: tuple[int, int],
    where: tuple[str, str, str],
    vehicle: tuple[Cell, Cell, Cell] = ("", "", ""),
) -> tuple[Cell, ...]:
    name, number, measure = what
    cost, worn = price
    unit, section, district = where
    money = (bought, cost, worn, cost - worn)
    return (
        *(place, domain, f"SL-{place:04d}", name, "示例型", number, measure, *money),
        *("在用", section, *vehicle, unit, district, ""),
    )


_CAR: Final = ("执法车辆", 1, "辆")
ASSETS: Final[Rows] = (
    _asset(
        1,
        "市场监管",
        _CAR,
        date(2022, 5, 10),
        (130000, 52000),
        (facts.MARKET, "一大队", "道里区"),
        vehicle=("示例A0001", "SHILIVIN000000001", 68000),
    ),
    _asset(
        2,
        "市场监管",
        ("执法记录仪", 30, "台"),
        date(2024, 3, 1),
        (45000, 18000),
        (facts.MARKET, "二大队", "南岗区"),
    ),
    _asset(
        3,
        "城市管理",
        _CAR,
        date(2021, 6, 18),
        (130000, 78000),
        (facts.URBAN, "道外大队", "道外区"),
        vehicle=("示例A0002", "SHILIVIN000000002", 91000),
    ),
    _asset(
        4,
        "城市管理",
        _CAR,
        date(2023, 8, 9),
        (135000, 40500),
        (facts.URBAN, "香坊大队", "香坊区"),
        vehicle=("示例A0003", "SHILIVIN000000003", 42000),
    ),
    _asset(
        5,
        "生态环境",
        ("便携式检测仪", 4, "台"),
        date(2023, 11, 2),
        (320000, 96000),
        (facts.ECOLOGY, "机动大队", "松北区"),
    ),
    _asset(
        6,
        "应急管理",
        ("执法记录仪", 10, "台"),
        date(2024, 9, 20),
        (15000, 4500),
        (facts.SAFETY, "工贸大队", "平房区"),
    ),
)

ROOM_HEADERS: Final = (
    "序号",
    "领域",
    "地址",
    "面积",
    "产权",
    "使用方式",
    "交付日期",
    "原单位",
    "接收区",
    "交接备注",
)
ROOMS: Final[Rows] = (
    (1, "市场监管", "示例路1号", 420, "市直", "无偿使用", date(2026, 10, 20), facts.MARKET, "道里区", ""),
    (2, "城市管理", "示例路15号", 680, "租赁", "续租", date(2026, 10, 22), facts.URBAN, "南岗区", ""),
    (3, "城市管理", "示例路26号", 350, "区直", "区里提供", date(2026, 10, 22), facts.URBAN, "松北区", ""),
)

CASE_HEADERS: Final = (
    "序号",
    "领域",
    "案号",
    "当事人",
    "案由",
    "立案日期",
    "进展",
    "期限届满日",
    "承办人",
    "证据与暂扣物",
    "原单位",
    "接收区",
    "交接备注",
)
_CASES: Final[Rows] = (
    ("市场监管", "示例市监案〔2026〕1号", "示例企业甲", "无照经营", date(2026, 8, 12), "调查取证",
     date(2026, 11, 10), "无", facts.MARKET, "道里区"),
    ("市场监管", "示例市监案〔2026〕2号", "示例企业乙", "虚假宣传", date(2026, 9, 1), "已告知",
     date(2026, 11, 30), "广告样张2份", facts.MARKET, "南岗区"),
    ("生态环境", "示例环案〔2026〕7号", "示例企业丙", "超标排放", date(2026, 7, 30), "听证",
     date(2026, 10, 28), "监测报告", facts.ECOLOGY, "香坊区"),
    ("城市管理", "示例城管案〔2026〕31号", "示例企业丁", "违法建设", date(2026, 9, 10), "调查取证",
     date(2026, 12, 9), "无", facts.URBAN, "道外区"),
)  # fmt: skip

RETIRED_HEADERS: Final = (
    "序号",
    "姓名",
    "性别",
    "出生年月",
    "离退休时间",
    "原单位",
    "原职务",
    "待遇渠道",
    "接收区",
    "备注",
)
RETIRED: Final[Rows] = (
    (1, "退休甲", "男", "1958-04", "2018-04", facts.MARKET, "大队长", "市级渠道", "", ""),
    (2, "退休乙", "女", "1962-11", "2017-11", facts.URBAN, "科员", "市级渠道", "", ""),
    (3, "退休丙", "男", "1957-09", "2017-09", facts.HEALTH, "科长", "随单位划转", "南岗区", ""),
)

PAYROLL_HEADERS: Final = ("单位", "编制类型", "统发人数", "备注")

ISSUE_HEADERS: Final = ("序号", "问题", "涉及单位", "责任单位", "时限", "办理情况", "接收区")
ISSUES: Final[Rows] = (
    (1, "支队超编3人", facts.BUILDING, "市住房和城乡建设局", date(2026, 12, 31), "只出不进，逐年消化", ""),
    (2, "部分执法证已到期", facts.CULTURE, "市文化广电和旅游局", date(2026, 10, 20), "正在换证", ""),
    (3, "办公用房尚未腾空", facts.URBAN, "市城市管理局", date(2026, 10, 22), "区里正在协调", "松北区"),
)


def sheets(people: Sequence[Officer]) -> tuple[Grid, ...]:
    """Lay out the carried sheets in the order of the contract."""
    payroll = [(unit, quota_type, count, "") for (unit, quota_type), count in facts.HEADCOUNT.items()]
    tables: tuple[tuple[str, str, tuple[str, ...], Sequence[Sequence[Cell]]], ...] = (
        ("政策口径", "政策口径", POLICY_HEADERS, POLICIES),
        ("职责", "划转职责清单", DUTY_HEADERS, DUTIES),
        ("资产", "移交资产清单", ASSET_HEADERS, ASSETS),
        ("用房", "办公用房清单", ROOM_HEADERS, ROOMS),
        ("案件", "未结案件清单", CASE_HEADERS, _cases(people)),
        ("离退休", "离退休人员名册", RETIRED_HEADERS, RETIRED),
        ("统发工资", "统发工资人数表", PAYROLL_HEADERS, payroll),
        ("问题", "问题与差异清单", ISSUE_HEADERS, ISSUES),
    )
    return tuple(
        plain_grid(name, headers, rows, title=f"{title}（示例数据，非真实情况）")
        for name, title, headers, rows in tables
    )


def _cases(people: Sequence[Officer]) -> Rows:
    """Give each open case two certified officers of its brigade."""
    able = {unit: [p.name for p in people if p.unit == unit and p.certificate] for unit in facts.PREFIXES}
    rows: list[tuple[Cell, ...]] = []
    for place, (*before, evidence, unit, to) in enumerate(_CASES, start=1):
        pair = "、".join(able[str(unit)][2 * place : 2 * place + 2])
        rows.append((place, *before, pair, evidence, unit, to, ""))
    return tuple(rows)
