"""``plan`` from workbook to folder: names, files, bytes, the screen."""

from __future__ import annotations

import hashlib
import random
from collections import Counter
from fractions import Fraction

import openpyxl
import pytest

from support.cities import folder_bytes, read_sheet, write_workbook

RECEIVING = {"东区", "西区", "北区"}


@pytest.fixture
def planned(run, book, city, tmp_path):
    ran = run("plan", book(city), "-o", tmp_path / "out", "--json", tmp_path / "plan.json")
    assert ran.code == 0, ran.said
    return ran


def test_the_folder_holds_a_draft_and_one_consultation_book_per_receiving_district(planned, tmp_path):
    names = sorted(str(path.relative_to(tmp_path / "out")) for path in (tmp_path / "out").rglob("*.xlsx"))
    assert names == ["征求意见稿/东区.xlsx", "征求意见稿/北区.xlsx", "征求意见稿/西区.xlsx", "草案.xlsx"]


def test_handover_books_come_with_the_approval(run, book, city, tmp_path):
    city["参数"] += [["审定文号", "测编发〔2026〕1号"], ["审定日期", "2026-10-01"]]
    assert run("plan", book(city), "-o", tmp_path / "out").code == 0
    assert {path.stem for path in (tmp_path / "out" / "交接表").iterdir()} == RECEIVING


def test_default_folder_is_named_after_the_book(run, book, city, tmp_path):
    assert run("plan", book(city, "名册.xlsx")).code == 0
    assert (tmp_path / "名册-方案" / "草案.xlsx").is_file()


def test_the_screen_tells_who_chooses(run, book, city, tmp_path):
    path = book(city)
    placed = run("plan", path, "-o", tmp_path / "out").said
    chosen = run("plan", path, "-o", tmp_path / "points", "--set", "分配方式=积分选岗").said
    assert ("先后次序：" in placed, "积分选岗：" in placed) == (True, False)
    assert ("先后次序：" in chosen, "积分选岗：" in chosen) == (False, True)


def test_a_second_run_overwrites_nothing(run, book, city, tmp_path):
    path = book(city)
    run("plan", path, "-o", tmp_path / "out")
    before = folder_bytes(tmp_path / "out")
    assert run("plan", path, "-o", tmp_path / "out").code == 0
    after = folder_bytes(tmp_path / "out")
    assert before.items() <= after.items()
    assert {"草案-2.xlsx", "征求意见稿-2/东区.xlsx"} <= set(after)


def test_force_replaces_the_newest_draft(run, book, city, tmp_path):
    path = book(city)
    run("plan", path, "-o", tmp_path / "out")
    assert run("plan", path, "-o", tmp_path / "out", "--force").code == 0
    assert not (tmp_path / "out" / "草案-2.xlsx").exists()


def test_a_draft_edited_by_hand_is_not_passed_over(run, book, city, tmp_path):
    path = book(city)
    run("plan", path, "-o", tmp_path / "out")
    draft = tmp_path / "out" / "草案.xlsx"
    edited = openpyxl.load_workbook(draft)
    sheet = edited["人员分配"]
    header = next(row for row in sheet.iter_rows() if "去向" in [cell.value for cell in row])
    column = [cell.value for cell in header].index("去向") + 1
    cell = sheet.cell(header[0].row + 1, column)
    cell.value = next(name for name in sorted(RECEIVING) if name != cell.value)
    edited.save(draft)
    ran = run("plan", path, "-o", tmp_path / "out")
    assert ran.code == 2
    assert "--fresh" in ran.said
    assert not (tmp_path / "out" / "草案-2.xlsx").exists()
    assert run("plan", path, "-o", tmp_path / "out", "--fresh").code == 0
    assert (tmp_path / "out" / "草案-2.xlsx").exists()


def test_same_file_same_bytes_whatever_the_hash_seed_and_the_threads(start, book, city, tmp_path):
    path = book(city)
    for name, number in (("one", "1"), ("two", "2")):
        threads = {"OMP_NUM_THREADS": number, "OPENBLAS_NUM_THREADS": number}
        start("plan", path, "-o", tmp_path / name, PYTHONHASHSEED=number, **threads)
    assert folder_bytes(tmp_path / "one") == folder_bytes(tmp_path / "two")


