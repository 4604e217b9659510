"""Re-check of a finished table with whole numbers and fractions, without the code that made it.

Faults are values; no fault means: the shares are those of the case, every row adds up, every bound holds,
every sum is its share rounded down or up or listed with bounds that press on it, no exchange of posts
would be better, and for divisor methods every weight divided by its divisors rounds to its cell.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import partial
from typing import Final, TypeAlias

from zhifa_alloc.quotas.bounds import sum_name
from zhifa_alloc.quotas.optimality import best_of_all, cheapest_of_all
from zhifa_alloc.quotas.recheck import SumKey, counted_sums, covered_cells, keeps, presses
from zhifa_alloc.quotas.sequences import SEQUENCES, WEBSTER, RoundingSequence
from zhifa_alloc.quotas.supply import headcount_task, supplies_of
from zhifa_alloc.quotas.task import TableTask, quota_task
from zhifa_alloc.schema.case import Case
from zhifa_alloc.schema.quota import Bound, CellKey, Level, Outside, QuotaTable


@dataclass(frozen=True, slots=True)
class TableFault:
    """One thing wrong with a table. ``code`` is a key below ``conflicts.quotas.faults`` in text/."""

    code: str
    params: Mapping[str, object] = field(default_factory=dict)


Check: TypeAlias = Callable[[TableTask, QuotaTable], Iterator[TableFault]]


def quota_faults(
    case: Case, table: QuotaTable, extra_bounds: tuple[Bound, ...] = ()
) -> tuple[TableFault, ...]:
    """Re-check the quota table of a case.

    Args:
        case: the checked input.
        table: the table to be checked.
        extra_bounds: bounds it was made with besides those of the workbook.
    """
    return _faults(quota_task(case, extra_bounds), table, case.parameters.rounding)


def headcount_faults(case: Case, quotas: QuotaTable, table: QuotaTable) -> tuple[TableFault, ...]:
    """Re-check the headcount table of a case against its quota table."""
    return _faults(headcount_task(case, supplies_of(case, quotas)), table, "双向控制")


def _faults(task: TableTask, table: QuotaTable, method: str) -> tuple[TableFault, ...]:
    faults = [*_method_faults(table, method), *_share_faults(task, table), *_sum_faults(task, table)]
    faults += _bound_faults(task, table)
    # Rounding is judged only where the numbers themselves are in order.
    return tuple(faults) if faults else tuple(_CHECKS[method](task, table))


def _method_faults(table: QuotaTable, method: str) -> Iterator[TableFault]:
    if table.method != method:
        yield TableFault("method", {"method": table.method, "expected": method})


def _share_faults(task: TableTask, table: QuotaTable) -> Iterator[TableFault]:
    for cell in dict.fromkeys((*task.shares, *table.shares)):
        expected, share = task.shares.get(cell, Fraction(0)), table.shares.get(cell, Fraction(0))
        if share != expected:
            yield TableFault("share", {**_names(cell), "share": str(share), "expected": str(expected)})


def _sum_faults(task: TableTask, table: QuotaTable) -> Iterator[TableFault]:
    sums = dict.fromkeys(task.rows, 0)
    for cell, value in table.values.items():
        row = (cell[0], cell[1])
        if row not in sums or value < 0 or (value and cell not in task.shares):
            yield TableFault("cell", {**_names(cell), "value": value})
        sums[row] = sums.get(row, 0) + value
    for (domain, kind), posts in task.rows.items():
        if sums[domain, kind] != posts or table.rows.get((domain, kind)) != posts:
            params = {"domain": domain, "quota_type": kind, "value": sums[domain, kind], "expected": posts}
            yield TableFault("row_sum", params)


def _bound_faults(task: TableTask, table: QuotaTable) -> Iterator[TableFault]:
    for bound, value in _bound_values(task, table).items():
        if not keeps(bound, value):
            yield TableFault("bound", {"sum": sum_name(bound), "source": bound.source, "value": value})


def _bound_values(task: TableTask, table: QuotaTable) -> dict[Bound, int]:
    return {
        bound: sum(table.values.get(cell, 0) for cell in cells)
        for bound, cells in covered_cells(task).items()
    }


def _check_controlled(levels: tuple[Level, ...], task: TableTask, table: QuotaTable) -> Iterator[TableFault]:
    """Check sums, the list of posts outside, and that no table is better."""
    listed = {(one.level, one.district, one.domain, one.quota_type): one for one in table.outside}
    limited = _bound_values(task, table)
    sums = counted_sums(task, table.values, levels)
    for key, item in sums.items():
        entry = listed.pop(key, None)
        if item.outside != (entry.posts if entry else 0) or (
            entry and (entry.value, entry.share) != (item.value, item.share)
        ):
            yield TableFault("outside", _sum_params(key, item.value, item.share))
        elif entry and not _forced(limited, entry):
            yield TableFault("unforced", _sum_params(key, item.value, item.share))
    for key, entry in listed.items():
        yield TableFault("outside", _sum_params(key, entry.value, entry.share))
    if best_of_all(task, table.values, levels) is False:
        yield TableFault("better_table")


def _forced(limited: Mapping[Bound, int], entry: Outside) -> bool:
    """Say whether the bounds named are bounds of the case, and press on the posts outside."""
    return bool(entry.bounds) and all(
        bound in limited and presses(bound, limited[bound], entry.posts) for bound in entry.bounds
    )


def _check_divisors(sequence: RoundingSequence, task: TableTask, table: QuotaTable) -> Iterator[TableFault]:
    """Divide, round, done. Where some row has no finite divisor, look for a cheaper table instead."""
    wrong = [(name, divisor) for name, divisor in sorted(table.divisors.items()) if divisor <= 0]
    if wrong:
        for name, divisor in wrong:
            yield TableFault("divisor_sign", {"sum": name, "divisor": str(divisor)})
        return
    rows = {row for row, posts in task.rows.items() if posts}
    if any("·".join(row) not in table.divisors for row in rows):
        if cheapest_of_all(task, table.values, sequence) is False:
            yield TableFault("better_table")
        return
    yield from _idle_divisors(task, table)
    quotients = _quotients(sequence, task, table)
    floored, capped = _held(task, table)
    for cell, quotient in quotients.items():
        value = table.values[cell]
        enough = cell in floored or value == 0 or quotient >= sequence.mark(value)
        if not enough or (cell not in capped and quotient > sequence.mark(value + 1)):
            yield TableFault("divisor", {**_names(cell), "value": value})


def _quotients(sequence: RoundingSequence, task: TableTask, table: QuotaTable) -> dict[CellKey, Fraction]:
    """Divide the share of every cell by the divisors of its row and of the bounded sums around it."""
    quotients = {
        cell: share**sequence.power / table.divisors["·".join(cell[:2])]
        for cell, share in task.shares.items()
        if share
    }
    sums = {sum_name(bound): cells for bound, cells in covered_cells(task).items() if len(cells) > 1}
    for name, cells in sums.items():
        for cell in cells & quotients.keys():
            quotients[cell] /= table.divisors.get(name, Fraction(1))
    return quotients


def _held(task: TableTask, table: QuotaTable) -> tuple[set[CellKey], set[CellKey]]:
    """Return the cells that a bound of their own holds up, and those that one holds down."""
    floored: set[CellKey] = set()
    capped: set[CellKey] = set()
    for bound, cells in covered_cells(task).items():
        if len(cells) == 1:
            (cell,) = cells
            floored.update(cells if table.values[cell] == bound.lower else ())
            capped.update(cells if table.values[cell] == bound.upper else ())
    return floored, capped


def _idle_divisors(task: TableTask, table: QuotaTable) -> Iterator[TableFault]:
    """Check that a sum's divisor is above 1 only at an upper bound, and below 1 only at a lower one."""
    limited = _bound_values(task, table)
    covered = covered_cells(task)
    sums = {sum_name(bound): cells for bound, cells in covered.items()}
    # Several bounds may limit the same cells under different names; any of them may be the one that presses.
    capped = {covered[bound] for bound, value in limited.items() if value == bound.upper}
    floored = {covered[bound] for bound, value in limited.items() if value == bound.lower}
    for name in sorted(table.divisors.keys() - {"·".join(row) for row in task.rows}):
        divisor, cells = table.divisors[name], sums.get(name)
        if (divisor > 1 and cells not in capped) or (divisor < 1 and cells not in floored):
            yield TableFault("idle_divisor", {"sum": name, "divisor": str(divisor)})


def _names(cell: CellKey) -> dict[str, object]:
    return dict(zip(("domain", "quota_type", "district"), cell, strict=True))


def _sum_params(key: SumKey, value: int, share: Fraction) -> dict[str, object]:
    level, district, domain, kind = key
    name = "·".join(part for part in (district, domain, kind) if part)
    return {
        **_names((domain, kind, district)),
        "level": level,
        "sum": name,
        "value": value,
        "share": str(share),
    }


_CHECKS: Final[Mapping[str, Check]] = {
    "双向控制": partial(_check_controlled, ("district", "team", "cell")),
    "最大余数": partial(_check_controlled, ("cell",)),
    "双向比例": partial(_check_divisors, WEBSTER),
    **{name: partial(_check_divisors, sequence) for name, sequence in SEQUENCES.items()},
}
