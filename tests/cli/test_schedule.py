"""``zhifa-alloc schedule`` as a user calls it."""

from __future__ import annotations

import shutil

import pytest

from zhifa_alloc.sheets.read import read_book


@pytest.fixture
def draft(planned, tmp_path):
    (tmp_path / "out").mkdir()
    return shutil.copy(planned / "out" / "草案.xlsx", tmp_path / "out" / "草案.xlsx")


def test_the_timetable_is_written_beside_the_draft_and_never_over_another(run, draft):
    first, second = run("工期", draft), run("schedule", draft)
    assert (first.code, second.code) == (0, 0)
    assert sorted(path.name for path in draft.parent.glob("倒排工期*")) == [
        "倒排工期-2.xlsx",
        "倒排工期.xlsx",
    ]
    names = [sheet.name for sheet in read_book(draft.parent / "倒排工期.xlsx").sheets]
    assert names[0] == "总览"
    assert "不涉及下沉的区" in names
    assert "未给出动员日" in first.out


def test_with_a_day_of_mobilisation_it_says_whether_time_suffices(run, draft, tmp_path):
    done = run("schedule", draft, "--start", "2020-01-02", "--json", "-", "-o", tmp_path / "t.xlsx")
    assert done.code == 0
    waves = done.json()["waves"]
    assert waves
    assert all(wave["days_to_spare"] > 0 for wave in waves)
    wave = waves[0]
    late = run("schedule", draft, "--start", wave["deadline"], "-o", tmp_path / "u.xlsx")
    assert f"缺{wave['days_needed'] - 1}个" in late.out or f"缺{wave['days_needed']}个" in late.out


def test_lengths_can_be_set_by_name(run, draft, tmp_path):
    def needed(*words):
        done = run("schedule", draft, "--json", "-", *words, "--force", "-o", tmp_path / "t.xlsx")
        return done.json()["waves"][0]["days_needed"]

    assert needed("--set", "公示=8") == needed() + 3


def test_districts_outside_set_up_their_teams_without_people(run, draft, tmp_path):
    outside = run("schedule", draft, "--json", "-", "-o", tmp_path / "t.xlsx").json()["outside"]
    assert outside["people"] == 0
    assert outside["districts"]
    assert outside["tasks"]


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("--start", "十月一日"), "不是日期"),
        (("--set", "公告=3"), "没有名为“公告”的环节"),
        (("--set", "公示=0"), "不能用"),
    ],
)
def test_what_makes_no_sense_is_refused_with_a_hint(run, draft, words, says):
    done = run("schedule", draft, *words)
    assert done.code == 2
    assert says in done.err
    assert "→" in done.err
