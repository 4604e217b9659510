"""The registers of the ledger: their sheets, keys and columns."""

from __future__ import annotations

from typing import Final

from zhifa_alloc.handover.entries import NUMBER, Register
from zhifa_alloc.handover.forms import DOMAIN
from zhifa_alloc.handover.ledger import DECISIONS
from zhifa_alloc.handover.people import PERSON_KEY
from zhifa_alloc.handover.reply import EXPLANATION, OPINION, REASON
from zhifa_alloc.schema.page import Column

DISTRICT: Final = "区"
DEPARTMENT: Final = "主管部门"
STEP: Final = "环节"
STATE: Final = "状态"
SENT_ON: Final = "发出日期"
DEADLINE: Final = "期限"
DAYS_LEFT: Final = "剩余天数"
HINT: Final = "提示"
COMPLETED: Final = "交接完成日"
DECISION: Final = "主管部门意见"
HANDLING: Final = "处理说明"
HANDLED_ON: Final = "处理日期"
OUTCOME: Final = "处理结果"
ISSUE: Final = "问题"
ORIGIN: Final = "来源"
CLOSED: Final = "销号"
YES_NO: Final = ("是", "否")

_NUMBER: Final = Column(NUMBER, "number", 5)
_DISTRICT: Final = Column(DISTRICT, width=10)
_DOMAIN: Final = Column(DOMAIN, width=12)
_DECISION: Final = Column(DECISION, width=11, choices=DECISIONS, editable=True)
_HANDLING: Final = Column(HANDLING, "text", 18, editable=True)

PROGRESS: Final = Register(
    "进度台账",
    (DISTRICT, DOMAIN, STEP),
    (
        _NUMBER,
        _DISTRICT,
        _DOMAIN,
        Column(DEPARTMENT, "text", 14),
        Column(STEP, width=9),
        Column(STATE, width=8),
        Column(SENT_ON, "date", 11, editable=True),
        Column(DEADLINE, "date", 11, editable=True),
        Column(DAYS_LEFT, "number", 6),
        Column(HINT, "text", 16),
        Column("人员", "number", 6),
        Column("同意", "number", 6),
        Column("需协商", "number", 6),
        Column("不同意", "number", 6),
        Column("未答复", "number", 6),
        Column(COMPLETED, "date", 11),
    ),
)
OPINIONS_SHEET: Final = Register(
    "意见处理",
    (DISTRICT, PERSON_KEY),
    (
        _NUMBER,
        _DISTRICT,
        _DOMAIN,
        Column(PERSON_KEY, "key", 11),
        Column("姓名", width=9),
        Column(OPINION, width=9),
        Column(REASON, width=10),
        Column(EXPLANATION, "text", 20),
        _DECISION,
        _HANDLING,
        Column(HANDLED_ON, "date", 11, editable=True),
        Column(OUTCOME, "text", 20),
    ),
)
DUTIES_SHEET: Final = Register(
    "职责意见",
    (DISTRICT, DOMAIN, "职责事项"),
    (
        _NUMBER,
        _DISTRICT,
        _DOMAIN,
        Column("职责事项", "text", 30),
        Column(OPINION, width=9),
        Column(EXPLANATION, "text", 24),
        _DECISION,
        _HANDLING,
        Column(HANDLED_ON, "date", 11, editable=True),
    ),
)
SIGNATURES_SHEET: Final = Register(
    "签收情况",
    (DISTRICT, DOMAIN),
    (
        _NUMBER,
        _DISTRICT,
        _DOMAIN,
        Column(DEPARTMENT, "text", 14),
        Column("移交人", width=9),
        Column("移交签字日期", "date", 12),
        Column("接收人", width=9),
        Column("接收签字日期", "date", 12),
        Column("监交人", width=9),
        Column("监交签字日期", "date", 12),
        Column(COMPLETED, "date", 12),
        Column("尚缺", "text", 16),
    ),
)
SETUPS_SHEET: Final = Register(
    "机构设置",
    (DISTRICT, "机构名称"),
    (
        _NUMBER,
        _DISTRICT,
        Column("机构名称", "text", 28),
        Column(DOMAIN, "text", 34),
        Column("草案编制（名）", "number", 10),
        Column("拟配编制（名）", "number", 10),
        Column("核对结果", "text", 30),
    ),
)
TALKS: Final = Register(
    "谈心谈话",
    (PERSON_KEY,),
    (
        _NUMBER,
        Column(PERSON_KEY, "key", 11),
        Column("姓名", width=9),
        _DOMAIN,
        Column("原单位", "text", 18),
        Column("拟去向", width=10),
        Column("谈话原因", "text", 22),
        Column("谈话人", width=9, editable=True),
        Column("谈话日期", "date", 11, editable=True),
        Column("本人意见", "text", 16, editable=True),
        Column("需解决的问题", "text", 18, editable=True),
        Column("落实情况", "text", 14, editable=True),
    ),
    open=True,
)
ISSUES_SHEET: Final = Register(
    "问题",
    (DISTRICT, ISSUE),
    (
        _NUMBER,
        Column(ORIGIN, width=10),
        _DISTRICT,
        Column(ISSUE, "text", 40),
        Column("责任单位", "text", 16, editable=True),
        Column("时限", "date", 11, editable=True),
        Column("办理情况", "text", 24, editable=True),
        Column(CLOSED, width=7, choices=YES_NO, editable=True),
        Column("销号日期", "date", 11, editable=True),
    ),
    open=True,
)
REGISTERS: Final = (
    PROGRESS,
    OPINIONS_SHEET,
    DUTIES_SHEET,
    SIGNATURES_SHEET,
    SETUPS_SHEET,
    TALKS,
    ISSUES_SHEET,
)
"""In the order of the sheets."""
