"""Hard bounds of a case: who may get no fewer and no more posts, and who said so."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from zhifa_alloc.quotas.shares import posts_of
from zhifa_alloc.schema.case import Case
from zhifa_alloc.schema.conflict import Conflict
from zhifa_alloc.schema.errors import NoFeasiblePlan
from zhifa_alloc.schema.quota import Bound
from zhifa_alloc.schema.status import can_hold_certificate
from zhifa_alloc.schema.team import Team, teams_of

TEAM_FLOOR: Final = "每队最少编制"
DISTRICT_CAP: Final = "编制上限"
DISTRICT_FLOOR: Final = "编制下限"
LOCK: Final = "锁定编制"


def bounds_of(case: Case) -> tuple[Bound, ...]:
    """List the bounds that the workbook sets on the quota table, in the order districts, teams, locks.

    Raises:
        NoFeasiblePlan: posts are locked in a district that does not receive the domain.
    """
    return (*_district_bounds(case), *_team_floors(case), *_locks(case))


def _district_bounds(case: Case) -> Iterator[Bound]:
    for district in case.districts:
        if not district.receives:
            continue
        if district.cap is not None:
            yield Bound("district", district.name, DISTRICT_CAP, upper=district.cap)
        if district.floor is not None:
            yield Bound("district", district.name, DISTRICT_FLOOR, lower=district.floor)


def _team_floors(case: Case) -> Iterator[Bound]:
    floor = case.parameters.team_quota_floor
    if not floor:
        return
    kinds = certificate_types(case)
    staffed = {domain for (domain, kind), posts in posts_of(case).items() if posts and kind in kinds}
    for team, domains in received_teams(case):
        if not staffed.isdisjoint(domains):
            yield team_bound(team, domains, kinds, TEAM_FLOOR, floor)


def team_bound(team: Team, domains: tuple[str, ...], kinds: frozenset[str], source: str, lower: int) -> Bound:
    """Make the floor of one team over its received domains and the types that can hold a certificate."""
    merged = () if domains == (team.name,) else domains
    return Bound(
        "team", team.district, source, domain=team.name, quota_types=kinds, lower=lower, domains=merged
    )


def received_teams(case: Case) -> tuple[tuple[Team, tuple[str, ...]], ...]:
    """List every team with those of its domains that its district receives, in the order of sheet 编制."""
    takes = {domain: frozenset(case.receivers_of(domain)) for domain in case.domains}
    order = {domain: place for place, domain in enumerate(takes)}
    return tuple((team, _received(team, takes, order)) for team in teams_of(case))


def _received(team: Team, takes: Mapping[str, frozenset[str]], order: Mapping[str, int]) -> tuple[str, ...]:
    if len(team.domains) == 1:
        return team.domains  # there is no team where its only domain is not received
    own = tuple(domain for domain in team.domains if team.district in takes.get(domain, ()))
    return tuple(sorted(set(own), key=order.__getitem__)) if own[1:] else own


def certificate_types(case: Case) -> frozenset[str]:
    """Return the 编制类型 of the case whose people can hold a law-enforcement certificate."""
    return frozenset(kind for kind in {kind for _, kind in case.quota_rows} if can_hold_certificate(kind))


def _locks(case: Case) -> Iterator[Bound]:
    for lock in case.locks:
        if lock.district in case.receivers_of(lock.domain):
            yield Bound(
                "cell",
                lock.district,
                LOCK,
                domain=lock.domain,
                quota_type=lock.quota_type,
                lower=lock.quota,
                upper=lock.quota,
            )
        elif lock.quota:
            params = {"district": lock.district, "domain": lock.domain, "posts": lock.quota}
            raise NoFeasiblePlan((Conflict("quotas.lock_not_receiving", params),))


def sum_name(bound: Bound) -> str:
    """Name the sum that a bound limits, as the divisors of a table do: 区, 领域, 类型 as far as they apply."""
    kinds = (bound.quota_type,) if bound.quota_type else sorted(bound.quota_types or ())
    return "·".join(part for part in (bound.district, bound.domain, "/".join(kinds)) if part)
