"""同等条件随机次序号: one public number a person, which anyone can work out again.

After the idea of RFC 3797: the ordered list is frozen first, then the numbers follow from the seed. An ID
number never enters, because it could be found again by trial.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from hashlib import sha256
from types import MappingProxyType

from zhifa_alloc.schema.case import Case


def draw_numbers(seed: str, staff_ids: Iterable[str]) -> Mapping[str, int]:
    """Number people 1..n by sha256(seed | sha256 of the ordered list | 人员编号).

    Args:
        seed: 抽签种子, as written.
        staff_ids: 人员编号 of the people who take part, in any order.
    """
    ordered = sorted(staff_ids)
    listing = sha256("\n".join(ordered).encode()).hexdigest()
    keys = sorted((sha256(f"{seed}|{listing}|{key}".encode()).hexdigest(), key) for key in ordered)
    return {key: number for number, (_, key) in enumerate(keys, start=1)}


def draw_numbers_of(case: Case) -> Mapping[str, int]:
    """Number the people of a case who take part."""
    takers = tuple(person.staff_id for person in case.people if person.takes_part)
    return _numbered(case.parameters.seed, takers)


@lru_cache(maxsize=4)
def _numbered(seed: str, staff_ids: tuple[str, ...]) -> Mapping[str, int]:
    return MappingProxyType(dict(draw_numbers(seed, staff_ids)))
