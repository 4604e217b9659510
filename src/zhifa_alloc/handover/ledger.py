"""What came back from the districts, as values; and the JSON of ``collect``."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Final

from zhifa_alloc.schema.case import Institution
from zhifa_alloc.schema.finding import CellRef, Finding

ADOPTED: Final = "采纳"
REJECTED: Final = "不采纳"
STUDIED: Final = "另行研究"
DECISIONS: Final = (ADOPTED, REJECTED, STUDIED)
"""主管部门意见, the words of the contract."""


class Step(StrEnum):
    """The two things a district is sent, in order (环节)."""

    CONSULTATION = "征求意见"
    HANDOVER = "划转交接"


class State(StrEnum):
    """How far a step has come."""

    NOT_SENT = "未发"
    SENT = "已发"
    RETURNED = "已回"
    OBJECTED = "有异议"
    SIGNED = "已签收"


@dataclass(frozen=True, slots=True)
class Objection:
    """需协商 or 不同意 on one person.

    ``decision`` is 主管部门意见: 采纳, 不采纳, 另行研究, or empty while it is open.
    """

    staff_id: str
    name: str
    district: str
    opinion: str
    reason: str
    explanation: str
    decision: str = ""
    domain: str = ""
    where: CellRef = field(default_factory=CellRef)


@dataclass(frozen=True, slots=True)
class DutyAnswer:
    """A district's answer on one duty."""

    district: str
    domain: str
    duty: str
    opinion: str
    explanation: str


@dataclass(frozen=True, slots=True)
class Signed:
    """签字人 and 签字日期 of 移交, 接收, 监交 for one domain, as far as entered."""

    names: tuple[str, str, str] = ("", "", "")
    days: tuple[date | None, date | None, date | None] = (None, None, None)

    @property
    def completed(self) -> date | None:
        """交接完成日: the day by which all three have signed; None until then."""
        entered = [day for day in self.days if day is not None]
        return max(entered) if len(entered) == len(self.days) else None


@dataclass(frozen=True, slots=True)
class Tally:
    """Answers on people (人)."""

    people: int = 0
    accepted: int = 0
    to_talk: int = 0
    refused: int = 0

    @property
    def pending(self) -> int:
        """Not answered."""
        return self.people - self.accepted - self.to_talk - self.refused

    @property
    def objected(self) -> int:
        """需协商 and 不同意."""
        return self.to_talk + self.refused


@dataclass(frozen=True, slots=True)
class Item:
    """One 区 × 执法领域 × 环节: what the ledger keeps count of.

    Attributes:
        department: 主管部门, several joined by 、.
        posts: the district's posts of this domain (名).
        returned: a usable workbook of this step came back.
        sent: 发出日期 as the department entered it.
        deadline: 交接期限 of the domain, or 答复期限 as the department entered it.
        disputed: duties (项) of the domain that are not agreed to.
    """

    district: str
    domain: str
    department: str
    step: Step
    posts: int
    tally: Tally
    returned: bool
    sent: date | None = None
    deadline: date | None = None
    signed: Signed = field(default_factory=Signed)
    disputed: int = 0

    @property
    def state(self) -> State:
        """The furthest state that is known; sending is known only from the entry or from the return."""
        if self.step is Step.HANDOVER and self.signed.completed is not None:
            return State.SIGNED
        if self.tally.objected or self.disputed:
            return State.OBJECTED
        if self.returned:
            return State.RETURNED
        return State.SENT if self.sent is not None else State.NOT_SENT

    @property
    def done(self) -> bool:
        """Whether nothing more is awaited from the district: signed, or everybody answered."""
        if self.step is Step.HANDOVER:
            return self.state is State.SIGNED
        return self.returned and self.tally.pending == 0

    def days_left(self, as_of: date | None) -> int | None:
        """Calendar days from ``as_of`` to the deadline; negative when late, None when done or not known."""
        if self.done or as_of is None or self.deadline is None:
            return None
        return (self.deadline - as_of).days


@dataclass(frozen=True, slots=True)
class ReturnedSetup:
    """The bodies that a district sent back; ``wanted`` are the posts it names for each of them, None as drafted."""

    district: str
    bodies: tuple[Institution, ...]
    planned: tuple[int, ...]
    wanted: tuple[int | None, ...]
    within_total: bool
    where: CellRef = field(default_factory=CellRef)


@dataclass(frozen=True, slots=True)
class DistrictState:
    """One receiving district. Counts are people (人).

    Attributes:
        returned: a usable workbook of this draft came back.
        accepted: answered 同意.
        objected: answered 需协商 or 不同意.
        pending: not answered, everybody while nothing came back.
        items: its domains, consultation first, then handover.
    """

    district: str
    returned: bool
    accepted: int
    objected: int
    pending: int
    items: tuple[Item, ...] = ()

    @property
    def completed(self) -> date | None:
        """The day by which the handover of every domain is complete; None until then."""
        days = [item.signed.completed for item in self.items if item.step is Step.HANDOVER]
        done = [day for day in days if day is not None]
        return max(done) if done and len(done) == len(days) else None


@dataclass(frozen=True, slots=True)
class Ledger:
    """All that came back: every receiving district in file order, objections, duties, and what is wrong."""

    districts: tuple[DistrictState, ...]
    objections: tuple[Objection, ...]
    duties: tuple[DutyAnswer, ...]
    findings: tuple[Finding, ...]
    setups: tuple[ReturnedSetup, ...] = ()

    @property
    def items(self) -> tuple[Item, ...]:
        """Every 区 × 执法领域 × 环节."""
        return tuple(item for state in self.districts for item in state.items)


def ledger_json(ledger: Ledger, as_of: date | None = None) -> dict[str, object]:
    """Return the ledger with the keys of the contract; findings are the caller's to put into words."""
    return {
        "as_of": _iso(as_of),
        "districts": [_district_record(state, as_of) for state in ledger.districts],
        "objections": [_objection_record(one) for one in ledger.objections],
        "duties": [_duty_record(one) for one in ledger.duties],
        "setups": [
            {
                "district": one.district,
                "within_total": one.within_total,
                "bodies": [{"name": body.name, "domains": list(body.domains)} for body in one.bodies],
            }
            for one in ledger.setups
        ],
    }


def _district_record(state: DistrictState, as_of: date | None) -> dict[str, object]:
    return {
        "district": state.district,
        "returned": state.returned,
        "accepted": state.accepted,
        "objected": state.objected,
        "pending": state.pending,
        "completed": _iso(state.completed),
        "items": [
            {
                "domain": item.domain,
                "step": item.step.value,
                "state": item.state.value,
                "deadline": _iso(item.deadline),
                "days_left": item.days_left(as_of),
                "completed": _iso(item.signed.completed),
            }
            for item in state.items
        ],
    }


def _objection_record(one: Objection) -> dict[str, str]:
    return {
        "staff_id": one.staff_id,
        "district": one.district,
        "opinion": one.opinion,
        "reason": one.reason,
        "decision": one.decision,
    }


def _duty_record(one: DutyAnswer) -> dict[str, str]:
    return {
        "district": one.district,
        "domain": one.domain,
        "duty": one.duty,
        "opinion": one.opinion,
        "explanation": one.explanation,
    }


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
