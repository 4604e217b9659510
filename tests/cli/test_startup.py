"""Starting quickly: help and version load nothing that reads, checks, solves or writes."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

HEAVY = {
    "pandas",
    "numpy",
    "openpyxl",
    "pydantic",
    "highspy",
    "scipy",
    "xlsxwriter",
    "python_calamine",
    "msoffcrypto",
    "rich",
}


def imported(*words):
    ran = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "zhifa_alloc", *words],
        capture_output=True, encoding="utf-8", env={**os.environ, "PYTHONUTF8": "1"}, check=True,
    )  # fmt: skip
    assert ran.stdout.strip()
    return {line.split("|")[-1].strip().split(".")[0] for line in ran.stderr.splitlines() if "|" in line}


@pytest.mark.parametrize("words", [["--help"], ["--version"], ["--lang", "en", "--help"]])
def test_nothing_heavy_is_loaded(words):
    loaded = imported(*words)
    assert "typer" in loaded
    assert not HEAVY & loaded


@pytest.mark.parametrize("command", ["plan", "check"])
def test_help_of_one_command_loads_no_more_than_the_option_parser_wants(command):
    """Typer itself takes pydantic to read the types of options."""
    assert not (HEAVY - {"pydantic"}) & imported(command, "--help")


def test_checking_loads_no_solver_and_no_data_frames(tmp_path, book, city):
    loaded = imported("check", str(book(city)))
    assert "python_calamine" in loaded
    assert not {"highspy", "scipy", "pandas", "msoffcrypto"} & loaded
