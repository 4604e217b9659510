"""Any words after the program's name end in a sentence and an exit code of the contract."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from support.cities import small_city, write_workbook
from zhifa_alloc.cli import main
from zhifa_alloc.cli.app import COMMANDS

NAMES = [word for pair in COMMANDS for word in pair]
WORDS = [
    *NAMES, "-o", "--json", "--set", "--base", "--fresh", "--force", "--what-if", "--domain", "--all", "--fix",
    "--anonymise", "--exit-code", "--help", "--version", "-q", "--lang", "--lang=en", "--lang=xx", "--encrypt",
    "--password-file", "--", "-", "", "=", "a=", "均衡容差=x", "权重:=", "名册.xlsx", "文件夹", "没有.xlsx", "/dev/null",
    "x" * 5000, "E104", "W999", "A0001", "-9999999999", "\0", "\ud800", "[bold]", "{x}", "%s", "--nosuch", "-z",
]  # fmt: skip


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    folder = tmp_path_factory.mktemp("desk")
    write_workbook(folder / "名册.xlsx", small_city())
    (folder / "文件夹").mkdir()
    shutil.copy(folder / "名册.xlsx", folder / "文件夹" / "甲.xlsx")
    before = Path.cwd()
    os.chdir(folder)
    yield folder
    os.chdir(before)


@settings(
    max_examples=60,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(st.sampled_from(NAMES), st.lists(st.sampled_from(WORDS), max_size=6))
def test_nonsense_is_answered(desk, capsys, first, rest):
    assert main([first, *rest]) in {0, 1, 2, 3}
    assert "Traceback" not in capsys.readouterr().err
