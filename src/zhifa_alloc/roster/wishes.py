"""志愿, 去向指定 and 不宜去向: looked up, and held against the districts that receive."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

from zhifa_alloc.roster.belonging import Belonging
from zhifa_alloc.roster.cells import BAD
from zhifa_alloc.roster.log import FindingLog
from zhifa_alloc.roster.names import Lookup
from zhifa_alloc.roster.table import Table
from zhifa_alloc.schema.case import District
from zhifa_alloc.schema.codes import Code
from zhifa_alloc.schema.status import Standing

_WISHES: Final = ("wish1", "wish2", "wish3")


class Wanted(NamedTuple):
    """Destinations that the rows name, as 区情 spells them: columns, named as in ``Person``."""

    wishes: list[tuple[str, str, str]]
    pin: list[str]
    exclusions: list[tuple[str, ...]]


def wanted_places(
    table: Table,
    places: Lookup,
    districts: Sequence[District],
    homes: Sequence[Belonging | None],
    standings: Sequence[Standing | None],
) -> Wanted:
    """Return one value a row in each column, after checking the rows.

    Args:
        table: the roster sheet.
        places: districts and 市级留用.
        districts: rows of 区情.
        homes: where each row belongs; without it nothing is checked against the domain.
        standings: whether each row takes part; wishes of people who do not are not checked.
    """
    exclusions = _exclusions(table, places)
    wishes = list(zip(*(places.column(table, key) for key in _WISHES), strict=True))
    pins = places.column(table, "pin")
    closed = _closed_by_domain(districts, homes)
    for index, (three, pin, excluded, home, standing) in enumerate(
        zip(wishes, pins, exclusions, homes, standings, strict=True)
    ):
        shut = closed[home.domain if home else ""]
        if pin:
            _check_pin(table, index, pin, excluded, shut, standing, places.log)
        if not excluded and len({*three}) == len(three) and shut.keys().isdisjoint(three):
            continue  # nearly everybody: different districts that can be had
        if any(three) and (standing is None or standing.takes_part):
            _check_wishes(table, index, three, excluded, shut, places.log)
    return Wanted(wishes, pins, exclusions)


def _exclusions(table: Table, places: Lookup) -> list[tuple[str, ...]]:
    header = table.spec.headers["exclusions"]
    return [
        places.find_all(words, table.where(index, "exclusions"), header) if words and words is not BAD else ()
        for index, words in enumerate(table.columns["exclusions"])
    ]


def _closed_by_domain(
    districts: Sequence[District], homes: Sequence[Belonging | None]
) -> dict[str, dict[str, Code]]:
    """Return domain -> district that cannot be had -> why."""
    shut = {district.name: Code.PIN_NOT_RECEIVING for district in districts if not district.receives}
    closed = {"": shut}
    for domain in {home.domain for home in homes if home is not None}:
        refusing = [item.name for item in districts if item.receives and domain in item.excluded_domains]
        closed[domain] = {**shut, **dict.fromkeys(refusing, Code.PIN_NOT_THIS_DOMAIN)}
    return closed


def _check_pin(
    table: Table,
    index: int,
    pin: str,
    exclusions: Sequence[str],
    closed: Mapping[str, Code],
    standing: Standing | None,
    log: FindingLog,
) -> None:
    where = table.where(index, "pin")
    if standing is not None and not standing.takes_part:
        log.add(Code.PIN_NOT_PLACED, where, pin)
    elif pin in closed:
        log.add(closed[pin], where, pin)
    elif pin in exclusions:
        log.add(Code.PIN_EXCLUDED, where, pin)


def _check_wishes(
    table: Table,
    index: int,
    wishes: Sequence[str],
    exclusions: Sequence[str],
    closed: Mapping[str, Code],
    log: FindingLog,
) -> None:
    seen: dict[str, str] = {}
    for key, wish in zip(_WISHES, wishes, strict=True):
        if not wish:
            continue
        header = table.spec.headers[key]
        if wish in seen:
            log.add(Code.WISH_TWICE, table.where(index, key), wish, header=header, other=seen[wish])
        elif wish in closed:
            log.add(Code.WISH_CLOSED, table.where(index, key), wish, header=header)
        elif wish in exclusions:
            log.add(Code.WISH_EXCLUDED, table.where(index, key), wish, header=header)
        seen.setdefault(wish, header)
