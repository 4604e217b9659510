"""No ID number, and nothing of the kind, on any screen, in any log or JSON, with or without --debug."""

from __future__ import annotations

import re
import traceback
from dataclasses import dataclass

import pytest

from support.cities import id_number
from zhifa_alloc.schema.errors import ZhifaError
from zhifa_alloc.schema.masking import mask_id, mask_ids

MARKER = "19640823"
"""All people of the test were born that day: any 14 digits around it are a leak."""
LEAK = re.compile(r"230199.?1964|19640823")


@dataclass
class Told:
    code: int
    said: str


@pytest.fixture
def run(tmp_path, capsys, monkeypatch):
    """Run in this process: the trace that --debug would print counts as said."""
    from zhifa_alloc.cli import main

    monkeypatch.chdir(tmp_path)

    def call(*words):
        trace = ""
        try:
            code = main([str(word) for word in words])
        except ZhifaError as stop:
            code, trace = stop.exit_code, traceback.format_exc()
        written = capsys.readouterr()
        return Told(code, written.out + written.err + trace)

    return call


@pytest.fixture
def marked(city, book):
    """A city with faults of every kind around the ID numbers."""
    for number, line in enumerate(city["花名册"][1:]):
        line[2] = id_number(number, MARKER)
    city["花名册"][0] += ["备注", "出生年月", "性别"]
    for line in city["花名册"][1:]:
        line += [f"证件{line[2]}", "1964.08", ""]
    return city


def with_faults(city):
    rows = city["花名册"]
    rows[2][2] = int(rows[2][2][:15] + "000")
    rows[3][2] = rows[4][2]
    rows[5][2] = rows[5][2][:17] + ("1" if rows[5][2][17] != "1" else "2")
    rows[6][2] = rows[6][2][:16]
    rows[7][2] = f"{rows[7][2]} {rows[8][2]}"
    rows[9][0] = rows[9][2]
    rows[10][1] = rows[10][2]
    rows[11][3] = f"城管支队{rows[11][2]}"
    rows[12][7] = rows[12][2]
    rows[13][12], rows[13][11] = "女", "1965.01"
    city["人员关系"] = [
        ["甲", "乙", "关系", "要求"],
        [rows[14][2], rows[7][2], "夫妻", "同区"],
        ["A0001", "A0001", "", "同区"],
    ]
    city["参数"].append([rows[14][2], rows[15][2]])
    return city


def leaks(ran):
    return LEAK.findall(ran.said)


def test_checking_faulty_ids_shows_none_of_them(run, marked, book):
    path = book(with_faults(marked))
    for words in (["check", path, "--all"], ["check", path, "--all", "-v", "--lang", "en"], ["check", path, "--json", "-"],
                  ["check", path, "--all", "--debug"], ["plan", path], ["plan", path, "--json", "-"]):  # fmt: skip
        ran = run(*words)
        assert ran.code in {1, 2}
        assert ran.said
        assert not leaks(ran), words


def test_a_whole_round_of_commands_shows_no_id(run, marked, book, tmp_path):
    marked["人员关系"] = [["甲", "乙", "关系", "要求"], [marked["花名册"][1][2], "A0003", "夫妻", "同区"]]
    path = book(marked)
    rounds = [
        ["check", path, "--all"],
        ["plan", path, "-o", "出", "--json", "-"],
        ["verify", "出/草案.xlsx", "--json", "-"],
        ["explain", "出/草案.xlsx", "A0003"],
        ["explain", "出/草案.xlsx", marked["花名册"][1][2]],
        ["plan", path, "-o", "出", "--base", "出/草案.xlsx", "--debug", "-v"],
        ["diff", "出/草案.xlsx", "出/草案-2.xlsx", "--json", "-"],
        ["handover", "出/草案.xlsx", "-v"],
    ]
    for words in rounds:
        ran = run(*words)
        assert ran.code in {0, 2}, ran.said
        assert not leaks(ran), (words, leaks(ran))
    names = [str(found.relative_to(tmp_path)) for found in tmp_path.rglob("*")]
    assert not LEAK.search("\n".join(names))


def test_masks_agree_and_cannot_be_laid_over_each_other():
    whole = id_number(7, MARKER)
    assert mask_ids(f"见{whole}。") == f"见{mask_id(whole)}。"
    hidden = mask_id(whole)
    assert sum(char == "*" for char in hidden) >= 13
    assert mask_ids(hidden) == hidden
