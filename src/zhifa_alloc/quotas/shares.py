"""Fair shares: the exact part of a domain's posts that a district's factors entitle it to."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from zhifa_alloc.quotas.exact import exact_products, exact_sum
from zhifa_alloc.schema.case import Case
from zhifa_alloc.schema.conflict import Conflict
from zhifa_alloc.schema.errors import NoFeasiblePlan
from zhifa_alloc.schema.quota import CellKey, RowKey


def posts_of(case: Case) -> dict[RowKey, int]:
    """Count the posts to hand out (核定 − 市级留用, 名) per 领域 × 编制类型, in file order."""
    return _sum_rows(case, reserve=False)


def reserves_of(case: Case) -> dict[RowKey, int]:
    """Count the posts that stay with the city (市级留用数, 名) per 领域 × 编制类型, in file order."""
    return _sum_rows(case, reserve=True)


def _sum_rows(case: Case, *, reserve: bool) -> dict[RowKey, int]:
    sums: dict[RowKey, int] = {}
    for row in case.quotas:
        key = (row.domain, row.quota_type)
        posts = row.reserve if reserve else row.approved - row.reserve
        sums[key] = sums.get(key, 0) + posts
    return sums


def domain_shares(case: Case, domain: str) -> dict[str, Fraction]:
    """Return each receiving district's part of a domain: s[j] = Σ_f w[f] · x[f,j] / Σ_j x[f,j].

    The sums run over the districts that receive the domain; the parts add up to 1. Without factors the
    parts are equal. A district that does not receive the domain is not in the answer.

    Raises:
        NoFeasiblePlan: the figures of a weighted factor add up to zero over the receiving districts.
    """
    receivers = case.receivers_of(domain)
    weights = _weights(case, domain)
    if not weights:
        return {district: Fraction(1, len(receivers)) for district in receivers}
    rates = []
    for factor, weight in weights:
        figures = _figures(case, domain, factor)
        whole = exact_sum([figures[district] for district in receivers])
        if receivers and whole == 0:
            raise NoFeasiblePlan((Conflict("quotas.factor_all_zero", {"domain": domain, "factor": factor}),))
        rates.append((weight / (whole or 1), figures))
    return {
        district: exact_products([(rate, figures[district]) for rate, figures in rates])
        for district in receivers
    }


def _weights(case: Case, domain: str) -> tuple[tuple[str, Fraction], ...]:
    for row in case.weights:
        if row.domain == domain:
            return tuple((factor, weight) for factor, weight in row.weights if weight)
    return ()


def _figures(case: Case, domain: str, factor: str) -> Mapping[str, Fraction]:
    for row in case.workloads:
        if (row.domain, row.indicator) == (domain, factor):
            return row.figures
    return {district.name: district.factors[factor] for district in case.districts if district.receives}


def all_domain_shares(case: Case) -> dict[str, dict[str, Fraction]]:
    """Return :func:`domain_shares` of every domain; domains with the same ground share the work."""
    own_figures = {row.domain for row in case.workloads}
    known: dict[object, dict[str, Fraction]] = {}
    shares = {}
    for domain in case.domains:
        # Pairs of whole numbers, because fractions are slow to look up.
        weights = tuple((factor, *weight.as_integer_ratio()) for factor, weight in _weights(case, domain))
        ground = (case.receivers_of(domain), weights, domain if domain in own_figures else "")
        if ground not in known:
            known[ground] = domain_shares(case, domain)
        shares[domain] = known[ground]
    return shares


def fair_shares(case: Case, parts: Mapping[str, Mapping[str, Fraction]]) -> dict[CellKey, Fraction]:
    """Return the fair share of every open cell, (核定 − 市级留用) · s, in posts.

    A cell is open where the district receives the domain.

    Args:
        case: gives the posts.
        parts: s by domain and district, as :func:`all_domain_shares` gives it.

    Raises:
        NoFeasiblePlan: posts are to be handed out and no district receives.
    """
    shares: dict[CellKey, Fraction] = {}
    ratios = {
        domain: [(district, *part.as_integer_ratio()) for district, part in own.items()]
        for domain, own in parts.items()
    }
    for (domain, quota_type), posts in posts_of(case).items():
        if posts and not ratios[domain]:
            raise NoFeasiblePlan((Conflict("quotas.no_receiver", {"domain": domain, "posts": posts}),))
        for district, above, below in ratios[domain]:
            shares[domain, quota_type, district] = Fraction(above * posts, below)
    return shares


def every_cell(case: Case, shares: Mapping[CellKey, Fraction]) -> dict[CellKey, Fraction]:
    """Spread shares to every receiving district, with zeros where a district does not take the domain."""
    nothing = Fraction(0)
    if len(shares) == len(case.quota_rows) * len(case.receiving):
        return dict(shares)
    return {
        (domain, quota_type, district): shares.get((domain, quota_type, district), nothing)
        for domain, quota_type in case.quota_rows
        for district in case.receiving
    }
