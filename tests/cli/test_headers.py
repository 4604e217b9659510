"""``explain 表头``: aliases as data, shown."""

from __future__ import annotations

import pytest

from support.in_process import in_process
from zhifa_alloc.schema.columns import SHEETS


@pytest.fixture
def run(tmp_path, monkeypatch):
    return in_process(tmp_path, monkeypatch)


def test_the_columns_of_the_roster_with_their_aliases(run):
    said = run("explain", "表头").out
    assert "身份证号" in said
    assert "公民身份号码" in said
    assert "姓名（必填）" in said
    assert all(name in said for name in SHEETS)


def test_the_columns_of_another_sheet(run):
    said = run("说明", "表头", "编制").out
    assert "核定编制数（必填）" in said
    assert "核定编制" in said


def test_an_unknown_sheet_is_wrong_use(run):
    ran = run("explain", "headers", "编制表", "--lang", "en")
    assert (ran.code, "编制" in ran.err) == (2, True)
