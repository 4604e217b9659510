"""Figures of the sheets 均衡情况, 结构对比, 志愿情况 and 市级留用 by name: for JSON.

Keys have dots and end in the item that they are of: ``kept.mean_age``, ``district.certified.道里区``,
``wishes.first.sex.female``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from zhifa_alloc.drafts.structure import UNKNOWN, Member, groups_of, mean_age, named_to_stay, near_retirement
from zhifa_alloc.rules.bands import CATEGORIES, categories_of
from zhifa_alloc.schema.draft import Draft
from zhifa_alloc.schema.terms import CITY

_WISHES: Final[Mapping[str, int]] = {"first": 1, "second": 2, "third": 3, "none": 0}
_KINDS: Final[Mapping[str, str]] = {
    "to": "district",
    "sex": "sex",
    "age": "age",
    "quota_type": "quota_type",
}
_ITEMS: Final[Mapping[str, str]] = {"男": "male", "女": "female", UNKNOWN: "unknown"}
_NOT_FOUND: Final = 0.0
"""Share of a group in which nobody is."""


def people_figures(draft: Draft, members: Sequence[Member]) -> dict[str, float]:
    """Return the figures of those who take part: sent, kept, by district, and wishes by group.

    Counts are whole numbers, names ending in ``_share`` parts of 1. A mean age that is not known is left out.
    """
    places = groups_of(draft, members)["to"]
    sent = [pair for pair in members if pair[1].to in draft.case.receiving]
    figures = _with_shares("sent", draft, sent) | _with_shares("kept", draft, places[CITY])
    named = len(named_to_stay(draft, places[CITY]))
    figures |= {"kept.named": named, "kept.suggested": len(places[CITY]) - named}
    for district in draft.case.receiving:
        counts = _counts(draft, places[district])
        figures |= {f"district.{name}.{district}": figure for name, figure in counts.items()}
    return figures | dict(_wishes(draft, members))


def share(part: int, whole: int) -> float:
    """Return a part of 1 to six decimals; 0 of nothing."""
    return round(part / whole, 6) if whole else _NOT_FOUND


def _counts(draft: Draft, group: Sequence[Member]) -> dict[str, float]:
    """Return people, mean age and how many are of each category."""
    found = Counter(key for person, _ in group for key in categories_of(person, draft.case.base_date))
    age = mean_age(draft, group)
    return {
        "people": len(group),
        **({} if age is None else {"mean_age": age}),
        **{key: found[key] for key in CATEGORIES},
        "near_retirement": near_retirement(draft, group),
    }


def _with_shares(name: str, draft: Draft, group: Sequence[Member]) -> dict[str, float]:
    counts = _counts(draft, group)
    wishing = [one.preference for _, one in group if one.preference is not None]
    shares = {f"{key}_share": share(int(counts[key]), len(group)) for key in (*CATEGORIES, "near_retirement")}
    figures = counts | shares | {"wishes_first_share": share(wishing.count(1), len(wishing))}
    return {f"{name}.{key}": figure for key, figure in figures.items()}


def _wishes(draft: Draft, members: Sequence[Member]) -> Iterator[tuple[str, int]]:
    for kind, groups in groups_of(draft, members).items():
        for item, group in groups.items():
            met = Counter(one.preference for _, one in group if one.preference is not None)
            last = f"{_KINDS[kind]}.{_name(kind, item)}"
            yield f"wishes.named.{last}", met.total()
            for name, preference in _WISHES.items():
                yield f"wishes.{name}.{last}", met[preference]


def _name(kind: str, item: str) -> str:
    return item.removeprefix("age_") if kind == "age" and item else _ITEMS.get(item, item)
