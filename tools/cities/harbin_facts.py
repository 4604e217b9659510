"""Harbin as the sample sees it: public census figures, and made-up figures that are named as such.

The reform's outline (six receiving districts, two waves, quotas staying with the city) follows the public
speech on the city's reform; brigades' sizes, people and all figures but the census are examples.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final

from cities.grid import Cell
from cities.model import Post
from zhifa_alloc.schema.terms import MODE_SECONDED, MODE_TRANSFERRED

RECEIVING: Final = ("道里区", "南岗区", "道外区", "香坊区", "平房区", "松北区")
OUTSIDE: Final = ("呼兰区", "阿城区", "双城区")
BASE_DATE: Final = date(2026, 9, 30)
MEETING: Final = date(2026, 9, 28)
WAVE_ONE: Final = ("第一批", date(2026, 10, 25), "组建")
WAVE_TWO: Final = ("第二批", date(2026, 10, 28), "调整管理体制")

DISTRICT_HEADERS: Final = (
    "区",
    "区划代码",
    "是否承接",
    "编制上限",
    "编制下限",
    "不承接领域",
    "常住人口",
    "经营主体",
    "辖区面积",
    "街镇数",
)
DISTRICTS: Final[tuple[tuple[Cell, ...], ...]] = (
    ("道里区", "230102", "是", "", "", "", 923762, 98000, 480, 23),
    ("南岗区", "230103", "是", "", "", "", 1343857, 132000, 180, 21),
    ("道外区", "230104", "是", "", "", "", 906421, 83000, 620, 27),
    ("香坊区", "230110", "是", "", "", "", 916408, 86000, 340, 24),
    ("平房区", "230108", "是", "", "", "", 190253, 17000, 100, 9),
    ("松北区", "230109", "是", "", "", "", 236848, 41000, 740, 12),
    ("呼兰区", "230111", "否", "", "", "", 764534, 36000, 2200, 18),
    ("阿城区", "230112", "否", "", "", "", 596856, 34000, 2450, 19),
    ("双城区", "230113", "否", "", "", "", 825634, 39000, 3110, 24),
)
DISTRICT_NOTES: Final = (
    (
        "注：1.常住人口为第六次全国人口普查（2010年）公报数，单位：人，全市合计10635971人，双城时为县级市；"
        "来源：http://xjdkctz.com/news/shuju/648066.html（转引普查公报）。"
    ),
    "2.经营主体（户）、辖区面积（平方公里）、街镇数（个）为示例数据，非真实统计，使用时请换成本地数据。",
)

MARKET: Final = "市市场监管综合行政执法支队"
ECOLOGY: Final = "市生态环境保护综合行政执法支队"
CULTURE: Final = "市文化市场综合行政执法支队"
ROAD_TRANSPORT: Final = "市道路运输执法支队"
ROAD_ASSETS: Final = "市公路路政执法支队"
WATERWAY: Final = "市航运海事执法大队"
FARMING: Final = "市农业综合行政执法支队"
ANIMAL: Final = "市动物卫生监督所"
FISHERY: Final = "市渔政执法大队"
URBAN: Final = "市城市管理行政执法支队"
BUILDING: Final = "市住房城乡建设执法支队"
SAFETY: Final = "市安全生产执法监察支队"
HEALTH: Final = "市卫生监督所"

STAFF_TYPES: Final = ("行政编制", "参公事业编制", "全额拨款事业编制", "工勤编制")


def _posts(
    unit: str,
    domain: str,
    department: str,
    wave: tuple[str, date, str],
    *rows: tuple[str, int, int],
    mode: str = MODE_SECONDED,
) -> list[Post]:
    batch, deadline, reform = wave
    return [
        Post(unit, domain, quota_type, approved, reserve, mode, batch, deadline, department, reform)
        for quota_type, approved, reserve in rows
    ]


POSTS: Final[tuple[Post, ...]] = tuple(
    _posts(MARKET, "市场监管", "市市场监督管理局", WAVE_ONE, ("行政编制", 88, 12), ("工勤编制", 6, 2))
    + _posts(ECOLOGY, "生态环境", "市生态环境局", WAVE_ONE, ("参公事业编制", 70, 10), ("工勤编制", 4, 2))
    + _posts(CULTURE, "文化市场", "市文化广电和旅游局", WAVE_ONE, ("参公事业编制", 46, 8))
    + _posts(
        ROAD_TRANSPORT, "交通运输", "市交通运输局", WAVE_ONE, ("参公事业编制", 58, 8), ("工勤编制", 5, 1)
    )
    + _posts(ROAD_ASSETS, "交通运输", "市交通运输局", WAVE_ONE, ("全额拨款事业编制", 42, 6))
    + _posts(WATERWAY, "交通运输", "市交通运输局", WAVE_ONE, ("参公事业编制", 16, 3))
    + _posts(FARMING, "农业", "市农业农村局", WAVE_ONE, ("参公事业编制", 34, 6))
    + _posts(ANIMAL, "农业", "市农业农村局", WAVE_ONE, ("全额拨款事业编制", 26, 4))
    + _posts(FISHERY, "农业", "市农业农村局", WAVE_ONE, ("参公事业编制", 10, 2))
    + _posts(URBAN, "城市管理", "市城市管理局", WAVE_TWO, ("参公事业编制", 84, 12), ("工勤编制", 6, 2))
    + _posts(BUILDING, "城市管理", "市住房和城乡建设局", WAVE_TWO, ("全额拨款事业编制", 36, 6))
    + _posts(SAFETY, "应急管理", "市应急管理局", WAVE_TWO, ("参公事业编制", 40, 6))
    + _posts(HEALTH, "卫生监督", "市卫生健康委员会", WAVE_TWO, ("参公事业编制", 42, 4), mode=MODE_TRANSFERRED)
)

HEADCOUNT: Final = {
    (MARKET, "行政编制"): 86,
    (MARKET, "工勤编制"): 5,
    (ECOLOGY, "参公事业编制"): 68,
    (ECOLOGY, "工勤编制"): 4,
    (CULTURE, "参公事业编制"): 44,
    (ROAD_TRANSPORT, "参公事业编制"): 57,
    (ROAD_TRANSPORT, "工勤编制"): 5,
    (ROAD_ASSETS, "全额拨款事业编制"): 39,
    (WATERWAY, "参公事业编制"): 16,
    (FARMING, "参公事业编制"): 33,
    (ANIMAL, "全额拨款事业编制"): 25,
    (FISHERY, "参公事业编制"): 9,
    (URBAN, "参公事业编制"): 82,
    (URBAN, "工勤编制"): 6,
    (BUILDING, "全额拨款事业编制"): 39,
    (SAFETY, "参公事业编制"): 38,
    (HEALTH, "参公事业编制"): 40,
}
"""People on quota by (单位, 编制类型); 市住房城乡建设执法支队 is three over its quota on purpose."""

AUXILIARIES: Final = {URBAN: 5, MARKET: 3}
"""编外 people: listed, never counted or placed."""

PREFIXES: Final = {
    MARKET: "SC",
    ECOLOGY: "HB",
    CULTURE: "WH",
    ROAD_TRANSPORT: "JT",
    ROAD_ASSETS: "LZ",
    WATERWAY: "HY",
    FARMING: "NY",
    ANIMAL: "DW",
    FISHERY: "YZ",
    URBAN: "CG",
    BUILDING: "ZJ",
    SAFETY: "YJ",
    HEALTH: "WS",
}
SECTIONS: Final = {
    MARKET: ("综合科",) * 2
    + ("一大队",) * 3
    + ("二大队",) * 4
    + ("三大队",) * 3
    + ("四大队",) * 3
    + ("五大队",),
    ECOLOGY: ("办公室", "道里大队", "南岗大队", "道外大队", "香坊大队", "机动大队"),
    CULTURE: ("综合科", "一大队", "二大队", "三大队"),
    ROAD_TRANSPORT: ("综合科", "客运大队", "货运大队", "出租车大队"),
    ROAD_ASSETS: ("办公室", "一大队", "二大队"),
    WATERWAY: ("巡航一队", "巡航二队"),
    FARMING: ("综合科", "种植业执法科", "农资执法科"),
    ANIMAL: ("检疫科", "监督科"),
    FISHERY: ("渔政队",),
    URBAN: (
        *("综合科",) * 4,
        *("道里大队",) * 5,
        *("南岗大队",) * 6,
        *("道外大队",) * 5,
        *("香坊大队",) * 5,
        *("平房大队",) * 1,
        *("松北大队",) * 2,
    ),
    BUILDING: ("质量安全科", "房产执法科", "建筑市场科"),
    SAFETY: ("综合科", "工贸大队", "危化大队", "矿山大队"),
    HEALTH: ("公共场所科", "医疗监督科", "传染病科"),
}
"""Sections of each brigade, repeated in proportion to their size."""
STATIONS: Final[tuple[tuple[Cell, ...], ...]] = (
    (MARKET, "一大队", "道里区"),
    (MARKET, "二大队", "南岗区"),
    (MARKET, "三大队", "道外区"),
    (MARKET, "四大队", "香坊区"),
    (MARKET, "五大队", "松北区"),
    (URBAN, "道里大队", "道里区"),
    (URBAN, "南岗大队", "南岗区"),
    (URBAN, "道外大队", "道外区"),
    (URBAN, "香坊大队", "香坊区"),
    (URBAN, "平房大队", "平房区"),
    (URBAN, "松北大队", "松北区"),
    (ROAD_ASSETS, "一大队", "道外区"),
    (ROAD_ASSETS, "二大队", "香坊区"),
    (SAFETY, "危化大队", "道外区"),
    (SAFETY, "工贸大队", "香坊区"),
)
WORKLOAD: Final[tuple[tuple[Cell, ...], ...]] = (
    ("市场监管", "案件量", 1260, 1710, 1150, 1080, 210, 330),
    ("生态环境", "重点排污单位", 46, 38, 64, 71, 42, 35),
    ("文化市场", "文化经营场所", 620, 910, 480, 520, 90, 160),
    ("交通运输", "营运车辆", 9200, 12800, 10400, 9900, 2100, 3600),
    ("交通运输", "道路里程", 610, 380, 720, 430, 150, 690),
    ("农业", "农业经营主体", 940, 120, 880, 510, 160, 1120),
    ("城市管理", "在建工程", 96, 88, 61, 82, 24, 118),
    ("城市管理", "案件量", 2840, 3620, 2510, 2330, 420, 760),
    ("应急管理", "监管企业", 1480, 1620, 1390, 1710, 620, 910),
    ("卫生监督", "监督单位", 2650, 3890, 2210, 2340, 410, 690),
)
WEIGHT_FACTORS: Final = (
    "常住人口",
    "经营主体",
    "辖区面积",
    "街镇数",
    "案件量",
    "重点排污单位",
    "文化经营场所",
    "营运车辆",
    "道路里程",
    "农业经营主体",
    "在建工程",
    "监管企业",
    "监督单位",
)
WEIGHTS: Final[tuple[Mapping[str, Cell], ...]] = (
    {"执法领域": "默认", "常住人口": 0.4, "经营主体": 0.3, "辖区面积": 0.2, "街镇数": 0.1},
    {"执法领域": "市场监管", "常住人口": 0.2, "经营主体": 0.5, "案件量": 0.3},
    {"执法领域": "生态环境", "常住人口": "30%", "辖区面积": "30%", "重点排污单位": "40%"},
    {"执法领域": "文化市场", "常住人口": 40, "文化经营场所": 60},
    {"执法领域": "交通运输", "常住人口": 0.3, "营运车辆": 0.4, "道路里程": 0.3},
    {"执法领域": "农业", "常住人口": 0.2, "辖区面积": 0.3, "农业经营主体": 0.5},
    {"执法领域": "城市管理", "常住人口": 0.4, "街镇数": 0.1, "在建工程": 0.2, "案件量": 0.3},
    {"执法领域": "应急管理", "常住人口": 0.3, "监管企业": 0.7},
)
"""卫生监督 has no row of its own and follows 默认; numbers, percents and hundredths as offices write them."""

DISTANCE_ORDER: Final = RECEIVING + OUTSIDE
DISTANCES: Final = (
    (0, 6, 8, 11, 21, 10, 36, 38, 52),
    (6, 0, 6, 6, 15, 15, 40, 31, 50),
    (8, 6, 0, 7, 20, 12, 33, 32, 57),
    (11, 6, 7, 0, 12, 19, 41, 25, 53),
    (21, 15, 20, 12, 0, 30, 52, 23, 45),
    (10, 15, 12, 19, 30, 0, 27, 46, 58),
    (36, 40, 33, 41, 52, 27, 0, 62, 84),
    (38, 31, 32, 25, 23, 46, 62, 0, 66),
    (52, 50, 57, 53, 45, 58, 84, 66, 0),
)
"""Whole km between district offices; examples, not measured."""
