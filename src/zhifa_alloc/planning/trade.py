"""变动代价 at work: how many fewer people move, and how many first wishes that costs, by a second placement."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from zhifa_alloc.schema.draft import Draft
from zhifa_alloc.schema.trade import Trade
from zhifa_alloc.staffing import place

MOST_PEOPLE: Final = 2_500
"""Beyond so many people no second placement is made."""


def trade_of(draft: Draft, base: Draft, most_people: int = MOST_PEOPLE) -> Trade | None:
    """Place the people of a draft again without minding the base draft, and compare.

    Args:
        draft: planned in continuation of ``base``; pins, locks and numbers of people stay.
        base: the draft gone on from, as its file has it.
        most_people: beyond so many people the answer is None.

    Returns:
        The trade; None where nobody had a place to keep, or people are too many.
    """
    if not draft.before or len(draft.assignments) > most_people:
        return None
    free = place(draft.case, draft.headcounts, None).assignments
    former = {one.staff_id: one.to for one in base.assignments}
    return Trade(
        moved=_moved(former, {one.staff_id: one.to for one in draft.assignments}),
        moved_free=_moved(former, {one.staff_id: one.to for one in free}),
        first=sum(one.preference == 1 for one in draft.assignments),
        first_free=sum(one.preference == 1 for one in free),
    )


def _moved(former: Mapping[str, str], places: Mapping[str, str]) -> int:
    return sum(former.get(key, to) != to for key, to in places.items())
