"""What a run must not destroy, and what it must not leave behind."""

from __future__ import annotations

import copy
import json

import pytest

from support.cities import small_city, write_workbook
from zhifa_alloc.cli import main


@pytest.fixture
def city():
    return copy.deepcopy(small_city())


def test_json_never_takes_the_place_of_a_workbook(tmp_path, city):
    book = write_workbook(tmp_path / "名册.xlsx", city)
    before = book.read_bytes()

    assert main(["check", str(book), "--json", str(book)]) == 2
    assert main(["plan", str(book), "--json", str(book)]) == 2
    assert book.read_bytes() == before


def test_a_forced_run_leaves_no_workbook_of_a_district_that_no_longer_receives(tmp_path, city):
    city["参数"] += [["审定文号", "编发〔2026〕1号"], ["审定日期", "2026-09-01"]]
    folder = tmp_path / "方案"
    main(["plan", str(write_workbook(tmp_path / "名册.xlsx", city)), "-o", str(folder), "-q"])
    kept = folder / "征求意见稿" / "北区-已签收.xlsx"
    kept.write_bytes(b"from the district")
    city["参数"] = city["参数"][:-2]
    city["区情"][3][1] = "否"
    changed = write_workbook(tmp_path / "名册.xlsx", city)

    assert main(["plan", str(changed), "-o", str(folder), "-q", "--force"]) == 0

    assert {path.name for path in (folder / "征求意见稿").iterdir()} == {"东区.xlsx", "西区.xlsx", kept.name}
    assert not list(folder.glob("交接表/*"))


def test_biproportional_without_district_totals_says_what_is_missing(tmp_path, city, capsys):
    book = write_workbook(tmp_path / "名册.xlsx", city)

    assert main(["plan", str(book), "--set", "取整方法=双向比例"]) == 3
    assert "编制上限" in capsys.readouterr().err


def test_one_status_is_never_said(tmp_path, city, capsys):
    city["花名册"][0].append("人员状态")
    for row in city["花名册"][1:]:
        row.append("")
    city["花名册"][3][-1] = "接受审查调查中"
    book = write_workbook(tmp_path / "名册.xlsx", city)

    assert main(["check", str(book), "--json", str(tmp_path / "结果.json")]) == 1
    main(["explain", "E115"])

    said = capsys.readouterr()
    assert "审查调查" not in said.out + said.err + (tmp_path / "结果.json").read_text(encoding="utf-8")
    assert json.loads((tmp_path / "结果.json").read_text(encoding="utf-8"))["findings"][-1]["value"]