def test_shuffled_rows_give_the_same_plan(run, book, city, tmp_path):
    straight = run("plan", book(city), "-o", tmp_path / "one", "--json", "-").json()
    people = city["花名册"][1:]
    random.Random(7).shuffle(people)
    city["花名册"][1:] = people
    shuffled = run("plan", book(city, "乱序.xlsx"), "-o", tmp_path / "two", "--json", "-").json()
    for key in ("plan_id", "quotas", "headcounts", "reserve", "assignments", "stages"):
        assert straight[key] == shuffled[key], key


def test_quotas_only_without_a_roster(run, book, city, tmp_path):
    del city["花名册"]
    ran = run("plan", book(city), "-o", tmp_path / "out", "--json", "-")
    assert ran.code == 0, ran.said
    assert ran.json()["assignments"] == []
    assert sum(cell["quota"] for cell in ran.json()["quotas"]) == 31
    assert (tmp_path / "out" / "征求意见稿" / "东区.xlsx").is_file()


def test_several_books_are_brought_together(run, book, city, tmp_path):
    rows = city.pop("花名册")
    folder = tmp_path / "各部门"
    folder.mkdir()
    traffic = [row for row in rows if row[3] == "交通支队"]
    others = [row for row in rows[1:] if row[3] != "交通支队"]
    write_workbook(folder / "1编办.xlsx", city)
    write_workbook(folder / "2交通.xlsx", {"花名册": [rows[0], *traffic]})
    write_workbook(folder / "3城管.xlsx", {"花名册": [rows[0], *others]})
    together = run("plan", folder, "-o", tmp_path / "out", "--json", "-")
    assert together.code == 0, together.said
    city["花名册"] = rows
    alone = run("plan", book(city), "-o", tmp_path / "alone", "--json", "-")
    assert together.json()["assignments"] == alone.json()["assignments"]
    assert len(together.json()["inputs"]) == 3


def test_a_domain_whose_roster_has_not_come_keeps_its_quotas(run, book, city, tmp_path):
    city["花名册"] = [city["花名册"][0], *(row for row in city["花名册"][1:] if row[3] == "城管支队")]
    ran = run("plan", book(city), "-o", tmp_path / "out", "--json", "-")
    assert ran.code == 0, ran.said
    assert {one["domain"] for one in ran.json()["assignments"]} == {"城市管理"}
    assert sum(one["quota"] for one in ran.json()["quotas"] if one["domain"] == "交通运输") == 13
    assert "交通运输" in ran.err


def test_json_on_standard_output_is_alone_there(run, book, city, tmp_path):
    ran = run("plan", book(city), "-o", tmp_path / "out", "--json", "-")
    assert ran.json()["format"] == "zhifa-alloc/draft"
    assert "草案" in ran.err


def test_json_keys_are_those_of_the_contract(run, book, city, tmp_path):
    value = run("plan", book(city), "-o", tmp_path / "out", "--json", "-").json()
    assert value["version"] == 1
    assert set(value) >= {
        "format", "version", "plan_id", "inputs", "quotas", "reserve", "headcounts", "assignments",
        "stages", "rules", "findings", "metrics",
    }  # fmt: skip
    assert set(value["quotas"][0]) >= {"domain", "quota_type", "district", "share", "quota"}
    assert set(value["reserve"][0]) >= {"domain", "quota_type", "quota", "target", "assigned"}
    assert set(value["headcounts"][0]) >= {"domain", "quota_type", "district", "target", "assigned"}
    assert set(value["assignments"][0]) >= {
        "staff_id", "domain", "quota_type", "from", "to", "preference", "pinned", "reason",
    }  # fmt: skip
    assert [stage["key"] for stage in value["stages"]] == ["balance", "stay", "wishes", "distance", "draw"]
    assert set(value["stages"][0]) >= {"key", "name", "value", "bound", "gap", "proved"}
    assert set(value["rules"][0]) >= {"id", "title", "status", "places"}


