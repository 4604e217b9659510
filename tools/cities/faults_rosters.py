"""Faults of rosters as a whole, of workbooks, and of a roster against other sheets: one a book."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from cities.grid import Cell
from cities.shelf import OTHER, BookFault, Page, Shelf, Spot
from zhifa_alloc.schema.codes import Code

_READ_CELLS: Final = (("花名册", "学历"), ("花名册", "居住区"), ("编制", "批次"), ("区情", "区划代码"))


def _headers(page: Page) -> list[str]:
    return list(map(str, page.rows[0]))


def _excel_error(shelf: Shelf) -> Spot:
    sheet, header = shelf.any_of(*_READ_CELLS)
    page = shelf.page(sheet)
    spot = page.put(shelf.random.choice(page.lines()), header, "")
    page.errors[spot.cell] = shelf.any_of("#REF!", "#N/A", "#VALUE!", "#NAME?")
    return spot


def _no_cached_value(shelf: Shelf) -> Spot:
    sheet, header = shelf.any_of(*_READ_CELLS)
    page = shelf.page(sheet)
    spot = page.put(shelf.random.choice(page.lines()), header, "")
    page.uncached.add(spot.cell)
    return spot


def _in_two_books(shelf: Shelf) -> Spot:
    roster = shelf.page("花名册")
    person = roster.rows[shelf.random.choice(roster.lines())]
    page = shelf.add_page("花名册", _headers(roster), [person], OTHER)
    key = shelf.any_of("人员编号", "身份证号")
    if key == "身份证号":
        page.put(1, "人员编号", "乙0001")
    return page.at(1, key)


def _second_source(shelf: Shelf) -> Spot:
    name = shelf.any_of("编制", "区情", "参数")
    main = shelf.page(name)
    page = shelf.add_page(name, _headers(main), main.rows[1:], OTHER)
    page.rows[1] = list(page.rows[1])
    header = {"编制": "核定编制数", "区情": "区划代码", "参数": "值"}[name]
    other: Mapping[str, Cell] = {"编制": 999, "区情": "999999", "参数": "2027-01-01"}
    page.put(1, header, other[name])
    return page.spot


def _partner_apart(shelf: Shelf) -> Spot:
    """Join two free people, and suspend one of them."""
    page, roster = shelf.page("人员关系"), shelf.page("花名册")
    named = {cell for row in page.rows for cell in row}
    free = roster.lines(
        lambda row: row["人员状态"] == "在岗" and row["人员编号"] not in named and not row["去向指定"]
    )
    one, two = shelf.random.sample(free, 2)
    who = shelf.any_of("甲", "乙")
    roster.put(one if who == "甲" else two, "人员状态", shelf.any_of("停职", "暂缓"))
    line = page.add(
        {"甲": roster.get(one, "人员编号"), "乙": roster.get(two, "人员编号"), "关系": "夫妻", "要求": "同区"}
    )
    return page.at(line, who)


def _keys_as_numbers(shelf: Shelf) -> Spot:
    roster = shelf.page("花名册")
    numbers = {roster.get(line, "人员编号"): 1000 + line for line in roster.lines()}
    first = shelf.random.choice(roster.lines())
    for line in roster.lines()[first - 1 :]:
        roster.put(line, "人员编号", numbers[roster.get(line, "人员编号")])
    relations = shelf.page("人员关系")
    for line in relations.lines():
        for header in ("甲", "乙"):
            key = relations.get(line, header)
            if first <= int(numbers.get(key, 0)) - 1000:
                relations.put(line, header, str(numbers[key]))
    return roster.at(first, "人员编号")


def _column_twice(shelf: Shelf) -> Spot:
    header, copy = shelf.any_of(("编制类型", "编制性质"), ("出生年月", "出生日期"), ("所在单位", "工作单位"))
    page = shelf.page("花名册")
    return page.add_column(copy, lambda line: page.get(line, header))


def _unknown_column(shelf: Shelf) -> Spot:
    page = shelf.page("花名册")
    first = page.add_column(shelf.any_of("籍贯", "编制经费形式", "进入形式"), lambda _: "某某")
    if shelf.random.random() < 0.5:
        page.add_column("控编单编号")
    return first


def _domain_without_people(shelf: Shelf) -> Spot:
    quotas, roster = shelf.page("编制"), shelf.page("花名册")
    domain = shelf.random.choice(shelf.column("编制", "执法领域"))
    units = {quotas.get(line, "单位") for line in quotas.lines(lambda row: row["执法领域"] == domain)}
    relations = shelf.page("人员关系")
    gone = {roster.get(line, "人员编号") for line in roster.lines(lambda row: row["所在单位"] in units)}
    relations.rows[1:] = [row for row in relations.rows[1:] if not gone & set(row)]
    place = roster.rows[0].index("所在单位")
    roster.rows[1:] = [row for row in roster.rows[1:] if row[place] not in units]
    return quotas.spot


def _no_roster(shelf: Shelf) -> Spot:
    shelf.drop_page("花名册")
    shelf.drop_page("人员关系")
    return Spot(shelf.pages[0].book)


def _no_certificates(shelf: Shelf) -> Spot:
    page = shelf.page("花名册")
    page.clear("执法证号", "执法证有效期")
    return page.spot


def _sheet_left_out(shelf: Shelf) -> Spot:
    roster = shelf.page("花名册")
    name = shelf.any_of("人员花名册", "一大队", "Sheet2")
    return shelf.add_page(name, _headers(roster), [_fresh(roster, 1)]).spot


def _fresh(roster: Page, line: int) -> list[Cell]:
    return list({**roster.row(line), "人员编号": "", "身份证号": ""}.values())


def _macros(shelf: Shelf) -> Spot:
    book = shelf.pages[0].book
    shelf.macros.add(book)
    return Spot(book)


def _wrong_total(shelf: Shelf) -> Spot:
    page = shelf.page("花名册")
    people = len(page.lines())
    line = page.add({})
    words = f"{shelf.any_of('合计', '总计')}：{people + shelf.any_of(-2, -1, 1, 5)}人"
    page.rows[line][0] = words
    return page.at(line, str(page.rows[0][0]))


ROSTER_FAULTS: Final[Mapping[Code, BookFault]] = {
    Code.EXCEL_ERROR: _excel_error,
    Code.NO_CACHED_VALUE: _no_cached_value,
    Code.IN_TWO_BOOKS: _in_two_books,
    Code.SECOND_SOURCE: _second_source,
    Code.PARTNER_APART: _partner_apart,
    Code.KEY_AS_NUMBER: _keys_as_numbers,
    Code.COLUMN_TWICE: _column_twice,
    Code.UNKNOWN_COLUMNS: _unknown_column,
    Code.DOMAINS_WITHOUT_PEOPLE: _domain_without_people,
    Code.NO_ROSTER: _no_roster,
    Code.NO_CERTIFICATES: _no_certificates,
    Code.SHEET_LEFT_OUT: _sheet_left_out,
    Code.MACROS_IGNORED: _macros,
    Code.TOTAL_DIFFERS: _wrong_total,
}
"""Code -> how to bring it about."""
