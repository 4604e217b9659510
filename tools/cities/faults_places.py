"""Faults of 区情, 编制 and the sheets about places: one a book."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from cities.grid import Cell
from cities.shelf import OTHER, WISHES, BookFault, Page, Shelf, Spot
from zhifa_alloc.schema.codes import Code


def _quota_row_twice(shelf: Shelf) -> Spot:
    page = shelf.page("编制")
    line = page.add(page.row(shelf.random.choice(page.lines())))
    return page.at(line, "单位")


def _unit_in_two_domains(shelf: Shelf) -> Spot:
    page = shelf.page("编制")
    units = [page.get(line, "单位") for line in page.lines()]
    later = [line for line, unit in zip(page.lines(), units, strict=True) if unit in units[: line - 1]]
    line = shelf.random.choice(later)
    domains = shelf.column("编制", "执法领域")
    domains.remove(page.get(line, "执法领域"))
    return page.put(line, "执法领域", shelf.random.choice(domains))


def _outside_quota_row(shelf: Shelf) -> Spot:
    page = shelf.page("编制")
    own = page.row(shelf.random.choice(page.lines()))
    words = shelf.any_of("编外", "协管员", "劳务派遣")
    line = page.add({**own, "编制类型": words, "核定编制数": 30, "市级留用数": 0})
    return page.at(line, "编制类型")


def _above_quota(shelf: Shelf) -> Spot:
    page = shelf.page("编制")
    line = shelf.random.choice(page.lines(lambda row: row["编制类型"] == "参公事业编制"))
    unit = page.get(line, "单位")
    roster = shelf.page("花名册")
    people = roster.lines(lambda row: row["所在单位"] == unit and row["编制类型"] == "参公事业编制")
    page.put(line, "核定编制数", len(people) - shelf.random.randint(1, 2))
    return page.at(line, "单位")


def _district_twice(shelf: Shelf) -> Spot:
    page = shelf.page("区情")
    line = page.add(page.row(shelf.random.choice(page.lines())))
    return page.at(line, "区")


def _nobody_receives(shelf: Shelf) -> Spot:
    page = shelf.page("区情")
    shelf.page("花名册").clear(*WISHES, "去向指定")
    for line in page.lines():
        page.put(line, "是否承接", "否")
    return page.spot


def _nobody_takes_domain(shelf: Shelf) -> Spot:
    page = shelf.page("区情")
    shelf.page("花名册").clear(*WISHES, "去向指定")
    domain = shelf.random.choice(shelf.column("编制", "执法领域"))
    page.add_column("不承接领域", lambda _: domain)
    return page.spot


def _floor_above_cap(shelf: Shelf) -> Spot:
    page = shelf.page("区情")
    page.add_column("编制上限")
    page.add_column("编制下限")
    line = shelf.random.choice(page.lines())
    cap = shelf.random.randint(5, 50)
    page.put(line, "编制上限", cap)
    return page.put(line, "编制下限", cap + shelf.random.randint(1, 9))


def _pin_to_closed_domain(shelf: Shelf) -> Spot:
    """Pin a person to a district that takes the other domains."""
    districts, roster = shelf.page("区情"), shelf.page("花名册")
    roster.clear(*WISHES, "去向指定", "不宜去向")
    districts.add_column("不承接领域")
    units = shelf.page("编制")
    of_unit = {units.get(line, "单位"): units.get(line, "执法领域") for line in units.lines()}
    line = shelf.random.choice(roster.lines(lambda row: row["人员状态"] == "在岗"))
    place = shelf.random.choice(districts.lines(lambda row: row["是否承接"] == "是"))
    districts.put(place, "不承接领域", of_unit[roster.get(line, "所在单位")])
    return roster.put(line, "去向指定", districts.get(place, "区"))


def _no_rows(shelf: Shelf) -> Spot:
    page = shelf.page(shelf.any_of("编制", "区情"))
    del page.rows[1:]
    return page.spot


_LOCKS: Final = ("执法领域", "编制类型", "区", "编制数")


def _lock(shelf: Shelf, times: int) -> Page:
    quotas = shelf.page("编制")
    line = shelf.random.choice(quotas.lines())
    cell = [
        quotas.get(line, "执法领域"),
        quotas.get(line, "编制类型"),
        shelf.random.choice(shelf.receiving),
        1,
    ]
    return shelf.add_page("锁定编制", _LOCKS, [cell] * times)


def _lock_of_no_cell(shelf: Shelf) -> Spot:
    page = _lock(shelf, 1)
    outside = [district for district in shelf.column("区情", "区") if district not in shelf.receiving]
    if shelf.random.random() < 0.5:
        page.put(1, "区", outside[0])
    else:
        page.put(1, "编制类型", "政法专项编制")
    return page.at(1, "编制数")


def _lock_twice(shelf: Shelf) -> Spot:
    page = _lock(shelf, 2)
    return page.put(2, "编制数", shelf.random.randint(1, 3))


def _domain_in_two_teams(shelf: Shelf) -> Spot:
    district = shelf.random.choice(shelf.receiving)
    one, two, *_ = shelf.column("编制", "执法领域")
    rows = [
        [district, "综合执法一大队", f"{one}、{two}"],
        [district, "综合执法二大队", shelf.any_of(one, two)],
    ]
    return shelf.add_page("机构设置", ("区", "机构名称", "执法领域"), rows).at(2, "执法领域")


def _station_contradicts(shelf: Shelf) -> Spot:
    unit = shelf.random.choice(shelf.column("编制", "单位"))
    one, two = shelf.random.sample(shelf.receiving, 2)
    rows = [[unit, "一大队", one], [unit, "一大队", two]]
    return shelf.add_page("机构驻区", ("所在单位", "所在机构", "驻区"), rows).at(2, "驻区")


def _distances(shelf: Shelf, book: str) -> Page:
    """Write a matrix of the city's distances: the same in every book, both ways."""
    districts = list(map(str, shelf.receiving))
    rows: list[list[Cell]] = [
        [name, *(abs(place - other) * 7 for other in range(len(districts)))]
        for place, name in enumerate(districts)
    ]
    return shelf.add_page("区距", ("区", *districts), rows, book)


