"""人员状态: who takes part, who counts as present, who uses up a quota (contract, section 2)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from zhifa_alloc.schema.terms import MODE_TRANSFERRED


class StatusKind(StrEnum):
    """What a status word means for the count; the values are what 参数 ``状态:…`` may say."""

    PRESENT = "在岗"
    ABSENT = "占编不在岗"
    APART = "不参与"


PROBATION: Final = "试用期"
KNOWN_STATUSES: Final[Mapping[str, StatusKind]] = {
    "在岗": StatusKind.PRESENT,
    "借调": StatusKind.ABSENT,
    "挂职": StatusKind.ABSENT,
    "病休": StatusKind.ABSENT,
    "产假": StatusKind.ABSENT,
    "审查调查": StatusKind.APART,
    "停职": StatusKind.APART,
    "暂缓": StatusKind.APART,
}
"""Every known status but 试用期, which depends on the mode of the unit."""

_OUTSIDE_QUOTA: Final = ("编外", "协管", "辅助人员", "劳务派遣", "临聘", "自聘")
_NO_CERTIFICATE: Final = ("工勤",)


@dataclass(frozen=True, slots=True)
class Standing:
    """What follows from a person's status, quota type and the mode of the unit."""

    takes_part: bool
    present: bool
    on_quota: bool


def is_outside_quota(quota_type: str) -> bool:
    """Say whether people of this 编制类型 hold no quota at all (编外, 协管, 劳务派遣 …)."""
    return any(word in quota_type for word in _OUTSIDE_QUOTA)


def can_hold_certificate(quota_type: str) -> bool:
    """Say whether people of this 编制类型 can be law-enforcement officers; 工勤 and 编外 cannot."""
    return not is_outside_quota(quota_type) and not any(word in quota_type for word in _NO_CERTIFICATE)


def standing_of(status: str, quota_type: str, mode: str, own_words: Mapping[str, str]) -> Standing:
    """Work out who takes part, is present and uses a quota.

    Args:
        status: 人员状态; the empty word means 在岗.
        quota_type: 编制类型 of the person.
        mode: 划转方式 of the unit.
        own_words: 参数 ``状态:词`` -> 在岗 | 占编不在岗 | 不参与.

    Raises:
        KeyError: the status is neither known nor explained in ``own_words``.
    """
    if is_outside_quota(quota_type):
        return Standing(takes_part=False, present=False, on_quota=False)
    word = status or StatusKind.PRESENT.value
    if word == PROBATION and word not in own_words:
        seconded = mode != MODE_TRANSFERRED
        return Standing(takes_part=seconded, present=False, on_quota=True)
    kind = StatusKind(own_words[word]) if word in own_words else KNOWN_STATUSES[word]
    takes_part = kind is not StatusKind.APART
    return Standing(takes_part=takes_part, present=kind is StatusKind.PRESENT, on_quota=True)
