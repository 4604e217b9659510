"""The part of a draft that concerns one receiving district, and nothing else of it.

Every page of a district's workbook is made from a ``Portion``; no page sees the draft itself, so what
belongs to another district cannot slip onto it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from zhifa_alloc.handover.carried import CarriedRows, carried_for
from zhifa_alloc.schema.case import Case, UnitQuota
from zhifa_alloc.schema.draft import Draft
from zhifa_alloc.schema.errors import WrongUse
from zhifa_alloc.schema.parameters import Parameters
from zhifa_alloc.schema.person import Person
from zhifa_alloc.schema.quota import CellKey
from zhifa_alloc.schema.terms import MODES


@dataclass(frozen=True, slots=True)
class Terms:
    """What sheet 编制 says of one 执法领域: its units in file order, their modes, the earliest deadline."""

    domain: str
    units: tuple[str, ...]
    modes: tuple[str, ...]
    departments: tuple[str, ...]
    batches: tuple[str, ...]
    deadline: date | None


@dataclass(frozen=True, slots=True)
class Pool:
    """One 执法领域 × 编制类型 as the district gets it, in posts (名) and people (人).

    Several units that feed one domain form one pool: the split of ``quota`` by unit is not defined, so
    the units are named together.

    Attributes:
        units: (单位, 划转方式) of every unit in the pool, in file order.
        approved: 核定编制数 of the pool, over the whole city.
        reserve: 市级留用数 of the pool.
        quota: posts of this district.
        staff: people placed in this district, by 划转方式; None while the roster has not come.
    """

    domain: str
    quota_type: str
    units: tuple[tuple[str, str], ...]
    approved: int
    reserve: int
    quota: int
    staff: Mapping[str, int] | None

    @property
    def modes(self) -> tuple[str, ...]:
        """划转方式 of the units, each once, in the order of the contract."""
        return tuple(mode for mode in MODES if any(mode == own for _, own in self.units))

    @property
    def headcount(self) -> int | None:
        """People placed in this district; None while the roster has not come."""
        return None if self.staff is None else sum(self.staff.values())


@dataclass(frozen=True, slots=True)
class Portion:
    """What one district is consulted on and signs.

    Attributes:
        terms: one per 执法领域 of which the district gets posts or people, in the order of the case.
        pools: one per 执法领域 × 编制类型 of which the district gets posts or people.
        expected: people of each pool after the headcount table, the draft's second source for totals.
        people: the district's own people, by domain, unit and staff_id.
        bodies: 执法领域 -> 机构名称 of sheet 机构设置, where the district has set up one.
        received: domains of ``terms`` that the district had received before (已接收领域).
        awaited: domains of ``terms`` whose roster has not come yet.
        carried: sheet name -> the rows that concern this district.
        rehearsal: the plan is a trial (试算).
    """

    plan_id: str
    version: str
    district: str
    parameters: Parameters
    base_date: date | None
    base_date_given: bool
    terms: tuple[Terms, ...]
    pools: tuple[Pool, ...]
    expected: Mapping[tuple[str, str], int]
    people: tuple[Person, ...]
    bodies: Mapping[str, str]
    received: tuple[str, ...]
    awaited: tuple[str, ...]
    carried: Mapping[str, CarriedRows]
    rehearsal: bool = False

    @property
    def modes(self) -> tuple[str, ...]:
        """划转方式 that occur in this district, in the order of the contract."""
        found = {mode for pool in self.pools for mode in pool.modes} | {one.mode for one in self.people}
        return tuple(mode for mode in MODES if mode in found)

    def people_of(self, mode: str) -> tuple[Person, ...]:
        """The district's own people whose unit has this 划转方式."""
        return tuple(person for person in self.people if person.mode == mode)

    def terms_of(self, domain: str) -> Terms:
        """What holds for ``domain``.

        Raises:
            KeyError: the district gets nothing of this domain.
        """
        found = next((terms for terms in self.terms if terms.domain == domain), None)
        if found is None:
            raise KeyError(domain)
        return found

    def body_of(self, domain: str) -> str:
        """接收单位: the body that the district has set up for the domain, else the district."""
        return self.bodies.get(domain, self.district)


