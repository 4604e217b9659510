"""超编消化: how retirement alone would absorb the people above quota, year by year; counts, never names.

Each 领域 × 编制类型 with more people on quota than 核定编制数. Whoever retires frees one post and nobody
is taken in (只出不进). Retirement follows the gradual delay in force since 2025 (``rules.retirement``).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal, TypeAlias

from zhifa_alloc.rules.retirement import MEN, WOMEN_CADRES, WOMEN_WORKERS, Track, retires_in, track_of
from zhifa_alloc.schema.draft import Draft
from zhifa_alloc.schema.person import Person
from zhifa_alloc.schema.quota import RowKey

WomenClass: TypeAlias = Literal["as_men", "cadres", "workers"]
_WOMEN: Final[Mapping[Track, WomenClass]] = {MEN: "as_men", WOMEN_CADRES: "cadres", WOMEN_WORKERS: "workers"}


@dataclass(frozen=True, slots=True)
class ForecastYear:
    """One calendar year: how many retire in it, people on quota and people above quota at its end."""

    year: int
    retiring: int
    people: int
    above: int


@dataclass(frozen=True, slots=True)
class Forecast:
    """One 领域 × 编制类型.

    Attributes:
        approved: 核定编制数 (名).
        people: people on quota on the base date, with those who take no part.
        unknown: of these, people whose birth or sex is not known; no year can be given for them.
        overdue: of these, people past their month of retirement on the base date, counted in the first year.
        women: class -> women of known birth, to show which ages were assumed.
        years: from the year of the base date on, until nobody is above quota or nobody known is left;
            empty without a base date.
    """

    domain: str
    quota_type: str
    approved: int
    people: int
    unknown: int
    overdue: int
    women: Mapping[WomenClass, int]
    years: tuple[ForecastYear, ...]

    @property
    def above(self) -> int:
        """People above quota on the base date."""
        return self.people - self.approved

    @property
    def absorbed_in(self) -> int | None:
        """The year at whose end nobody is above quota; None where that cannot be seen."""
        return self.years[-1].year if self.years and self.years[-1].above == 0 else None


def forecasts(draft: Draft) -> tuple[Forecast, ...]:
    """Forecast every 领域 × 编制类型 that has people above quota, in the order of sheet 编制."""
    approved: Counter[RowKey] = Counter()
    for row in draft.case.quotas:
        approved[row.domain, row.quota_type] += row.approved
    holders: dict[RowKey, list[Person]] = defaultdict(list)
    for person in draft.case.people:
        if person.standing.on_quota:
            holders[person.domain, person.quota_type].append(person)
    return tuple(
        _forecast(key, approved[key], holders[key], draft.case.base_date)
        for key in draft.case.quota_rows
        if len(holders[key]) > approved[key]
    )


def _forecast(key: RowKey, approved: int, people: Sequence[Person], start: date | None) -> Forecast:
    months = [month for month in map(retires_in, people) if month is not None]
    overdue = 0 if start is None else sum(month < (start.year, start.month) for month in months)
    return Forecast(
        *key,
        approved=approved,
        people=len(people),
        unknown=len(people) - len(months),
        overdue=overdue,
        women=_women(people),
        years=() if start is None else _years(months, len(people), approved, start.year),
    )


def _years(
    months: Sequence[tuple[int, int]], people: int, approved: int, first: int
) -> tuple[ForecastYear, ...]:
    retiring = Counter(max(first, year) for year, _ in months)
    years: list[ForecastYear] = []
    for year in range(first, max(retiring, default=first) + 1):
        people -= retiring[year]
        years.append(ForecastYear(year, retiring[year], people, max(0, people - approved)))
        if years[-1].above == 0:
            break
    return tuple(years)


def _women(people: Sequence[Person]) -> Mapping[WomenClass, int]:
    tracks = (track_of(person) for person in people if person.sex == "女" and person.birth is not None)
    counts = Counter(_WOMEN[track] for track in tracks if track is not None)
    return {name: counts[name] for name in _WOMEN.values()}
