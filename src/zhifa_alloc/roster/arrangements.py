"""Sheets 机构驻区, 锁定编制, 机构设置, 现有队伍."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from zhifa_alloc.roster.cells import BAD
from zhifa_alloc.roster.establishment import Establishment
from zhifa_alloc.roster.figures import Source, own_rows
from zhifa_alloc.roster.log import FindingLog
from zhifa_alloc.roster.names import Lookup, Names
from zhifa_alloc.roster.table import Table
from zhifa_alloc.schema.case import District, ForceRow, Institution, QuotaLock
from zhifa_alloc.schema.codes import Code
from zhifa_alloc.schema.finding import CellRef
from zhifa_alloc.schema.spelling import fold


def read_stations(
    tables: Sequence[Table], units: Names, places: Names, log: FindingLog
) -> dict[tuple[str, str], str]:
    """Read 机构驻区: (folded unit, folded section) -> district or 市级留用."""
    stations: dict[tuple[str, str], str] = {}
    unit_lookup = Lookup(units, Code.UNKNOWN_UNIT, log)
    place_lookup = Lookup(places, Code.UNKNOWN_DISTRICT, log)
    for table in tables:
        for index, unit_word, section, place_word in table.rows("unit", "section", "stationed"):
            unit = unit_lookup.in_column(table, index, "unit", unit_word)
            place = place_lookup.in_column(table, index, "stationed", place_word)
            if not unit or not place or section is BAD:
                continue
            first = stations.setdefault((fold(unit), fold(section)), place)
            if first != place:
                where = table.where(index, "stationed")
                log.add(Code.STATION_CONTRADICTS, where, place, unit=unit, section=section, other=first)
    return stations


def read_locks(
    sources: Sequence[Source], known: Establishment, districts: Sequence[District], log: FindingLog
) -> tuple[QuotaLock, ...]:
    """Read 锁定编制: cells of 编制 × receiving districts with a fixed quota."""
    places = Lookup(Names(district.name for district in districts), Code.UNKNOWN_DISTRICT, log)
    types: dict[str, Names] = {}
    for row in known.quotas:
        types[row.domain] = Names([*types.get(row.domain, Names(())).all(), row.quota_type])
    locks: dict[tuple[str, str, str], QuotaLock] = {}
    for source in sources:
        table = source.table
        for index, domain in own_rows(source, known.domains, log):
            district = places.in_column(table, index, "district", table.columns["district"][index])
            quota_type, quota = table.columns["quota_type"][index], table.columns["quota"][index]
            if not district or BAD in (quota_type, quota):
                continue
            type_name = types.get(domain, Names(())).find(quota_type)
            where = table.where(index, "quota")
            takers = [
                item.name for item in districts if item.receives and domain not in item.excluded_domains
            ]
            if not type_name or district not in takers:
                params = {"domain": domain, "quota_type": quota_type, "district": district}
                log.add(Code.LOCK_UNKNOWN_CELL, where, quota, **params)
                continue
            lock = QuotaLock(domain, type_name, district, quota, where)
            first = locks.setdefault((domain, type_name, district), lock)
            if first is not lock:
                log.add(Code.DUPLICATE_LOCK, where, quota, cell=f"{first.where.sheet}!{first.where.cell}")
    return tuple(locks.values())


def read_institutions(
    tables: Sequence[Table], domains: Names, districts: Names, log: FindingLog
) -> tuple[Institution, ...]:
    """Read 机构设置: comprehensive teams; a domain belongs to one team of a district at most."""
    domain_lookup = Lookup(domains, Code.UNKNOWN_DOMAIN, log)
    district_lookup = Lookup(districts, Code.UNKNOWN_DISTRICT, log)
    merged: dict[tuple[str, str], list[str]] = {}
    owners: dict[tuple[str, str], str] = {}
    for table in tables:
        for index, district_word, name, words in table.rows("district", "name", "domains"):
            district = district_lookup.in_column(table, index, "district", district_word)
            where = table.where(index, "domains")
            names = (
                () if words is BAD else domain_lookup.find_all(words, where, table.spec.headers["domains"])
            )
            if not district or name is BAD:
                continue
            for domain in names:
                owner = owners.setdefault((district, domain), name)
                if owner == name:
                    merged.setdefault((district, name), []).append(domain)
                else:
                    params = {"district": district, "other": owner}
                    log.add(Code.DOMAIN_IN_TWO_TEAMS, where, domain, **params)
    return tuple(
        Institution(district, name, tuple(dict.fromkeys(found))) for (district, name), found in merged.items()
    )


def read_forces(
    tables: Sequence[Table], domains: Names, districts: Names, log: FindingLog
) -> tuple[ForceRow, ...]:
    """Read 现有队伍: teams as they are before the reform."""
    domain_lookup = Lookup(domains, Code.UNKNOWN_DOMAIN, log)
    district_lookup = Lookup(districts, Code.UNKNOWN_DISTRICT, log)
    forces = []
    for table in tables:
        for index, level, name, quota, staff, certified in table.rows(
            "level", "name", "quota", "staff", "certified"
        ):
            row = _force(table, index, domain_lookup, district_lookup)
            if BAD not in (level, name, quota, staff, certified):
                forces.append(ForceRow(level, row[0], row[1], name, quota, staff, certified))
    return tuple(forces)


def _force(table: Table, index: int, domains: Lookup, districts: Lookup) -> tuple[str, str]:
    district: Any = table.columns["district"][index]
    domain: Any = table.columns["domain"][index]
    return (
        districts.in_column(table, index, "district", district),
        domains.in_column(table, index, "domain", domain),
    )


def place_of(where: CellRef) -> str:
    """Return ``sheet!cell`` for a sentence."""
    return f"{where.sheet}!{where.cell}"
