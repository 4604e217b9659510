"""The sample's smaller sheets: 区情, 权重, 参数 and what is carried along to the districts."""

from __future__ import annotations

from collections.abc import Sequence

from cities import harbin_carried as carried
from cities import harbin_facts as facts
from cities.grid import Cell, Grid, plain_grid
from cities.model import POST_HEADERS, Officer, post_row
from cities.ties import RELATION_HEADERS

PARAMETERS: tuple[tuple[Cell, Cell, Cell], ...] = (
    ("取整方法", "双向控制", "每格、每领域每区、每区合计都是应得数的上取整或下取整"),
    ("每队最少持证人数", 2, "行政处罚法第四十二条：执法人员不得少于两人"),
    ("每队最少编制", "", "空白时同“每队最少持证人数”"),
    ("均衡容差", 0, "人"),
    ("分配方式", "统筹测算", "统筹测算｜积分选岗"),
    ("目标顺序", "均衡、就地、志愿、距离、次序号", ""),
    ("变动代价", 1, "志愿步数"),
    ("超编处理", "留市消化", "留市消化｜随同下沉"),
    ("基准日", facts.BASE_DATE, "机构编制和人员锁定日（示例）"),
    ("临近退休月数", 12, "距退休不足12个月的人员另作提示"),
    ("抽签种子", "示例公证抽签号20260928", "公开抽取后填写（示例）"),
    ("意见采纳", "逐条确认", "逐条确认｜直接采纳"),
    ("审定文号", "示例编发〔2026〕1号", "示例，非真实文号"),
    ("审定日期", "2026-09-18", "示例"),
    ("状态:驻村", "占编不在岗", "本市用语：驻村工作队员占编、不在岗"),
)


def required_tables() -> tuple[Grid, ...]:
    """Lay out 编制 and 区情."""
    posts = plain_grid(
        "编制",
        POST_HEADERS,
        [post_row(post) for post in facts.POSTS],
        title="市级综合行政执法队伍机构编制情况表",
        notes=(
            "注：1.各支队编制数为示例数据，非真实统计；期限年份为示例，第二批期限为会议日（示例为2026年9月28日）起一个月。",
            "2.编制保留在市级层面，工资福利保留市级渠道和标准不变（岗编分离）；市卫生监督所为整体划转示例。",
        ),
    )
    districts = plain_grid(
        "区情", facts.DISTRICT_HEADERS, facts.DISTRICTS, title="各区基本情况表", notes=facts.DISTRICT_NOTES
    )
    return (posts, districts)


def figure_tables() -> tuple[Grid, ...]:
    """Lay out 业务量, 权重, 机构驻区, 区距."""
    weights = [(row["执法领域"], *(row.get(f, "") for f in facts.WEIGHT_FACTORS)) for row in facts.WEIGHTS]
    distances: list[tuple[Cell, ...]] = [
        (name, *row) for name, row in zip(facts.DISTANCE_ORDER, facts.DISTANCES, strict=True)
    ]
    made_up = ("注：本表为示例数据，非真实统计。",)
    return (
        plain_grid("业务量", ("执法领域", "指标", *facts.RECEIVING), facts.WORKLOAD, notes=made_up),
        plain_grid(
            "权重", ("执法领域", *facts.WEIGHT_FACTORS), weights, notes=("注：权重为示例，无公开依据。",)
        ),
        plain_grid("机构驻区", ("所在单位", "所在机构", "驻区"), facts.STATIONS),
        plain_grid("区距", ("区", *facts.DISTANCE_ORDER), distances, notes=("注：公里数为示例，未经实测。",)),
    )


def other_tables(people: Sequence[Officer], relations: Sequence[Sequence[Cell]]) -> tuple[Grid, ...]:
    """Lay out 人员关系, 锁定编制, 机构设置, the carried sheets and 参数."""
    return (
        plain_grid("人员关系", RELATION_HEADERS, relations),
        plain_grid("锁定编制", ("执法领域", "编制类型", "区", "编制数", "说明"), carried.LOCKS),
        plain_grid("机构设置", ("区", "机构名称", "执法领域"), carried.INSTITUTIONS),
        plain_grid(
            "现有队伍", carried.FORCE_HEADERS, carried.FORCES, notes=("注：本表为示例数据，非真实统计。",)
        ),
        *carried.sheets(people),
        plain_grid("参数", ("参数", "值", "说明"), PARAMETERS),
    )
