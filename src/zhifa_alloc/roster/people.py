"""Sheets 花名册* -> people, checked against 编制, 区情 and 参数."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
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
from zhifa_alloc.schema.case import District
from zhifa_alloc.schema.codes import Code
from zhifa_alloc.schema.person import Person
from zhifa_alloc.schema.rows import RosterRow
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
        statuses: own words for 人员状态 from 参数.
        stations: (folded unit, folded section) -> district or 市级留用, from 机构驻区.
    """

    establishment: Establishment
    districts: Sequence[District]
    names: Names
    statuses: Mapping[str, str]
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
        for person in _people_of(table, own_keys, background, log)
    ]
    return tuple(sorted(people, key=lambda person: person.staff_id))


def _people_of(
    table: Table, keys: Sequence[str], background: Background, log: FindingLog
) -> Iterator[Person]:
    places = Lookup(background.names.also(CITY), Code.UNKNOWN_DISTRICT, log)
    origins = belongings(table, background.establishment, log)
    standing = standings(table, origins, background.statuses, log)
    wanted = wanted_places(table, places, background.districts, origins, standing)
    derived = {
        "sex": sexes(table, log),
        "birth": births(table, log),
        "career_start": career_starts(table, log),
        "stationed": _stationed(table, places, origins, background.stations),
        "certified": certified(table, background.base_date, log),
        "home": Lookup(background.names, Code.UNKNOWN_DISTRICT, log).column(table, "home"),
    }
    good = _good_rows(table)
    letters = table.where(0, "name").cell.rstrip("0123456789") if len(table) else ""
    values: dict[str, Any] = {**{key: table.columns[key] for key in _CARRIED}, **derived}
    for index, (key, origin, stands, wants, *fields) in enumerate(
        zip(keys, origins, standing, wanted, *values.values(), strict=True)
    ):
        if not key or origin is None or stands is None or not good[index]:
            continue
        yield Person(
            **dict(zip(values, fields, strict=True)),
            unit=origin.unit,
            quota_type=origin.quota_type,
            domain=origin.domain,
            mode=origin.mode,
            wishes=wants.wishes,
            pin=wants.pin,
            exclusions=wants.exclusions,
            staff_id=key,
            numbered=not table.columns["staff_id"][index],
            status=table.columns["status"][index] or StatusKind.PRESENT.value,
            standing=stands,
            where=table.at(index, letters),
        )


def _good_rows(table: Table) -> list[bool]:
    """Say of each row whether every cell could be read."""
    good = [True] * len(table)
    for key in RosterRow.model_fields:
        column = table.columns[key]
        if BAD in column:
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
    sections = table.columns["section"]
    return [
        place
        or ("" if origin is None or section is BAD else stations.get((fold(origin.unit), fold(section)), ""))
        for place, origin, section in zip(own, origins, sections, strict=True)
    ]
