"""万人比 and the like: posts beside residents, area, entities and cases. To compare with, never to split by."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Final, Literal, TypeAlias

from zhifa_alloc.schema.case import Case
from zhifa_alloc.schema.draft import Draft
from zhifa_alloc.schema.spelling import fold

RatioKind: TypeAlias = Literal["residents", "area", "entities", "other", "cases"]

_KNOWN: Final[Mapping[str, tuple[RatioKind, int]]] = {
    "常住人口": ("residents", 10_000),
    "辖区面积": ("area", 1),
    "面积": ("area", 1),
    "经营主体": ("entities", 1_000),
    "市场主体": ("entities", 1_000),
}
"""Folded factor -> kind and how many of it one ratio stands for: 10,000 residents, 1 km², 1,000 entities."""
_CASES: Final = "案件量"
_READABLE: Final = Fraction(1, 10)
"""A ratio of another factor is given per 1, 10, 100 … so that the city's is no less than this."""


@dataclass(frozen=True, slots=True)
class Ratio:
    """One ratio by district.

    Attributes:
        kind: which comparison.
        factor: name of the factor or indicator, as the office wrote it.
        unit: posts per so many of the factor; cases per this many posts.
        figures: district -> figure of the factor.
        posts: district -> posts (名) compared with it.
        values: district -> exact ratio; left out where it would divide by zero.
        whole: all receiving districts as one; None where it would divide by zero.
    """

    kind: RatioKind
    factor: str
    unit: int
    figures: Mapping[str, Fraction]
    posts: Mapping[str, int]
    values: Mapping[str, Fraction]
    whole: Fraction | None

    @property
    def spread(self) -> Fraction | None:
        """How many times the lowest ratio the highest is; None where the lowest is zero or there is none."""
        lowest = min(self.values.values(), default=Fraction(0))
        return max(self.values.values()) / lowest if lowest else None


def posts_by_district(draft: Draft, domains: tuple[str, ...] | None = None) -> dict[str, int]:
    """Add up posts (名) of the receiving districts, over all domains or some."""
    posts = dict.fromkeys(draft.case.receiving, 0)
    for (domain, _, district), value in draft.quotas.values.items():
        if domains is None or domain in domains:
            posts[district] += value
    return posts


def ratios_of(draft: Draft) -> tuple[Ratio, ...]:
    """Return a ratio for every factor of 区情, in its order, then cases per post where 业务量 has 案件量."""
    posts = posts_by_district(draft)
    ratios = [_of_factor(factor, figures, posts) for factor, figures in _factors(draft.case)]
    cases = _of_cases(draft)
    return (*ratios, *([cases] if cases else ()))


def residents_ratios(draft: Draft) -> tuple[tuple[str, Ratio], ...]:
    """Return (领域, posts of that domain per 10,000 residents); none without 常住人口."""
    figures = next((found for name, found in _factors(draft.case) if _kind(name)[0] == "residents"), None)
    if figures is None:
        return ()
    ratios = []
    for domain in draft.case.domains:
        takers = draft.case.receivers_of(domain)
        posts = {name: count for name, count in posts_by_district(draft, (domain,)).items() if name in takers}
        known = {name: figures[name] for name in takers if name in figures}
        ratios.append((domain, _posts_per(domain, "residents", _kind("常住人口")[1], known, posts)))
    return tuple(ratios)


def case_domains(case: Case) -> tuple[str, ...]:
    """Return the domains that report 案件量, in their order."""
    reporting = {row.domain for row in case.workloads if fold(row.indicator) == _CASES}
    return tuple(domain for domain in case.domains if domain in reporting)


def _factors(case: Case) -> Iterator[tuple[str, dict[str, Fraction]]]:
    receiving = [district for district in case.districts if district.receives]
    for factor in dict.fromkeys(name for district in receiving for name in district.factors):
        yield factor, {one.name: one.factors[factor] for one in receiving if factor in one.factors}


def _kind(factor: str) -> tuple[RatioKind, int]:
    return _KNOWN.get(fold(factor), ("other", 0))


def _of_factor(factor: str, figures: Mapping[str, Fraction], posts: Mapping[str, int]) -> Ratio:
    kind, unit = _kind(factor)
    return _posts_per(factor, kind, unit or _readable_unit(figures, posts), figures, posts)


def _posts_per(
    factor: str, kind: RatioKind, unit: int, figures: Mapping[str, Fraction], posts: Mapping[str, int]
) -> Ratio:
    values = {name: posts[name] * unit / figure for name, figure in figures.items() if figure}
    total = sum(figures.values())
    whole = Fraction(sum(posts[name] for name in figures) * unit) / total if total else None
    return Ratio(kind, factor, unit, figures, posts, values, whole)


def _readable_unit(figures: Mapping[str, Fraction], posts: Mapping[str, int]) -> int:
    total, count = sum(figures.values()), sum(posts[name] for name in figures)
    unit = 1
    while count and total and count * unit / total < _READABLE:
        unit *= 10
    return unit


def _of_cases(draft: Draft) -> Ratio | None:
    """Cases per post, of the domains and districts that report cases: posts of others would thin them."""
    figures: dict[str, Fraction] = {}
    posts: dict[str, int] = {}
    for row in draft.case.workloads:
        if fold(row.indicator) != _CASES:
            continue
        own = posts_by_district(draft, (row.domain,))
        for district in draft.case.receivers_of(row.domain):
            if district in row.figures:
                figures[district] = figures.get(district, Fraction(0)) + row.figures[district]
                posts[district] = posts.get(district, 0) + own[district]
    if not figures:
        return None
    in_order = {name: figures[name] for name in draft.case.receiving if name in figures}
    values = {name: figure / posts[name] for name, figure in in_order.items() if posts[name]}
    total = sum(posts.values())
    whole = sum(in_order.values(), Fraction(0)) / total if total else None
    return Ratio("cases", _CASES, 1, in_order, posts, values, whole)
