"""Rules that an office may switch off, lower or raise in 参数; a reason is printed on the draft.

Only rules of the office's own making can be switched off or lowered to 提醒, each with a reason. A rule that
carries out a law (两人持证执法, 编制类型不混用, 任职回避 …) stays in force: no parameter sets a law aside.
Rules that repeat a cell of the workbook (去向指定, 不宜去向, 锁定编制 …) are changed in that cell. Any rule
that only warns may be raised to 不符.
"""

from __future__ import annotations

from typing import Final, Literal, TypeAlias

SwitchKind: TypeAlias = Literal["switches", "lowered", "raised"]
"""Switched off, lowered to 提醒, raised to 不符: the fields of ``Parameters`` that hold them, with reasons."""
SWITCH_KINDS: Final[tuple[SwitchKind, ...]] = ("switches", "lowered", "raised")

SWITCH_PREFIX: Final = "规则:"
"""A parameter ``规则:同区要求`` with the value ``停用：理由`` switches a rule off."""
SWITCHABLE: Final = frozenset({"leadership-candidates", "near-retirement", "presence", "same-district"})
"""Ids of the rules that may be switched off."""
REMINDERS: Final = frozenset(
    {
        "approval-above",
        "leader-relatives",
        "leadership-candidates",
        "near-retirement",
        "picking-order",
        "presence",
    }
)
"""Ids of the rules that only warn, and so may be raised."""
