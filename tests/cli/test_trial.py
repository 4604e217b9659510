"""``plan --trial``: three columns and the names of districts are enough for a first look."""

from __future__ import annotations

import openpyxl
import pytest

from support.in_process import in_process


@pytest.fixture
def run(tmp_path, monkeypatch):
    return in_process(tmp_path, monkeypatch)


@pytest.fixture
def bare(book):
    rows = [["姓名", "所在单位", "编制类型"]]
    rows += [
        [f"测试{number}", "城管支队" if number < 7 else "交通支队", "参公事业编制"] for number in range(11)
    ]
    rows.append(["协管员", "城管支队", "编外"])
    return lambda **more: book({"花名册": rows, **more}, "名单.xlsx")


def test_a_roster_of_three_columns_and_named_districts(run, bare, tmp_path):
    ran = run("plan", bare(), "--trial", "--districts", "东区、西区，北区", "--json", "-")
    assert ran.code == 0, ran.said
    draft = ran.json()
    assert {(row["domain"], row["quota"]) for row in draft["quotas"]} == {
        ("城管支队", 2), ("城管支队", 3), ("交通支队", 1), ("交通支队", 2),
    }  # fmt: skip
    assert sorted({row["to"] for row in draft["assignments"]}) == ["不参与", "东区", "北区", "西区"]
    assert "试算" in run("plan", bare(), "--试算", "--districts", "东区", "-o", tmp_path / "二").out


def test_every_visible_page_is_marked(run, bare, tmp_path):
    assert run("plan", bare(), "--trial", "--districts", "东区、西区", "-o", tmp_path / "案").code == 0
    for path in [tmp_path / "案" / "草案.xlsx", *(tmp_path / "案" / "征求意见稿").iterdir()]:
        for sheet in openpyxl.load_workbook(path):
            if sheet.sheet_state == "visible":
                shown = "".join(str(cell.value or "") for row in sheet.iter_rows(max_row=3) for cell in row)
                assert "试算" in shown, (path.name, sheet.title)
                assert "试算" in (sheet.oddFooter.left.text or "") + (sheet.oddFooter.center.text or "")
    assert not (tmp_path / "案" / "交接表").exists()


def test_a_trial_verifies_and_is_never_handed_over(run, bare, tmp_path):
    settings = ["--set", "审定文号=1号", "--set", "审定日期=2026-09-01"]
    assert (
        run("plan", bare(), "--trial", "--districts", "东区、西区", "-o", tmp_path / "案", *settings).code
        == 0
    )
    draft = tmp_path / "案" / "草案.xlsx"
    assert run("verify", draft).code == 0
    ran = run("handover", draft)
    assert (ran.code, "试算稿" in ran.err) == (2, True)
    assert not (tmp_path / "案" / "交接表").exists()


def test_districts_may_come_from_a_sheet_with_one_column_or_a_full_one(run, bare):
    ran = run("plan", bare(区情=[["区"], ["东区"], ["西区"]]), "--trial", "--json", "-")
    assert {row["district"] for row in ran.json()["quotas"]} == {"东区", "西区"}
    full = [["区", "是否承接", "常住人口"], ["东区", "是", 900], ["西区", "是", 100], ["北区", "否", ""]]
    ran = run("plan", bare(区情=full), "--trial", "--json", "-", "-o", "二")
    quotas = {(row["domain"], row["district"]): row["quota"] for row in ran.json()["quotas"]}
    assert quotas["城管支队", "东区"] >= 6
    assert ("城管支队", "北区") not in quotas


def test_what_a_trial_cannot_do_without(run, bare, book, city):
    assert run("plan", bare(), "--trial").code == 2
    assert run("plan", bare()).code == 2
    assert run("plan", bare(), "--districts", "东区").code == 2
    assert (
        run(
            "plan",
            book({"花名册": [["姓名", "所在单位", "编制类型"]]}, "空.xlsx"),
            "--trial",
            "--districts",
            "东区",
        ).code
        == 2
    )


def test_faults_are_found_in_a_trial_too(run, bare, book):
    rows = [["姓名", "所在单位", "编制类型", "身份证号"], ["测试", "城管支队", "参公", "123"]]
    ran = run("plan", book({"花名册": rows}), "--trial", "--districts", "东区")
    assert ran.code == 1
    assert "E102" in ran.said
