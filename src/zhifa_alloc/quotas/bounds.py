"""Hard bounds of a case: who may get no fewer and no more posts, and who said so."""

from __future__ import annotations

from collections.abc import Iterator
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
    certified = certificate_types(case)
    staffed = {domain for (domain, kind), posts in posts_of(case).items() if posts and kind in certified}
    for team in teams_of(case):
        if floor and staffed.intersection(team_domains(case, team)):
            yield team_bound(case, team, TEAM_FLOOR, floor)


def team_bound(case: Case, team: Team, source: str, lower: int) -> Bound:
    """Make the floor of one team, counted over the types that can hold a certificate."""
    domains = team_domains(case, team)
    return Bound(
        "team",
        team.district,
        source,
        domain=team.name,
        quota_types=certificate_types(case),
        lower=lower,
        domains=() if domains == (team.name,) else domains,
    )


def team_domains(case: Case, team: Team) -> tuple[str, ...]:
    """List the domains of a team that its district receives, in the order of sheet 编制."""
    return tuple(
        domain
        for domain in case.domains
        if domain in team.domains and team.district in case.receivers_of(domain)
    )


def certificate_types(case: Case) -> frozenset[str]:
    """Return the 编制类型 of the case whose people can hold a law-enforcement certificate."""
    return frozenset(kind for _, kind in case.quota_rows if can_hold_certificate(kind))


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
