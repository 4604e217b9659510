"""Every whole-number table of a small case, judged by the words of the contract alone."""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations, pairwise, product
from math import ceil, floor

LEVELS = ("district", "team", "cell")


def all_tables(rows, columns):
    """Yield every table (cell -> number) whose rows add up."""
    splits = [list(compositions(count, columns[row])) for row, count in rows.items()]
    for choice in product(*splits):
        yield {
            (*row, column): value
            for row, split in zip(rows, choice, strict=True)
            for column, value in zip(columns[row], split, strict=True)
        }


def compositions(count, columns):
    if not columns:
        if not count:
            yield ()
        return
    for bars in combinations(range(count + len(columns) - 1), len(columns) - 1):
        edges = (-1, *bars, count + len(columns) - 1)
        yield tuple(right - left - 1 for left, right in pairwise(edges))


def sums(table):
    """Add up cells into 领域 × 区 and 区; keys are (level, 区, 领域, 类型)."""
    totals = {}
    for (domain, kind, column), value in table.items():
        for key in (
            ("district", column, "", ""),
            ("team", column, domain, ""),
            ("cell", column, domain, kind),
        ):
            totals[key] = totals.get(key, 0) + value
    return totals


def meets(table, bounds):
    """Say whether a table meets every bound."""
    for bound in bounds:
        domains = bound.domains or ((bound.domain,) if bound.domain else None)
        value = sum(
            count
            for (domain, kind, column), count in table.items()
            if column == bound.district
            and (domains is None or domain in domains)
            and (not bound.quota_type or kind == bound.quota_type)
            and (bound.quota_types is None or kind in bound.quota_types)
        )
        if bound.lower is not None and value < bound.lower:
            return False
        if bound.upper is not None and value > bound.upper:
            return False
    return True


def criteria(table, shares):
    """Contract 3.3 in order, as a tuple; smaller is better."""
    fair = sums(shares)
    outside = dict.fromkeys(LEVELS, 0)
    squares = dict.fromkeys(LEVELS, Fraction(0))
    nowhere, spread = 0, Fraction(0)
    for key, value in sums(table).items():
        share = fair[key]
        posts = max(value - ceil(share), floor(share) - value, 0)
        outside[key[0]] += posts
        squares[key[0]] += (value - share) ** 2
        if share:
            spread += posts**2 / share
        else:
            nowhere += posts**2
    return (
        *(outside[level] for level in LEVELS),
        nowhere,
        spread,
        *(squares[level] for level in reversed(LEVELS)),
    )


def best_tables(rows, shares, bounds):
    """Return the best tables by the criteria (all of them, tied), or an empty list if none is feasible."""
    columns = {row: [cell[2] for cell in shares if cell[:2] == row] for row in rows}
    best, found = None, []
    for table in all_tables(rows, columns):
        if not meets(table, bounds):
            continue
        value = criteria(table, shares)
        if best is None or value < best:
            best, found = value, [table]
        elif value == best:
            found.append(table)
    return found


def preferred(tables, weights, order):
    """Apply the printed tie rule: larger weight, then district code, then names."""
    cells = sorted(tables[0], key=lambda cell: (-weights[cell], order[cell[2]], cell[0], cell[1]))
    return max(tables, key=lambda table: [table[cell] for cell in cells])
