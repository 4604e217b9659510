"""Workbooks that went wrong at random: each is read or refused in words, none brings the process down."""

from __future__ import annotations

import contextlib
import subprocess
import sys
from pathlib import Path

import pytest

from support.cities import small_city, write_workbook

DATA = Path(__file__).parent / "data"
TEXT = "人员编号,姓名,所在单位,编制类型,身份证号\n" + "".join(
    f"A{n},测试{n},支队,行政编制,\n" for n in range(40)
)
KINDS = [("book", 80), ("old", 8), ("open", 60), ("text", 60), ("draft", 30), ("returned", 40)]
"""Which file, and how many mutants of it."""
READ = """
import contextlib, resource, sys
from pathlib import Path
sys.path[:0] = [sys.argv[4]]
from support.mutants import mutant
from zhifa_alloc.drafts.read import read_draft
from zhifa_alloc.drafts.verify import verify
from zhifa_alloc.handover.returned import answers_of, duty_answers_of, identity_of, signatures_of
from zhifa_alloc.roster import build_case
from zhifa_alloc.schema.errors import ZhifaError
from zhifa_alloc.sheets.read import read_book
resource.setrlimit(resource.RLIMIT_AS, (2 << 30, 2 << 30))
kind, path, count = sys.argv[1], Path(sys.argv[2]), int(sys.argv[3])
data, worn = path.read_bytes(), path.with_name("mutant" + path.suffix)
for seed in range(count):
    worn.write_bytes(mutant(data, seed))
    print(seed, file=sys.stderr)
    with contextlib.suppress(ZhifaError):
        if kind in ("book", "old", "open", "text"):
            build_case([read_book(worn)])
        elif kind == "draft":
            verify(read_draft(worn))
        else:
            book = read_book(worn)
            identity_of(book), answers_of(book), list(duty_answers_of(book)), signatures_of(book)
"""


@pytest.fixture(scope="module")
def originals(tmp_path_factory):
    from zhifa_alloc.cli import main

    folder = tmp_path_factory.mktemp("originals")
    book = write_workbook(folder / "名册.xlsx", small_city())
    with contextlib.redirect_stdout(None):
        assert main(["plan", str(book), "-o", str(folder / "出"), "-q"]) == 0
    text = folder / "花名册.csv"
    text.write_text(TEXT, encoding="gb18030")
    return {
        "book": book,
        "old": DATA / "小.xls",
        "open": DATA / "小.ods",
        "text": text,
        "draft": folder / "出" / "草案.xlsx",
        "returned": folder / "出" / "征求意见稿" / "东区.xlsx",
    }


@pytest.mark.parametrize(("kind", "count"), KINDS)
def test_mutants_are_read_or_refused(originals, tmp_path, kind, count):
    path = tmp_path / originals[kind].name
    path.write_bytes(originals[kind].read_bytes())
    words = [kind, str(path), str(count), str(Path(__file__).parents[1])]
    ran = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", READ, *words],
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert ran.returncode == 0, ran.stderr[-1500:]
    assert "panicked" not in ran.stderr