def portion_of(draft: Draft, district: str) -> Portion:
    """Take from the draft what concerns ``district``.

    Raises:
        WrongUse: ``district_not_receiving``, the district is unknown or receives nothing.
    """
    case = draft.case
    if district not in case.receiving:
        raise WrongUse("district_not_receiving", district=district)
    people = _own_people(draft, district)
    pools = _own_pools(draft, district, people)
    names = {pool.domain for pool in pools}
    awaited = _awaited(case)
    own_domains = tuple(domain for domain in case.domains if domain in names)
    return Portion(
        plan_id=draft.plan_id,
        version=draft.version,
        district=district,
        parameters=case.parameters,
        base_date=case.base_date,
        base_date_given=case.base_date_given,
        terms=tuple(_terms(domain, case.quotas) for domain in own_domains),
        pools=pools,
        expected={
            (pool.domain, pool.quota_type): _value(draft.headcounts.values, pool, district) for pool in pools
        },
        people=people,
        bodies={
            domain: row.name
            for row in case.institutions
            if row.district == district
            for domain in row.domains
        },
        received=_received(case, district, names),
        awaited=tuple(domain for domain in own_domains if domain in awaited),
        carried=carried_for(case, district, people),
        rehearsal=case.rehearsal,
    )


def _own_people(draft: Draft, district: str) -> tuple[Person, ...]:
    """Pick the people placed in the district.

    Somebody who takes no part is in no district's file, even after a hand edit that says otherwise.
    """
    placed = {row.staff_id for row in draft.assignments if row.to == district}
    domains = {domain: place for place, domain in enumerate(draft.case.domains)}
    units = {unit: place for place, unit in enumerate(dict.fromkeys(row.unit for row in draft.case.quotas))}
    own = [person for person in draft.case.people if person.staff_id in placed and person.takes_part]
    return tuple(sorted(own, key=lambda one: (domains[one.domain], units[one.unit], one.staff_id)))


def _own_pools(draft: Draft, district: str, people: Iterable[Person]) -> tuple[Pool, ...]:
    counts: dict[tuple[str, str], dict[str, int]] = {}
    for person in people:
        by_mode = counts.setdefault((person.domain, person.quota_type), {})
        by_mode[person.mode] = by_mode.get(person.mode, 0) + 1
    awaited = _awaited(draft.case)
    pools = []
    for domain, quota_type in draft.case.quota_rows:
        quota = draft.quotas.values.get((domain, quota_type, district), 0)
        staff = counts.get((domain, quota_type), {})
        if quota or staff:
            known = None if domain in awaited else staff
            pools.append(_pool(draft.case.quotas, domain, quota_type, quota, known))
    return tuple(pools)


def _pool(
    quotas: Iterable[UnitQuota], domain: str, quota_type: str, quota: int, staff: Mapping[str, int] | None
) -> Pool:
    rows = [row for row in quotas if (row.domain, row.quota_type) == (domain, quota_type)]
    return Pool(
        domain=domain,
        quota_type=quota_type,
        units=tuple(dict.fromkeys((row.unit, row.mode) for row in rows)),
        approved=sum(row.approved for row in rows),
        reserve=sum(row.reserve for row in rows),
        quota=quota,
        staff=staff,
    )


def _terms(domain: str, quotas: Iterable[UnitQuota]) -> Terms:
    rows = [row for row in quotas if row.domain == domain]
    deadlines = [row.deadline for row in rows if row.deadline is not None]
    return Terms(
        domain=domain,
        units=tuple(dict.fromkeys(row.unit for row in rows)),
        modes=tuple(mode for mode in MODES if any(row.mode == mode for row in rows)),
        departments=tuple(dict.fromkeys(row.department for row in rows if row.department)),
        batches=tuple(dict.fromkeys(row.batch for row in rows if row.batch)),
        deadline=min(deadlines, default=None),
    )


def _received(case: Case, district: str, domains: Collection[str]) -> tuple[str, ...]:
    before = next(row.received_domains for row in case.districts if row.name == district)
    return tuple(domain for domain in before if domain in domains)


def _awaited(case: Case) -> frozenset[str]:
    """Domains without a roster; all of them when the book has no 花名册 at all."""
    return frozenset(case.domains_without_people if case.people else case.domains)


def _value(values: Mapping[CellKey, int], pool: Pool, district: str) -> int:
    return values.get((pool.domain, pool.quota_type, district), 0)
