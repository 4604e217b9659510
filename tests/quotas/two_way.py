"""Two-way tables as cases: rows are domains, columns districts whose totals are given."""

from __future__ import annotations

from fractions import Fraction

from quotas.cases import KIND, district, make_case
from zhifa_alloc.schema.case import Workload


def two_way(votes, row_totals, column_totals, method="双向比例"):
    names = [f"区{place:02}" for place in range(len(column_totals))]
    domains = [f"领域{place:02}" for place in range(len(row_totals))]
    districts = [
        district(name, code=f"{place:02}", cap=total, floor=total)
        for place, (name, total) in enumerate(zip(names, column_totals, strict=True))
    ]
    workloads = tuple(
        Workload(domain, "票", dict(zip(names, map(Fraction, row), strict=True)))
        for domain, row in zip(domains, votes, strict=True)
    )
    posts = {(domain, KIND): total for domain, total in zip(domains, row_totals, strict=True)}
    return make_case(posts, districts, {"票": 1}, workloads=workloads, parameters={"取整方法": method})


def rows_of(table):
    """The values of a table, one tuple a row."""
    columns = len(table.columns)
    values = list(table.values.values())
    return [tuple(values[start : start + columns]) for start in range(0, len(values), columns)]
