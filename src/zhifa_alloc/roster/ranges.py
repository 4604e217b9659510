"""Sheet 权重范围: what the 编办 allows for the departments' weights, and which weights lie outside."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from zhifa_alloc.roster.cells import BAD
from zhifa_alloc.roster.log import FindingLog, shown
from zhifa_alloc.roster.names import Names
from zhifa_alloc.roster.table import Table
from zhifa_alloc.schema.case import Case, WeightRange
from zhifa_alloc.schema.codes import Code
from zhifa_alloc.schema.figures import Written
from zhifa_alloc.schema.finding import CellRef, Finding


@dataclass(frozen=True, slots=True)
class Weighed:
    """One row of 权重 (or the program's assumption) as it counts.

    Attributes:
        shares: factor -> normalised weight; factors without one weigh nothing.
        domains: the domains it serves.
        cells: factor -> cell; ``where`` stands in for factors without a cell, None for an assumption.
    """

    shares: Mapping[str, Fraction]
    domains: Sequence[str]
    cells: Mapping[str, CellRef] = field(default_factory=dict)
    where: CellRef | None = None


def read_ranges(table: Table | None, factors: Names, log: FindingLog) -> tuple[WeightRange, ...]:
    """Read the sheet; ``factors`` are the names in 区情 and 业务量. A row without any end binds nothing."""
    if table is None:
        return ()
    ranges: dict[str, WeightRange] = {}
    for index, word, low, high in table.rows("factor", "low", "high"):
        if BAD in (word, low, high):
            continue
        where = table.where(index, "factor")
        factor = factors.find(word)
        if not factor:
            log.add(Code.RANGE_UNKNOWN_FACTOR, where, word, suggestion=factors.nearest(word))
            continue
        ends = _ends(low, high)
        if ends is None:
            log.add(Code.RANGE_IMPOSSIBLE, where, factor, low=_text(low), high=_text(high))
            continue
        first = ranges.setdefault(factor, WeightRange(factor, *ends, where))
        if first.where != where:
            log.add(Code.DUPLICATE_RANGE, where, factor, cell=shown(first.where))
    return tuple(ranges.values())


def check_ranges(
    ranges: Sequence[WeightRange], row: Weighed, known: Callable[[str, str], bool], log: FindingLog
) -> None:
    """Report every weight of a row that lies outside its range.

    A factor that a domain has no figures for cannot weigh anything there and is not asked for.

    Args:
        ranges: the bounds.
        row: the weights.
        known: whether a domain has figures for a factor.
        log: where findings go.
    """
    for bound in ranges:
        share = row.shares.get(bound.factor, Fraction(0))
        domains = [domain for domain in row.domains if share or known(domain, bound.factor)]
        if not domains or bound.low <= share <= bound.high:
            continue
        where = row.cells.get(bound.factor) or row.where or bound.where
        log.add(
            Code.WEIGHT_OUT_OF_RANGE,
            where,
            percent(share),
            domains="、".join(domains),
            factor=bound.factor,
            low=percent(bound.low),
            high=percent(bound.high),
            cell=shown(bound.where),
        )


def weights_out_of_range(case: Case) -> tuple[Finding, ...]:
    """Report the weights of a case outside 权重范围, as the workbook would; domains of equal weights together."""
    served: dict[tuple[tuple[str, Fraction], ...], list[str]] = {}
    for row in case.weights:
        served.setdefault(row.weights, []).append(row.domain)
    everywhere = {factor for district in case.districts for factor in district.factors}
    own = {(row.domain, row.indicator) for row in case.workloads}

    def known(domain: str, factor: str) -> bool:
        return factor in everywhere or (domain, factor) in own

    log = FindingLog()
    for weights, domains in served.items():
        check_ranges(case.weight_ranges, Weighed(dict(weights), domains), known, log)
    return log.in_file_order(())


def percent(part: Fraction) -> str:
    """Return a part of 1 as a percentage of at most two decimals, exact where they suffice."""
    return f"{float(round(part * 100, 2)):g}%"


def _ends(low: Written | None, high: Written | None) -> tuple[Fraction, Fraction] | None:
    """Return both ends as parts of 1; None where they contradict each other.

    Bare numbers above 1 are percentages (30 is 30 %), and then so is the other bare number of the row.
    """
    bare = [end.value for end in (low, high) if end is not None and not end.text.endswith("%")]
    in_percent = any(value > 1 for value in bare)
    if in_percent and any(0 < value < 1 for value in bare):
        return None  # 0.2 to 40: nobody can tell what the first one is
    least, most = (_part(low, Fraction(0), in_percent), _part(high, Fraction(1), in_percent))
    return (least, most) if least <= most <= 1 else None


def _part(end: Written | None, default: Fraction, in_percent: bool) -> Fraction:
    if end is None:
        return default
    return end.value / 100 if in_percent and not end.text.endswith("%") else end.value


def _text(end: Written | None) -> str:
    return "" if end is None else end.text