def _distance_contradicts(shelf: Shelf) -> Spot:
    shelf.add_page("说明", ("部门的文件",), book=OTHER)
    from_office = _distances(shelf, "编办.xlsx")
    page = _distances(shelf, OTHER)
    header = str(shelf.random.choice(from_office.rows[0][1:]))
    line = next(line for line in page.lines() if page.get(line, "区") == header)
    return page.put(line, header, 5)


def _way_back_differs(shelf: Shelf) -> Spot:
    page = _distances(shelf, "编办.xlsx")
    first, second = sorted(map(str, shelf.random.sample(shelf.receiving, 2)))
    line = next(line for line in page.lines() if page.get(line, "区") == first)
    return page.put(line, second, 90)


def _half_a_kilometre(shelf: Shelf) -> Spot:
    page = _distances(shelf, "编办.xlsx")
    line = shelf.random.choice(page.lines())
    header = str(page.get(line, "区"))
    return page.put(line, header, shelf.any_of(0.5, 12.6, "3.2"))


def _payroll(shelf: Shelf) -> Spot:
    page, roster = shelf.page("编制"), shelf.page("花名册")
    line = shelf.random.choice(page.lines())
    unit, kind = page.get(line, "单位"), page.get(line, "编制类型")
    people = len(roster.lines(lambda row: (row["所在单位"], row["编制类型"]) == (unit, kind)))
    rows = [[unit, kind, people + shelf.any_of(-1, 1, 3)]]
    return shelf.add_page("统发工资", ("单位", "编制类型", "统发人数"), rows).at(1, "统发人数")


PLACE_FAULTS: Final[Mapping[Code, BookFault]] = {
    Code.DUPLICATE_QUOTA_ROW: _quota_row_twice,
    Code.UNIT_IN_TWO_DOMAINS: _unit_in_two_domains,
    Code.OUTSIDE_QUOTA_ROW: _outside_quota_row,
    Code.ABOVE_QUOTA: _above_quota,
    Code.DUPLICATE_DISTRICT: _district_twice,
    Code.NO_RECEIVING_DISTRICT: _nobody_receives,
    Code.NOBODY_TAKES_DOMAIN: _nobody_takes_domain,
    Code.FLOOR_ABOVE_CAP: _floor_above_cap,
    Code.PIN_NOT_THIS_DOMAIN: _pin_to_closed_domain,
    Code.NO_ROWS: _no_rows,
    Code.LOCK_UNKNOWN_CELL: _lock_of_no_cell,
    Code.DUPLICATE_LOCK: _lock_twice,
    Code.DOMAIN_IN_TWO_TEAMS: _domain_in_two_teams,
    Code.STATION_CONTRADICTS: _station_contradicts,
    Code.DISTANCE_CONTRADICTS: _distance_contradicts,
    Code.DISTANCE_ASYMMETRIC: _way_back_differs,
    Code.DISTANCE_ROUNDED: _half_a_kilometre,
    Code.PAYROLL_DIFFERS: _payroll,
}
"""Code -> how to bring it about."""
