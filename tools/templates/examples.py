"""The example row of each sheet: its first cell starts with 示例, so that the reader skips it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

EXAMPLES: Final[Mapping[str, Mapping[str, str | float]]] = {
    "花名册": {
        "staff_id": "示例0001",
        "name": "示例张三",
        "sex": "男",
        "birth": "1985-03",
        "ethnicity": "汉族",
        "party": "中共党员",
        "education": "本科",
        "major": "法学",
        "career_start": "2007-07",
        "unit": "示例支队",
        "section": "一大队",
        "stationed": "示例区",
        "quota_type": "参公事业编制",
        "post": "执法人员",
        "post_level": "科员级",
        "rank": "四级主办",
        "certificate": "示例-000001",
        "certificate_until": "2028-12-31",
        "home": "示例区",
        "wish1": "示例区",
        "points": 45.5,
        "status": "在岗",
        "handover_remark": "示例行，可删除",
    },
    "编制": {
        "unit": "示例支队",
        "domain": "示例领域",
        "quota_type": "参公事业编制",
        "approved": 60,
        "reserve": 8,
        "mode": "岗编分离",
        "batch": "第一批",
        "deadline": "2026-10-25",
        "department": "示例主管局",
        "reform": "组建",
        "state": "测算中",
    },
    "区情": {"name": "示例区", "receives": "是", "code": "230199"},
    "参数": {"name": "示例：状态:驻村", "value": "占编不在岗"},
    "权重": {"domain": "示例领域"},
    "权重范围": {"factor": "示例因素", "low": 0.2, "high": 0.4},
    "业务量": {"domain": "示例领域", "indicator": "案件量"},
    "机构驻区": {"unit": "示例支队", "section": "一大队", "stationed": "示例区"},
    "区距": {"name": "示例区"},
    "人员关系": {"first": "示例0001", "second": "示例0002", "kind": "夫妻", "demand": "同区"},
    "锁定编制": {"domain": "示例领域", "quota_type": "参公事业编制", "district": "示例区", "quota": 10},
    "机构设置": {"district": "示例区", "name": "示例综合执法大队", "domains": "示例领域、示例领域二"},
    "现有队伍": {
        "level": "示例市级",
        "domain": "示例领域",
        "name": "示例支队",
        "quota": 60,
        "staff": 57,
        "certified": 45,
    },
}
"""Sheet -> key of the column -> what the example row says. No ID number: an example is nobody."""
