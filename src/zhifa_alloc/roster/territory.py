"""Sheet 区情 -> districts with their exact figures, and which of them receive."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from zhifa_alloc.roster.cells import BAD, figure_adapter
from zhifa_alloc.roster.log import FindingLog
from zhifa_alloc.roster.names import Lookup, Names
from zhifa_alloc.roster.table import Table, parse_extra
from zhifa_alloc.schema.case import District
from zhifa_alloc.schema.codes import Code


def read_districts(table: Table, domains: Names, log: FindingLog) -> tuple[District, ...]:
    """Read sheet 区情; domains are those of sheet 编制."""
    factors = {extra.header: parse_extra(table, extra, figure_adapter(), log) for extra in table.extras}
    lookup = Lookup(domains, Code.UNKNOWN_DOMAIN, log)
    seen: dict[str, int] = {}
    districts = []
    for index, name in table.rows("name"):
        if name is BAD:
            continue
        if name in seen:
            cell = table.where(seen[name], "name").cell
            log.add(Code.DUPLICATE_DISTRICT, table.where(index, "name"), name, cell=cell)
            continue
        seen[name] = index
        districts.append(_district(table, index, name, factors, lookup))
    _check_receivers(table, districts, log)
    return tuple(districts)


def sure_receivers(table: Table, districts: Sequence[District]) -> frozenset[str]:
    """Return the districts that say they receive, without those whose 是否承接 could not be read."""
    unsure = {
        name
        for name, receives in zip(table.columns["name"], table.columns["receives"], strict=True)
        if receives is BAD
    }
    return frozenset(district.name for district in districts if district.receives) - unsure


def _district(
    table: Table, index: int, name: str, factors: Mapping[str, Sequence[Any]], domains: Lookup
) -> District:
    columns = table.columns
    receives = columns["receives"][index]
    floor, cap = columns["floor"][index], columns["cap"][index]
    if isinstance(floor, int) and isinstance(cap, int) and floor > cap:
        domains.log.add(Code.FLOOR_ABOVE_CAP, table.where(index, "floor"), floor, district=name, cap=cap)
    figures: dict[str, Fraction] = {}
    for extra in table.extras:
        value = factors[extra.header][index]
        if value is None and receives == "是":
            where = table.where(index, extra.column)
            domains.log.add(Code.FIGURE_EMPTY, where, "", district=name, factor=extra.header)
        elif value is not None and value is not BAD:
            figures[extra.header] = value
    return District(
        name=name,
        receives=receives != "否",  # while it cannot be read, nothing is held against the district
        code=_text(columns["code"][index]),
        cap=None if cap is BAD else cap,
        floor=None if floor is BAD else floor,
        excluded_domains=_domains(table, index, "excluded_domains", domains),
        received_domains=_domains(table, index, "received_domains", domains),
        factors=figures,
        where=table.where(index, "name"),
    )


def _text(value: Any) -> str:  # noqa: ANN401 - a parsed cell
    return "" if value is BAD else str(value)


def _domains(table: Table, index: int, key: str, domains: Lookup) -> tuple[str, ...]:
    words = table.columns[key][index]
    if words is BAD or not words:
        return ()
    return domains.find_all(words, table.where(index, key), table.spec.headers[key])


def _check_receivers(table: Table, districts: Sequence[District], log: FindingLog) -> None:
    if not len(table):
        log.add(Code.NO_ROWS, table.place)
    elif not any(district.receives for district in districts):
        log.add(Code.NO_RECEIVING_DISTRICT, table.place)
