"""Where people come from: unit, type, domain and mode after 编制, and what their status means."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import NamedTuple

from zhifa_alloc.roster.cells import BAD
from zhifa_alloc.roster.establishment import Establishment
from zhifa_alloc.roster.log import FindingLog
from zhifa_alloc.roster.names import Lookup
from zhifa_alloc.roster.table import Table
from zhifa_alloc.schema.codes import Code
from zhifa_alloc.schema.masking import discreet_status
from zhifa_alloc.schema.status import (
    KNOWN_STATUSES,
    PROBATION,
    Standing,
    is_outside_quota,
    standing_of,
)


class Belonging(NamedTuple):
    """A unit and quota type as 编制 spells them, with the unit's domain and mode."""

    unit: str
    quota_type: str
    domain: str
    mode: str


def belongings(table: Table, known: Establishment, log: FindingLog) -> list[Belonging | None]:
    """Return one value a row; None where unit or type is not known (reported) or could not be read."""
    units = Lookup(known.units, Code.UNKNOWN_UNIT, log).column(table, "unit")
    pairs = list(zip(units, table.columns["quota_type"], strict=True))
    found = {pair: _belonging(*pair, known) for pair in set(pairs)}
    missing = {pair for pair, value in found.items() if value is None and pair[0] and pair[1] is not BAD}
    for index, (unit, quota_type) in enumerate(pairs):
        if (unit, quota_type) not in missing or unit not in known.domain_of:
            continue
        types = known.types_of[unit]
        if types.complete:
            params = {"unit": unit, "types": "、".join(types.all()), "suggestion": types.nearest(quota_type)}
            log.add(Code.TYPE_NOT_IN_QUOTA, table.where(index, "quota_type"), quota_type, **params)
    return [found[pair] for pair in pairs]


def _belonging(unit: str, quota_type: object, known: Establishment) -> Belonging | None:
    if not isinstance(quota_type, str) or unit not in known.domain_of:
        return None
    own = known.types_of[unit].find(quota_type)
    if not own and not is_outside_quota(quota_type):
        return None
    return Belonging(unit, own or quota_type, known.domain_of[unit], known.mode_of[unit])


def standings(
    table: Table,
    places: Sequence[Belonging | None],
    own_words: Mapping[str, str],
    unread: AbstractSet[str],
    log: FindingLog,
) -> list[Standing | None]:
    """Return one value a row; None where the status is not known (reported) or the row cannot be placed.

    Args:
        table: the roster sheet.
        places: where each row belongs.
        own_words: 参数 ``状态:词`` -> what the word means.
        unread: words that 参数 names, with a meaning that could not be read; reported there.
        log: where unknown words go.
    """
    words = [*own_words, *unread, *KNOWN_STATUSES, PROBATION, "", BAD]
    known_words = frozenset(words)
    silent = {BAD, *unread}
    memory: dict[tuple[str, str, str], Standing] = {}
    without_quota = {
        place for place in set(places) if place is not None and is_outside_quota(place.quota_type)
    }
    result: list[Standing | None] = []
    for index, (status, place) in enumerate(zip(table.columns["status"], places, strict=True)):
        outside = place in without_quota
        if status not in known_words and not outside:
            log.add(Code.UNKNOWN_STATUS, table.where(index, "status"), discreet_status(status))
        if place is None or status in silent or (status not in known_words and not outside):
            result.append(None)
            continue
        key = (status, place.quota_type, place.mode)
        if key not in memory:
            memory[key] = standing_of(*key, own_words)
        result.append(memory[key])
    return result
