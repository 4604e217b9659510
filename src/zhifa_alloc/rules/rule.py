"""What a rule is: its law, its sentence, its check of a draft, and what it demands of the placement."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

from zhifa_alloc.rules.view import View
from zhifa_alloc.schema.case import Case
from zhifa_alloc.schema.draft import Draft, Place, RuleResult
from zhifa_alloc.schema.parameters import Parameters
from zhifa_alloc.schema.placement import Demands
from zhifa_alloc.schema.switches import SWITCHABLE

SET_ASIDE: Final = ("switched.off", "switched.lowered")
"""Codes of the notice that heads the places of a rule switched off, or lowered."""
RAISED: Final = ("switched.raised", "switched.raised_why")
"""Codes of the notice beside the places of a rule that was raised."""
NOTICES: Final = (*SET_ASIDE, *RAISED, "certified.below_law")
"""Codes that say how a rule is in force, and are no places themselves."""
Severity: TypeAlias = Literal["hard", "warn"]
"""``hard``: a draft that breaks the rule is for the department to mend; no district gets a workbook of it.

``warn``: the rule only ever warns, unless 参数 raises it.
"""
UNCHECKED: Final = frozenset({"leadership.not_known", "near_retirement.no_date"})
"""Places that say of a rule that only warns that it could not be checked."""


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
        """Check a draft whose view is at hand, as severe as 参数 has the rule."""
        found = self.inspect(view)
        parameters = view.case.parameters
        if not parameters.keeps(self.id):
            return self._set_aside(found, parameters)
        if parameters.raises(self.id):
            found = _raised(found, parameters.raised[self.id])
        if found.broken:
            return RuleResult(self.id, "broken", found.broken + found.warned, len(found.broken))
        return RuleResult(self.id, "warn" if found.warned else "ok", found.warned)

    def _set_aside(self, found: Verdict, parameters: Parameters) -> RuleResult:
        """A rule switched off or lowered only warns, and counts what it would not allow."""
        places = (*found.broken, *found.warned)
        off = self.id in parameters.switches
        reason = (parameters.switches if off else parameters.lowered)[self.id]
        notice = Place(SET_ASIDE[0 if off else 1], {"reason": reason, "count": len(places)})
        return RuleResult(self.id, "warn", (notice, *places))


def _raised(found: Verdict, reason: str) -> Verdict:
    """Take what a rule warns of as broken, and say so; that it could not be checked remains a warning."""
    broken = tuple(place for place in found.warned if place.code not in UNCHECKED)
    if not broken:
        return found
    notice = Place(RAISED[1] if reason else RAISED[0], {"reason": reason} if reason else {})
    return Verdict(found.broken + broken, (*(place for place in found.warned if place not in broken), notice))
