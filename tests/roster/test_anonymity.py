"""A copy without its people: no original anywhere in the file, the same faults at the same cells."""

from __future__ import annotations

import io
import zipfile
from collections import Counter
from datetime import date

import pytest

from cities import make_city, plant, raw_book
from support.cities import id_number, small_city, write_workbook
from zhifa_alloc.roster import build_case
from zhifa_alloc.roster.anonymity import LEFT_OUT, anonymous
from zhifa_alloc.schema.identity import has_id_form, is_consistent, sex_of
from zhifa_alloc.sheets.raw_copy import raw_copy
from zhifa_alloc.sheets.read import read_book


def inflated(data: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return "\n".join(archive.read(name).decode("utf-8", "replace") for name in archive.namelist())


def copied(book, tmp_path):
    path = tmp_path / "副本.xlsx"
    path.write_bytes(raw_copy(anonymous([book]).books[0]))
    return read_book(path), inflated(path.read_bytes())


def places(checked):
    return Counter((one.code, one.where.sheet, one.where.cell) for one in checked.findings)


def city_with_traces():
    """Names and numbers where people leave them: titles, remarks, other sheets, the name of a sheet."""
    sheets = small_city()
    roster = sheets.pop("花名册")
    names = ["欧阳震华", "张 三", "李建国", "王芳"]
    for row, name in zip(roster[1:5], names, strict=True):
        row[1] = name
    roster[0] += ["备注", "交接备注", "籍贯", "出生年月"]
    for row in roster[1:]:
        row += ["", "", "黑龙江", f"{row[2][6:10]}.{row[2][10:12]}"]
    roster[1][10] = f"与李建国是同学，{roster[2][2]}"
    roster[2][11] = "电话13845678901"
    roster[3][13] = "1999.01"
    roster[5][2] = float(230199198503120000)
    roster[6][2] = roster[6][2][:17] + ("1" if roster[6][2][17] != "1" else "2")
    roster[7][2] = roster[8][2]
    roster[9][2] = roster[9][2][:15]
    roster[10][7] = "城東区"
    title = ["欧阳震华所在支队花名册", f"联系人：赵某人 13900001111 {roster[3][2]}"]
    sheets["花名册 李建国"] = [title, *roster, ["填表人：钱多多"]]
    sheets["人员关系"] = [
        ["甲", "乙", "关系", "要求", "甲姓名"],
        ["A0001", roster[4][2], "夫妻", "同区", "张三"],
        ["A0007", "A9999", "夫妻", "同区", "王芳"],
    ]
    sheets["职责"] = [["执法领域", "职责", "负责人", "说明"], ["城市管理", "巡查", "孙小美", "找王芳"]]
    return sheets


SECRETS = [
    "欧阳震华",
    "张三",
    "张 三",
    "李建国",
    "王芳",
    "赵某人",
    "孙小美",
    "钱多多",
    "13845678901",
    "13900001111",
]


@pytest.fixture
def traced(tmp_path):
    path = write_workbook(tmp_path / "名册.xlsx", city_with_traces())
    return read_book(path)


def test_no_original_is_left_in_any_byte(traced, tmp_path):
    _, text = copied(traced, tmp_path)
    roster = next(sheet for sheet in traced.sheets if sheet.name.startswith("花名册"))
    ids = [row[2] for row in roster.rows[2:] if isinstance(row[2], str) and len(row[2]) >= 15]
    certificates = [row[5] for row in roster.rows[2:-1] if row[5]]
    keys = [row[0] for row in roster.rows[2:-1]]
    assert len(ids) >= 28
    for secret in (*SECRETS, *ids, *certificates, *keys, "2301991985031200", "籍贯地", "黑龙江"):
        assert secret not in text, secret


def test_the_copy_has_the_same_findings_at_the_same_cells(traced, tmp_path):
    again, _ = copied(traced, tmp_path)
    was, now = places(build_case([traced])), places(build_case([again]))
    renamed = Counter(
        {(code, "花名册" if "花名册" in sheet else sheet, cell): n for (code, sheet, cell), n in now.items()}
    )
    assert renamed == Counter(
        {(code, "花名册" if "花名册" in sheet else sheet, cell): n for (code, sheet, cell), n in was.items()}
    )
    assert len(was) >= 8


def test_relations_point_to_the_same_people(tmp_path):
    sheets = city_with_traces()
    again, _ = copied(read_book(write_workbook(tmp_path / "名册.xlsx", sheets)), tmp_path)
    roster = next(sheet for sheet in again.sheets if sheet.name.startswith("花名册")).rows
    pairs = next(sheet for sheet in again.sheets if sheet.name == "人员关系").rows
    assert pairs[1][0] == roster[3][0]
    assert pairs[1][1] == roster[5][2]
    assert pairs[1][4] == roster[3][1]


def test_a_made_up_number_keeps_sex_and_year_and_nothing_else(tmp_path):
    sheets = {"花名册": [["人员编号", "姓名", "所在单位", "编制类型", "身份证号", "出生年月"]]}
    for serial in range(40):
        born = f"{1960 + serial}0719"
        sheets["花名册"].append(
            [
                f"K{serial}",
                f"测试{serial}",
                "支队",
                "行政编制",
                id_number(serial, born),
                date(1960 + serial, 7, 19),
            ]
        )
    book = read_book(write_workbook(tmp_path / "名册.xlsx", sheets))
    for was, now in zip(book.sheets[0].rows[1:], anonymous([book]).books[0].sheets[0].rows[1:], strict=True):
        assert has_id_form(now[4])
        assert is_consistent(now[4])
        assert now[4][:10] == f"230199{was[4][6:10]}"
        assert sex_of(now[4]) == sex_of(was[4])
        assert now[4][10:17] != was[4][10:17]
        assert (now[5].year, now[5].month) == (was[5].year, int(now[4][10:12]))


def test_two_copies_do_not_share_pseudonyms(traced):
    one, two = (anonymous([traced]).books[0].sheets for _ in range(2))
    ids = [tuple(row[2] for sheet in sheets for row in sheet.rows if len(row) > 5) for sheets in (one, two)]
    assert ids[0] != ids[1]


def test_free_text_and_unread_columns_are_left_out(traced):
    roster = next(sheet for sheet in anonymous([traced]).books[0].sheets if sheet.name.startswith("花名册"))
    assert roster.rows[2][10] == LEFT_OUT
    assert {row[12] for row in roster.rows[2:-1]} == {LEFT_OUT}


@pytest.mark.parametrize("seed", range(3))
def test_planted_faults_survive(seed, tmp_path):
    """Whatever is wrong with a made-up city is wrong with its copy, at the same place."""
    city = make_city(400, 4, 5, seed)
    grids, faults = plant(city.grids, 30, seed)
    book = raw_book(grids, "名册.xlsx")
    was = build_case([book])
    now = build_case(list(anonymous([book]).books))
    assert len(faults) == 30
    assert places(now) == places(was)
