"""Statuses, pins, exclusions and relations that bind people without making a plan impossible."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from random import Random
from typing import Final

from cities.grid import Cell
from cities.model import Officer
from zhifa_alloc.schema.terms import APART, TOGETHER

RELATION_HEADERS: Final = ("甲", "乙", "关系", "要求")
_STATUSES: Final = ("借调", "挂职", "病休", "产假", "试用期", "审查调查", "停职", "暂缓")
_ROOM: Final = 3
"""A pinned or bound group takes at most one of so many people of a 领域 × 编制类型 × 区 cell."""


def bind(
    random: Random, officers: Sequence[Officer], receiving: Sequence[str], share: float
) -> list[tuple[Cell, ...]]:
    """Give about ``share`` of the people a status, as many a pin, an exclusion or a relation each.

    Returns the rows of sheet 人员关系. A person gets at most one of these, so they never contradict.
    """
    each = max(1, int(len(officers) * share)) if share else 0
    pool = [officer for officer in officers if officer.on_quota and officer.can_enforce]
    random.shuffle(pool)
    _absent(random, _take(pool, each))
    _pin(random, _take(pool, each), officers, receiving)
    for officer in _take(pool, each):
        _exclude(random, officer, receiving)
    return _relate(_take(pool, each), _take(pool, each), pool, receiving)


def _take(pool: list[Officer], count: int) -> list[Officer]:
    taken, pool[:] = pool[:count], pool[count:]
    return taken


def _absent(random: Random, people: Sequence[Officer]) -> None:
    for officer in people:
        status = random.choice(_STATUSES)
        officer.status = "借调" if status == "产假" and officer.sex == "男" else status


def _pin(
    random: Random, people: Sequence[Officer], everyone: Sequence[Officer], receiving: Sequence[str]
) -> None:
    size = Counter((officer.domain, officer.quota_type) for officer in everyone)
    pinned: Counter[tuple[str, str, str]] = Counter()
    for officer in people:
        target = random.choice(receiving)
        cell = (officer.domain, officer.quota_type, target)
        room = size[officer.domain, officer.quota_type] // (len(receiving) * 2 * _ROOM)
        if pinned[cell] < room:
            pinned[cell] += 1
            officer.pin = target


def _exclude(random: Random, officer: Officer, receiving: Sequence[str]) -> None:
    if len(receiving) < 3:
        return
    officer.exclusions = tuple(random.sample(list(receiving), 1))
    officer.wishes = tuple(wish for wish in officer.wishes if wish not in officer.exclusions)


def _relate(
    firsts: Sequence[Officer], seconds: Sequence[Officer], pool: Sequence[Officer], receiving: Sequence[str]
) -> list[tuple[Cell, ...]]:
    rows: list[tuple[Cell, ...]] = []
    for place, (first, second) in enumerate(zip(firsts, seconds, strict=False)):
        if place % 2 == 0:
            rows.append((first.key, second.key, "夫妻", TOGETHER))
    if len(receiving) < 2:
        return rows
    by_domain: dict[str, list[Officer]] = {}
    for officer in pool[: len(firsts)]:
        by_domain.setdefault(officer.domain, []).append(officer)
    for members in by_domain.values():
        rows += [(a.key, b.key, "兄弟姐妹", APART) for a, b in zip(members[::2], members[1::2], strict=False)]
    return rows
