"""Rewriting one cell on the command line is the same as rewriting it in the workbook."""

from __future__ import annotations

from fractions import Fraction

import pytest

from support.cities import small_city, write_workbook
from zhifa_alloc.planning.what_if import is_figure, quota_moves, rewrite
from zhifa_alloc.quotas import share_quotas
from zhifa_alloc.roster import build_case
from zhifa_alloc.schema.errors import WrongUse
from zhifa_alloc.sheets.read import read_book


@pytest.fixture
def case_of(tmp_path):
    def read(sheets):
        checked = build_case([read_book(write_workbook(tmp_path / "名册.xlsx", sheets))])
        assert checked.case is not None, checked.findings
        return checked.case

    return read


@pytest.fixture
def sheets():
    city = small_city()
    city["区情"][0].append("辖区面积")
    for row, area in zip(city["区情"][1:], (100, 300, 600, 50), strict=True):
        row.append(area)
    city["权重"] = [["执法领域", "常住人口", "辖区面积"], ["默认", 60, 40], ["交通运输", 10, 90]]
    return city


def test_a_weight_rewritten_is_the_weight_in_the_workbook(case_of, sheets):
    case = case_of(sheets)
    rewritten, (done,) = rewrite(case, {"权重:城市管理:常住人口": "20"})
    sheets["权重"].append(["城市管理", 20, 40])
    in_book = case_of(sheets)
    assert dict(next(row.weights for row in rewritten.weights if row.domain == "城市管理")) == {
        "常住人口": Fraction(1, 3),
        "辖区面积": Fraction(2, 3),
    }
    assert share_quotas(rewritten).values == share_quotas(in_book).values
    assert (done.before, done.after) == ("60", "20")


def test_without_a_domain_every_row_with_the_factor_is_rewritten(case_of, sheets):
    rewritten, (done,) = rewrite(case_of(sheets), {"权重:常住人口": "50%"})
    shares = {row.domain: dict(row.weights)["常住人口"] for row in rewritten.weights}
    assert shares == {"城市管理": Fraction(50, 90), "交通运输": Fraction(50, 140)}
    assert done.before == "60/10"


def test_the_row_of_default_is_rewritten_for_every_domain_that_it_serves(case_of, sheets):
    rewritten, (done,) = rewrite(case_of(sheets), {"权重:默认:常住人口": "20"})
    sheets["权重"][1][1] = 20
    assert rewritten.weights == case_of(sheets).weights
    assert (done.before, done.after) == ("60", "20")


def test_there_is_no_row_of_default_where_none_was_written(case_of, sheets):
    del sheets["权重"]
    with pytest.raises(WrongUse):
        rewrite(case_of(sheets), {"权重:默认:常住人口": "20"})


def test_a_figure_rewritten_is_the_figure_in_the_workbook(case_of, sheets):
    rewritten, _ = rewrite(case_of(sheets), {"区情:北区:常住人口": "900000"})
    sheets["区情"][3][3] = 900000
    assert share_quotas(rewritten).values == share_quotas(case_of(sheets)).values


def test_only_changed_cells_are_told_and_they_cancel_out(case_of, sheets):
    case = case_of(sheets)
    rewritten, _ = rewrite(case, {"区情:北区:常住人口": "900000"})
    moves = quota_moves(case, rewritten)
    assert moves
    assert all(move.before != move.after for move in moves)
    assert sum(move.after - move.before for move in moves) == 0
    assert quota_moves(case, case) == ()


@pytest.mark.parametrize(
    ("name", "value", "code"),
    [
        ("权重:没有的因素", "1", "figure_unknown"),
        ("区情:没有的区:常住人口", "1", "figure_unknown"),
        ("业务量:城市管理:案件量:东区", "1", "figure_unknown"),
        ("权重:常住人口", "很多", "figure_not_a_number"),
        ("权重:常住人口", "-1", "figure_not_a_number"),
    ],
)
def test_what_fits_no_cell_is_refused(case_of, sheets, name, value, code):
    with pytest.raises(WrongUse) as stop:
        rewrite(case_of(sheets), {name: value})
    assert stop.value.code == code


def test_parameters_are_told_from_figures():
    assert is_figure("权重:常住人口")
    assert is_figure("区情：东区：常住人口")
    assert not is_figure("状态:驻村")
    assert not is_figure("均衡容差")
