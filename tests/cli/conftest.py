"""Run the program as a user does, on a small city."""

from __future__ import annotations

import copy
import os
import subprocess
import sys
from pathlib import Path

import pytest

from support.cities import SAMPLE, small_city, write_workbook
from support.in_process import Said, say


@pytest.fixture
def run(tmp_path):
    """Run ``zhifa-alloc`` in this process, in the test's folder: a start of Python costs more than most tests."""

    def call(*words, cwd=tmp_path):
        return say(*words, cwd=cwd)

    return call


@pytest.fixture
def start(tmp_path):
    """Run ``zhifa-alloc`` in a process of its own, in the test's folder, with other variables of the system."""

    def call(*words, cwd=tmp_path, **env):
        done = subprocess.run(
            [sys.executable, "-m", "zhifa_alloc", *map(str, words)],
            cwd=cwd,
            env={**os.environ, "PYTHONUTF8": "1", **env},
            capture_output=True,
            encoding="utf-8",
            timeout=120,
            check=False,
        )
        assert "Traceback" not in done.stderr, done.stderr
        return Said(done.returncode, done.stdout, done.stderr)

    return call


@pytest.fixture
def here():
    """Run ``zhifa-alloc`` in this process, in the folder the tests were started from."""
    return say


@pytest.fixture
def city():
    return copy.deepcopy(small_city())


@pytest.fixture
def book(tmp_path):
    def write(sheets, name="名册.xlsx"):
        return write_workbook(tmp_path / name, sheets)

    return write


@pytest.fixture(scope="session")
def sample() -> Path:
    return SAMPLE


@pytest.fixture(scope="session")
def planned(tmp_path_factory) -> Path:
    """A folder with 名册.xlsx of the small city, its plan in ``out`` and ``plan.json``; not to be changed."""
    folder = tmp_path_factory.mktemp("planned")
    write_workbook(folder / "名册.xlsx", small_city())
    ran = say("plan", "名册.xlsx", "-o", "out", "--json", "plan.json", cwd=folder)
    assert ran.code == 0, ran.said
    return folder
