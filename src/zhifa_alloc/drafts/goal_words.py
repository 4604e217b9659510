"""Which goal came before which, and what the later ones gave up, in the office's words.

What a goal could reach if only the headcounts counted is a plain count: no more people can get their
first wish in a place than it takes, or than wished for it. Everybody can work that out from the sheets.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from typing import Final

from zhifa_alloc.drafts.frame import say
from zhifa_alloc.schema.draft import Draft
from zhifa_alloc.schema.page import CellValue
from zhifa_alloc.schema.person import Person
from zhifa_alloc.schema.placement import StageKey
from zhifa_alloc.schema.quota import CellKey
from zhifa_alloc.text.phrasebook import phrasebook


def goal_lines(draft: Draft) -> Iterator[str]:
    """Say the way of placing and the order of the goals and, for those that count people, what came of them.

    Under 统筹测算 that is what they gave up for the goals before; under 积分选岗 what people chose decided it.
    """
    if not draft.stages:
        return
    names = [phrasebook("zh").say(f"goals.stages.{stage.key}") for stage in draft.stages]
    chosen = draft.case.parameters.chosen
    yield say("goals.points" if chosen else "goals.placed")
    # Where a search did not reach the best, a later goal may have taken a little from one before.
    kept = "goals.order" if all(stage.proved for stage in draft.stages) else "goals.order_near"
    yield say("goals.order_points" if chosen else kept, order="、".join(names))
    for position, stage in enumerate(draft.stages):
        before = "、".join(names[:position])
        if stage.key == "balance":
            key = "met" if not stage.value else _gave_up(before, chosen=chosen)
            yield say(f"goals.balance_{key}", before=before, count=stage.value)
        elif stage.key in _WANTED:
            yield from _compared(draft, stage.key, before, chosen=chosen)


_WANTED: Final[Mapping[StageKey, Callable[[Person], str]]] = {
    "stay": lambda person: person.stationed,
    "wishes": lambda person: person.wishes[0],
}
"""Where somebody has to go to count as met."""


def _compared(draft: Draft, goal: StageKey, before: str, *, chosen: bool) -> Iterator[str]:
    """Compare who got it with how many could have had it by the headcounts alone."""
    wanted = _WANTED[goal]
    seekers: Counter[CellKey] = Counter()
    people = {person.staff_id: person for person in draft.case.people if person.takes_part}
    for person in people.values():
        if wanted(person):
            seekers[person.domain, person.quota_type, wanted(person)] += 1
    most = sum(min(count, draft.headcounts.values.get(cell, 0)) for cell, count in seekers.items())
    met = sum(one.staff_id in people and one.to == wanted(people[one.staff_id]) for one in draft.assignments)
    params: dict[str, CellValue] = {"seekers": seekers.total(), "most": most, "met": met, "fewer": most - met}
    if not seekers:
        return
    key = "met" if most == met else _gave_up(before, chosen=chosen)
    yield say(f"goals.{goal}_{key}", before=before, **params)


def _gave_up(before: str, *, chosen: bool) -> str:
    """Name the sentence of a goal that gave something up: to what people chose, to the rules, or to goals before."""
    return "points" if chosen else "yields" if before else "first"
