"""What came back from the districts, as values; and the JSON of ``collect``."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from zhifa_alloc.schema.finding import CellRef, Finding


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
class DistrictState:
    """One receiving district. Counts are people (人).

    Attributes:
        returned: a usable workbook of this draft came back.
        accepted: answered 同意.
        objected: answered 需协商 or 不同意.
        pending: not answered, everybody while nothing came back.
        signed: 签字日期 of 移交, 接收, 监交, as far as entered.
    """

    district: str
    returned: bool
    accepted: int
    objected: int
    pending: int
    signed: tuple[date | None, date | None, date | None] = (None, None, None)

    @property
    def completed(self) -> date | None:
        """交接完成日: the day by which all three have signed; None until then."""
        days = [day for day in self.signed if day is not None]
        return max(days) if len(days) == len(self.signed) else None


@dataclass(frozen=True, slots=True)
class Ledger:
    """All that came back: every receiving district in file order, objections, duties, and what is wrong."""

    districts: tuple[DistrictState, ...]
    objections: tuple[Objection, ...]
    duties: tuple[DutyAnswer, ...]
    findings: tuple[Finding, ...]


def ledger_json(ledger: Ledger) -> dict[str, object]:
    """Return the ledger with the keys of the contract; findings are the caller's to put into words."""
    return {
        "districts": [
            {
                "district": state.district,
                "returned": state.returned,
                "accepted": state.accepted,
                "objected": state.objected,
                "pending": state.pending,
                "completed": None if state.completed is None else state.completed.isoformat(),
            }
            for state in ledger.districts
        ],
        "objections": [
            {
                "staff_id": one.staff_id,
                "district": one.district,
                "opinion": one.opinion,
                "reason": one.reason,
                "decision": one.decision,
            }
            for one in ledger.objections
        ],
        "duties": [
            {
                "district": one.district,
                "domain": one.domain,
                "duty": one.duty,
                "opinion": one.opinion,
                "explanation": one.explanation,
            }
            for one in ledger.duties
        ],
    }
