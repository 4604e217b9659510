"""Whoever takes no part stays where he or she is; whoever takes part is placed.

Who takes part, is present and holds a quota follows from 人员状态, 编制类型, 划转方式 and 参数 ``状态:…`` alone.
"""

from __future__ import annotations

from collections.abc import Mapping

from zhifa_alloc.rules.rule import Rule, Verdict
from zhifa_alloc.rules.view import View
from zhifa_alloc.schema.draft import Place
from zhifa_alloc.schema.person import Person
from zhifa_alloc.schema.status import standing_of
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
    misread = [
        Place("statuses.misread", {}, (person.staff_id,))
        for person in view.case.people
        if _read_otherwise(person, view.case.parameters.statuses)
    ]
    return Verdict(broken=(*moved, *left, *misread))


def _read_otherwise(person: Person, own_words: Mapping[str, str]) -> bool:
    try:
        due = standing_of(person.status, person.quota_type, person.mode, own_words)
    except KeyError:
        return True
    return person.standing != due


RULE = Rule(id="statuses", order=20, law="transfer_rules", severity="hard", inspect=_inspect, verified=False)
