"""Sheets 花名册* -> people: each row against 编制, 区情 and 参数."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from zhifa_alloc.roster.cells import BAD
from zhifa_alloc.roster.certificates import check_certificate
from zhifa_alloc.roster.establishment import Establishment
from zhifa_alloc.roster.identity import check_birth, check_career, check_sex
from zhifa_alloc.roster.lines import Line
from zhifa_alloc.roster.log import FindingLog
from zhifa_alloc.roster.names import Lookup, Names
from zhifa_alloc.roster.wishes import Wanted, check_wanted
from zhifa_alloc.schema.case import District
from zhifa_alloc.schema.codes import Code
from zhifa_alloc.schema.finding import CellRef
from zhifa_alloc.schema.person import Person
from zhifa_alloc.schema.spelling import fold
from zhifa_alloc.schema.status import (
    KNOWN_STATUSES,
    PROBATION,
    Standing,
    StatusKind,
    is_outside_quota,
    standing_of,
)
from zhifa_alloc.schema.terms import CITY


@dataclass(frozen=True, slots=True)
class Background:
    """What a person's row is held against."""

    establishment: Establishment
    districts: Sequence[District]
    statuses: Mapping[str, str]
    stations: Mapping[tuple[str, str], str]
    base_date: date | None

    @property
    def destinations(self) -> Names:
        """Districts and 市级留用."""
        return Names([*(district.name for district in self.districts), CITY])

    @property
    def homes(self) -> Names:
        """Districts alone."""
        return Names(district.name for district in self.districts)


class Belonging(NamedTuple):
    """Where a person comes from: unit and type as 编制 spells them."""

    unit: str
    quota_type: str
    domain: str
    mode: str


def read_people(
    lines: Sequence[Line], keys: Sequence[str], background: Background, log: FindingLog
) -> tuple[Person, ...]:
    """Check every row; return the people whose rows could be read, sorted by key.

    Args:
        lines: rows of all rosters.
        keys: staff_id of each row, ``""`` where none could be given.
        background: what the rows are held against.
        log: where faults go.
    """
    checker = _RowChecker(background, log)
    people = [person for line, key in zip(lines, keys, strict=True) if (person := checker.person(line, key))]
    return tuple(sorted(people, key=lambda person: person.staff_id))


class _RowChecker:
    """Turns rows into people; holds the look-ups that all rows share."""

    def __init__(self, background: Background, log: FindingLog) -> None:
        self._background = background
        self._log = log
        self._units = Lookup(background.establishment.units, Code.UNKNOWN_UNIT, log)
        self._places = Lookup(background.destinations, Code.UNKNOWN_DISTRICT, log)
        self._homes = Lookup(background.homes, Code.UNKNOWN_DISTRICT, log)

    def person(self, line: Line, key: str) -> Person | None:
        """Check one row; None when it cannot become a person."""
        values = line.values
        belonging = self._belonging(line)
        standing = self._standing(line, belonging)
        wanted = self._wanted(line, belonging, standing)
        certified = check_certificate(line.table, line.index, values, self._background.base_date, self._log)
        sex = check_sex(line.table, line.index, values, self._log)
        birth = check_birth(line.table, line.index, values, self._log)
        career = check_career(line.table, line.index, values, self._log)
        stationed = self._stationed(line, belonging)
        home = self._homes.in_column(line.table, line.index, "home", values["home"])
        if belonging is None or standing is None or not key or BAD in values.values():
            return None
        given = {name: values[name] for name in _CARRIED}
        return Person(
            **given,
            **wanted._asdict(),
            staff_id=key,
            unit=belonging.unit,
            quota_type=belonging.quota_type,
            domain=belonging.domain,
            mode=belonging.mode,
            status=values["status"] or StatusKind.PRESENT.value,
            standing=standing,
            numbered=not values["staff_id"],
            sex=sex,
            birth=birth,
            career_start=career,
            stationed=stationed,
            certified=certified and values["status"] != PROBATION,
            home=home,
            where=CellRef(line.table.book, line.table.sheet.name, line.where("name").cell),
        )

    def _belonging(self, line: Line) -> Belonging | None:
        known = self._background.establishment
        unit = self._units.in_column(line.table, line.index, "unit", line.values["unit"])
        quota_type = line.values["quota_type"]
        if not unit or quota_type is BAD or unit not in known.domain_of:
            return None
        found = known.types_of[unit].find(quota_type)
        if not found and not is_outside_quota(quota_type):
            types = known.types_of[unit]
            params = {"unit": unit, "types": "、".join(types.all()), "suggestion": types.nearest(quota_type)}
            self._log.add(Code.TYPE_NOT_IN_QUOTA, line.where("quota_type"), quota_type, **params)
            return None
        return Belonging(unit, found or quota_type, known.domain_of[unit], known.mode_of[unit])

    def _standing(self, line: Line, belonging: Belonging | None) -> Standing | None:
        status = line.values["status"]
        if status is BAD:
            return None
        own = self._background.statuses
        if status and status not in own and status not in KNOWN_STATUSES and status != PROBATION:
            if belonging is None or not is_outside_quota(belonging.quota_type):
                self._log.add(Code.UNKNOWN_STATUS, line.where("status"), status)
                return None
            status = ""
        if belonging is None:
            return None
        return standing_of(status, belonging.quota_type, belonging.mode, own)

    def _wanted(self, line: Line, belonging: Belonging | None, standing: Standing | None) -> Wanted:
        domain = belonging.domain if belonging else ""
        takes_part = None if standing is None else standing.takes_part
        return check_wanted(
            line.table, line.index, line.values, self._places, self._background.districts, domain, takes_part
        )

    def _stationed(self, line: Line, belonging: Belonging | None) -> str:
        own = self._places.in_column(line.table, line.index, "stationed", line.values["stationed"])
        section = line.values["section"]
        if own or belonging is None or not isinstance(section, str):
            return own
        return self._background.stations.get((fold(belonging.unit), fold(section)), "")


_CARRIED = (
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
"""Values that go into the person as read."""
