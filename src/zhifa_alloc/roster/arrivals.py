"""Which departments' rosters have come."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from zhifa_alloc.roster.establishment import Establishment
from zhifa_alloc.roster.table import Table


@dataclass(frozen=True, slots=True)
class Arrivals:
    """主管部门 of 编制 with people in some roster, and those without; a unit of no department speaks for itself."""

    received: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()


def arrivals_of(known: Establishment, rosters: Sequence[Table]) -> Arrivals:
    """Hold the rosters against 编制: a department has reported once one of its units has a row."""
    words = {word for table in rosters for word in table.columns["unit"] if isinstance(word, str)}
    reported = {known.units.find(word) for word in words}
    owners = {row.department or row.unit: False for row in known.quotas}
    for row in known.quotas:
        owners[row.department or row.unit] |= row.unit in reported
    return Arrivals(
        tuple(owner for owner, here in owners.items() if here),
        tuple(owner for owner, here in owners.items() if not here),
    )
