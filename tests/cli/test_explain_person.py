"""``explain DRAFT 人员编号`` and rules switched off, as a user meets them."""

from __future__ import annotations

import json


def test_a_person_is_explained_without_a_word_of_anybody_else(run, city, book, tmp_path):
    roster = city["花名册"]
    roster[0].append("人员状态")
    for row in roster[1:]:
        row.append("审查调查" if row[0] == "A0005" else "")
    city["人员关系"] = [["甲", "乙", "关系", "要求"], ["A0001", "A0002", "夫妻", "同区"]]
    city["参数"].append(["规则:同区要求", "停用：党组会研究决定"])
    planned = run("plan", book(city), "-o", "稿", "--json", "稿.json")
    assert planned.code == 0, planned.said
    draft = tmp_path / "稿" / "草案.xlsx"
    checked = run("verify", draft, "-v")
    assert checked.code == 0
    assert "党组会研究决定" in checked.said
    assert "下一步" in checked.said
    apart = run("explain", draft, "A0005")
    assert "另行研究" in apart.said
    assert "审查调查" not in apart.said + planned.said + checked.said
    rows = json.loads((tmp_path / "稿.json").read_text(encoding="utf-8"))["assignments"]
    unmet = next(row["staff_id"] for row in rows if row["preference"] not in (1, None))
    told = run("explain", draft, unmet, "--json", "-")
    closed = told.json()["closed"]
    assert closed
    assert all(one["message"] and one["wish"] for one in closed)
    names = [row[1] for row in roster[1:] if row[0] != unmet]
    assert not [name for name in names if name in told.out]
