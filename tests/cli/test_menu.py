"""The numbered menu for people who start the program without a word."""

from __future__ import annotations

import os
import pty
import subprocess
import sys

import pytest

from zhifa_alloc.cli.menu import ask
from zhifa_alloc.cli.session import Common, Session


@pytest.mark.parametrize(
    ("answers", "line"),
    [
        (["1"], ["template"]),
        (["2", "名册.xlsx"], ["check", "名册.xlsx"]),
        (["2", "", "  ", "名册.xlsx"], ["check", "名册.xlsx"]),
        (["3", "'我的 名册.xlsx'"], ["plan", "我的 名册.xlsx"]),
        (["3", "我的 名册.xlsx"], ["plan", "我的 名册.xlsx"]),
        (["99", "x", "7", "E104", ""], ["explain", "E104"]),
        (["7", "草案.xlsx", "A0001"], ["explain", "草案.xlsx", "A0001"]),
        (["9", "回收", "草案.xlsx"], ["collect", "回收", "--draft", "草案.xlsx"]),
        (["5", "a.xlsx", "b.xlsx"], ["diff", "a.xlsx", "b.xlsx"]),
        (["0"], []),
        ([""], []),
    ],
)
def test_answers_become_a_command_line(answers, line):
    given = iter(answers)
    assert ask(Session(Common()), lambda _question: next(given)) == line


def test_at_a_terminal_the_menu_comes_and_elsewhere_the_help():
    piped = subprocess.run(
        [sys.executable, "-m", "zhifa_alloc"], capture_output=True, encoding="utf-8", check=True
    )
    assert "template" in piped.stdout
    ours, theirs = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-m", "zhifa_alloc"], stdin=theirs, stdout=theirs, stderr=theirs, close_fds=True
    ) as child:
        os.write(ours, b"0\n")
        assert child.wait(timeout=60) == 0
    assert "请选择" in os.read(ours, 65536).decode()


def test_the_menu_stays_until_it_is_left_and_an_error_does_not_close_it():
    ours, theirs = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-m", "zhifa_alloc"], stdin=theirs, stdout=theirs, stderr=theirs, close_fds=True
    ) as child:
        os.write(ours, "2\n没有这个文件.xlsx\n\n7\nE104\n\n0\n".encode())
        assert child.wait(timeout=60) == 0, "the last command went well"
    said = os.read(ours, 65536).decode()
    assert said.index("找不到文件") < said.index("身份证号按数字保存")
    assert said.count("请选择") == 2
