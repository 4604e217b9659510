"""What the districts sent back and the department accepted: what the next plan has to obey."""

from __future__ import annotations

from dataclasses import dataclass, field

from zhifa_alloc.schema.case import Institution
from zhifa_alloc.schema.finding import CellRef, Finding


@dataclass(frozen=True, slots=True)
class Refusal:
    """不同意 on one person that the department accepted (采纳, or 意见采纳 = 直接采纳)."""

    staff_id: str
    district: str
    where: CellRef = field(default_factory=CellRef)


@dataclass(frozen=True, slots=True)
class TeamSetup:
    """The bodies that one district wants to set up within its total (sheet 机构设置 sent back)."""

    district: str
    bodies: tuple[Institution, ...]
    where: CellRef = field(default_factory=CellRef)


@dataclass(frozen=True, slots=True)
class Feedback:
    """What ``plan --feedback`` brings in.

    Attributes:
        refusals: accepted ones only; what is open, refused or 需协商 changes nothing.
        setups: one per district that sent its bodies back.
        findings: what was read and changes nothing, and files that could not be read.
    """

    refusals: tuple[Refusal, ...] = ()
    setups: tuple[TeamSetup, ...] = ()
    findings: tuple[Finding, ...] = ()
