"""What a rule is: its law, its sentence, its check of a draft, and what it demands of the placement."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, TypeAlias

from zhifa_alloc.rules.view import View
from zhifa_alloc.schema.case import Case
from zhifa_alloc.schema.draft import Draft, Place, RuleResult
from zhifa_alloc.schema.placement import Demands
from zhifa_alloc.schema.switches import SWITCHABLE

Severity: TypeAlias = Literal["hard", "warn"]
"""``hard``: a draft that breaks the rule is for the department to mend; no district gets a workbook of it.

``warn``: the rule only ever warns.
"""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a check found: places where the rule is broken, and places to look at."""

    broken: tuple[Place, ...] = ()
    warned: tuple[Place, ...] = ()


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule.

    Attributes:
        id: stable English slug; sentences stand in text/ under ``rules.titles.<id>`` and
            ``rules.sentences.<id>``.
        order: place in the printed list; unique.
        law: key of the article, ``rules.laws.<law>``.
        verified: False where the article was not checked against its text; the sentence says 未核实.
        severity: whether it can break a draft.
        inspect: the check, on a view of any draft, also one edited by hand.
        demand: what the placement must obey; None where the rule binds in another way or only warns. How each
            rule binds is said under ``rules.bindings.<id>``.
    """

    id: str
    order: int
    law: str
    severity: Severity
    inspect: Callable[[View], Verdict]
    demand: Callable[[Case], Demands] | None = None
    verified: bool = True

    @property
    def switchable(self) -> bool:
        """Whether 参数 may switch the rule off; never a rule that carries out a law."""
        return self.id in SWITCHABLE

    def check(self, draft: Draft) -> RuleResult:
        """Check one draft."""
        return self.judge(View(draft))

    def judge(self, view: View) -> RuleResult:
        """Check a draft whose view is at hand. A rule switched off warns, and counts what it would not allow."""
        found = self.inspect(view)
        if not view.case.parameters.keeps(self.id):
            places = (*found.broken, *found.warned)
            reason = view.case.parameters.switches[self.id]
            notice = Place("switched.off", {"reason": reason, "count": len(places)})
            return RuleResult(self.id, "warn", (notice, *places))
        if found.broken:
            return RuleResult(self.id, "broken", found.broken + found.warned, len(found.broken))
        return RuleResult(self.id, "warn" if found.warned else "ok", found.warned)
