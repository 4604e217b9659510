"""The tables of a draft counted again from its input, by definition and without the code that made them."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from zhifa_alloc.schema.case import Case
from zhifa_alloc.schema.quota import CellKey, Level, RowKey
from zhifa_alloc.schema.terms import CITY


@dataclass(frozen=True, slots=True)
class CountedSum:
    """A sum of a table beside its fair share; ``domain`` and ``quota_type`` are empty where not used."""

    level: Level
    district: str
    domain: str
    quota_type: str
    share: Fraction
    value: int

    @property
    def inside(self) -> bool:
        """Whether the value is the share rounded down or up."""
        return math.floor(self.share) <= self.value <= math.ceil(self.share)

    @property
    def key(self) -> tuple[Level, str, str, str]:
        """What tells the sum from others of its table."""
        return (self.level, self.district, self.domain, self.quota_type)


def district_weights(case: Case, domain: str) -> dict[str, Fraction]:
    """Normalised weight of every receiving district in a domain: Σ factor weight × part of the factor.

    Zero where the district does not take the domain; equal parts where no factor counts.
    """
    takers = case.receivers_of(domain)
    weights = dict.fromkeys(case.receiving, Fraction(0))
    factors = [pair for row in case.weights if row.domain == domain for pair in row.weights if pair[1]]
    for name in takers:
        if not factors:
            weights[name] = Fraction(1, len(takers))
        for factor, weight in factors:
            figures = figures_of(case, domain, factor)
            weights[name] += weight * figures[name] / sum(figures[other] for other in takers)
    return weights


def figures_of(case: Case, domain: str, factor: str) -> Mapping[str, Fraction]:
    """Figures of a factor by receiving district: the domain's own of 业务量, else those of 区情."""
    for row in case.workloads:
        if row.domain == domain and row.indicator == factor:
            return row.figures
    return {one.name: one.factors[factor] for one in case.districts if one.receives and factor in one.factors}


def posts_by_row(case: Case) -> Counter[RowKey]:
    """Posts for the districts, 核定 − 市级留用, per 领域 × 编制类型."""
    posts: Counter[RowKey] = Counter()
    for row in case.quotas:
        posts[row.domain, row.quota_type] += row.approved - row.reserve
    return posts


def quota_shares(case: Case) -> dict[CellKey, Fraction]:
    """Fair share of every cell: (核定 − 市级留用) × the district's normalised weight."""
    weights = {domain: district_weights(case, domain) for domain in case.domains}
    return {
        (domain, quota_type, district): posts * weights[domain][district]
        for (domain, quota_type), posts in posts_by_row(case).items()
        for district in case.receiving
    }


def headcount_shares(case: Case, quotas: Mapping[CellKey, int]) -> dict[CellKey, Fraction]:
    """Fair headcount of every cell and of the city (contract: P·Q/A and P·R/A), from these quotas."""
    people = Counter((one.domain, one.quota_type) for one in case.people if one.takes_part)
    apart = Counter(
        (one.domain, one.quota_type) for one in case.people if not one.takes_part and one.standing.on_quota
    )
    kept: Counter[RowKey] = Counter()
    for row in case.quotas:
        kept[row.domain, row.quota_type] += row.reserve
    shares: dict[CellKey, Fraction] = {}
    for key in case.quota_rows:
        if case.people and key[0] not in case.domains_without_people:
            posts = {name: quotas.get((*key, name), 0) for name in case.receiving}
            room = max(0, kept[key] - apart[key])
            for name, share in _row_shares(case, people[key], posts, room).items():
                shares[*key, name] = share
    return shares


def _row_shares(case: Case, people: int, posts: Mapping[str, int], room: int) -> dict[str, Fraction]:
    total = sum(posts.values()) + room
    if people > total and not (case.parameters.surplus == "随同下沉" and total):
        kept = Fraction(people - sum(posts.values()))
        return {**{name: Fraction(number) for name, number in posts.items()}, CITY: kept}
    rate = Fraction(people, total or 1)
    return {**{name: number * rate for name, number in posts.items()}, CITY: room * rate}


def sums_of(shares: Mapping[CellKey, Fraction], values: Mapping[CellKey, int]) -> Iterator[CountedSum]:
    """Give every sum that must be a rounded share: each 区, each 领域 × 区, each cell."""
    groups: dict[tuple[Level, str, str, str], list[CellKey]] = defaultdict(list)
    for key in shares:
        domain, quota_type, district = key
        groups["district", district, "", ""].append(key)
        groups["team", district, domain, ""].append(key)
        groups["cell", district, domain, quota_type].append(key)
    for (level, district, domain, quota_type), keys in groups.items():
        share = sum((shares[key] for key in keys), Fraction(0))
        value = sum(values.get(key, 0) for key in keys)
        yield CountedSum(level, district, domain, quota_type, share, value)
