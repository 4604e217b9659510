"""Sheet 业务量 -> exact figures by domain and district; which book may speak for which domain."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from zhifa_alloc.roster.cells import BAD, figure_adapter
from zhifa_alloc.roster.log import FindingLog, shown
from zhifa_alloc.roster.names import Lookup, Names
from zhifa_alloc.roster.table import Table, parse_extra
from zhifa_alloc.schema.case import District, Workload
from zhifa_alloc.schema.codes import Code
from zhifa_alloc.schema.finding import CellRef
from zhifa_alloc.schema.spelling import fold


@dataclass(frozen=True, slots=True)
class Source:
    """A table and the domains its book may speak for; None: for all of them."""

    table: Table
    domains: frozenset[str] | None = None

    def speaks_for(self, domain: str) -> bool:
        """Say whether the book's figures for a domain are taken."""
        return self.domains is None or domain in self.domains


def own_rows(source: Source, domains: Names, log: FindingLog, also: str = "") -> Iterator[tuple[int, str]]:
    """Walk over (index, domain) of the rows a book may speak for; report the others.

    Args:
        source: the table.
        domains: known domains.
        log: where other rows are reported.
        also: a word besides the domains that only the main book may use (默认).
    """
    table = source.table
    names = domains.also(also) if also else domains
    for index, domain in enumerate(Lookup(names, Code.UNKNOWN_DOMAIN, log).column(table, "domain")):
        if not domain:
            continue
        if source.speaks_for(domain):
            yield index, domain
        else:
            own = "、".join(sorted(source.domains or ()))
            log.add(Code.FOREIGN_DOMAIN, table.where(index, "domain"), domain, own=own)


def read_workloads(
    sources: Sequence[Source],
    domains: Names,
    districts: Sequence[District],
    needed: frozenset[str],
    log: FindingLog,
) -> tuple[Workload, ...]:
    """Read sheet 业务量 of every book; ``needed`` are the districts that cannot do without figures."""
    workloads: list[Workload] = []
    seen: dict[tuple[str, str], CellRef] = {}
    for source in sources:
        table = source.table
        columns = _district_columns(table, districts, needed, log) if len(table) and districts else {}
        for index, domain in own_rows(source, domains, log):
            indicator = table.columns["indicator"][index]
            if indicator is BAD:
                continue
            where = table.where(index, "indicator")
            first = seen.setdefault((domain, fold(indicator)), where)
            if first != where:
                log.add(Code.DUPLICATE_WORKLOAD, where, indicator, domain=domain, cell=shown(first))
                continue
            figures = _row_figures(table, index, (domain, indicator), columns, districts, needed, log)
            workloads.append(Workload(domain, indicator, figures))
    return tuple(workloads)


def unsure_indicators(sources: Sequence[Source], domains: Names) -> frozenset[str]:
    """Return the indicators of rows whose domain could not be told (reported there).

    Their figures may be those that a domain seems to lack, so nothing is said about that.
    """
    return frozenset(
        indicator
        for source in sources
        for _, domain, indicator in source.table.rows("domain", "indicator")
        if isinstance(indicator, str) and not (isinstance(domain, str) and domain in domains)
    )


def _district_columns(
    table: Table, districts: Sequence[District], needed: frozenset[str], log: FindingLog
) -> dict[str, tuple[int, list[Any]]]:
    """Return district -> (column, values); a needed district without a column is reported."""
    names = Names(district.name for district in districts)
    lookup = Lookup(names, Code.UNKNOWN_DISTRICT, log)
    columns = {}
    for extra in table.extras:
        name = lookup.find(extra.header, table.header_cell(extra), "区")
        if name:
            columns[name] = (extra.column, parse_extra(table, extra, figure_adapter(), log))
    for district in districts:
        # A header that is no district may be meant for this one, and is reported already.
        if district.name in needed and district.name not in columns and len(columns) == len(table.extras):
            log.add(Code.DISTRICT_COLUMN_MISSING, table.place, "", district=district.name)
    return columns


def _row_figures(
    table: Table,
    index: int,
    meaning: tuple[str, str],
    columns: Mapping[str, tuple[int, list[Any]]],
    districts: Sequence[District],
    needed: frozenset[str],
    log: FindingLog,
) -> dict[str, Fraction]:
    figures: dict[str, Fraction] = {}
    for district in districts:
        column, values = columns.get(district.name, (0, []))
        value = values[index] if values else BAD
        takes = district.name in needed and meaning[0] not in district.excluded_domains
        if value is None and takes:
            where = table.where(index, column)
            log.add(Code.FIGURE_EMPTY, where, "", district=district.name, factor=" ".join(meaning))
        elif value is not None and value is not BAD:
            figures[district.name] = value
    return figures
