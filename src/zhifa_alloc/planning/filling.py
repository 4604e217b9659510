"""Headcounts and the people who fill them: where the printed tie rule's table cannot be filled, its equals are tried."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Final

from zhifa_alloc.quotas import equal_headcounts
from zhifa_alloc.schema.case import Case
from zhifa_alloc.schema.codes import CATALOGUE, Code
from zhifa_alloc.schema.errors import NoFeasiblePlan
from zhifa_alloc.schema.finding import CellRef, Finding
from zhifa_alloc.schema.placement import Placement
from zhifa_alloc.schema.quota import QuotaTable, Reserve
from zhifa_alloc.staffing import place
from zhifa_alloc.staffing.filling import Filling

TABLES_TRIED: Final = 100
"""Equally good tables tried before the run ends without a plan."""


@dataclass(frozen=True, slots=True)
class Filled:
    """Headcounts with everybody placed; ``findings`` say so where they are not the tie rule's first choice."""

    headcounts: QuotaTable
    reserves: tuple[Reserve, ...]
    placement: Placement
    findings: tuple[Finding, ...] = ()


def fill(
    case: Case,
    quotas: QuotaTable,
    counted: tuple[QuotaTable, tuple[Reserve, ...]],
    before: Mapping[str, str] | None,
) -> Filled:
    """Place everybody under the given headcounts, or under the next equally good ones that can be filled.

    Args:
        case: the checked input.
        quotas: the quota table.
        counted: headcounts and reserves as ``share_headcounts`` gave them.
        before: see ``staffing.place``.

    Raises:
        NoFeasiblePlan: none of the equally good tables can be filled; the reasons are those of the first.
    """
    try:
        return Filled(*counted, place(case, counted[0], before))
    except NoFeasiblePlan:
        found = _next_to_fill(case, quotas, counted[0])
        if found is None:
            raise
    number, (headcounts, reserves) = found
    return Filled(
        headcounts, reserves, place(case, headcounts, before), (_note(counted[0], headcounts, number),)
    )


def _next_to_fill(
    case: Case, quotas: QuotaTable, first: QuotaTable
) -> tuple[int, tuple[QuotaTable, tuple[Reserve, ...]]] | None:
    """Find the next table that can be filled, with its number in the order of the tie rule."""
    if not first.ties:
        return None
    filling = Filling(case, first)
    stuck = filling.stuck()
    tables = list(islice(equal_headcounts(case, quotas, stuck), TABLES_TRIED)) if stuck else []
    if len(tables) < 2 or filling.hopeless([table for table, _ in tables]):
        return None
    numbered = enumerate(tables, start=1)
    return next(((number, both) for number, both in numbered if filling.fits(both[0])), None)


def _note(first: QuotaTable, taken: QuotaTable, number: int) -> Finding:
    changed = [
        f"{domain}·{kind}·{column} {before}→{taken.values[domain, kind, column]}"
        for (domain, kind, column), before in first.values.items()
        if taken.values[domain, kind, column] != before
    ]
    code = Code.OTHER_EQUAL_TABLE.value
    params = {"number": str(number), "cells": "、".join(changed)}
    return Finding(code, CATALOGUE[code], CellRef(), "", params)
