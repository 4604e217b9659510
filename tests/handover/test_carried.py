"""Which rows and columns of a carried sheet reach a district."""

from __future__ import annotations

from dataclasses import replace

import pytest

from handover.marked_city import DISTRICTS, City, column_of, marked_person, table_of
from zhifa_alloc.handover import consultation_book, handover_book
from zhifa_alloc.handover.carried import carried_for
from zhifa_alloc.schema.case import CarriedSheet, District

ASSET = ("接收单位", "资产编号", "资产名称")


def case_of(city: City, source: str, sheet: CarriedSheet, *districts: District):
    case = replace(city, carried=((source, sheet),)).draft().case
    return replace(case, districts=(*case.districts, *districts))


def keys(case, district: str, form: str = "资产移交清单") -> list[str]:
    found = carried_for(case, district, ()).get(form)
    return [] if found is None else [row[0] for row in found.rows]


@pytest.mark.parametrize(
    ("named", "reaches"),
    [
        ("道里区", True),
        ("哈尔滨市道里区综合行政执法大队", True),
        ("道里区、南岗区", True),
        ("各区", True),
        ("南岗区", False),
        ("", False),
        ("市级", False),
    ],
)
def test_a_row_belongs_to_the_districts_that_its_cell_names(city, named, reaches):
    case = case_of(city, "资产", CarriedSheet(ASSET, ((named, "Z1", "电脑"),)))
    assert keys(case, "道里区") == (["Z1"] if reaches else [])


def test_a_longer_name_does_not_name_the_shorter_district(city):
    longer, shorter = District("松北新区", receives=True), District("新区", receives=True)
    rows = (("松北新区", "Z1", "电脑"), ("新区", "Z2", "电脑"), ("松北新区、新区", "Z3", "电脑"))
    case = case_of(city, "资产", CarriedSheet(ASSET, rows), longer, shorter)
    assert keys(case, "新区") == ["Z2", "Z3"]
    assert keys(case, "松北新区") == ["Z1", "Z3"]


def test_a_duty_of_every_district_skips_one_that_does_not_take_the_domain(city):
    sheet = CarriedSheet(("领域", "职责名称", "承接主体"), (("文化市场", "演出检查", "各区"),))
    without = District("平房区", receives=True, excluded_domains=("文化市场",))
    case = case_of(city, "职责", sheet, without)
    assert keys(case, "道里区", "职责划转清单") == ["文化市场"]
    assert keys(case, "平房区", "职责划转清单") == []


def test_headers_are_found_in_the_spellings_of_offices(city):
    sheet = CarriedSheet(
        ("接收\n单位", "资 产编号", "名称", "原值（元）"), (("道里区", "Z1", "电脑", "1,200.5"),)
    )
    book = handover_book(replace(city, carried=(("资产", sheet),)).draft(), "道里区")
    assert column_of(book, "资产移交清单", "原值") == [1200.5]
    assert table_of(book, "资产移交清单").total[-1] == 1200.5


def test_columns_that_are_not_listed_stay_with_the_city(city):
    sheet = CarriedSheet(
        (*ASSET, "备注", "内部意见", "交接备注"), (("道里区", "Z1", "电脑", "密", "密", "可见"),)
    )
    book = handover_book(replace(city, carried=(("资产", sheet),)).draft(), "道里区")
    assert [column.header for column in table_of(book, "资产移交清单").columns] == [
        *("序号", "资产编号", "资产名称", "交接备注"),
    ]


def test_an_id_number_of_somebody_else_is_struck_out(city):
    stranger = next(person for person, to in city.placed if to == "南岗区")
    own = next(person for person, to in city.placed if to == "道里区")
    text = f"{own.id_number}、{stranger.id_number}"
    sheet = CarriedSheet(("区", "问题", "责任单位"), (("道里区", text, "市城管局"),))
    book = handover_book(replace(city, carried=(("问题", sheet),)).draft(), "道里区")
    assert column_of(book, "问题与差异清单", "问题")[0] == f"{own.id_number}、"


def test_a_name_that_one_of_the_own_people_bears_stays(city):
    twin = replace(marked_person(99, "城管支队", "参公事业编制"), name="名R0001")
    placed = (*city.placed, (twin, "南岗区"))
    book = handover_book(replace(city, placed=placed).draft(), "道里区")
    assert column_of(book, "资产移交清单", "移交后使用人") == ["名R0001"]


def test_a_case_whose_term_ends_before_the_handover_is_flagged(city):
    days = ("2025-10-20", "2025-10-25", "2025-10-26", "另定")
    rows = tuple(("道里区", "城市管理", f"案{day}", day) for day in days)
    sheet = CarriedSheet(("区", "领域", "案号", "期限届满日"), rows)
    book = handover_book(replace(city, carried=(("案件", sheet),)).draft(), "道里区")
    assert column_of(book, "未结案件移交清单", "期限提示") == ["基准日前已届满", "交接期限前届满", "", ""]


def test_retired_people_follow_only_a_transfer(city):
    sheet = CarriedSheet(("接收区", "姓名", "身份证号"), (("道里区", "退休一", "230199195001010011"),))
    with_retired = replace(city, carried=(("离退休", sheet),))
    assert column_of(handover_book(with_retired.draft(), "道里区"), "离退休人员名册", "姓名") == ["退休一"]
    seconded = replace(
        with_retired,
        quotas=tuple(replace(row, mode="岗编分离") for row in city.quotas),
        placed=tuple((replace(person, mode="岗编分离"), to) for person, to in city.placed),
    )
    assert "离退休人员名册" not in [page.name for page in handover_book(seconded.draft(), "道里区").pages]


def test_answers_on_policy_reach_every_district_before_and_after(city):
    rows = (("工资待遇", "保留市级渠道和标准不变", "某通知", "市人社局", "内部"),)
    sheet = CarriedSheet(("事项", "口径", "依据", "解释部门", "备注"), rows)
    draft = replace(city, carried=(("政策口径", sheet),)).draft()
    for build in (consultation_book, handover_book):
        for district in DISTRICTS:
            book = build(draft, district)
            assert column_of(book, "政策口径", "口径") == ["保留市级渠道和标准不变"]
            assert "备注" not in [column.header for column in table_of(book, "政策口径").columns]


def test_differences_are_found_on_the_sheets_themselves(draft):
    book = handover_book(draft, "道里区")
    found = column_of(book, "问题与差异清单", "问题")
    assert "文化市场参公事业编制：实有3人，编制2名，超编1人" in found
    assert "未结案件基准日前已届满的1件，见未结案件移交清单" in found
    assert any("执法证已过有效期的" in one for one in found)
    columns = {column.header: column.editable for column in table_of(book, "问题与差异清单").columns}
    assert columns["移交方意见"]
    assert columns["接收方意见"]
