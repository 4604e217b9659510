"""志愿, 去向指定 and 不宜去向 of one person."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from zhifa_alloc.roster.cells import BAD
from zhifa_alloc.roster.names import Lookup
from zhifa_alloc.roster.table import Table
from zhifa_alloc.schema.case import District
from zhifa_alloc.schema.codes import Code
from zhifa_alloc.schema.terms import CITY

_WISHES = ("wish1", "wish2", "wish3")


class Wanted(NamedTuple):
    """Destinations a row names, as 区情 spells them; names are the fields of ``Person``."""

    wishes: tuple[str, str, str]
    pin: str
    exclusions: tuple[str, ...]


def check_wanted(
    table: Table,
    index: int,
    values: Mapping[str, Any],
    places: Lookup,
    districts: Sequence[District],
    domain: str,
    takes_part: bool | None,
) -> Wanted:
    """Look up and check the destinations of a row.

    Args:
        table: the roster sheet.
        index: row in the table.
        values: the row by key.
        places: districts and 市级留用.
        districts: rows of 区情.
        domain: the person's 执法领域, ``""`` when not known: then nothing is checked against it.
        takes_part: whether the person is placed; None when not known.
    """
    exclusions = _exclusions(table, index, values, places)
    pin = places.in_column(table, index, "pin", values["pin"])
    closed = {district.name: _is_closed(district, domain) for district in districts}
    wishes = _wishes(table, index, values, places)
    if pin:
        _check_pin(table, index, pin, exclusions, closed, takes_part, places)
    if takes_part is not False:
        _check_wishes(table, index, wishes, exclusions, closed, places)
    return Wanted(wishes, pin, exclusions)


def _is_closed(district: District, domain: str) -> Code | None:
    if not district.receives:
        return Code.PIN_NOT_RECEIVING
    return Code.PIN_NOT_THIS_DOMAIN if domain in district.excluded_domains else None


def _exclusions(table: Table, index: int, values: Mapping[str, Any], places: Lookup) -> tuple[str, ...]:
    words = values["exclusions"]
    if words is BAD or not words:
        return ()
    return places.find_all(words, table.where(index, "exclusions"), table.spec.headers["exclusions"])


def _wishes(table: Table, index: int, values: Mapping[str, Any], places: Lookup) -> tuple[str, str, str]:
    first, second, third = (places.in_column(table, index, key, values[key]) for key in _WISHES)
    return (first, second, third)


def _check_pin(
    table: Table,
    index: int,
    pin: str,
    exclusions: Sequence[str],
    closed: Mapping[str, Code | None],
    takes_part: bool | None,
    places: Lookup,
) -> None:
    where = table.where(index, "pin")
    if takes_part is False:
        places.log.add(Code.PIN_NOT_PLACED, where, pin)
    elif code := closed.get(pin):
        places.log.add(code, where, pin)
    elif pin in exclusions:
        places.log.add(Code.PIN_EXCLUDED, where, pin)


def _check_wishes(
    table: Table,
    index: int,
    wishes: Sequence[str],
    exclusions: Sequence[str],
    closed: Mapping[str, Code | None],
    places: Lookup,
) -> None:
    seen: dict[str, str] = {}
    for key, wish in zip(_WISHES, wishes, strict=True):
        if not wish:
            continue
        where, header = table.where(index, key), table.spec.headers[key]
        if wish in seen:
            places.log.add(Code.WISH_TWICE, where, wish, header=header, other=seen[wish])
        elif wish != CITY and closed.get(wish):
            places.log.add(Code.WISH_CLOSED, where, wish, header=header)
        elif wish in exclusions:
            places.log.add(Code.WISH_EXCLUDED, where, wish, header=header)
        seen.setdefault(wish, header)