def test_shares_are_exact(run, book, city, tmp_path):
    value = run("plan", book(city), "-o", tmp_path / "out", "--json", "-").json()
    shares = {(one["domain"], one["district"]): Fraction(one["share"]) for one in value["quotas"]}
    assert shares["城市管理", "东区"] == 9
    assert shares["交通运输", "西区"] == Fraction(39, 10)


def test_the_summary_is_short_and_free_of_solver_words(planned):
    lines = planned.out.splitlines()
    assert len(lines) <= 25
    for word in ("gap", "bound", "solver", "MILP", "间隙", "下界", "最优", "最佳"):
        assert word not in planned.out


def test_no_id_number_is_seen_anywhere_but_in_the_departments_files(planned, city, tmp_path):
    ids = [row[2] for row in city["花名册"][1:]]
    seen = planned.said + (tmp_path / "plan.json").read_text(encoding="utf-8")
    assert not [one for one in ids if one in seen]


def test_english(run, book, city, tmp_path):
    ran = run("plan", book(city), "-o", tmp_path / "out", "--lang", "en")
    assert ran.code == 0
    assert "Draft" in ran.out


def test_gbk_terminal(run, book, city, tmp_path):
    import os
    import subprocess
    import sys

    done = subprocess.run(
        [sys.executable, "-m", "zhifa_alloc", "plan", book(city), "-o", tmp_path / "out"],
        env={**os.environ, "PYTHONIOENCODING": "gbk", "PYTHONUTF8": "0"},
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "草案" in done.stdout.decode("gbk")


def test_no_feasible_plan_says_why_and_writes_only_the_trial(run, book, city, tmp_path):
    for row in city["花名册"][1:]:
        if row[3] == "交通支队":
            row[5] = ""
    ran = run("plan", book(city), "-o", tmp_path / "out")
    assert ran.code == 3, ran.said
    assert "交通运输" in ran.err
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["试算稿.xlsx"]


def test_settings_on_the_command_line(run, book, city, tmp_path):
    ran = run("plan", book(city), "-o", tmp_path / "out", "--set", "均衡容差=5", "--json", "-")
    assert ran.code == 0
    assert ran.json()["stages"][0]["value"] == 0
    assert run("plan", book(city), "-o", tmp_path / "o2", "--set", "不存在=5").code == 2
    assert run("plan", book(city), "-o", tmp_path / "o2", "--set", "均衡容差").code == 2


def test_people_and_posts_add_up(run, book, city, tmp_path):
    value = run("plan", book(city), "-o", tmp_path / "out", "--json", "-").json()
    assert Counter(one["staff_id"] for one in value["assignments"]) == Counter(
        row[0] for row in city["花名册"][1:]
    )
    matrix = read_sheet(tmp_path / "out" / "草案.xlsx", "编制分配")
    header = next(row for row in matrix if "执法领域" in row)
    at = {name: position for position, name in enumerate(header)}
    for domain, approved in (("城市管理", 20), ("交通运输", 14)):
        (row,) = [
            one for one in matrix if one[at["执法领域"]] == domain and one[at["编制类型"]] == "参公事业编制"
        ]
        whole = sum(row[at[name]] for name in (*RECEIVING, "市级留用"))
        assert whole == approved


def test_input_is_left_alone(planned, tmp_path, city):
    again = write_workbook(tmp_path / "再写.xlsx", city)
    assert openpyxl.load_workbook(again)["花名册"].max_row == 31
    assert hashlib.sha256((tmp_path / "名册.xlsx").read_bytes()).hexdigest()


@pytest.fixture
def unowned(city):
    """The city with four duties that go to a district which receives nothing."""
    head = ["序号", "领域", "职责事项名称", "权力类型", "设定依据", "原实施主体", "承接主体"]
    duty = ["城市管理", "占道经营处罚", "行政处罚", "示例依据", "城管支队", "外区"]
    city["职责"] = [head, *([number, *duty] for number in range(1, 5))]
    city["参数"] += [["审定文号", "测编发〔2026〕1号"], ["审定日期", "2026-10-01"]]
    return city


def test_a_draft_that_breaks_a_rule_is_written_alone_and_says_where(run, book, unowned, tmp_path):
    ran = run("plan", book(unowned), "-o", tmp_path / "out", "-q")
    assert ran.code == 1
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["草案.xlsx"]
    assert "每项职责都有人管" in ran.said
    assert ran.said.count("写明由外区承接") == 3
    assert "另有 1 处" in ran.said
    assert "没有写征求意见稿和交接表" in ran.said
    assert "--all" in ran.said
    everything = run("verify", tmp_path / "out" / "草案.xlsx", "--all")
    assert (everything.code, everything.said.count("写明由外区承接")) == (1, 4)
    assert "Rules are broken" in run("plan", book(unowned), "-o", tmp_path / "en", "--lang", "en").said


def test_a_broken_draft_in_place_of_a_sound_one_leaves_no_workbook_of_it(run, book, unowned, tmp_path):
    duties = unowned.pop("职责")
    assert run("plan", book(unowned), "-o", tmp_path / "out").code == 0
    unowned["职责"] = duties
    assert run("plan", book(unowned), "-o", tmp_path / "out", "--force").code == 1
    assert [path.name for path in (tmp_path / "out").rglob("*.xlsx")] == ["草案.xlsx"]


@pytest.mark.parametrize(
    ("needed", "lang", "words", "told"),
    [("1", "zh", "不得少于两人", True), ("0", "en", "article 42", True), ("2", "zh", "不得少于两人", False)],
)
def test_fewer_officers_than_the_law_demands_are_said(run, book, city, tmp_path, needed, lang, words, told):
    setting = f"每队最少持证人数={needed}"
    said = run("plan", book(city), "-o", tmp_path / "out", "--set", setting, "--lang", lang).said
    assert (words in said) is told


def test_goals_that_an_order_leaves_out_follow_in_the_default_order(run, book, city, tmp_path):
    path, short = book(city), "目标顺序=志愿、均衡"
    ran = run("plan", path, "-o", tmp_path / "a", "--set", short)
    assert "志愿、均衡、就地、距离、次序号" in ran.said
    run("plan", path, "-o", tmp_path / "b", "--set", f"{short}、就地、距离、次序号")
    assert folder_bytes(tmp_path / "a") == folder_bytes(tmp_path / "b")
    twice = run("plan", path, "-o", tmp_path / "c", "--set", "目标顺序=志愿、志愿")
    assert twice.code == 2
    assert "不重复" in twice.said


def test_a_repair_below_the_officers_of_the_law_says_so(run, book, city, tmp_path):
    del city["花名册"][6:]
    for row in city["花名册"][1:]:
        row[9] = row[6]
    ran = run("plan", book(city), "-o", tmp_path / "out")
    assert ran.code == 3
    assert "参数 每队最少持证人数 改为 1（低于行政处罚法第四十二条" in ran.said


def test_a_forced_draft_that_breaks_a_rule_says_that_earlier_workbooks_went(run, book, city, tmp_path):
    city["参数"] += [["临近退休月数", 600]]
    path = book(city)
    assert run("plan", path, "-o", tmp_path / "out").code == 0
    ran = run("plan", path, "-o", tmp_path / "out", "--force", "--set", "规则:临近退休=不符：会议定了")
    assert ran.code == 1
    assert "已删去上次写出、这次没有的各区工作簿 3 本" in ran.said
    assert [one.name for one in (tmp_path / "out").iterdir()] == ["草案.xlsx"]


def test_drafts_without_people_have_no_draw_to_differ_in(run, book, city, tmp_path):
    quotas = {name: rows for name, rows in city.items() if not name.startswith("花名册")}
    path = book(quotas)
    for seed in "12":
        ran = run("plan", path, "-o", tmp_path / seed, "--set", f"抽签种子={seed}")
        assert ran.code == 0, ran.said
    ran = run("diff", tmp_path / "1" / "草案.xlsx", tmp_path / "2" / "草案.xlsx", "--exit-code")
    assert ran.code == 0
    assert "次序号" not in ran.said.splitlines()[0]
