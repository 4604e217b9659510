"""--password-file and --encrypt, as a user meets them."""

from __future__ import annotations

import os
import pty
import shutil
import subprocess
import sys
import time

import pytest

from support.cities import small_city, write_workbook
from support.in_process import say

OLE = b"\xd0\xcf\x11\xe0"


@pytest.fixture
def password(tmp_path):
    path = tmp_path / "密码.txt"
    path.write_text("\ufeff错的\n口令-Abc\n", encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def protected(tmp_path_factory):
    """A folder planned with --encrypt, once for all."""
    folder = tmp_path_factory.mktemp("office")
    write_workbook(folder / "名册.xlsx", small_city())
    (folder / "口令.txt").write_text("口令-Abc\r\n", encoding="utf-8")
    words = ("plan", "名册.xlsx", "-o", "出", "--encrypt", "--password-file", "口令.txt")
    assert say(*words, cwd=folder).code == 0
    return folder


@pytest.fixture
def sealed(protected, tmp_path):
    shutil.copytree(protected, tmp_path, dirs_exist_ok=True)
    return tmp_path / "出" / "草案.xlsx"


def test_everything_written_has_the_password_and_can_be_read_with_it(run, sealed, password, tmp_path):
    written = sorted(path for path in (tmp_path / "出").rglob("*") if path.is_file())
    assert len(written) == 4
    assert all(path.read_bytes().startswith(OLE) for path in written)
    assert run("verify", sealed, "--password-file", password).code == 0
    assert run("plan", "名册.xlsx", "--base", sealed, f"--password-file={password}", "-o", "再").code == 0


def test_no_password_and_a_wrong_one_are_said(run, sealed, tmp_path):
    ran = run("verify", sealed)
    assert ran.code == 2
    assert "--password-file" in ran.said
    (tmp_path / "错.txt").write_text("不对\n", encoding="utf-8")
    ran = run("verify", sealed, "--password-file", tmp_path / "错.txt")
    assert ran.code == 2
    assert "密码不对" in ran.said
    assert "不对\n" not in ran.said.replace("密码不对", "")


def test_bad_password_files_are_said(run, book, city, tmp_path):
    (tmp_path / "空.txt").write_text("\n\n")
    (tmp_path / "二进制.txt").write_bytes(bytes(range(256)))
    path = book(city)
    for name in ("空.txt", "二进制.txt", "没有.txt", "."):
        ran = run("check", path, "--password-file", tmp_path / name)
        assert ran.code == 2, ran.said
        assert "密码文件" in ran.said


def test_encrypt_without_a_password_is_wrong_use(run, book, city, tmp_path):
    ran = run("plan", book(city), "-o", "出", "--encrypt")
    assert ran.code == 2
    assert "--password-file" in ran.said
    assert not (tmp_path / "出").exists()


def test_plain_output_of_a_protected_input_is_said(run, sealed, password):
    ran = run("handover", sealed, "--password-file", password)
    assert ran.code == 0
    assert "--encrypt" in ran.said


def test_a_marked_copy_is_protected_too(run, book, city, password, tmp_path):
    assert run("check", book(city), "-o", "标注.xlsx", "--encrypt", "--password-file", password).code == 0
    assert (tmp_path / "标注.xlsx").read_bytes().startswith(OLE)


def at_a_terminal(words, answer, cwd):
    """Run with a terminal of its own, type an answer when asked, return exit code and screen."""
    pid, terminal = pty.fork()
    if pid == 0:
        os.chdir(cwd)
        os.execv(sys.executable, [sys.executable, "-m", "zhifa_alloc", *map(str, words)])  # noqa: S606
    screen, typed = b"", False
    until = time.monotonic() + 60
    while time.monotonic() < until:
        try:
            piece = os.read(terminal, 4096)
        except OSError:
            break
        screen += piece
        if not typed and "密码".encode() in screen:
            os.write(terminal, answer.encode() + b"\n")
            typed = True
    _, status = os.waitpid(pid, 0)
    return os.waitstatus_to_exitcode(status), screen.decode(errors="replace")


def test_at_a_terminal_the_password_is_asked_for_and_not_shown(sealed, tmp_path):
    code, screen = at_a_terminal(["verify", sealed], "口令-Abc", tmp_path)
    assert code == 0, screen
    assert "口令-Abc" not in screen
    assert "草案.xlsx" in screen


def test_no_file_in_the_clear_is_left_anywhere(sealed, tmp_path):
    found = subprocess.run(["find", tmp_path, "-name", ".zhifa*"], capture_output=True, text=True, check=True)
    assert found.stdout == ""
