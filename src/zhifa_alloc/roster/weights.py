"""Sheet 权重 -> normalised weights by domain, held against the figures of 区情 and 业务量."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from zhifa_alloc.roster.cells import BAD, weight_adapter
from zhifa_alloc.roster.figures import Source, own_rows
from zhifa_alloc.roster.log import FindingLog, shown
from zhifa_alloc.roster.names import Names
from zhifa_alloc.roster.ranges import Weighed, check_ranges
from zhifa_alloc.roster.table import Table, parse_extra
from zhifa_alloc.schema.case import District, WeightRange, WeightRow, Workload
from zhifa_alloc.schema.codes import Code
from zhifa_alloc.schema.figures import Written
from zhifa_alloc.schema.finding import CellRef
from zhifa_alloc.schema.spelling import fold
from zhifa_alloc.schema.terms import DEFAULT_DOMAIN


@dataclass(frozen=True, slots=True, eq=False)
class _WeightLine:
    """One row of 权重 as read: factor -> weight, and the cells; ``broken`` when no shares can be made of it."""

    domain: str
    weights: Mapping[str, Written]
    cells: Mapping[str, CellRef]
    where: CellRef
    broken: bool


def read_weights(
    sources: Sequence[Source],
    domains: Names,
    districts: Sequence[District],
    workloads: Sequence[Workload],
    log: FindingLog,
    ranges: Sequence[WeightRange] = (),
    unsure: frozenset[str] = frozenset(),
) -> tuple[WeightRow, ...]:
    """Read sheet 权重 of every book: one row per domain, 默认 spread, else the program's assumption.

    Where nothing is written for a domain, its factors of 区情 weigh equally; without factors the row is
    empty, which means equal shares. Both are marked ``assumed``. Weights outside ``ranges`` are reported.
    Of the ``unsure`` indicators nobody knows whose figures they are; any domain may have them.
    """
    factors = tuple(dict.fromkeys(factor for district in districts for factor in district.factors))
    figures = _Figures(districts, workloads, factors, unsure)
    lines: dict[str, _WeightLine] = {}
    for source in sources:
        for line in _weight_lines(source, domains, figures, log):
            first = lines.setdefault(line.domain, line)
            if first is not line:
                log.add(Code.DUPLICATE_WEIGHT_ROW, line.where, line.domain, cell=shown(first.where))
    default = lines.get(DEFAULT_DOMAIN)
    served: dict[_WeightLine | None, list[str]] = {}
    rows = []
    for domain in domains.all():
        chosen = lines.get(domain, default)
        served.setdefault(chosen, []).append(domain)
        rows.append(_assumed(domain, factors) if chosen is None else _normalised(domain, chosen))
    for key, names in served.items():
        if key is not None:
            _check_figures(key, names, figures, log)
        if key is None or not key.broken:
            weights = _assumed("", factors) if key is None else _normalised("", key)
            check_ranges(ranges, _weighed(weights, names, key), figures.known, log)
    return tuple(rows)


def _weighed(weights: WeightRow, domains: Sequence[str], line: _WeightLine | None) -> Weighed:
    shares = dict(weights.weights)
    return Weighed(shares, domains) if line is None else Weighed(shares, domains, line.cells, line.where)


def factor_names(
    districts: Sequence[District], workloads: Sequence[Workload], unsure: Iterable[str] = ()
) -> Names:
    """Return every name that a weight may have: the factors of 区情 and the indicators of 业务量."""
    factors = (factor for district in districts for factor in district.factors)
    return Names([*factors, *(row.indicator for row in workloads), *sorted(unsure)])


class _Figures:
    """Which figures a domain has: the factors of 区情 and its own indicators of 业务量."""

    def __init__(
        self,
        districts: Sequence[District],
        workloads: Sequence[Workload],
        factors: Sequence[str],
        unsure: frozenset[str],
    ) -> None:
        self._districts = districts
        self._factors = frozenset(factors)
        self._unsure = frozenset(map(fold, unsure))
        self._own = {(row.domain, row.indicator): row.figures for row in workloads}
        self.names = factor_names(districts, workloads, unsure)

    def known(self, domain: str, factor: str) -> bool:
        """Say whether the domain has figures for the factor."""
        own = (domain, factor) in self._own or factor in self._factors
        return own or fold(factor) in self._unsure

    def total(self, domain: str, factor: str) -> Fraction | None:
        """Return the sum over the districts that receive the domain; None where none takes it or a figure is missing."""
        takers = [item for item in self._districts if item.receives and domain not in item.excluded_domains]
        own = self._own.get((domain, factor))
        values = [
            (item.factors if own is None else {factor: own.get(item.name)}).get(factor) for item in takers
        ]
        known = [value for value in values if value is not None]
        return sum(known, Fraction(0)) if values and len(known) == len(values) else None


def _weight_lines(
    source: Source, domains: Names, figures: _Figures, log: FindingLog
) -> Iterator[_WeightLine]:
    table = source.table
    columns = [
        (extra, figures.names.find(extra.header), parse_extra(table, extra, weight_adapter(), log))
        for extra in table.extras
    ]
    _report_unknown_factors(table, columns, figures, log)
    for index, domain in own_rows(source, domains, log, also=DEFAULT_DOMAIN):
        cells = {name: table.where(index, extra.column) for extra, name, _ in columns if name}
        found = {name: values[index] for _, name, values in columns if name}
        broken = any(values[index] is BAD for _, _, values in columns)
        weights = {name: weight for name, weight in found.items() if weight is not None and weight is not BAD}
        where = table.where(index, "domain")
        if not broken:
            _check_row(weights, where, domain, log)
        nothing = not any(weight.value for weight in weights.values())
        yield _WeightLine(domain, weights, cells, where, broken or nothing)


def _report_unknown_factors(
    table: Table, columns: Sequence[tuple[Any, str, list[Any]]], figures: _Figures, log: FindingLog
) -> None:
    for extra, name, values in columns:
        if name:
            continue
        weighted = [
            str(table.columns["domain"][index])
            for index, weight in enumerate(values)
            if weight not in (None, BAD) and weight.value
        ]
        if weighted:
            domains = "、".join(weighted)
            hint = figures.names.nearest(extra.header)
            where = table.header_cell(extra)
            log.add(
                Code.WEIGHT_WITHOUT_FIGURES,
                where,
                extra.header,
                factor=extra.header,
                domains=domains,
                suggestion=hint,
            )


def _check_row(weights: Mapping[str, Written], where: CellRef, domain: str, log: FindingLog) -> None:
    total = sum((weight.value for weight in weights.values()), Fraction(0))
    if total == 0:
        log.add(Code.WEIGHTS_ALL_ZERO, where, domain)
    small = any(0 < weight.value < 1 for weight in weights.values())
    large = any(weight.value > 1 for weight in weights.values())
    if small and large and total != 100:
        written = "、".join(weight.text for weight in weights.values())
        log.add(Code.MIXED_PERCENT, where, domain, weights=written)


def _check_figures(line: _WeightLine, domains: Sequence[str], figures: _Figures, log: FindingLog) -> None:
    for factor, weight in line.weights.items():
        if not weight.value:
            continue
        without = [domain for domain in domains if not figures.known(domain, factor)]
        if without:
            names = "、".join(without)
            log.add(
                Code.WEIGHT_WITHOUT_FIGURES, line.cells[factor], weight.text, factor=factor, domains=names
            )
        zero = [domain for domain in domains if domain not in without and figures.total(domain, factor) == 0]
        if zero:
            names = "、".join(zero)
            log.add(Code.FACTOR_ALL_ZERO, line.cells[factor], weight.text, factor=factor, domains=names)


def _assumed(domain: str, factors: Sequence[str]) -> WeightRow:
    return WeightRow(domain, tuple((factor, Fraction(1, len(factors))) for factor in factors), assumed=True)


def _normalised(domain: str, line: _WeightLine) -> WeightRow:
    total = sum((weight.value for weight in line.weights.values()), Fraction(0)) or Fraction(1)
    weights = tuple((factor, weight.value / total) for factor, weight in line.weights.items())
    as_read = tuple((factor, weight.text) for factor, weight in line.weights.items())
    return WeightRow(domain, weights, as_read, default=line.domain == DEFAULT_DOMAIN)
