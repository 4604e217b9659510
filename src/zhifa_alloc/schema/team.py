"""A team: what team rules count over. Every receiving 区 × 领域, or a comprehensive 机构 of 机构设置."""

from __future__ import annotations

from dataclasses import dataclass

from zhifa_alloc.schema.case import Case


@dataclass(frozen=True, slots=True)
class Team:
    """One enforcement team of a district. ``name`` is the 机构名称, or the 领域 by default."""

    district: str
    name: str
    domains: tuple[str, ...]


def teams_of(case: Case) -> tuple[Team, ...]:
    """List every team that must be able to enforce, by district in file order, then by domain order."""
    takes = {domain: frozenset(case.receivers_of(domain)) for domain in case.domains}
    received = [
        (district, domain)
        for district in case.receiving
        for domain, receivers in takes.items()
        if district in receivers
    ]
    if not case.institutions:
        return tuple([Team(district, domain, (domain,)) for district, domain in received])
    merged = {
        (row.district, domain): Team(row.district, row.name, row.domains)
        for row in case.institutions
        for domain in row.domains
    }
    teams = (
        merged.get((district, domain), Team(district, domain, (domain,))) for district, domain in received
    )
    return tuple(dict.fromkeys(teams))
