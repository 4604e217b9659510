"""Rows of the carried sheets (职责, 资产, 用房, 案件 …) that concern one district."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from zhifa_alloc.handover.forms import (
    ASSETS,
    FORMS,
    VEHICLES,
    Form,
    FormColumn,
)
from zhifa_alloc.schema.carried import (
    DISTRICT_HEADERS,
    DOMAIN_HEADERS,
    EVERY_DISTRICT,
    cell_of,
    names_district,
    place_of,
)
from zhifa_alloc.schema.case import CarriedSheet, Case
from zhifa_alloc.schema.person import Person

WITHHELD: Final = "另行安排"
"""Stands for an officer who is not among the district's own people."""
_NAME_BREAK: Final = re.compile(r"[、,，;；/\s]+")
_NUMBER: Final = re.compile(r"[0-9]{17}[0-9Xx]")


@dataclass(frozen=True, slots=True)
class CarriedRows:
    """What one form of this district holds: the columns found in the input, and rows of texts."""

    form: Form
    columns: tuple[FormColumn, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class _Veil:
    """Covers people of the roster, and districts, that are not the district's own."""

    district: str
    others: frozenset[str]
    strangers: frozenset[str]
    numbers: frozenset[str]

    def cell(self, text: str, column: FormColumn) -> str:
        covered = _NUMBER.sub(lambda found: "" if found[0].upper() in self.numbers else found[0], text)
        if column.header in DISTRICT_HEADERS and any(name in covered for name in self.others):
            return self.district
        if not column.people:
            return covered
        names = [WITHHELD if name in self.strangers else name for name in _NAME_BREAK.split(covered) if name]
        return "、".join(dict.fromkeys(names))


def carried_for(case: Case, district: str, people: Iterable[Person]) -> Mapping[str, CarriedRows]:
    """Pick, for every form, the rows that name the district and the columns that may leave the city.

    Returns:
        Name of the form -> its rows; a form without input or without a row for the district is missing.
    """
    concerned = {
        form: rows
        for form in FORMS
        if (sheet := case.carried.get(form.source)) is not None
        and (rows := tuple(_rows(form, sheet, case, district)))
    }
    if not concerned:
        return {}
    veil = _veil(case, district, tuple(people))
    return {
        form.name: _carried_rows(form, case.carried[form.source], rows, veil)
        for form, rows in concerned.items()
    }


def _carried_rows(
    form: Form, sheet: CarriedSheet, rows: Iterable[tuple[str, ...]], veil: _Veil
) -> CarriedRows:
    places = {column: place_of(sheet.headers, (column.header, *column.names)) for column in form.columns}
    columns = tuple(column for column in form.columns if places[column] is not None)
    return CarriedRows(
        form=form,
        columns=columns,
        rows=tuple(
            tuple(veil.cell(cell_of(row, places[column]), column) for column in columns) for row in rows
        ),
    )


def _rows(form: Form, sheet: CarriedSheet, case: Case, district: str) -> Iterator[tuple[str, ...]]:
    where = place_of(sheet.headers, DISTRICT_HEADERS)
    domain = place_of(sheet.headers, DOMAIN_HEADERS)
    belongs = _vehicle_sieve(form, sheet.headers)
    for row in sheet.rows:
        named, its_domain = cell_of(row, where), cell_of(row, domain)
        taken = not its_domain or its_domain not in case.domains or district in case.receivers_of(its_domain)
        if named in EVERY_DISTRICT or (not named and form.scope != "district"):
            concerned = taken and (form.scope == "all" or bool(named or its_domain))
        else:
            concerned = names_district(named, district, (row.name for row in case.districts))
        if concerned and belongs(row):
            yield row


def _vehicle_sieve(form: Form, headers: tuple[str, ...]) -> Callable[[tuple[str, ...]], bool]:
    """Keep vehicles apart from the other assets: by plate or frame number, or by name."""
    if form not in (ASSETS, VEHICLES):
        return lambda _: True
    numbers = [place_of(headers, names) for names in (("车牌号", "车牌"), ("车架号",))]
    name = place_of(headers, ("资产名称", "名称"))

    def belongs(row: tuple[str, ...]) -> bool:
        vehicle = any(cell_of(row, place) for place in numbers) or "车辆" in cell_of(row, name)
        return vehicle == (form is VEHICLES)

    return belongs


def _veil(case: Case, district: str, own: tuple[Person, ...]) -> _Veil:
    own_ids = {person.staff_id for person in own}
    own_words = own_ids | {person.name for person in own}
    others = [person for person in case.people if person.staff_id not in own_ids]
    return _Veil(
        district=district,
        others=frozenset(row.name for row in case.districts if row.name not in district),
        strangers=frozenset(
            word for person in others for word in (person.name, person.staff_id) if word not in own_words
        ),
        numbers=frozenset(person.id_number.upper() for person in others if person.id_number),
    )
