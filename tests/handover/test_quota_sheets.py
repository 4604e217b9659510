"""Quota sheets: titles by mode, no netting, no invented split by unit."""

from __future__ import annotations

from dataclasses import replace

from handover.marked_city import column_of, page_of, table_of
from zhifa_alloc.handover import consultation_book, handover_book
from zhifa_alloc.schema.page import Lines


def texts(page) -> str:
    return "\n".join(text for block in page.blocks if isinstance(block, Lines) for text in block.texts)


def row_of(book, name, number) -> dict[str, object]:
    table = table_of(book, name)
    row = next(row for row in table.rows if row[0] == number)
    return dict(zip((column.header for column in table.columns), row, strict=True))


def test_each_mode_has_its_own_sheet_and_title(draft):
    for build in (consultation_book, handover_book):
        titles = {page.name: page.title for page in build(draft, "道里区").pages}
        assert titles["编制分配表"] == "道里区编制分配表"
        assert titles["编制划转表"] == "道里区编制划转表"


def test_a_seconded_city_knows_no_transfer(city):
    seconded = tuple(replace(row, mode="岗编分离") for row in city.quotas)
    people = tuple((replace(person, mode="岗编分离"), to) for person, to in city.placed)
    book = handover_book(replace(city, quotas=seconded, placed=people).draft(), "道里区")
    names = [page.name for page in book.pages]
    assert "编制分配表" in names
    assert not {"编制划转表", "划转人员名册", "工资关系转移表", "人事档案移交清单", "党组织关系转接表"} & set(
        names
    )
    for page in book.pages:
        if page.visibility == "visible":
            assert "编制、工资福利保留市级渠道和标准不变" in texts(page)


def test_seconded_posts_do_not_leave_the_city_total(draft):
    book = handover_book(draft, "道里区")
    assert "市级编制总数不因本表减少" in texts(page_of(book, "编制分配表"))
    assert "核减" not in texts(page_of(book, "编制分配表"))


def test_transferred_posts_leave_the_city_total_type_by_type(draft):
    note = texts(page_of(handover_book(draft, "道里区"), "编制划转表"))
    assert "行政编制3名、参公事业编制2名" in note
    assert "编制、工资福利保留市级渠道和标准不变" not in note


def test_administrative_posts_cannot_be_moved_by_the_city_alone(draft):
    row = row_of(handover_book(draft, "道里区"), "编制划转表", 1)
    assert (row["编制类型"], row["备注"]) == ("行政编制", "跨层级调整，须按程序报批")


def test_units_of_one_pool_are_named_together_and_not_split(draft):
    row = row_of(handover_book(draft, "道里区"), "编制分配表", 1)
    assert row["原单位"] == "城管支队、渣土支队（合并）"
    assert (row["核定编制数"], row["市级保留"], row["分配数"], row["实有人数"]) == (18, 2, 9, 7)
    assert row["接收单位"] == "道里区综合行政执法一大队"


def test_a_pool_of_two_modes_is_stated_as_such(draft):
    book = handover_book(draft, "道里区")
    row = row_of(book, "编制分配划转表", 1)
    assert row["原单位"] == "路政支队（岗编分离）、运管支队（整体划转）（合并）"
    assert "岗编分离1人、整体划转2人" in row["备注"]
    assert "按单位的划分未定" in texts(page_of(book, "编制分配划转表"))
    assert "交通运输" in column_of(book, "人员下沉名册", "执法领域")
    assert "交通运输" in column_of(book, "划转人员名册", "执法领域")


def test_vacancies_and_surplus_are_never_netted(draft):
    table = table_of(handover_book(draft, "道里区"), "编制划转表")
    headers = [column.header for column in table.columns]
    vacant, surplus = headers.index("空编(+)"), headers.index("超编(−)")
    assert [(row[vacant], row[surplus]) for row in table.rows if row[0]] == [(0, 0), (0, 1)]
    assert (table.total[vacant], table.total[surplus]) == (0, 1)


def test_a_pool_with_room_has_no_surplus(draft):
    row = row_of(handover_book(draft, "道里区"), "编制分配表", 1)
    assert (row["空编(+)"], row["超编(−)"]) == (2, 0)


def test_every_type_has_a_subtotal_and_the_sheet_a_total(draft):
    table = table_of(handover_book(draft, "道里区"), "编制划转表")
    headers = [column.header for column in table.columns]
    posts, kind = headers.index("划转数"), headers.index("编制类型")
    assert [(row[kind], row[posts]) for row in table.rows if row[0] is None] == [
        ("行政编制", 3),
        ("参公事业编制", 2),
    ]
    assert (table.total[1], table.total[posts]) == ("合计", 5)


def test_a_consultation_shows_the_district_its_own_numbers_only(draft):
    headers = {column.header for column in table_of(consultation_book(draft, "道里区"), "编制分配表").columns}
    assert not {"核定编制数", "市级保留"} & headers
