"""What stands on every sheet, and which sheets there are."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest

from handover.marked_city import CARRIED, OUTSIDE, column_of, page_of, table_of
from zhifa_alloc.handover import consultation_book, handover_book
from zhifa_alloc.handover.columns import MAX_COLUMNS
from zhifa_alloc.handover.forms import FORMS
from zhifa_alloc.schema.errors import WrongUse
from zhifa_alloc.schema.page import Lines, Signatures, Table
from zhifa_alloc.schema.parameters import Parameters

FIXED = "本稿由测算程序按所列参数生成，仅供研究；以主管部门集体研究和市委审定为准"
BANNED = ("最优", "最佳")


def visible(book):
    return [page for page in book.pages if page.visibility == "visible"]


def words(page) -> str:
    texts = [page.title, page.banner, page.footer]
    for block in page.blocks:
        if isinstance(block, Lines):
            texts += block.texts
        elif isinstance(block, Table):
            texts += [str(cell) for row in block.rows for cell in row]
    return "\n".join(texts)


@pytest.mark.parametrize("build", [consultation_book, handover_book])
def test_every_sheet_says_who_decides_and_who_keeps_the_duty(build, draft):
    for page in visible(build(draft, "道里区")):
        assert page.footer.endswith(FIXED)
        assert page.footer.startswith(page.banner)
        assert FIXED in words(page)
        assert "交接完成前，由市级主管部门继续履行相关执法职责，避免监管执法真空" in words(page)
        assert "三方签字均已填写之日为交接完成日" in words(page)
        assert not [word for word in BANNED if word in words(page)]


def test_a_consultation_is_marked_on_every_sheet_even_after_approval(approved):
    for page in visible(consultation_book(approved, "道里区")):
        assert page.banner == "征求意见稿 未经审定 不作为交接依据"


def test_a_handover_is_marked_until_it_is_approved(draft, approved):
    assert {page.banner for page in handover_book(draft, "道里区").pages} == {"未经审定"}
    assert {page.banner for page in handover_book(approved, "道里区").pages} == {""}
    cover = words(page_of(handover_book(approved, "道里区"), "交接书"))
    assert "依据文号：哈编发〔2025〕9号（2025年10月10日审定）" in cover


def test_half_an_approval_is_none(city):
    parameters = city.parameters.model_copy(update={"approval_number": "哈编发〔2025〕9号"})
    book = handover_book(replace(city, parameters=parameters).draft(), "道里区")
    assert {page.banner for page in book.pages} == {"未经审定"}


def test_only_what_is_signed_has_signature_lines(draft):
    def signed(book):
        return [any(isinstance(block, Signatures) for block in page.blocks) for page in visible(book)]

    assert not any(signed(consultation_book(draft, "道里区")))
    assert all(signed(handover_book(draft, "道里区")))
    (block,) = [
        one for one in page_of(handover_book(draft, "道里区"), "交接书").blocks if isinstance(one, Signatures)
    ]
    assert [lines[0] for lines in block.blocks] == [
        "移交人（签字）：",
        "接收人（签字）：",
        "监交人（签字）：",
    ]


@pytest.mark.parametrize("build", [consultation_book, handover_book])
def test_the_reply_has_the_headers_and_words_of_the_contract(build, draft):
    table = table_of(build(draft, "道里区"), "回执")
    assert [column.header for column in table.columns] == ["人员编号", "姓名", "接收意见", "理由", "说明"]
    assert [column.editable for column in table.columns] == [False, False, True, True, True]
    assert table.columns[2].choices == ("同意", "需协商", "不同意")
    assert table.columns[3].choices == ("亲属回避", "专业不符", "身体原因", "其他")
    assert all(row[2:] == (None, None, None) for row in table.rows)


def test_duties_are_answered_in_a_column_of_their_sheet(draft):
    for build in (consultation_book, handover_book):
        table = table_of(build(draft, "道里区"), "职责划转清单")
        (opinion,) = [column for column in table.columns if column.header == "接收意见"]
        assert opinion.choices == ("同意", "需协商", "不同意")


def test_a_duty_of_every_district_reaches_those_that_take_its_domain(draft):
    assert column_of(handover_book(draft, "道里区"), "职责划转清单", "职责事项") == [
        "占道经营查处",
        "演出检查",
        "超限检查",
    ]


def test_carried_rows_are_those_of_the_district(draft):
    book = handover_book(draft, "道里区")
    assert column_of(book, "资产移交清单", "资产编号") == ["ZC001"]
    assert column_of(book, "执法车辆移交清单", "原值") == [150000]
    assert table_of(book, "执法车辆移交清单").total[0] == "合计"
    assert column_of(book, "未结案件移交清单", "案号") == ["案2025-1"]


def test_sheets_without_input_are_left_out_and_the_cover_says_so(city):
    bare = handover_book(replace(city, carried=()).draft(), "道里区")
    assert {form.name for form in FORMS} & {page.name for page in bare.pages} == {"问题与差异清单"}
    cover = words(page_of(bare, "交接书"))
    assert "未附的表" in cover
    assert "未结案件移交清单（没有本区的内容）" in cover
    assert "职责（未列）" in cover


def test_the_cover_counts_what_is_handed_over(draft):
    cover = words(page_of(handover_book(draft, "道里区"), "交接书"))
    assert "交接内容：职责3项，编制18名，人员16人，资产2项，人事档案8份，未结案件1件" in cover
    assert "移交单位：市城管局、市文旅局、市交通局" in cover
    assert "交接基准日：2025年10月25日" in cover
    assert "一式三份" in cover


def test_the_sheets_of_a_handover_are_numbered_annexes(draft):
    cover, *others = visible(handover_book(draft, "道里区"))
    assert [page.annex for page in (cover, *others)] == ["", *(f"附件{n}" for n in range(1, len(others) + 1))]
    assert f"附件：1.{others[0].name}；2.{others[1].name}" in words(cover)


def test_the_guide_says_what_an_objection_leads_to(city):
    direct = Parameters(意见采纳="直接采纳")
    asked, told = (
        words(page_of(consultation_book(replace(city, parameters=parameters).draft(), "道里区"), "说明"))
        for parameters in (city.parameters, direct)
    )
    assert "“不同意”经主管部门研究采纳后" in asked
    assert "“不同意”直接采纳" in told


def test_a_deadline_is_the_earliest_of_the_units(draft):
    dates = column_of(consultation_book(draft, "道里区"), "说明", "交接期限")
    assert [day.isoformat() for day in dates] == ["2025-10-25", "2025-11-25", "2025-10-25"]


def test_people_are_sorted_by_domain_unit_and_key_and_numbered(draft):
    book = consultation_book(draft, "道里区")
    domains = column_of(book, "人员名单", "执法领域")
    assert [domain for domain, _ in pairwise([*domains, ""])] == domains
    assert list(dict.fromkeys(domains)) == ["城市管理", "文化市场", "交通运输"]
    assert column_of(book, "人员名单", "序号") == list(range(1, 17))


@pytest.mark.parametrize("build", [consultation_book, handover_book])
def test_no_printed_page_has_more_than_sixteen_columns(build, draft):
    for page in visible(build(draft, "道里区")):
        for block in page.blocks:
            if isinstance(block, Table):
                assert len(block.columns) <= MAX_COLUMNS
                assert all(len(row) == len(block.columns) for row in block.rows)
    assert all(len(form.columns) + 1 <= MAX_COLUMNS for form in FORMS)


def test_pay_files_and_party_relations_are_for_the_transferred_only(draft):
    book = handover_book(draft, "道里区")
    transferred = {one.staff_id for one in draft.case.people if one.mode == "整体划转"}
    for name in ("工资关系转移表", "人事档案移交清单"):
        assert set(column_of(book, name, "人员编号")) <= transferred
        assert len(column_of(book, name, "人员编号")) == 8


def test_certificates_past_their_date_are_flagged(draft):
    assert set(column_of(handover_book(draft, "道里区"), "执法证换发登记表", "有效期提示")) == {"已过有效期"}


def test_the_hidden_sheet_says_what_the_file_is_and_nothing_of_people(draft):
    (page,) = [page for page in consultation_book(draft, "道里区").pages if page.visibility == "hidden"]
    assert dict(page.blocks[0].rows)["方案编号"] == "plan0123abcd"
    assert "R00" not in words(page)


@pytest.mark.parametrize("build", [consultation_book, handover_book])
@pytest.mark.parametrize("district", [OUTSIDE, "不存在区"])
def test_a_district_that_receives_nothing_has_no_workbook(build, district, draft):
    with pytest.raises(WrongUse) as caught:
        build(draft, district)
    assert caught.value.code == "district_not_receiving"


def test_without_a_roster_the_people_sheets_say_so(city):
    empty = replace(city, placed=(), carried=CARRIED).draft()
    for build, name in ((consultation_book, "人员名单"), (handover_book, "人员下沉名册")):
        page = page_of(build(empty, "道里区"), name)
        assert "花名册尚未报送，人员待定" in words(page)
    assert "人员人数待定" in words(page_of(handover_book(empty, "道里区"), "交接书"))
    assert column_of(handover_book(empty, "道里区"), "编制分配表", "实有人数")[0] is None


def test_a_domain_whose_roster_has_not_come_is_named(city):
    people = tuple((person, to) for person, to in city.placed if person.domain != "文化市场")
    book = handover_book(replace(city, placed=people, awaited=("文化市场",)).draft(), "道里区")
    assert "文化市场的花名册尚未报送" in words(page_of(book, "划转人员名册"))
    assert "花名册尚未报送" not in words(page_of(book, "人员下沉名册"))
