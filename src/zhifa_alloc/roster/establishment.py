"""Sheet 编制 -> quotas by unit and type, each unit with one domain, one mode, one deadline."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from zhifa_alloc.roster.cells import BAD
from zhifa_alloc.roster.log import FindingLog
from zhifa_alloc.roster.names import Names, names_in
from zhifa_alloc.roster.table import Table
from zhifa_alloc.schema.case import UnitQuota
from zhifa_alloc.schema.codes import Code
from zhifa_alloc.schema.finding import CellRef
from zhifa_alloc.schema.status import is_outside_quota
from zhifa_alloc.schema.terms import MODE_SECONDED, STATE_OPEN


@dataclass(frozen=True, slots=True)
class Establishment:
    """What the rest of the workbook is held against.

    Attributes:
        quotas: rows of 编制 that can be used.
        units: every unit named. domains: every domain named.
        domain_of, mode_of: by unit as first written.
        types_of: unit -> its quota types.
    """

    quotas: tuple[UnitQuota, ...]
    units: Names
    domains: Names
    domain_of: Mapping[str, str]
    mode_of: Mapping[str, str]
    types_of: Mapping[str, Names]


def read_establishment(table: Table, log: FindingLog) -> Establishment:
    """Read sheet 编制, checking rows against each other."""
    if not len(table):
        log.add(Code.NO_ROWS, table.place)
    units, domains = names_in(table, "unit"), names_in(table, "domain")
    unit_of = [units.find(word) if isinstance(word, str) else "" for word in table.columns["unit"]]
    domain_at = [domains.find(word) if isinstance(word, str) else "" for word in table.columns["domain"]]
    domain_of = _one_domain_each(table, unit_of, domain_at, log)
    shared = _Shared(table, unit_of, domain_at, log)
    quotas = tuple(_quotas(table, unit_of, domain_at, shared, log))
    return Establishment(
        quotas,
        units,
        domains,
        domain_of,
        {unit: shared.value("mode", unit) or MODE_SECONDED for unit in units.all()},
        _types_of(table, unit_of),
    )


class _Shared:
    """Values that belong to a unit or a domain: said once, they hold for all its rows."""

    def __init__(
        self, table: Table, unit_of: Sequence[str], domain_at: Sequence[str], log: FindingLog
    ) -> None:
        self._values = {
            key: _agreed(table, key, owners, code, log)
            for key, owners, code in (
                ("mode", unit_of, Code.UNIT_CONTRADICTS),
                ("deadline", unit_of, Code.UNIT_CONTRADICTS),
                ("batch", unit_of, None),
                ("department", unit_of, None),
                ("reform", unit_of, None),
                ("state", domain_at, Code.DOMAIN_STATE_CONTRADICTS),
            )
        }

    def value(self, key: str, owner: str) -> Any:  # noqa: ANN401 - text or date, by column
        return self._values[key].get(owner)


def _agreed(
    table: Table, key: str, owners: Sequence[str], code: Code | None, log: FindingLog
) -> dict[str, Any]:
    """Return owner -> first value given; report rows that say something else."""
    agreed: dict[str, Any] = {}
    first: dict[str, int] = {}
    for index, (owner, value) in enumerate(zip(owners, table.columns[key], strict=True)):
        if not owner or value is BAD or not value:
            continue
        if owner not in agreed:
            agreed[owner], first[owner] = value, index
        elif agreed[owner] != value and code is not None:
            where = table.where(index, key)
            other = table.where(first[owner], key).cell
            header = table.spec.headers[key]
            log.add(code, where, value, owner=owner, header=header, other=agreed[owner], cell=other)
    return agreed


def _one_domain_each(
    table: Table, unit_of: Sequence[str], domain_at: Sequence[str], log: FindingLog
) -> dict[str, str]:
    domain_of: dict[str, str] = {}
    for index, (unit, domain) in enumerate(zip(unit_of, domain_at, strict=True)):
        if not unit or not domain:
            continue
        first = domain_of.setdefault(unit, domain)
        if first != domain:
            log.add(Code.UNIT_IN_TWO_DOMAINS, table.where(index, "domain"), domain, unit=unit, other=first)
    return domain_of


def _types_of(table: Table, unit_of: Sequence[str]) -> dict[str, Names]:
    types: dict[str, list[object]] = {unit: [] for unit in unit_of if unit}
    for unit, quota_type in zip(unit_of, table.columns["quota_type"], strict=True):
        if unit:
            types[unit].append(quota_type)
    every_unit_known = "" not in unit_of
    return {
        unit: Names(
            (word for word in words if isinstance(word, str)), complete=every_unit_known and BAD not in words
        )
        for unit, words in types.items()
    }


def _quotas(
    table: Table, unit_of: Sequence[str], domain_at: Sequence[str], shared: _Shared, log: FindingLog
) -> Iterator[UnitQuota]:
    known_types = names_in(table, "quota_type")
    seen: dict[tuple[str, str], int] = {}
    for index, word, approved, reserve in table.rows("quota_type", "approved", "reserve"):
        unit, domain = unit_of[index], domain_at[index]
        if not unit or word is BAD or _is_set_aside(table, index, word, log):
            continue
        quota_type = known_types.find(word)
        first = seen.setdefault((unit, quota_type), index)
        if first != index:
            there = table.where(first, "unit").cell
            where = table.where(index, "unit")
            log.add(Code.DUPLICATE_QUOTA_ROW, where, unit, quota_type=quota_type, cell=there)
        elif domain and approved is not BAD and reserve is not BAD:
            kept = reserve or 0
            if kept > approved:
                where = table.where(index, "reserve")
                log.add(Code.RESERVE_ABOVE_APPROVED, where, kept, approved=approved)
            given = _given(shared, unit, domain, table.columns, index)
            where = table.where(index, "unit")
            yield _quota(unit, domain, quota_type, (approved, kept), given, where)


def _quota(
    unit: str,
    domain: str,
    quota_type: str,
    posts: tuple[int, int],
    given: Callable[[str], Any],
    where: CellRef,
) -> UnitQuota:
    return UnitQuota(
        unit=unit,
        domain=domain,
        quota_type=quota_type,
        approved=posts[0],
        reserve=posts[1],
        mode=given("mode") or MODE_SECONDED,
        batch=given("batch") or "",
        deadline=given("deadline"),
        department=given("department") or "",
        reform=given("reform") or "",
        state=given("state") or STATE_OPEN,
        where=where,
    )


def _is_set_aside(table: Table, index: int, quota_type: str, log: FindingLog) -> bool:
    if not is_outside_quota(quota_type):
        return False
    log.add(Code.OUTSIDE_QUOTA_ROW, table.where(index, "quota_type"), quota_type)
    return True


def _given(
    shared: _Shared, unit: str, domain: str, columns: Mapping[str, Sequence[Any]], index: int
) -> Callable[[str], Any]:
    """Return a lookup of a row's own value, else of what its unit or domain says elsewhere."""

    def value(key: str) -> Any:  # noqa: ANN401 - text or date, by column
        own = columns[key][index]
        if own is not BAD and own:
            return own
        return shared.value(key, domain if key == "state" else unit)

    return value
