"""A draft: one complete result, with all that is needed to check, compare and continue it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from zhifa_alloc.schema.case import Case, Institution, QuotaLock
from zhifa_alloc.schema.finding import Finding
from zhifa_alloc.schema.placement import Assignment, Certificate, Stage
from zhifa_alloc.schema.quota import QuotaTable, Reserve
from zhifa_alloc.schema.trade import Trade

RuleStatus: TypeAlias = Literal["ok", "warn", "broken"]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a rule is broken or warns: a key below ``places`` in text/ with what it quotes.

    ``staff_ids`` names the people concerned (keys only), so that a reader of the file can add cells.
    """

    code: str
    params: Mapping[str, object] = field(default_factory=dict)
    staff_ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RuleResult:
    """Outcome of one rule on a draft.

    Attributes:
        rule: id of the rule.
        status: ``broken`` when at least one place breaks it, ``warn`` when places are only to look at.
        places: the places that break the rule, then those to look at.
        breaking: how many of ``places``, the first ones, break the rule.
    """

    rule: str
    status: RuleStatus
    places: tuple[Place, ...] = ()
    breaking: int = 0


@dataclass(frozen=True, slots=True)
class HandEdit:
    """A change made by hand in the draft's workbook: a person's destination or a quota cell."""

    sheet: str
    cell: str
    key: str
    before: str
    after: str


HeldKind: TypeAlias = Literal["hand", "fixed"]
"""Why something of the base draft is kept: changed by hand there, or its domain is not open any more."""


@dataclass(frozen=True, slots=True)
class HeldPlace:
    """A destination taken over from the base draft as a pin. ``own_pin`` is the roster's own 去向指定."""

    staff_id: str
    to: str
    kind: HeldKind
    own_pin: str = ""


@dataclass(frozen=True, slots=True)
class HeldQuota:
    """A quota cell (名) taken over from the base draft as a lock."""

    lock: QuotaLock
    kind: HeldKind


@dataclass(frozen=True, slots=True)
class HeldExclusion:
    """A district's accepted objection to a person, carried from draft to draft as an exclusion (cause 区里意见).

    ``own`` says that the roster's own 不宜去向 names the district too.
    """

    staff_id: str
    district: str
    own: bool = False


@dataclass(frozen=True, slots=True)
class HeldSetup:
    """The bodies of 机构设置 that a district sent back, carried from draft to draft.

    ``own`` are the bodies that the input itself names for the district; when it names others later, these count.
    """

    district: str
    bodies: tuple[Institution, ...]
    own: tuple[Institution, ...] = ()


@dataclass(frozen=True, slots=True)
class Draft:
    """The whole result of ``plan``.

    Attributes:
        plan_id: short hash of case, parameters and program version.
        version: version of the program that made it.
        case: the checked input.
        quotas: quotas of the receiving districts.
        headcounts: people by cell, with 市级留用 as last column; without a roster, no rows.
        reserves: one per 领域 × 编制类型.
        assignments: one per person of the case, sorted by staff_id.
        stages: goals in the order of 目标顺序; empty without a roster.
        rules: outcome of every rule.
        findings: warnings and notes of the input (errors forbid a draft).
        edits: hand edits found when the draft was read from a file.
        before: destinations in the base draft of people whose own data did not change; moving one of
            them cost 变动代价 wish steps. Empty without ``--base``.
        held_places: destinations kept from the base draft; they stand in the case as pins.
        held_quotas: quota cells kept from the base draft; they stand in the case as locks.
        certificate: prices that prove ``Stage.certified`` of every goal; empty in drafts of earlier versions.
        held_exclusions: accepted objections of districts; they stand in the case as exclusions.
        held_setups: bodies that districts sent back; they stand in the case as institutions.
        trade: changes saved and first wishes lost by going on from the base draft, where it was worked out.
    """

    plan_id: str
    version: str
    case: Case
    quotas: QuotaTable
    headcounts: QuotaTable
    reserves: tuple[Reserve, ...]
    assignments: tuple[Assignment, ...]
    stages: tuple[Stage, ...]
    rules: tuple[RuleResult, ...] = ()
    findings: tuple[Finding, ...] = ()
    edits: tuple[HandEdit, ...] = ()
    before: Mapping[str, str] = field(default_factory=dict)
    held_places: tuple[HeldPlace, ...] = ()
    held_quotas: tuple[HeldQuota, ...] = ()
    held_exclusions: tuple[HeldExclusion, ...] = ()
    held_setups: tuple[HeldSetup, ...] = ()
    trade: Trade | None = None
    certificate: Certificate = field(default_factory=Certificate)

    @property
    def broken_rules(self) -> tuple[RuleResult, ...]:
        """Rules that the draft breaks; while there are any, no district gets a workbook of it."""
        return tuple(rule for rule in self.rules if rule.status == "broken")
