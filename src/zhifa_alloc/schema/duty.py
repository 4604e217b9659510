"""职责: which duty is carried by whom today, by whom afterwards, and on any day by exactly one.

Until the day on which all three signatures of a district are entered (交接完成日) the city keeps the duty;
from that day on the district's team has it. A district that takes nothing over leaves it with the city.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from zhifa_alloc.schema.carried import (
    DISTRICT_HEADERS,
    DOMAIN_HEADERS,
    EVERY_DISTRICT,
    cell_of,
    names_district,
    place_of,
)
from zhifa_alloc.schema.case import Case
from zhifa_alloc.schema.team import teams_of

DUTY_SHEET: Final = "职责"
TITLE_HEADERS: Final = ("职责事项", "职责事项名称", "职责(权力)事项名称", "事项名称", "职责", "职责名称")
KEEPER_HEADERS: Final = ("原实施主体", "原主体", "现实施主体", "原承担单位")
TAKER_HEADERS: Final = ("承接主体", "接收单位", "承接单位", *DISTRICT_HEADERS)


@dataclass(frozen=True, slots=True)
class Duty:
    """One row of sheet 职责.

    Attributes:
        number: row of the sheet's data, from 1.
        domain: 执法领域; empty or unknown to 编制 where the sheet says so.
        keeper: who carries it today: 原实施主体, else 主管部门, else the units of the domain; empty if nobody.
        teams: (district, team) that take it over.
        strangers: districts named as 承接主体 that do not receive the domain.
        elsewhere: a body named as 承接主体 that is no district.
        due: the domain's earliest 交接期限.
    """

    number: int
    title: str
    domain: str
    keeper: str
    teams: tuple[tuple[str, str], ...]
    strangers: tuple[str, ...] = ()
    elsewhere: str = ""
    due: date | None = None

    def owner_on(self, district: str, day: date, completed: date | None) -> str:
        """Who carries the duty in a district on a day; empty if nobody.

        Args:
            district: any district of the city.
            day: the day asked for.
            completed: 交接完成日 of the district, None while a signature is missing.
        """
        if completed is None or day < completed:
            return self.keeper
        team = dict(self.teams).get(district, "")
        return f"{district}{team}" if team else self.elsewhere or self.keeper


def duties_of(case: Case) -> tuple[Duty, ...]:
    """Read the duties of a case in the order of the sheet; rows without a title are passed over."""
    return tuple(_read(case))


def _read(case: Case) -> Iterator[Duty]:
    sheet = case.carried.get(DUTY_SHEET)
    if sheet is None:
        return
    columns = [
        place_of(sheet.headers, names)
        for names in (TITLE_HEADERS, DOMAIN_HEADERS, KEEPER_HEADERS, TAKER_HEADERS)
    ]
    for number, row in enumerate(sheet.rows, start=1):
        title, domain, keeper, taker = (cell_of(row, column) for column in columns)
        if title:
            yield _duty(case, number, (title, domain, keeper), taker)


def _duty(case: Case, number: int, said: tuple[str, str, str], taker: str) -> Duty:
    title, domain, keeper = said
    rows = [row for row in case.quotas if row.domain == domain]
    receivers = case.receivers_of(domain) if rows else ()
    named = _named(case, taker)
    taken = (
        receivers if taker in ("", *EVERY_DISTRICT) else tuple(name for name in receivers if name in named)
    )
    names = {(team.district, one): team.name for team in teams_of(case) for one in team.domains}
    ours = dict.fromkeys(filter(None, (row.department for row in rows))) or dict.fromkeys(
        row.unit for row in rows
    )
    return Duty(
        number=number,
        title=title,
        domain=domain,
        keeper=keeper or "、".join(ours),
        teams=tuple((name, names[name, domain]) for name in taken),
        strangers=tuple(name for name in named if name not in receivers),
        elsewhere="" if named or taker in ("", *EVERY_DISTRICT) else taker,
        due=min((row.deadline for row in rows if row.deadline), default=None),
    )


def _named(case: Case, taker: str) -> tuple[str, ...]:
    districts = tuple(district.name for district in case.districts)
    return tuple(name for name in districts if names_district(taker, name, districts))
