"""``zhifa-alloc handover`` with letters, the public list, department workbooks and the summary."""

from __future__ import annotations


def test_papers_come_out_beside_the_districts_workbooks_and_never_over_others(run, city, book, tmp_path):
    assert run("plan", book(city), "-o", tmp_path / "out", "-q").code == 0
    draft = tmp_path / "out" / "草案.xlsx"
    first = run("handover", draft, "-o", tmp_path / "h", "--letters", "--public")
    assert first.code == 0
    names = sorted(path.name for path in (tmp_path / "h").iterdir())
    assert names == ["个人告知单", "主管部门", "交接表", "公示名单.xlsx", "市级汇总.xlsx"]
    assert len(list((tmp_path / "h" / "个人告知单").rglob("*.xlsx"))) == 30
    assert run("handover", draft, "-o", tmp_path / "h").code == 0
    names = sorted(path.name for path in (tmp_path / "h").iterdir())
    assert [name for name in names if "-2" in name] == ["主管部门-2", "交接表-2", "市级汇总-2.xlsx"]
    assert "个人告知单 30 份" in first.out
