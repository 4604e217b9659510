"""Run the program in this process, for tests of what it says: a start of Python costs more than most of them."""

from __future__ import annotations

import contextlib
import io
import json
from dataclasses import dataclass

from zhifa_alloc.cli.boundary import run as run_program


@dataclass
class Said:
    code: int
    out: str
    err: str

    @property
    def said(self) -> str:
        return self.out + self.err

    def json(self):
        return json.loads(self.out)


def say(*words, cwd=None):
    """Run ``zhifa-alloc`` with these words and return its exit code and all that it said."""
    out, err = io.StringIO(), io.StringIO()
    with contextlib.chdir(cwd or "."), contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = run_program([str(word) for word in words])
    return Said(code, out.getvalue(), err.getvalue())


def in_process(folder, monkeypatch):
    """Return a function that runs ``zhifa-alloc`` with its words, in ``folder``."""
    monkeypatch.chdir(folder)
    return say
