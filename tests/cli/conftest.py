"""Run the program as a user does, on a small city."""

from __future__ import annotations

import copy
import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from support.cities import SAMPLE, small_city, write_workbook
from zhifa_alloc.cli import main


@dataclass
class Ran:
    code: int
    out: str
    err: str

    @property
    def said(self) -> str:
        return self.out + self.err

    def json(self):
        return json.loads(self.out)


@pytest.fixture
def run(tmp_path):
    """Run ``zhifa-alloc`` in a process of its own, in the test's folder."""

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
        return Ran(done.returncode, done.stdout, done.stderr)

    return call


@pytest.fixture
def here(capsys):
    """Run ``zhifa-alloc`` in this process: the same command line, without the start of another Python."""

    def call(*words):
        capsys.readouterr()
        code = main([str(word) for word in words])
        said = capsys.readouterr()
        return Ran(code, said.out, said.err)

    return call


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
    words = ("plan", folder / "名册.xlsx", "-o", folder / "out", "--json", folder / "plan.json")
    subprocess.run([sys.executable, "-m", "zhifa_alloc", *map(str, words)], check=True, capture_output=True)
    return folder
