"""Laws of checking: planted faults are found where they were planted, row order is no matter, masks hold."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from roster.small_city import BRIGADE, FARMERS, City, clean_sheets, id_number, person
from zhifa_alloc.roster import build_case
from zhifa_alloc.schema.errors import ZhifaError
from zhifa_alloc.schema.finding import Severity
from zhifa_alloc.schema.masking import mask_id, mask_ids
from zhifa_alloc.text import LANGUAGES, phrasebook
from zhifa_alloc.text.sentences import error_sentence, finding_part

ROWS = 12
SPOILS = {
    "姓名": ("", "E101"),
    "所在单位": ("园林支队", "E204"),
    "编制类型": ("行政编制", "E205"),
    "身份证号": (230199198503124514.0, "E104"),
    "出生年月": ("1985.13", "E108"),
    "执法证有效期": ("明年", "E108"),
    "居住区": ("城东区", "E106"),
    "第一志愿": ("城东区", "E106"),
    "人员状态": ("驻村", "E115"),
    "去向指定": ("呼兰区", "E206"),
    "积分": ("高", "E109"),
}


def city() -> City:
    sheets = clean_sheets()
    units = [BRIGADE, FARMERS]
    sheets["花名册"][1:] = [
        person(number, f"某{number}", unit=units[number % 2], 第一志愿="道里区" if number % 3 else "")
        for number in range(1, ROWS + 1)
    ]
    return City(Path(), sheets=sheets)


cells = st.sets(st.tuples(st.integers(1, ROWS), st.sampled_from(sorted(SPOILS))), max_size=20)


@given(cells)
def test_every_planted_fault_is_found_at_its_cell_and_no_other(faults):
    # A bad unit hides what depends on it: its type, and whether the domain closes a district.
    faults = {
        (row, header) for row, header in faults if header != "编制类型" or (row, "所在单位") not in faults
    }
    book = city()
    planted = {
        (SPOILS[header][1], book.put("花名册", header, row, SPOILS[header][0])) for row, header in faults
    }
    checked = build_case([book.raw()])
    found = [(finding.code, f"花名册!{finding.where.cell}") for finding in checked.findings]
    assert sorted(found) == sorted(planted)
    assert (checked.case is None) == bool(planted)
    assert checked.people == ROWS


def full_city() -> City:
    book = city()
    book.sheets |= {
        "业务量": [["执法领域", "指标", "道里区", "南岗区"], ["农业", "耕地", 5, 6]],
        "机构驻区": [["所在单位", "所在机构", "驻区"], [BRIGADE, "一大队", "道里区"]],
        "区距": [["区", "道里区", "南岗区"], ["道里区", 0, 12]],
        "人员关系": [["甲", "乙", "关系", "要求"], ["A0001", "A0002", "夫妻", "同区"]],
        "锁定编制": [["执法领域", "编制类型", "区", "编制数"], ["农业", "参公事业编制", "道里区", 3]],
        "机构设置": [["区", "机构名称", "执法领域"], ["道里区", "一大队", "农业"]],
        "现有队伍": [["层级", "区", "领域", "队伍名称"], ["市级", "", "农业", "甲队"]],
        "职责": [["领域", "事项"], ["农业", "种子"]],
    }
    return book


junk = st.one_of(
    st.text(max_size=20),
    st.floats(allow_nan=False),
    st.booleans(),
    st.dates(),
    st.datetimes(),
    st.times(),
    st.timedeltas(),
    st.sampled_from(
        ["合计", "同上", "0.1%", "1e9", "=1", "２０", "1985.1", "道里区、道里区", "-0", "注：", "示例"]
    ),
)


@given(st.data())
def test_whatever_stands_in_the_cells_comes_back_as_findings(data):
    book = full_city()
    for _ in range(data.draw(st.integers(1, 6))):
        grid = book.sheets[data.draw(st.sampled_from(sorted(book.sheets)))]
        row = grid[data.draw(st.integers(0, len(grid) - 1))]
        row[data.draw(st.integers(0, len(row) - 1))] = data.draw(junk)
    try:
        checked = build_case([book.raw()])
    except ZhifaError as stop:
        assert all(error_sentence(stop, phrasebook(lang)) for lang in LANGUAGES)  # noqa: PT017
        return
    for finding in checked.findings:
        assert all(finding_part(finding, "message", phrasebook(lang)) for lang in LANGUAGES)
    assert (checked.case is None) == any(one.severity is Severity.ERROR for one in checked.findings)


@given(st.permutations(range(1, ROWS + 1)), st.booleans())
def test_the_order_of_rows_changes_nobody(order, numbered):
    before, after = city(), city()
    if numbered:
        for row in range(1, ROWS + 1):
            before.put("花名册", "人员编号", row, "")
    roster = before.sheets["花名册"]
    after.sheets["花名册"] = [roster[0], *(roster[row] for row in order)]
    one, two = build_case([before.raw()]).case, build_case([after.raw()]).case
    assert one is not None
    assert two is not None
    assert [replace(man, where=one.people[0].where) for man in one.people] == [
        replace(man, where=one.people[0].where) for man in two.people
    ]


@given(st.text(alphabet="0123456789X", min_size=1, max_size=24))
def test_a_mask_keeps_two_and_three_characters_at_most(text):
    masked = mask_id(text)
    assert len(masked) == len(text)
    shown = [index for index, char in enumerate(masked) if char != "*"]
    assert all(index < 2 or index >= len(text) - 3 for index in shown)
    assert len(shown) <= 5


@given(st.text(max_size=8), st.integers(0, 999), st.text(max_size=8))
def test_an_id_number_inside_a_text_is_hidden(before, serial, after):
    number = id_number(serial=serial)
    assert number[2:15] not in mask_ids(f"{before}{number}{after}")
