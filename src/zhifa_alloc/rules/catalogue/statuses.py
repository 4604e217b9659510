"""Whoever takes no part stays where he or she is; whoever takes part is placed."""

from __future__ import annotations

from zhifa_alloc.rules.rule import Rule, Verdict
from zhifa_alloc.rules.view import View
from zhifa_alloc.schema.draft import Place
from zhifa_alloc.schema.terms import NOT_PLACED


def _inspect(view: View) -> Verdict:
    moved = [
        Place("statuses.moved", {"to": to}, (person.staff_id,))
        for person, to in view.placed
        if not person.takes_part and to != NOT_PLACED
    ]
    left = [
        Place("statuses.left_out", {}, (person.staff_id,))
        for person, to in view.placed
        if person.takes_part and to == NOT_PLACED
    ]
    return Verdict(broken=(*moved, *left))


RULE = Rule(id="statuses", order=20, law="transfer_rules", severity="hard", inspect=_inspect, verified=False)
