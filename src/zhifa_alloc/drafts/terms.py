"""Fixed names of the draft's workbook: sheets, headers, format."""

from __future__ import annotations

from typing import Final

SHEET_OVERVIEW: Final = "概览"
SHEET_QUOTAS: Final = "编制分配"
SHEET_PEOPLE: Final = "人员分配"
SHEET_WORKING: Final = "测算过程"
SHEET_BALANCE: Final = "均衡情况"
SHEET_RULES: Final = "规则检查"
SHEET_FINDINGS: Final = "提醒"
SHEET_RECORD: Final = "草案信息"
SHEET_DATA: Final = "草案数据"
"""Hidden; carries the whole draft as text."""

DOMAIN: Final = "执法领域"
QUOTA_TYPE: Final = "编制类型"
APPROVED: Final = "核定编制数"
RESERVE: Final = "市级留用"
TOTAL: Final = "合计"
DISTRICT: Final = "区"
STAFF_ID: Final = "人员编号"
NAME: Final = "姓名"
DESTINATION: Final = "去向"
"""The one column of 人员分配 that people edit."""

FORMAT: Final = "zhifa-alloc/draft"
FORMAT_VERSION: Final = 1
NEEDS: Final = "0.1.0"
"""First version of the program that reads this format."""
CHUNK: Final = 30_000
"""Characters of text in one cell of 草案数据; a cell can hold 32,767."""
