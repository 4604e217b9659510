"""People and posts of every row, and what headcounts are fair (contract 3.4).

With P people who take part, Q the districts' quotas, R = max(0, 市级留用数 − 不参与 people on quota) and
A = ΣQ + R: for P ≤ A a district's fair headcount is P·Q/A and the city's P·R/A, so none exceeds its
quota. For P > A, 留市消化 gives the districts their quotas and keeps the rest; 随同下沉 uses the same
formula without the caps.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from zhifa_alloc.quotas.bounds import certificate_types, received_teams, team_bound
from zhifa_alloc.quotas.shares import reserves_of
from zhifa_alloc.quotas.task import TableTask, column_order
from zhifa_alloc.schema.case import Case
from zhifa_alloc.schema.quota import Bound, CellKey, QuotaTable, RowKey
from zhifa_alloc.schema.terms import CITY

QUOTA: Final = "编制分配"
RESERVE: Final = "市级留用数"
PIN: Final = "去向指定"
EXCLUSION: Final = "不宜去向"
CERTIFIED: Final = "每队最少持证人数"


@dataclass(frozen=True, slots=True)
class Supply:
    """Posts and people of one row.

    Attributes:
        quotas: district -> posts, only districts that receive the domain.
        reserve: 市级留用数.
        people: people who take part.
        apart: 不参与 people who hold a quota.
    """

    quotas: Mapping[str, int]
    reserve: int
    people: int
    apart: int

    @property
    def city(self) -> int:
        """Posts of the city that people who take part may fill (R)."""
        return max(0, self.reserve - self.apart)

    @property
    def posts(self) -> int:
        """All posts that people who take part may fill (A)."""
        return sum(self.quotas.values()) + self.city

    @property
    def surplus(self) -> int:
        """People above quota among those who take part."""
        return max(0, self.people - self.posts)


def supplies_of(case: Case, quotas: QuotaTable) -> dict[RowKey, Supply]:
    """Count posts and people of every row of sheet 编制."""
    reserves = reserves_of(case)
    people = dict.fromkeys(reserves, 0)
    apart = dict.fromkeys(reserves, 0)
    for person in case.people:
        row = (person.domain, person.quota_type)
        if person.takes_part:
            people[row] += 1
        elif person.standing.on_quota:
            apart[row] += 1
    return {
        (domain, kind): Supply(
            quotas={
                district: quotas.values[domain, kind, district] for district in case.receivers_of(domain)
            },
            reserve=reserve,
            people=people[domain, kind],
            apart=apart[domain, kind],
        )
        for (domain, kind), reserve in reserves.items()
    }


def headcount_task(case: Case, supplies: Mapping[RowKey, Supply]) -> TableTask:
    """State the headcount table as a task: fair headcounts, quotas as caps, pins and team floors.

    Rows are those of domains whose roster has come; without people there are none. The last column is
    市级留用.
    """
    known = frozenset(case.domains) - frozenset(case.domains_without_people) if case.people else frozenset()
    rows = {row: supply for row, supply in supplies.items() if row[0] in known}
    sends_surplus = case.parameters.surplus == "随同下沉"
    shares: dict[CellKey, Fraction] = {}
    for row, supply in rows.items():
        for column, share in _fair_headcounts(supply, sends_surplus=sends_surplus).items():
            shares[*row, column] = share
    order = column_order(case)
    return TableTask(
        rows={row: supply.people for row, supply in rows.items()},
        columns=(*case.receiving, CITY),
        shares=shares,
        bounds=(
            *_caps(rows, sends_surplus=sends_surplus),
            *_wills(case, rows),
            *_certified_floors(case, rows),
        ),
        weights=shares,
        order={**order, CITY: len(order)},
    )


def _fair_headcounts(supply: Supply, *, sends_surplus: bool) -> dict[str, Fraction]:
    if supply.surplus and not (sends_surplus and supply.posts):
        shares = {district: Fraction(posts) for district, posts in supply.quotas.items()}
        return {**shares, CITY: Fraction(supply.people - sum(supply.quotas.values()))}
    rate = Fraction(supply.people, supply.posts or 1)
    shares = {district: posts * rate for district, posts in supply.quotas.items()}
    return {**shares, CITY: supply.city * rate}


def _caps(rows: Mapping[RowKey, Supply], *, sends_surplus: bool) -> Iterator[Bound]:
    """No headcount above its quota, except where people above quota go along."""
    for (domain, kind), supply in rows.items():
        if supply.surplus and sends_surplus:
            continue
        for district, posts in supply.quotas.items():
            yield Bound("cell", district, QUOTA, domain=domain, quota_type=kind, upper=posts)
        if not supply.surplus:
            yield Bound("cell", CITY, RESERVE, domain=domain, quota_type=kind, upper=supply.city)


def _wills(case: Case, rows: Mapping[RowKey, Supply]) -> Iterator[Bound]:
    """去向指定 and 不宜去向 as bounds.

    Who can go to one place only must fit in there, and a place holds no more people than may go there.
    """
    forced: Counter[CellKey] = Counter()
    open_to: Counter[CellKey] = Counter()
    sources: dict[CellKey, str] = {}
    # Most people say the same as many others of their row, so each saying is weighed once.
    sayings = Counter(
        (person.domain, person.quota_type, person.pin, person.exclusions)
        for person in case.people
        if person.takes_part
    )
    for (domain, kind, pin, exclusions), people in sayings.items():
        if (domain, kind) not in rows:
            continue
        places = (*rows[domain, kind].quotas, CITY)
        willing = tuple(one for one in places if one not in exclusions)
        for one in willing:
            open_to[domain, kind, one] += people
        reach = (pin,) if pin else willing
        if len(reach) == 1:
            forced[domain, kind, reach[0]] += people
            sources.setdefault((domain, kind, reach[0]), PIN if pin else EXCLUSION)
    for (domain, kind, column), people in sorted(forced.items()):
        source = sources[domain, kind, column]
        yield Bound("cell", column, source, domain=domain, quota_type=kind, lower=people)
    for (domain, kind), supply in rows.items():
        for column in (*supply.quotas, CITY):
            room = open_to[domain, kind, column]
            if room < supply.quotas.get(column, supply.people):
                yield Bound("cell", column, EXCLUSION, domain=domain, quota_type=kind, upper=room)


def _certified_floors(case: Case, rows: Mapping[RowKey, Supply]) -> Iterator[Bound]:
    """每队最少持证人数, as far as a team's posts for certificate holders allow it.

    Where a domain has nobody who could hold a certificate, the rules say so; no table can mend it.
    """
    if not case.certificates_known:
        return
    kinds = certificate_types(case)
    for team, domains in received_teams(case):
        mine = [rows[domain, kind] for domain in domains for kind in kinds if (domain, kind) in rows]
        posts = sum(supply.quotas.get(team.district, 0) for supply in mine)
        people = sum(supply.people for supply in mine)
        floor = min(case.parameters.min_certified, posts, people)
        if floor:
            yield team_bound(team, domains, kinds, CERTIFIED, floor)
