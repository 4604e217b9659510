"""Rules that an office may switch off in 参数, each with a reason that is printed on the draft.

Only rules of the office's own making can be switched off. A rule that carries out a law (两人持证执法, 编制类型
不混用, 任职回避 …) stays in force: no parameter sets a law aside. Rules that repeat a cell of the
workbook (去向指定, 不宜去向, 锁定编制 …) are changed in that cell.
"""

from __future__ import annotations

from typing import Final

SWITCH_PREFIX: Final = "规则:"
"""A parameter ``规则:同区要求`` with the value ``停用：理由`` switches a rule off."""
SWITCHABLE: Final = frozenset({"leadership-candidates", "near-retirement", "presence", "same-district"})
"""Ids of the rules that may be switched off."""
