"""Whoever takes no part stays where he or she is; whoever takes part is placed.

Who takes part, is present and holds a quota follows from 人员状态, 编制类型, 划转方式 and 参数 ``状态:…`` alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from zhifa_alloc.rules.rule import Rule, Verdict
from zhifa_alloc.rules.view import View
from zhifa_alloc.schema.draft import Place
from zhifa_alloc.schema.person import Person
from zhifa_alloc.schema.status import Standing, standing_of
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
        for person in _read_otherwise(view.case.people, view.case.parameters.statuses)
    ]
    return Verdict(broken=(*moved, *left, *misread))


def _read_otherwise(people: Iterable[Person], own_words: Mapping[str, str]) -> Iterator[Person]:
    # The same few words stand behind thousands of people, so each reading is worked out once.
    due: dict[tuple[str, str, str], Standing | None] = {}
    for person in people:
        words = (person.status, person.quota_type, person.mode)
        if words not in due:
            due[words] = _due(*words, own_words)
        if person.standing != due[words]:
            yield person


def _due(status: str, quota_type: str, mode: str, own_words: Mapping[str, str]) -> Standing | None:
    try:
        return standing_of(status, quota_type, mode, own_words)
    except KeyError:
        return None


RULE = Rule(id="statuses", order=20, law="transfer_rules", severity="hard", inspect=_inspect, verified=False)
