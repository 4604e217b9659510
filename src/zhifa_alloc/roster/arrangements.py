"""Sheets 机构驻区, 锁定编制, 机构设置, 现有队伍."""

from __future__ import annotations

from collections.abc import Sequence

from zhifa_alloc.roster.cells import BAD
from zhifa_alloc.roster.establishment import Establishment
from zhifa_alloc.roster.figures import Source, own_rows
from zhifa_alloc.roster.log import FindingLog, shown
from zhifa_alloc.roster.names import Lookup, Names
from zhifa_alloc.roster.table import Table
from zhifa_alloc.schema.case import District, ForceRow, Institution, QuotaLock
from zhifa_alloc.schema.codes import Code
from zhifa_alloc.schema.spelling import fold


def read_stations(
    tables: Sequence[Table], units: Names, places: Names, log: FindingLog
) -> dict[tuple[str, str], str]:
    """Read 机构驻区: (folded unit, folded section) -> district or 市级留用."""
    stations: dict[tuple[str, str], str] = {}
    for table in tables:
        unit_column = Lookup(units, Code.UNKNOWN_UNIT, log).column(table, "unit")
        place_column = Lookup(places, Code.UNKNOWN_DISTRICT, log).column(table, "stationed")
        for index, section in table.rows("section"):
            unit, place = unit_column[index], place_column[index]
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
    # Rows of 编制 whose numbers cannot be read name their type all the same: one fault is told once.
    types: dict[str, Names] = {}
    for unit, own in known.types_of.items():
        domain = known.domain_of.get(unit, "")
        types[domain] = Names([*types.get(domain, Names(())).all(), *own.all()])
    locks: dict[tuple[str, str, str], QuotaLock] = {}
    for source in sources:
        table = source.table
        district_column = places.column(table, "district")
        for index, domain in own_rows(source, known.domains, log):
            district = district_column[index]
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
                log.add(Code.DUPLICATE_LOCK, where, quota, cell=shown(first.where))
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
        district_column = district_lookup.column(table, "district")
        for index, name, words in table.rows("name", "domains"):
            district = district_column[index]
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
    forces = []
    for table in tables:
        district_column = Lookup(districts, Code.UNKNOWN_DISTRICT, log).column(table, "district")
        domain_column = Lookup(domains, Code.UNKNOWN_DOMAIN, log).column(table, "domain")
        for index, level, *rest in table.rows("level", "name", "quota", "staff", "certified"):
            if BAD not in (level, *rest):
                forces.append(ForceRow(level, district_column[index], domain_column[index], *rest))
    return tuple(forces)
