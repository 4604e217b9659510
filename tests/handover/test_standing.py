"""What must stand on every sheet of what leaves the department, hidden sheets too."""

from __future__ import annotations

import openpyxl
import pytest

from zhifa_alloc.handover import (
    Clock,
    collect,
    consultation_book,
    handover_book,
    inspection_book,
    ledger_book,
)
from zhifa_alloc.sheets.write import write_book

FIXED = "本稿由测算程序按所列参数生成，仅供研究；以主管部门集体研究和市委审定为准"
GAP = "交接完成前，由市级主管部门继续履行相关执法职责"


def texts(book, path) -> dict[str, str]:
    """Write a workbook and return sheet -> everything that stands in its cells."""
    write_book(book, path)
    return {
        sheet.title: "\n".join(
            str(cell) for row in sheet.iter_rows(values_only=True) for cell in row if cell is not None
        )
        for sheet in openpyxl.load_workbook(path)
    }


@pytest.mark.parametrize(
    ("build", "banner"),
    [(consultation_book, "征求意见稿 未经审定 不作为交接依据"), (handover_book, "未经审定")],
)
def test_hidden_sheets_say_what_every_sheet_says(build, banner, draft, tmp_path):
    found = texts(build(draft, "道里区"), tmp_path / "册.xlsx")
    assert {"文件标识", "字典"} <= set(found)
    for name, text in found.items():
        assert FIXED in text, name
        assert GAP in text, name
        assert banner in text, name
    for name in ("文件标识", "字典"):
        assert "编制、工资福利保留市级渠道和标准不变" in found[name]


def test_drop_downs_still_find_their_words(draft, tmp_path):
    write_book(consultation_book(draft, "道里区"), tmp_path / "册.xlsx")
    book = openpyxl.load_workbook(tmp_path / "册.xlsx")
    (rule,) = [one for one in book["回执"].data_validations.dataValidation if "C" in str(one.sqref)]
    cells = book["字典"][rule.formula1.partition("!")[2].replace("$", "")]
    assert [cell.value for (cell,) in cells] == ["同意", "需协商", "不同意"]


@pytest.mark.parametrize("build", [ledger_book, inspection_book])
def test_the_ledger_says_so_on_every_sheet(build, draft, tmp_path):
    book = build(collect(draft, []), draft, Clock(None, "base_date"))
    for name, text in texts(book, tmp_path / "台账.xlsx").items():
        assert FIXED in text, name
        assert GAP in text, name
