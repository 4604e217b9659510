"""Fixed words of the contract: destinations, modes, methods, sheet names."""

from __future__ import annotations

from typing import Final

CITY: Final = "市级留用"
"""Destination of a person, and column of a table, that stays with the city."""
NOT_PLACED: Final = "不参与"
"""Destination of a person who takes no part and stays where he or she is."""

MODE_SECONDED: Final = "岗编分离"
"""Posts move, quota and pay stay with the city."""
MODE_TRANSFERRED: Final = "整体划转"
"""Quota, personnel relation and pay move to the district."""
MODES: Final = (MODE_SECONDED, MODE_TRANSFERRED)

DEFAULT_DOMAIN: Final = "默认"
"""Row of sheet 权重 that serves every domain without a row of its own."""

STATE_OPEN: Final = "测算中"
STATES: Final = (STATE_OPEN, "部门已定", "已审定")

SHEET_ROSTER: Final = "花名册"
SHEET_QUOTA: Final = "编制"
SHEET_DISTRICT: Final = "区情"
SHEET_WORKLOAD: Final = "业务量"
SHEET_WEIGHT: Final = "权重"
SHEET_WEIGHT_RANGE: Final = "权重范围"
SHEET_STATION: Final = "机构驻区"
SHEET_DISTANCE: Final = "区距"
SHEET_RELATION: Final = "人员关系"
SHEET_LOCK: Final = "锁定编制"
SHEET_INSTITUTION: Final = "机构设置"
SHEET_FORCE: Final = "现有队伍"
SHEET_PARAMETER: Final = "参数"
SHEET_PAYROLL: Final = "统发工资"
CARRIED_SHEETS: Final = ("政策口径", "职责", "资产", "用房", "案件", "离退休", SHEET_PAYROLL, "问题")
"""Sheets that are carried into the workbooks as they are."""

TOGETHER: Final = "同区"
APART: Final = "不同队"
