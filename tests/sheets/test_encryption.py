"""Protected workbooks: opened with the right password, never written in the clear, never a traceback."""

from __future__ import annotations

import contextlib
import io
import random
from pathlib import Path

import pytest

from support.cities import small_city, write_workbook
from support.in_process import say
from support.locked_xls import locked_xls
from zhifa_alloc.schema.errors import UnusableFile
from zhifa_alloc.sheets.encryption import Keys, keys_in_force, locked, unlocked
from zhifa_alloc.sheets.read import read_book

OLD = Path(__file__).parent / "data" / "小.xls"
OLE = b"\xd0\xcf\x11\xe0"


@pytest.fixture(scope="module")
def plain(tmp_path_factory):
    return write_workbook(tmp_path_factory.mktemp("book") / "名册.xlsx", small_city()).read_bytes()


@pytest.fixture(scope="module")
def sealed(plain):
    with keys_in_force(Keys(output="口令 Abc")):
        return locked(plain)


def keys(*passwords):
    return keys_in_force(Keys(lambda _name: passwords))


def refusal(data):
    with pytest.raises(UnusableFile) as stop:
        unlocked(data, "x.xlsx")
    return stop.value.code


def test_what_is_locked_can_be_unlocked_again(plain, sealed):
    assert sealed.startswith(OLE)
    assert "测试01".encode() not in sealed
    with keys("wrong", "口令 Abc"):
        assert unlocked(sealed, "x.xlsx") == plain


def test_the_reader_reads_it_with_the_password(sealed, tmp_path, plain):
    path, open_path = tmp_path / "x.xlsx", tmp_path / "y.xlsx"
    path.write_bytes(sealed)
    open_path.write_bytes(plain)
    with keys("口令 Abc"):
        assert read_book(path).sheets == read_book(open_path).sheets


def test_no_password_and_wrong_password_are_told_apart(sealed):
    assert refusal(sealed) == "encrypted"
    with keys("a", "b"):
        assert refusal(sealed) == "wrong_password"


def test_without_a_password_for_output_nothing_changes(plain):
    told = []
    with keys_in_force(Keys(written_plain=lambda: told.append(1))):
        assert locked(plain) == plain
    assert told == [1]


def test_a_lock_that_would_take_minutes_is_refused(sealed):
    assert b'spinCount="100000"' in sealed
    with keys("口令 Abc"):
        assert refusal(sealed.replace(b'spinCount="100000"', b'spinCount="9999999"')) == "hostile_workbook"


def test_a_torn_lock_is_a_damaged_workbook(sealed):
    rng = random.Random(7)
    for _ in range(40):
        spot = rng.randrange(len(sealed))
        torn = sealed[:spot] + rng.randbytes(8) + sealed[spot + 8 :]
        # No password is tried, which would take its time: what lies around the lock is torn here.
        with contextlib.suppress(UnusableFile):
            unlocked(torn if rng.random() < 0.7 else sealed[:spot], "x.xlsx")
    changes = {
        b"<encryption ": b"<encry?tion ",
        b"spinCount": b"spimCount",
        b"dataIntegrity": b"dataintegrity",
    }
    with keys("口令 Abc"):
        for word, other in changes.items():
            assert refusal(sealed.replace(word, other)) == "damaged_workbook"


def test_an_entity_bomb_in_the_lock_is_refused(sealed):
    at = sealed.index(b"<encryption")
    bomb = b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>'
    with keys("口令 Abc"):
        assert refusal(sealed[:at] + bomb + sealed[at + len(bomb) :]) == "damaged_workbook"


def test_old_xls_files_without_a_lock_pass_untouched():
    data = OLE + b"\xa1\xb1\x1a\xe1" + b"\0" * 600 + "Workbook".encode("utf-16-le")
    assert unlocked(data, "x.xls") is data
    assert io.BytesIO(data).read() == data


@pytest.fixture
def old_locked(tmp_path):
    path = tmp_path / "旧.xls"
    path.write_bytes(locked_xls(OLD.read_bytes(), "口令 Abc"))
    return path


def test_an_old_xls_under_a_password_reads_the_same_with_it(old_locked):
    with keys("wrong", "口令 Abc"):
        assert read_book(old_locked).sheets == read_book(OLD).sheets


def test_an_old_xls_under_a_password_asks_for_it(old_locked):
    assert refusal(old_locked.read_bytes()) == "encrypted"
    with keys("a", "b"):
        assert refusal(old_locked.read_bytes()) == "wrong_password"


def test_the_program_says_so_and_takes_the_password_from_a_file(old_locked, tmp_path):
    refused = say("check", old_locked)
    assert (refused.code, refused.out) == (2, "")
    assert "设有打开密码" in refused.err
    assert "--password-file" in refused.err
    (tmp_path / "密码.txt").write_text("口令 Abc\n", encoding="utf-8")
    read = say("check", old_locked, "--password-file", tmp_path / "密码.txt", "-o", tmp_path / "标注.xlsx")
    assert read.code == 0, read.err
    assert "花名册 30 人" in read.out
    assert (tmp_path / "标注.xlsx").exists()


def test_a_torn_old_lock_is_an_error_that_is_known(old_locked):
    data = old_locked.read_bytes()
    rng = random.Random(11)
    with keys("口令 Abc"):
        for _ in range(60):
            spot = rng.randrange(512, len(data))
            with contextlib.suppress(UnusableFile):
                unlocked(data[:spot] + rng.randbytes(4) + data[spot + 4 :], "x.xls")
