"""Sheets 花名册* -> people, checked against 编制, 区情 and 参数."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date
from itertools import compress
from typing import Any, Final

from zhifa_alloc.roster.belonging import Belonging, belongings, standings
from zhifa_alloc.roster.cells import BAD
from zhifa_alloc.roster.certificates import certified
from zhifa_alloc.roster.establishment import Establishment
from zhifa_alloc.roster.identity import births, career_starts, sexes
from zhifa_alloc.roster.log import FindingLog
from zhifa_alloc.roster.names import Lookup, Names
from zhifa_alloc.roster.table import Table
from zhifa_alloc.roster.wishes import wanted_places
from zhifa_alloc.schema.bulk import values_of
from zhifa_alloc.schema.case import District
from zhifa_alloc.schema.codes import Code
from zhifa_alloc.schema.person import Person
from zhifa_alloc.schema.spelling import fold
from zhifa_alloc.schema.status import StatusKind
from zhifa_alloc.schema.terms import CITY

_CARRIED: Final = (
    "name",
    "id_number",
    "ethnicity",
    "party",
    "education",
    "major",
    "section",
    "post",
    "post_level",
    "rank",
    "certificate",
    "certificate_until",
    "points",
    "remark",
    "handover_remark",
)
"""Columns that go into the person as read."""


@dataclass(frozen=True, slots=True)
class Background:
    """What a person's row is held against.

    Attributes:
        names: of the districts.
        statuses: own words for 人员状态 from 参数. unread_statuses: those whose meaning could not be read.
        stations: (folded unit, folded section) -> district or 市级留用, from 机构驻区.
    """

    establishment: Establishment
    districts: Sequence[District]
    names: Names
    statuses: Mapping[str, str]
    unread_statuses: AbstractSet[str]
    stations: Mapping[tuple[str, str], str]
    base_date: date | None


def read_people(
    tables: Sequence[Table], keys: Sequence[Sequence[str]], background: Background, log: FindingLog
) -> tuple[Person, ...]:
    """Check every row; return the people whose rows could be read, sorted by key.

    Args:
        tables: roster sheets.
        keys: staff_id of each row of each table, ``""`` where none could be given.
        background: what the rows are held against.
        log: where faults go.
    """
    people = [
        person
        for table, own_keys in zip(tables, keys, strict=True)
        if len(table)
        for person in _people_of(table, own_keys, background, log)
    ]
    return tuple(sorted(people, key=lambda person: person.staff_id))


def _people_of(
    table: Table, keys: Sequence[str], background: Background, log: FindingLog
) -> Iterator[Person]:
    """Check a sheet column by column, then put the columns together: one a field of ``Person``."""
    columns = _columns_of(table, keys, background, log)
    return compress(values_of(Person, columns), _good_rows(table, columns))


def _columns_of(
    table: Table, keys: Sequence[str], background: Background, log: FindingLog
) -> dict[str, Sequence[Any]]:
    """Return a column for every field of ``Person``; None marks what could not be worked out."""
    places = Lookup(background.names.also(CITY), Code.UNKNOWN_DISTRICT, log)
    origins = belongings(table, background.establishment, log)
    standing = standings(table, origins, background.statuses, background.unread_statuses, log)
    wanted = wanted_places(table, places, background.districts, origins, standing)
    return {
        **{key: table.columns[key] for key in _CARRIED},
        **{key: [getattr(origin, key, None) for origin in origins] for key in Belonging._fields},
        **wanted._asdict(),
        "staff_id": keys,
        "numbered": [not key for key in table.columns["staff_id"]],
        "status": [word or StatusKind.PRESENT.value for word in table.columns["status"]],
        "standing": standing,
        "sex": sexes(table, log),
        "birth": births(table, log),
        "career_start": career_starts(table, log),
        "stationed": _stationed(table, places, origins, background.stations),
        "certified": certified(table, background.base_date, log),
        "home": Lookup(background.names, Code.UNKNOWN_DISTRICT, log).column(table, "home"),
        "where": table.column_cells("name"),
    }


def _good_rows(table: Table, columns: Mapping[str, Sequence[Any]]) -> list[bool]:
    """Say of each row whether it can become a person: it has a key and a unit, and every cell was read."""
    good = [
        bool(key) and unit is not None and standing is not None
        for key, unit, standing in zip(columns["staff_id"], columns["unit"], columns["standing"], strict=True)
    ]
    for key in table.flawed:
        column = table.columns[key]
        good = [fine and value is not BAD for fine, value in zip(good, column, strict=True)]
    return good


def _stationed(
    table: Table,
    places: Lookup,
    origins: Sequence[Belonging | None],
    stations: Mapping[tuple[str, str], str],
) -> list[str]:
    """Return where each row works now: 现驻区, else what 机构驻区 says of its section."""
    own = places.column(table, "stationed")
    if not stations:
        return own
    # People of one unit and section share one answer; there are far fewer of these than rows.
    pairs = list(zip(origins, table.columns["section"], strict=True))
    known = {pair: _station_of(*pair, stations) for pair in set(pairs)}
    return [place or known[pair] for place, pair in zip(own, pairs, strict=True)]


def _station_of(origin: Belonging | None, section: object, stations: Mapping[tuple[str, str], str]) -> str:
    if origin is None or not isinstance(section, str):
        return ""
    return stations.get((fold(origin.unit), fold(section)), "")
