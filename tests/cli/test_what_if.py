from __future__ import annotations


def test_changed_cells_only_and_nothing_written(run, book, city, tmp_path):
    ran = run("plan", book(city), "--what-if", "--set", "区情:北区:常住人口=900000")
    assert ran.code == 0, ran.said
    assert "北区" in ran.out
    assert "200000→900000" in ran.out
    assert [path.name for path in tmp_path.iterdir()] == ["名册.xlsx"]


def test_json(run, book, city):
    ran = run("plan", book(city), "--what-if", "--set", "区情:北区:常住人口=900000", "--json", "-")
    cells = ran.json()["quotas"]
    assert sum(cell["after"] - cell["before"] for cell in cells) == 0
    assert {cell["domain"] for cell in cells} == {"城市管理", "交通运输"}


def test_a_setting_that_changes_nothing_says_so(run, book, city):
    ran = run("plan", book(city), "--what-if", "--set", "均衡容差=3")
    assert ran.code == 0
    assert "不变" in ran.out


def test_without_a_setting_it_asks_for_one(run, book, city):
    assert run("plan", book(city), "--what-if").code == 2


def test_figures_may_be_set_for_a_whole_plan_too(run, book, city, tmp_path):
    path = book(city)
    plain = run("plan", path, "-o", tmp_path / "a", "--json", "-").json()
    other = run(
        "plan", path, "-o", tmp_path / "b", "--json", "-", "--set", "区情:北区:常住人口=900000"
    ).json()
    assert plain["plan_id"] != other["plan_id"]
    assert plain["quotas"] != other["quotas"]


def test_a_weight_outside_its_range_is_the_finding_that_the_workbook_would_give(run, book, city):
    city["区情"][0].append("辖区面积")
    for row in city["区情"][1:]:
        row.append(100)
    city["权重"] = [["执法领域", "常住人口", "辖区面积"], ["默认", 60, 40]]
    city["权重范围"] = [["因素", "最小", "最大"], ["常住人口", "50%", "70%"]]
    path = book(city)
    assert run("plan", path, "--what-if", "--set", "权重:常住人口=70%").code in (0, 1)
    ran = run("plan", path, "--what-if", "--set", "权重:常住人口=10")
    assert ran.code == 1, ran.said
    assert "E236" in ran.said
