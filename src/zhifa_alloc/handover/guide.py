"""说明: the first sheet of a consultation."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from zhifa_alloc.handover.forms import DUTIES
from zhifa_alloc.handover.frame import Frame, say
from zhifa_alloc.handover.overview import departments_told, overview_table, people_told, posts_told
from zhifa_alloc.handover.portion import Portion
from zhifa_alloc.schema.page import Lines, Page

GUIDE_NAME: Final = "说明"
_MEANING: Final = {"逐条确认": "guide.how_meaning", "直接采纳": "guide.how_meaning_direct"}
"""What 不同意 leads to, by 参数 意见采纳."""


def guide_page(frame: Frame) -> Page:
    """Say who asks whom about what, by when, and how to answer."""
    texts = tuple(_texts(frame.portion))
    return frame.page(GUIDE_NAME, say("titles.guide"), (Lines(texts), overview_table(frame.portion)))


def _texts(portion: Portion) -> Iterator[str]:
    yield say("guide.who", district=portion.district, departments=departments_told(portion))
    yield say("guide.what", posts=posts_told(portion), people=people_told(portion))
    yield say("guide.by_when")
    yield say("guide.how_people")
    yield say(_MEANING[portion.parameters.feedback])
    if DUTIES.name in portion.carried:
        yield say("guide.how_duties")
    yield say("guide.keep")
    yield say("guide.plan", plan=portion.plan_id)
